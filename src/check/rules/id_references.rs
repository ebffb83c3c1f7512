//! An attribute that names another element names one that is there.
//!
//! Why: a label of nothing, or a description that is missing, is not read aloud.
//! Example: `<p aria-describedby="note">` in a page without `id="note"`.

use super::unique_ids::UniqueIds;
use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::check::texts::{Span, Texts};
use crate::diagnostic::Code;

struct Reference {
    attribute: &'static str,
    id: Span,
    shown: Span,
}

/// The references of a page.
#[derive(Default)]
pub(crate) struct IdReferences {
    texts: Texts,
    references: Vec<Reference>,
}

impl IdReferences {
    /// An attribute for which [`attribute_name`] gave a name.
    pub(crate) fn attribute(&mut self, tag: &Tag<'_>, attribute: &'static str, ids: &str) {
        let shown = self.texts.write(|texts| tag.show_in(texts));
        for id in ids.split_ascii_whitespace() {
            let id = self.texts.keep(id);
            self.references.push(Reference { attribute, id, shown });
        }
    }

    /// The end of the page.
    pub(crate) fn finish(&self, ids: &UniqueIds, faults: &mut Faults<'_>) {
        for reference in self.references.iter().filter(|reference| !ids.contains(self.texts.get(reference.id))) {
            let (id, shown) = (self.texts.get(reference.id), self.texts.get(reference.shown));
            let message =
                format!("l’attribut {} de {shown} désigne « {id} », que la page n’a pas", reference.attribute);
            faults.error(Code::Html, message, "corrigez l’attribut, ou donnez cet id à l’élément désigné");
        }
    }
}

/// The attributes that name other elements of the page by their ids.
pub(crate) fn attribute_name(name: &[u8]) -> Option<&'static str> {
    match name {
        b"for" => Some("for"),
        b"aria-labelledby" => Some("aria-labelledby"),
        b"aria-describedby" => Some("aria-describedby"),
        b"aria-controls" => Some("aria-controls"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn they_lead_to_an_element() {
        accepts(&["<p id=d>a</p><p aria-describedby='d d'>b</p>"]);
        refuses(&[
            ("<p aria-describedby=d>a</p>", Code::Html, "aria-describedby de <p> désigne « d »"),
            ("<button aria-controls=m>a</button>", Code::Html, "aria-controls"),
            ("<a href=x aria-labelledby=m>a</a>", Code::Html, "aria-labelledby de <a href=\"x\">"),
            ("<label for=c>a</label>", Code::Html, "attribut for de <label for=\"c\">"),
        ]);
    }
}
