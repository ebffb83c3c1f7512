//! A page says which language it is in.
//!
//! Why: screen readers choose their voice by it, browsers their hyphenation.
//! Example: `<html>` without `lang`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// Whether `<html>` was seen.
#[derive(Default)]
pub(crate) struct Language {
    seen: bool,
}

impl Language {
    /// The `<html>` element.
    pub(crate) fn html(&mut self, tag: &Tag<'_>, faults: &mut Faults<'_>) {
        self.seen = true;
        if !tag.says(b"lang") {
            faults.error(
                Code::Html,
                "langue de la page inconnue : <html> n’a pas d’attribut lang",
                "écrivez <html lang=\"fr\"> dans le gabarit",
            );
        }
    }

    /// The end of the page.
    pub(crate) fn finish(&self, faults: &mut Faults<'_>) {
        if !self.seen {
            faults.error(Code::Html, "élément <html> absent", "écrivez <html lang=\"fr\"> dans le gabarit");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::page_refuses;

    #[test]
    fn it_is_given() {
        page_refuses("<!doctype html><html><title>t</title><h1>a</h1>", &["lang"]);
        page_refuses("<!doctype html><title>t</title><h1>a</h1>", &["<html>"]);
    }
}
