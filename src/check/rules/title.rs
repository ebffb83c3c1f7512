//! A page has one `<title>`.
//!
//! Why: it names the page in tabs, bookmarks and search results.
//! Example: two `<title>` in `<head>`. (An empty one is for `accessible_names`.)

use crate::check::faults::Faults;
use crate::diagnostic::Code;

/// Whether a title was seen.
#[derive(Default)]
pub(crate) struct Title {
    seen: bool,
}

impl Title {
    /// A `<title>` of the page itself, not of an image in it.
    pub(crate) fn title(&mut self, faults: &mut Faults<'_>) {
        if self.seen {
            faults.error(Code::Html, "deux éléments <title> dans la page", "gardez-en un seul, dans <head>");
        }
        self.seen = true;
    }

    /// The end of the page.
    pub(crate) fn finish(&self, faults: &mut Faults<'_>) {
        if !self.seen {
            faults.error(Code::Html, "élément <title> absent", "donnez un titre à la page, dans <head>");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::page_refuses;

    #[test]
    fn there_is_one() {
        page_refuses("<!doctype html><html lang=fr><h1>a</h1>", &["<title> absent"]);
        page_refuses(
            "<!doctype html><html lang=fr><title>a</title><title>b</title><h1>a</h1>",
            &["deux éléments <title>"],
        );
    }
}
