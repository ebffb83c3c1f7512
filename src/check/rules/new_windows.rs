//! A page opened in a new window cannot reach the one that opened it.
//!
//! Why: without `noopener`, it could replace our page by another.
//! Example: `<a href="https://example.org" target="_blank">`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// An `<a>`, `<area>` or `<form>` element.
pub(crate) fn target(tag: &Tag<'_>, faults: &mut Faults<'_>) {
    let blank = tag.get(b"target").is_some_and(|target| target.eq_ignore_ascii_case("_blank"));
    if blank && !tag.lists(b"rel", "noopener") && !tag.lists(b"rel", "noreferrer") {
        let message = format!("attribut target=\"_blank\" sans rel=\"noopener\" : {}", tag.shown());
        faults.warning(Code::Html, message, "ajoutez rel=\"noopener\", ou retirez target");
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn they_are_kept_apart() {
        accepts(&["<a href='https://y.org' target=_blank rel='external NOOPENER'>y</a>"]);
        refuses(&[("<a href='https://y.org' target=_blank>y</a>", Code::Html, "target")]);
    }
}
