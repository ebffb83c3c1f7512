//! A page starts with `<!doctype html>`.
//!
//! Why: without it, browsers lay the page out as they did in 1998.
//! Example: `<html lang="fr">` on the first line.

use crate::check::faults::Faults;
use crate::diagnostic::Code;

/// Whether the document type was seen in time.
#[derive(Default)]
pub(crate) struct Doctype {
    seen: bool,
    late: bool,
}

impl Doctype {
    /// A document type.
    pub(crate) fn doctype(&mut self, name: &[u8]) {
        self.seen |= !self.late && name.eq_ignore_ascii_case(b"html");
    }

    /// The first element: what comes after it is too late.
    pub(crate) fn html(&mut self) {
        self.late = true;
    }

    /// The end of the page.
    pub(crate) fn finish(&self, faults: &mut Faults<'_>) {
        if !self.seen {
            faults.error(
                Code::Html,
                "la page ne commence pas par <!doctype html>",
                "écrivez <!doctype html> en tête du gabarit",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{page_accepts, page_refuses};

    #[test]
    fn it_comes_first() {
        page_accepts("<!doctype html><html lang=fr><title>t</title><h1>a</h1>");
        page_refuses("<html lang=fr><title>t</title><h1>a</h1>", &["<!doctype html>"]);
        page_refuses("<html lang=fr><!doctype html><title>t</title><h1>a</h1>", &["<!doctype html>"]);
    }
}
