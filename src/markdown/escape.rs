//! Text into HTML: the five characters that mean something there.

use std::borrow::Cow;

fn replace(text: &str, quotes: bool) -> Cow<'_, str> {
    let special = |byte: u8| matches!(byte, b'&' | b'<' | b'>') || quotes && byte == b'"';
    if !text.bytes().any(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quotes => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Escapes text between tags.
pub fn text(text: &str) -> Cow<'_, str> {
    replace(text, false)
}

/// Escapes a value between double quotes.
pub fn attribute(text: &str) -> Cow<'_, str> {
    replace(text, true)
}
