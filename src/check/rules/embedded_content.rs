//! A page embeds no other page or program.
//!
//! Why: what is embedded may send requests elsewhere, and is hard to reach by keyboard.
//! Example: `<iframe src="https://example.org">`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// An `<iframe>`, `<frame>`, `<object>` or `<embed>` element.
pub(crate) fn embedded(tag: &Tag<'_>, faults: &mut Faults<'_>) {
    let message = format!("contenu embarqué refusé : {}", tag.shown());
    faults.error(Code::Html, message, "remplacez-le par un lien");
}

#[cfg(test)]
mod tests {
    use crate::check::tests::refuses;
    use crate::diagnostic::Code;

    #[test]
    fn it_is_refused() {
        refuses(&[
            ("<iframe src='https://y.org' title=t></iframe>", Code::Html, "<iframe"),
            ("<object data=x></object>", Code::Html, "<object"),
        ]);
    }
}
