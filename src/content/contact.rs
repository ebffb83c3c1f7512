//! How one reaches a publisher: addresses, mail addresses and numbers of telephone as people write them.
//!
//! In: a value of `site.yaml`. Out: whether it can be used as it is.

/// Whether a text is the whole address of a site.
pub(crate) fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let named = |host: &str| {
        host.split(['/', '?', '#', ':']).next().is_some_and(|host| host.contains('.') && !host.starts_with('.'))
    };
    host.is_some_and(named) && !text.contains([' ', '"', '<', '>'])
}

/// Whether a text is a mail address, and nothing else.
pub(crate) fn is_mail(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let clean =
        |text: &str| !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || "<>()[],;:\"\\@".contains(c));
    let parts: Vec<&str> = domain.split('.').collect();
    clean(name) && clean(domain) && parts.len() > 1 && parts.iter().all(|part| !part.is_empty())
}

/// Whether a text is a number of telephone: three digits at least (3646, 15…), with what people put between them.
pub(crate) fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let other = |c: char| !(c.is_ascii_digit() || c.is_whitespace() || "+().-/\u{a0}\u{202f}".contains(c));
    (2..=15).contains(&digits) && !text.contains(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_told_apart() {
        for (text, address, mail, phone) in [
            ("https://grades.fr", true, false, false),
            ("grades.fr", false, false, false),
            ("https://grades", false, false, false),
            ("contact@grades.fr", false, true, false),
            ("contact chez grades", false, false, false),
            ("contact@grades", false, false, false),
            ("Contact <a@b.fr>", false, false, false),
            ("01 23 45 67 89", false, false, true),
            ("+33 (0)1 23.45.67.89", false, false, true),
            ("au standard", false, false, false),
        ] {
            assert_eq!((is_address(text), is_mail(text), is_phone(text)), (address, mail, phone), "{text}");
        }
    }
}
