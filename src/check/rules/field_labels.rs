//! A form field has a label.
//!
//! Why: without it, nobody can hear what the field asks for.
//! Example: `<input id="nom">` without `<label for="nom">`.

use super::input_buttons::is_named;
use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// A field whose label has not been seen yet.
struct Field {
    id: Option<String>,
    shown: String,
}

/// The fields and labels seen so far.
#[derive(Default)]
pub(crate) struct FieldLabels {
    fields: Vec<Field>,
    /// Ids that a `<label for>` names.
    labelled: Vec<String>,
}

impl FieldLabels {
    /// A `<label>` element.
    pub(crate) fn label(&mut self, tag: &Tag<'_>) {
        self.labelled.extend(tag.get(b"for").map(str::to_owned));
    }

    /// A field; `in_label`: a `<label>` is open around it.
    pub(crate) fn field(&mut self, tag: &Tag<'_>, in_label: bool) {
        if !in_label && !is_named(tag) {
            self.fields.push(Field { id: tag.get(b"id").map(str::to_owned), shown: tag.shown() });
        }
    }

    /// The end of the page.
    pub(crate) fn finish(&self, faults: &mut Faults<'_>) {
        for field in &self.fields {
            if !field.id.as_ref().is_some_and(|id| self.labelled.contains(id)) {
                let message = format!("champ sans étiquette : {}", field.shown);
                faults.error(Code::Html, message, "donnez-lui un <label for=\"…\">, ou un attribut aria-label");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn every_field_has_one() {
        accepts(&[
            "<label for=c>texte</label><input id=c>",
            "<input id=c><label for=c>texte</label>",
            "<label>texte <select></select></label>",
            "<label><input type=checkbox> texte</label>",
            "<input aria-label=texte><textarea title=texte></textarea><p id=p>p</p><input aria-labelledby=p>",
        ]);
        refuses(&[
            ("<input id=c>", Code::Html, "<input id=\"c\">"),
            ("<label for=d>texte</label><input id=c><p id=d>d</p>", Code::Html, "<input id=\"c\">"),
            ("<select name=s></select>", Code::Html, "<select name=\"s\">"),
            ("<textarea aria-label=''></textarea>", Code::Html, "<textarea>"),
        ]);
    }
}
