//! A page has one `<h1>`, and no level of headings is skipped.
//!
//! Why: headings are the table of contents of those who cannot see the page.
//! Example: `<h2>…</h2><h4>…</h4>`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// The headings seen so far.
#[derive(Default)]
pub(crate) struct Headings {
    titles: usize,
    level: Option<u8>,
}

impl Headings {
    /// An element of `h1` to `h6`.
    pub(crate) fn heading(&mut self, tag: &Tag<'_>, faults: &mut Faults<'_>) {
        let level = tag.name[1] - b'0';
        let last = self.level.unwrap_or(1);
        if level > last + 1 {
            let message = format!("titre de niveau {level} après un titre de niveau {last} : {}", tag.shown());
            faults.warning(Code::HeadingOrder, message, format!("faites-en un titre de niveau {}", last + 1));
        }
        self.titles += usize::from(level == 1);
        self.level = Some(level);
    }

    /// The end of the page. A redirection needs no heading.
    pub(crate) fn finish(&self, redirect: bool, faults: &mut Faults<'_>) {
        match self.titles {
            1 => {}
            0 if redirect => {}
            0 => faults.error(
                Code::HeadingOrder,
                "la page n’a pas de titre <h1>",
                "le gabarit doit écrire le titre de la page dans un <h1>",
            ),
            count => faults.error(
                Code::HeadingOrder,
                format!("la page a {count} titres <h1>"),
                "gardez un seul <h1>, le titre de la page",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, page_refuses, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn no_level_is_skipped() {
        accepts(&["<h2>a</h2><h3>a</h3><h4>a</h4><h2>a</h2>"]);
        refuses(&[
            ("<h2>a</h2><h4 id=h>b</h4>", Code::HeadingOrder, "<h4 id=\"h\">"),
            ("<h3>b</h3>", Code::HeadingOrder, "<h3>"),
        ]);
    }

    #[test]
    fn there_is_one_title() {
        refuses(&[("<h1>b</h1>", Code::HeadingOrder, "2 titres <h1>")]);
        page_refuses("<!doctype html><html lang=fr><title>t</title><p>a</p>", &["pas de titre <h1>"]);
    }
}
