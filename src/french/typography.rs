//! French typography: authors type ordinary spaces and apostrophes, readers get the right ones.

use std::borrow::Cow;

const NARROW: char = '\u{202f}';
const WIDE: char = '\u{a0}';

/// Makes spaces before « ; : ! ? » and inside quotation marks non-breaking, and apostrophes curly.
/// Spaces are narrow but before the colon and inside quotation marks, as the Imprimerie nationale
/// sets them. Text that has none of these comes back untouched.
pub fn french(text: &str) -> Cow<'_, str> {
    if !text
        .bytes()
        .any(|byte| matches!(byte, b'\'' | b';' | b':' | b'!' | b'?' | b'%') || byte == 0xc2 || byte == 0xe2)
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    let mut previous = ' ';
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let shown = match (character, next) {
            (' ', Some(';' | '!' | '?' | '%')) => NARROW,
            (' ', Some(':' | '»')) => WIDE,
            (' ', _) if previous == '«' => WIDE,
            (' ', _) if previous == '°' && out.ends_with("n°") => WIDE,
            ('\'', Some(next)) if previous.is_alphanumeric() && (next.is_alphanumeric() || next == '«') => '’',
            // What follows may be in bold or a link: the text goes on.
            ('\'', None) if previous.is_alphabetic() => '’',
            _ => character,
        };
        out.push(shown);
        previous = character;
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::french;

    #[test]
    fn spaces_and_apostrophes() {
        assert_eq!(
            french("Qu'est-ce ? « Oui » : n° 5, 80 %."),
            "Qu’est-ce\u{202f}? «\u{a0}Oui\u{a0}»\u{a0}: n°\u{a0}5, 80\u{202f}%."
        );
        assert_eq!(french("l'"), "l’");
        assert_eq!(french("d'« ici »"), "d’«\u{a0}ici\u{a0}»");
        assert!(matches!(french("rien"), std::borrow::Cow::Borrowed(_)));
        assert_eq!(french("https://a.fr ('x')"), "https://a.fr ('x')");
    }
}
