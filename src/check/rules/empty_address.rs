//! An address is not empty.
//!
//! Why: a link that leads nowhere is a button in disguise; an empty `src` loads the page again.
//! Example: `<a href="#">`, `<img src="">`.

use crate::check::faults::Faults;
use crate::check::link_kind::{LinkKind, Role};
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// An address that is empty, or `#`. A form may send itself to its own page.
pub(crate) fn address(tag: &Tag<'_>, kind: LinkKind, faults: &mut Faults<'_>) {
    let attribute = kind.attribute();
    if attribute.role == Role::Link && attribute.element != "a" {
        return;
    }
    let message = format!("adresse vide : l’attribut {} de {} ne mène nulle part", attribute.name, tag.shown());
    faults.error(Code::Html, message, "donnez une adresse ; pour une action, employez un <button>");
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn they_are_refused() {
        accepts(&["<form action=''></form>"]);
        refuses(&[
            ("<a href='#'>a</a>", Code::Html, "attribut href de <a href=\"#\">"),
            ("<a href=''>a</a>", Code::Html, "attribut href"),
        ]);
    }
}
