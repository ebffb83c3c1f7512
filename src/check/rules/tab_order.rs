//! The keyboard follows the order of the page.
//!
//! Why: a positive `tabindex` moves one element before all the others.
//! Example: `<p tabindex="3">`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// A `tabindex` attribute.
pub(crate) fn attribute(tag: &Tag<'_>, faults: &mut Faults<'_>) {
    let index = tag.get(b"tabindex").and_then(|value| value.trim().parse::<i32>().ok());
    if index.is_some_and(|index| index > 0) {
        let message =
            format!("attribut tabindex positif sur {} : il change l’ordre de lecture au clavier", tag.shown());
        faults.warning(Code::Html, message, "écrivez les éléments dans l’ordre, et tabindex=\"0\" au plus");
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn it_is_not_changed() {
        accepts(&["<p tabindex=0>a</p><p tabindex=-1>a</p>"]);
        refuses(&[("<p tabindex=3>a</p>", Code::Html, "tabindex")]);
    }
}
