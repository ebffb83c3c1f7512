//! Every script is in a file of its own.
//!
//! Why: a strict Content-Security-Policy blocks inline scripts.
//! Example: `<script>alert()</script>`, `<p onclick="…">`.

use crate::check::faults::Faults;
use crate::check::reader::tag::{Tag, text};
use crate::diagnostic::Code;

/// Types of `<script>` that run; any other type is data.
const RUNNING: [&str; 9] = [
    "",
    "text/javascript",
    "application/javascript",
    "text/ecmascript",
    "application/ecmascript",
    "application/x-javascript",
    "module",
    "importmap",
    "speculationrules",
];

/// A `<script>` element.
pub(crate) fn script(tag: &Tag<'_>, faults: &mut Faults<'_>) {
    if !tag.has(b"src") && !tag.has(b"href") && runs(tag) {
        let message = format!("script en ligne : {} n’a pas d’attribut src", tag.shown());
        faults.error(Code::Html, message, "mettez le script dans un fichier du thème");
    }
}

/// An attribute whose name starts with `on`.
pub(crate) fn listener(tag: &Tag<'_>, name: &[u8], faults: &mut Faults<'_>) {
    let message = format!("attribut {} sur {} : script en ligne", text(name), tag.shown());
    faults.error(Code::Html, message, "posez cet écouteur dans un script du thème");
}

fn runs(tag: &Tag<'_>) -> bool {
    let kind = tag.get(b"type").unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    RUNNING.iter().any(|running| running.eq_ignore_ascii_case(essence))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn they_are_refused() {
        accepts(&["<script src=x.js></script>", "<script type=application/json>{}</script>"]);
        refuses(&[
            ("<script>x</script>", Code::Html, "<script>"),
            ("<script type='Text/JavaScript; charset=utf-8'>x</script>", Code::Html, "<script>"),
            ("<script type=module>x</script>", Code::Html, "<script>"),
            ("<p id=p ONCLICK=x>a</p>", Code::Html, "attribut onclick sur <p id=\"p\">"),
        ]);
    }
}
