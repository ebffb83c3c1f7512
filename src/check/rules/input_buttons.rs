//! An `<input>` that is a button says what it does.
//!
//! Why: a button without a name cannot be heard, nor called by voice.
//! Example: `<input type="button">`. (`<button>` is for `accessible_names`.)

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// An `<input>` element; says whether it is a button, or hidden, and so needs no label.
pub(crate) fn input(tag: &Tag<'_>, faults: &mut Faults<'_>) -> bool {
    let kind = tag.get(b"type").unwrap_or_default().to_ascii_lowercase();
    let speaks = match kind.as_str() {
        "hidden" | "submit" | "reset" => true,
        "image" => tag.says(b"alt") || is_named(tag),
        "button" => tag.says(b"value") || is_named(tag),
        _ => return false,
    };
    if !speaks {
        let message = format!("bouton sans texte ni nom accessible : {}", tag.shown());
        faults.error(Code::Html, message, "donnez-lui un attribut value (ou alt, si c’est une image)");
    }
    true
}

/// Whether an attribute names an element.
pub(crate) fn is_named(tag: &Tag<'_>) -> bool {
    tag.says(b"aria-label") || tag.says(b"aria-labelledby") || tag.says(b"title")
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn every_button_has_a_name() {
        accepts(&[
            "<input type=hidden><input type=submit><input type=button value=texte><input type=image alt=texte src=i>",
        ]);
        refuses(&[
            ("<input type=BUTTON>", Code::Html, "<input>"),
            ("<input type=image src=i>", Code::Html, "<input src=\"i\">"),
        ]);
    }
}
