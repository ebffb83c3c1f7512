//! Every reader can open an address.
//!
//! Why: `javascript:` is an inline script, and `file:` leads to the disk of one machine.
//! Example: `<a href="file:///C:/notes.pdf">`. (`/x` is for `links`.)

use crate::check::address::scheme;
use crate::check::faults::Faults;
use crate::check::link_kind::LinkKind;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

const REFUSED: [&str; 3] = ["javascript", "vbscript", "file"];

/// An address that is not of this site; says whether it is refused.
pub(crate) fn address(tag: &Tag<'_>, kind: LinkKind, href: &str, faults: &mut Faults<'_>) -> bool {
    let refused = scheme(href).filter(|scheme| REFUSED.iter().any(|bad| scheme.eq_ignore_ascii_case(bad)));
    let Some(scheme) = refused else { return false };
    let name = kind.attribute().name;
    faults.error(
        Code::LinkScheme,
        format!("adresse « {scheme}: » refusée dans l’attribut {name} de {}", tag.shown()),
        "donnez une adresse que tout lecteur peut ouvrir ; pour une action, employez un <button>",
    );
    true
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn those_that_run_or_stay_on_a_disk_are_refused() {
        accepts(&["<a href='http://y.org'>y</a><a href='mailto:a@y.org'>y</a>"]);
        refuses(&[
            ("<a href=' java\nscript:x'>a</a>", Code::LinkScheme, "javascript:"),
            ("<a href='file:///C:/x'>a</a>", Code::LinkScheme, "file:"),
            ("<button formaction='javascript:x'>a</button>", Code::LinkScheme, "formaction"),
        ]);
    }
}
