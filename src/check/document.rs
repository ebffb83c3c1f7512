//! The head of a page: type, language, title, redirection.

use super::html::Faults;
use super::tag::Tag;
use crate::diagnostic::Code;

/// What has been seen of the head.
#[derive(Default)]
pub(super) struct Document {
    doctype: bool,
    html: bool,
    title: bool,
    canonical: bool,
    refresh: Option<String>,
}

impl Document {
    /// Notes the document type; after the first element it would be too late.
    pub(super) fn doctype(&mut self, name: &[u8]) {
        self.doctype |= !self.html && name.eq_ignore_ascii_case(b"html");
    }

    /// Looks at one element.
    pub(super) fn start(&mut self, tag: &Tag<'_>, faults: &mut Faults<'_>) {
        match tag.name {
            b"html" => {
                self.html = true;
                if !tag.says(b"lang") {
                    faults.error(
                        Code::Html,
                        "langue de la page inconnue : <html> n’a pas d’attribut lang",
                        "écrivez <html lang=\"fr\"> dans le gabarit",
                    );
                }
            }
            b"title" if !tag.foreign => {
                if self.title {
                    faults.error(Code::Html, "deux éléments <title> dans la page", "gardez-en un seul, dans <head>");
                }
                self.title = true;
            }
            b"base" => faults.error(
                Code::Html,
                "élément <base> : il change le sens de tous les liens de la page",
                "retirez <base> du gabarit",
            ),
            b"meta" if tag.get(b"http-equiv").is_some_and(|value| value.trim().eq_ignore_ascii_case("refresh")) => {
                self.refresh = Some(tag.get(b"content").unwrap_or_default().to_owned());
            }
            b"link" => self.canonical |= tag.lists(b"rel", "canonical") && tag.says(b"href"),
            _ => {}
        }
    }

    /// Tells what the page lacks; gives the address it sends readers to, if it is a redirection.
    pub(super) fn finish(&self, faults: &mut Faults<'_>) -> Option<Box<str>> {
        if !self.doctype {
            faults.error(
                Code::Html,
                "la page ne commence pas par <!doctype html>",
                "écrivez <!doctype html> en tête du gabarit",
            );
        }
        if !self.html {
            faults.error(Code::Html, "élément <html> absent", "écrivez <html lang=\"fr\"> dans le gabarit");
        }
        if !self.title {
            faults.error(Code::Html, "élément <title> absent", "donnez un titre à la page, dans <head>");
        }
        let target = refresh_target(self.refresh.as_deref()?);
        if target.is_none() || !self.canonical {
            let message = "<meta http-equiv=\"refresh\"> hors d’une page de redirection";
            faults.error(
                Code::Html,
                message,
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
    use super::*;
    use crate::check::tests::{faults, page};

    #[test]
    fn the_head_is_checked() {
        let cases: [(&str, &[&str]); 8] = [
            ("<!doctype html><html lang=fr><title>t</title><h1>a</h1>", &[]),
            ("<html lang=fr><title>t</title><h1>a</h1>", &["<!doctype html>"]),
            ("<html lang=fr><!doctype html><title>t</title><h1>a</h1>", &["<!doctype html>"]),
            ("<!doctype html><html><title>t</title><h1>a</h1>", &["lang"]),
            ("<!doctype html><title>t</title><h1>a</h1>", &["<html>"]),
            ("<!doctype html><html lang=fr><h1>a</h1>", &["<title> absent"]),
            ("<!doctype html><html lang=fr><title> </title><h1>a</h1>", &["<title>"]),
            (
                "<!doctype html><html lang=fr><base href=x><title>a</title><title>b</title><h1>a</h1>",
                &["<base>", "deux éléments <title>"],
            ),
        ];
        for (html, expected) in cases {
            let found = faults(html);
            assert_eq!(found.len(), expected.len(), "{html} {found:?}");
            assert!(found.iter().zip(expected).all(|(fault, word)| fault.contains(word)), "{found:?}");
        }
    }

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

    #[test]
    fn the_target_of_a_redirection_is_read() {
        let cases =
            [("0;url=x", Some("x")), ("0, URL = 'x y'", Some("x y")), ("5", None), ("0; url=", None), ("0; x", None)];
        for (content, expected) in cases {
            assert_eq!(refresh_target(content), expected, "{content}");
        }
    }
}
