//! Addresses outside of the site: which are taken, and how they are written in a page.

use std::fmt::Write;

/// What is wrong with an address of this scheme, and what to do.
pub(super) fn told(scheme: &str, rest: &str) -> Option<(String, String)> {
    let lower = scheme.to_ascii_lowercase();
    let whole = match lower.as_str() {
        "https" | "http" => rest.strip_prefix("//").is_some_and(|host| !host.is_empty() && !host.starts_with('/')),
        "mailto" | "tel" => !rest.trim().is_empty(),
        // A letter is a drive of Windows.
        "file" | "" => return Some(on_this_computer(scheme)),
        _ if lower.len() == 1 => return Some(on_this_computer(scheme)),
        _ => {
            let message = format!("adresse « {scheme}: » refusée");
            return Some((message, "employez https:, mailto: ou tel:".to_owned()));
        }
    };
    if whole {
        return None;
    }
    let example = match lower.as_str() {
        "mailto" => "mailto:contact@exemple.fr".to_owned(),
        "tel" => "tel:+33123456789".to_owned(),
        _ => format!("{lower}://exemple.fr/"),
    };
    Some((format!("adresse incomplète « {scheme}:{rest} »"), format!("écrivez-la en entier, comme « {example} »")))
}

fn on_this_computer(scheme: &str) -> (String, String) {
    let hint = "placez le fichier à côté de la page, et écrivez son nom";
    (format!("« {scheme}:… » est un fichier de votre ordinateur, que personne d’autre ne peut ouvrir"), hint.to_owned())
}

/// An address as CommonMark writes it: what no address may hold as it is becomes `%XX`.
pub(super) fn encoded(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    for byte in written.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.+!*'(),%#@?=;:/&$~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_whole() {
        for (written, taken) in [
            ("https://a.fr", true),
            ("HTTP://a", true),
            ("https:", false),
            ("https://", false),
            ("https:///a", false),
            ("mailto:", false),
            ("mailto:a@b.fr", true),
            ("tel: ", false),
            ("C:\\a", false),
            ("file:///a", false),
            ("javascript:a", false),
        ] {
            let (scheme, rest) = written.split_once(':').unwrap_or_default();
            assert_eq!(told(scheme, rest).is_none(), taken, "{written}");
        }
    }

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(encoded("https://é.fr/a b%20c[\\]?d=e&f#g"), "https://%C3%A9.fr/a%20b%20c%5B%5C%5D?d=e&f#g");
    }
}
