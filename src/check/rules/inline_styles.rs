//! Every style is in a style sheet.
//!
//! Why: a strict Content-Security-Policy blocks inline styles.
//! Example: `<style>p {}</style>`, `<p style="color: red">`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// A `<style>` element.
pub(crate) fn element(faults: &mut Faults<'_>) {
    faults.error(Code::Html, "feuille de style en ligne : <style>", "mettez ces règles dans un fichier du thème");
}

/// A `style` attribute.
pub(crate) fn attribute(tag: &Tag<'_>, faults: &mut Faults<'_>) {
    let message = format!("attribut style sur {}", tag.shown());
    faults.error(Code::Html, message, "remplacez-le par une classe, et ses règles dans un fichier du thème");
}

#[cfg(test)]
mod tests {
    use crate::check::tests::refuses;
    use crate::diagnostic::Code;

    #[test]
    fn they_are_refused() {
        refuses(&[
            ("<style>p{}</style>", Code::Html, "<style>"),
            ("<p style='color:red'>a</p>", Code::Html, "attribut style sur <p>"),
        ]);
    }
}
