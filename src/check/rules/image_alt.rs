//! An image has a text alternative, which may be empty.
//!
//! Why: it is all that those who do not see the image get.
//! Example: `<img src="plan.png">`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// An `<img>` element.
pub(crate) fn image(tag: &Tag<'_>, faults: &mut Faults<'_>) {
    if !tag.has(b"alt") {
        let message = format!("image sans attribut alt : {}", tag.shown());
        faults.error(Code::MissingAlt, message, "décrivez l’image ; alt=\"\" si elle n’apporte rien au texte");
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn it_is_given() {
        accepts(&["<img src=i alt='' width=1 height=1>"]);
        refuses(&[("<img src=i width=1 height=1>", Code::MissingAlt, "<img src=\"i\">")]);
    }
}
