//! How many words a text has, for the reading time.

use crate::text::scan;

/// The words of a text: what whitespace separates.
pub(crate) fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let Some((first, rest)) = bytes.split_first() else { return 0 };
    if scan::any(bytes, OTHER_SPACE) {
        return text.split_whitespace().count();
    }
    let neighbours = bytes.chunks(COUNTED).zip(rest.chunks(COUNTED));
    usize::from(!space(*first)) + neighbours.map(|(before, bytes)| usize::from(begun(before, bytes))).sum::<usize>()
}

/// How many bytes are counted at once, as many as a byte can count.
const COUNTED: usize = 255;

/// How many words begin in these bytes; what stands before each is known.
fn begun(before: &[u8], bytes: &[u8]) -> u8 {
    before.iter().zip(bytes).map(|(before, byte)| u8::from(space(*before) & !space(*byte))).sum()
}

/// The white space of ASCII.
fn space(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

/// First bytes of all the other white space.
const OTHER_SPACE: [u8; 4] = [0xc2, 0xe1, 0xe2, 0xe3];

#[cfg(test)]
mod tests {
    use super::count;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_what_space_separates(text in "[ab é\t\r\n\u{b}\u{c}’\u{a0}\u{85}\u{1680}\u{2009}\u{202f}\u{3000}]{0,60}") {
            prop_assert_eq!(count(&text), text.split_whitespace().count());
        }

        #[test]
        fn any_text_will_do(text in "[ -~\\s]{0,60}|.{0,60}|[a ]{0,900}") {
            prop_assert_eq!(count(&text), text.split_whitespace().count());
        }

        #[test]
        fn every_character_may_separate(character in any::<char>()) {
            let text = format!("a{character}b");
            prop_assert_eq!(count(&text), text.split_whitespace().count());
        }
    }
}
