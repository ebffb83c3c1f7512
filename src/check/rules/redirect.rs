//! Only a page of redirection sends readers on by itself.
//!
//! Why: a page that leaves while it is being read cannot be read.
//! Example: `<meta http-equiv="refresh" content="30">` in a page without `<link rel="canonical">`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// What the head says of it.
#[derive(Default)]
pub(crate) struct Redirect {
    canonical: bool,
    refresh: Option<String>,
}

impl Redirect {
    /// A `<meta>` element.
    pub(crate) fn meta(&mut self, tag: &Tag<'_>) {
        if tag.get(b"http-equiv").is_some_and(|value| value.trim().eq_ignore_ascii_case("refresh")) {
            self.refresh = Some(tag.get(b"content").unwrap_or_default().to_owned());
        }
    }

    /// A `<link>` element.
    pub(crate) fn link(&mut self, tag: &Tag<'_>) {
        self.canonical |= tag.lists(b"rel", "canonical") && tag.says(b"href");
    }

    /// The end of the page. Gives the address that readers are sent to, if it is a redirection.
    pub(crate) fn finish(&self, faults: &mut Faults<'_>) -> Option<Box<str>> {
        let target = refresh_target(self.refresh.as_deref()?);
        if target.is_none() || !self.canonical {
            faults.error(
                Code::Html,
                "<meta http-equiv=\"refresh\"> hors d’une page de redirection",
                "retirez-le, ou ajoutez l’adresse où il mène et <link rel=\"canonical\" href=\"…\">",
            );
            return None;
        }
        target.map(Into::into)
    }
}

/// The address in `0; url=../x/`.
fn refresh_target(content: &str) -> Option<&str> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim();
    let (name, address) = rest.split_once('=')?;
    let address = address.trim().trim_matches(['"', '\'']);
    (name.trim().eq_ignore_ascii_case("url") && !address.is_empty()).then_some(address)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{faults, page};

    #[test]
    fn only_redirections_send_readers_on() {
        let head = |meta: &str| format!("<!doctype html><html lang=fr><title>t</title>{meta}<a href=x>x</a>");
        let whole = head("<meta http-equiv=Refresh content='0; URL=../x/'><link rel=canonical href='../x/'>");
        assert_eq!(faults(&whole), [""; 0]);
        assert_eq!(page(&whole).redirect.as_deref(), Some("../x/"));
        let bare = head("<h1>t</h1><meta http-equiv=refresh content='0; url=../x/'>");
        assert_eq!(faults(&bare).len(), 1);
        assert_eq!(page(&bare).redirect, None);
        assert_eq!(faults(&head("<h1>t</h1><meta http-equiv=refresh content=30><link rel=canonical href=x>")).len(), 1);
    }
}
