//! Text into HTML: the five characters that mean something there.

use std::borrow::Cow;

use super::scan;

/// Between tags, these mean something; between double quotes, one more.
const IN_TEXT: [u8; 3] = *b"&<>";
const IN_ATTRIBUTE: [u8; 4] = *b"&<>\"";

fn reference(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        _ => "&quot;",
    }
}

/// Appends a text, each special byte replaced, from the first one on.
fn replace<const N: usize>(text: &str, first: usize, special: [u8; N], out: &mut String) {
    let (mut rest, mut at) = (text, first);
    loop {
        out.push_str(&rest[..at]);
        out.push_str(reference(rest.as_bytes()[at]));
        rest = &rest[at + 1..];
        match scan::position(rest.as_bytes(), special) {
            Some(next) => at = next,
            None => return out.push_str(rest),
        }
    }
}

fn escape<const N: usize>(text: &str, special: [u8; N]) -> Cow<'_, str> {
    let Some(first) = scan::position(text.as_bytes(), special) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    replace(text, first, special, &mut out);
    Cow::Owned(out)
}

/// Escapes text between tags.
pub(crate) fn escape_text(text: &str) -> Cow<'_, str> {
    escape(text, IN_TEXT)
}

/// Escapes a value between double quotes.
pub(crate) fn attribute(text: &str) -> Cow<'_, str> {
    escape(text, IN_ATTRIBUTE)
}

/// Appends text between tags.
pub(crate) fn push_text(text: &str, out: &mut String) {
    match scan::position(text.as_bytes(), IN_TEXT) {
        Some(first) => replace(text, first, IN_TEXT, out),
        None => out.push_str(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is meant, one character after the other.
    fn plainly(text: &str, quotes: bool) -> String {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        if quotes { text.replace('"', "&quot;") } else { text }
    }

    proptest! {
        #[test]
        fn whatever_means_something_is_escaped(written in "[a-dé’&<>\"]{0,50}") {
            prop_assert_eq!(escape_text(&written), plainly(&written, false));
            prop_assert_eq!(attribute(&written), plainly(&written, true));
            let mut out = "…".to_owned();
            push_text(&written, &mut out);
            prop_assert_eq!(out, format!("…{}", plainly(&written, false)));
        }
    }
}
