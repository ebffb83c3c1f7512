//! An id is given once in a page, and is one word.
//!
//! Why: a link leads to the first of two; no link leads to an id with a space.
//! Example: `<p id="a">…</p><p id="a">…</p>`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::check::texts::{Span, Texts};
use crate::diagnostic::Code;

/// The ids of a page.
pub(crate) struct UniqueIds {
    texts: Texts,
    /// In the order of the page; sorted, each once, after [`UniqueIds::finish`].
    ids: Vec<Span>,
}

impl Default for UniqueIds {
    fn default() -> Self {
        Self { texts: Texts::with_capacity(1024), ids: Vec::with_capacity(64) }
    }
}

impl UniqueIds {
    /// An `id` attribute; `inert`: its element is not in the page yet.
    pub(crate) fn attribute(&mut self, tag: &Tag<'_>, id: &str, inert: bool, faults: &mut Faults<'_>) {
        if id.is_empty() || id.contains(char::is_whitespace) {
            faults.error(
                Code::Html,
                format!("identifiant vide ou avec une espace : {}", tag.shown()),
                "donnez à « id » des lettres minuscules, des chiffres et des tirets",
            );
        } else if !inert {
            let id = self.texts.keep(id);
            self.ids.push(id);
        }
    }

    /// The end of the page.
    pub(crate) fn finish(&mut self, faults: &mut Faults<'_>) {
        let texts = &self.texts;
        self.ids.sort_by(|a, b| texts.get(*a).cmp(texts.get(*b)));
        let mut last: Option<Span> = None;
        self.ids.dedup_by(|later, earlier| {
            let id = texts.get(*later);
            let twice = id == texts.get(*earlier);
            if twice && !last.is_some_and(|last| last.is(*earlier)) {
                last = Some(*earlier);
                faults.error(
                    Code::DuplicateId,
                    format!("deux éléments de la page ont l’attribut id=\"{id}\""),
                    "un identifiant n’est donné qu’une fois par page",
                );
            }
            twice
        });
    }

    /// Whether the page has an id. Only after [`UniqueIds::finish`].
    pub(crate) fn contains(&self, id: &str) -> bool {
        self.ids.binary_search_by(|known| self.texts.get(*known).cmp(id)).is_ok()
    }

    /// The ids, sorted. Only after [`UniqueIds::finish`].
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(|id| self.texts.get(*id))
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn they_are_unique_and_one_word() {
        accepts(&["<p id=a>a</p><p id=b>b</p>", "<template><p id=a>a</p></template><p id=a>b</p>"]);
        refuses(&[
            ("<p id=a>a</p><p id=b>b</p><p id=a>c</p><p id=a>d</p>", Code::DuplicateId, "id=\"a\""),
            ("<p id=''>a</p>", Code::Html, "<p id=\"\">"),
            ("<p id='a b'>a</p>", Code::Html, "<p id=\"a b\">"),
        ]);
    }
}
