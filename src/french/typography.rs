//! French typography: authors type ordinary spaces and apostrophes, readers get the right ones.

use std::borrow::Cow;

use super::figures::{self, NARROW, WIDE};
use crate::text::scan;

/// Makes spaces before « ; : ! ? », inside quotation marks and in numbers non-breaking, and apostrophes curly.
/// Spaces are narrow but before the colon and inside quotation marks, as the Imprimerie nationale
/// sets them. Text that has none of these comes back untouched. Each character becomes one character.
pub(crate) fn french(text: &str) -> Cow<'_, str> {
    match signs(text) {
        Cow::Borrowed(text) => figures::figures(text),
        Cow::Owned(text) => match figures::figures(&text) {
            Cow::Borrowed(_) => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text),
        },
    }
}

/// The space that stands between two pieces of a text: at the end of a line, or where bold begins. `None`: an ordinary one.
pub(crate) fn between(before: &str, after: &str) -> Option<char> {
    let first = *after.as_bytes().first()?;
    let last = *before.as_bytes().last()?;
    // Most ends of lines ask for nothing, which their neighbours tell.
    let near = b".:;!?%\xab\xb0\xc2\xe2".contains(&last) || last.is_ascii_digit();
    if !near && !first.is_ascii_digit() && !b":;!?%$\xc2\xe2".contains(&first) {
        return None;
    }
    let from = before.char_indices().rev().nth(REACH).map_or(0, |(at, _)| at);
    let until = after.char_indices().nth(REACH).map_or(after.len(), |(at, _)| at);
    let joined = [&before[from..], " ", &after[..until]].concat();
    let space = before[from..].chars().count();
    french(&joined).chars().nth(space).filter(|space| *space != ' ')
}

/// How many characters on each side of a space decide on it.
const REACH: usize = 12;

fn signs(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut kept, mut from) = (0, 0);
    while let Some(found) = scan::position(&bytes[from..], SIGNS) {
        let at = from + found;
        if let Some((place, shown)) = change(text, at) {
            out.reserve(text.len() - kept + 8);
            out.push_str(&text[kept..place]);
            out.push(shown);
            kept = place + 1;
        }
        from = at + 1;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// Bytes that something depends on.
const SIGNS: [u8; 7] = [b'\'', b';', b':', b'!', b'?', b'%', LATIN];

/// The first byte of « » °, and their second ones.
const LATIN: u8 = 0xc2;
const OPENING: u8 = 0xab;
const CLOSING: u8 = 0xbb;
const DEGREE: u8 = 0xb0;

/// Which space or apostrophe the sign at this byte changes, and into what.
fn change(text: &str, at: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let before = || at.checked_sub(1).filter(|place| bytes[*place] == b' ');
    match (bytes[at], bytes.get(at + 1)) {
        (b'\'', _) => apostrophe(text, at).then_some((at, '’')),
        (b':', _) | (LATIN, Some(&CLOSING)) => before().map(|place| (place, WIDE)),
        (LATIN, Some(&OPENING)) => after(bytes, at + 2),
        (LATIN, Some(&DEGREE)) if text[..at].ends_with(['n', 'N']) => after(bytes, at + 2),
        // 5 °C
        (LATIN, Some(&DEGREE)) if text[..at].strip_suffix(' ').is_some_and(figures::ends_with_digit) => {
            before().map(|place| (place, WIDE))
        }
        (LATIN, _) => None,
        _ => before().map(|place| (place, NARROW)),
    }
}

/// The space at this byte, unless it stands before a sign that has its own say.
fn after(bytes: &[u8], place: usize) -> Option<(usize, char)> {
    let claimed = match bytes.get(place + 1) {
        Some(&LATIN) => bytes.get(place + 2) == Some(&CLOSING),
        Some(sign) => b";:!?%".contains(sign),
        None => false,
    };
    (bytes.get(place) == Some(&b' ') && !claimed).then_some((place, WIDE))
}

fn apostrophe(text: &str, at: usize) -> bool {
    let previous = text[..at].chars().next_back().unwrap_or(' ');
    match text[at + 1..].chars().next() {
        Some(next) => previous.is_alphanumeric() && (next.is_alphanumeric() || next == '«'),
        // What follows may be in bold or a link: the text goes on.
        None => previous.is_alphabetic(),
    }
}

#[cfg(test)]
mod tests {
    use super::{NARROW, WIDE, between, french, signs};
    use proptest::prelude::*;

    /// What is meant, one character after the other.
    fn plainly(text: &str) -> String {
        let mut out = String::new();
        let mut previous = ' ';
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            out.push(match (character, characters.peek().copied()) {
                (' ', Some(';' | '!' | '?' | '%')) => NARROW,
                (' ', Some(':' | '»')) => WIDE,
                (' ', _) if previous == '«' => WIDE,
                (' ', _) if previous == '°' && (out.ends_with("n°") || out.ends_with("N°")) => WIDE,
                (' ', Some('°')) if previous.is_ascii_digit() => WIDE,
                ('\'', Some(next)) if previous.is_alphanumeric() && (next.is_alphanumeric() || next == '«') => '’',
                ('\'', None) if previous.is_alphabetic() => '’',
                _ => character,
            });
            previous = character;
        }
        out
    }

    proptest! {
        #[test]
        fn signs_are_seen_wherever_they_stand(text in "[aénN0 '’;:!?%«»°–]{0,40}") {
            prop_assert_eq!(signs(&text), plainly(&text));
        }

        #[test]
        fn any_text_will_do(text in ".{0,40}") {
            prop_assert_eq!(signs(&text), plainly(&text));
        }

        #[test]
        fn a_line_end_is_a_space(before in "[a0n°«.]{0,6}", after in "[a0:?%»€]{0,6}") {
            let joined = french(&format!("{before} {after}")).chars().nth(before.chars().count());
            let expected = joined.filter(|space| *space != ' ' && !before.is_empty() && !after.is_empty());
            prop_assert_eq!(between(&before, &after), expected);
        }
    }

    #[test]
    fn spaces_and_apostrophes() {
        assert_eq!(
            french("Qu'est-ce ? « Oui » : n° 5, 80 %."),
            "Qu’est-ce\u{202f}? «\u{a0}Oui\u{a0}»\u{a0}: n°\u{a0}5, 80\u{202f}%."
        );
        assert_eq!(french("N° 12, 5 °C"), "N°\u{a0}12, 5\u{a0}°C");
        assert_eq!(french("l'"), "l’");
        assert_eq!(french("d'« ici »"), "d’«\u{a0}ici\u{a0}»");
        assert!(matches!(french("rien"), std::borrow::Cow::Borrowed(_)));
        assert_eq!(french("https://a.fr ('x')"), "https://a.fr ('x')");
    }
}
