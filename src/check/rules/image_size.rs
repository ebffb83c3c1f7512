//! An image has its width and height.
//!
//! Why: the page must not move under the reader when the image arrives.
//! Example: `<img src="plan.png" alt="Plan">`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// An `<img>` element.
pub(crate) fn image(tag: &Tag<'_>, faults: &mut Faults<'_>) {
    let missing: Vec<&str> = ["width", "height"].into_iter().filter(|name| !tag.says(name.as_bytes())).collect();
    if !missing.is_empty() {
        let message = format!("image sans attribut {} : {}", missing.join(" ni "), tag.shown());
        faults.error(
            Code::Html,
            message,
            "donnez ses dimensions en pixels, pour que la page ne bouge pas quand elle arrive",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::refuses;
    use crate::diagnostic::Code;

    #[test]
    fn both_are_given() {
        refuses(&[
            ("<img src=i alt=a width=1>", Code::Html, "attribut height"),
            ("<img src=i alt=a>", Code::Html, "attribut width ni height"),
        ]);
    }
}
