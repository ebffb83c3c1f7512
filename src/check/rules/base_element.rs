//! A page has no `<base>`.
//!
//! Why: it changes where every relative address of the page leads.
//! Example: `<base href="https://example.org/">`.

use crate::check::faults::Faults;
use crate::diagnostic::Code;

/// A `<base>` element.
pub(crate) fn base(faults: &mut Faults<'_>) {
    faults.error(
        Code::Html,
        "élément <base> : il change le sens de tous les liens de la page",
        "retirez <base> du gabarit",
    );
}

#[cfg(test)]
mod tests {
    use crate::check::tests::page_refuses;

    #[test]
    fn it_is_refused() {
        page_refuses("<!doctype html><html lang=fr><base href=x><title>a</title><h1>a</h1>", &["<base>"]);
    }
}
