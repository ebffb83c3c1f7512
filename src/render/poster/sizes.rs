//! How large the texts of a poster can be so that it holds on its sheet.
//!
//! In: its question, its answer, its foot. Out: the ranks of two sizes, measured in one of the widest common faces, so that
//! the others hold too.

use crate::render::measure::Face;

/// Characters up to which a text is set in each size, from the largest, if it has room on the sheet.
const QUESTION_LENGTHS: [usize; 3] = [36, 72, 115];
const ANSWER_LENGTHS: [usize; 5] = [140, 260, 340, 460, 640];
/// The sizes themselves, and the room there is, as `poster.css` has them: tenths of a point of the printed sheet.
pub(crate) const QUESTION_SIZES: [u32; 4] = [540, 410, 340, 280];
pub(crate) const ANSWER_SIZES: [u32; 6] = [320, 270, 220, 175, 140, 135];
const WIDTH: i32 = 5150;
/// What the texts and the foot share: 290 mm, without the name of the site and the space between the parts.
const HEIGHT: u32 = 8220 - 640 - 380 - 820 - 540;
/// How much wider than the table of [`Face`] letters are: the title's are bold, with serifs; some words of the text may be bold.
const BOLD: u32 = 120;
const REGULAR: u32 = 103;
/// A text is not set tight between its neighbours.
const SPARE: u32 = 200;
/// The QR code; the width of the lines beside it, and their sizes: what leads to the page, its address, who publishes it.
const CODE: u32 = 980;
const BESIDE: i32 = 3900;
const MORE: u32 = 160;
const ADDRESS: u32 = 140;
const WHO: u32 = 130;

/// The ranks of the sizes of the question and of the answer, from 1: those that their lengths call for, or the next smaller
/// ones that leave the foot its room. None when not even the smallest do.
pub(crate) fn sizes(question: &str, answer: &str, foot: u32) -> Option<(usize, usize)> {
    let (mut one, mut two) = (wanted(question, &QUESTION_LENGTHS), wanted(answer, &ANSWER_LENGTHS));
    loop {
        let title = height(question, Face { size: QUESTION_SIZES[one], weight: BOLD }, WIDTH, 110);
        let text = height(answer, Face { size: ANSWER_SIZES[two], weight: REGULAR }, WIDTH, 138);
        if title + text + foot + SPARE <= HEIGHT {
            return Some((one + 1, two + 1));
        }
        // The larger of the two gives way, as long as it can.
        match (one + 1 < QUESTION_SIZES.len(), two + 1 < ANSWER_SIZES.len()) {
            (false, false) => return None,
            (true, false) => one += 1,
            (true, true) if title > text => one += 1,
            (_, true) => two += 1,
        }
    }
}

/// The rank of the first size for a text of this length, or of the last one.
fn wanted(text: &str, lengths: &[usize]) -> usize {
    let length = text.chars().count();
    lengths.iter().take_while(|most| length > **most).count()
}

/// How high the foot is: the code, or the lines beside it.
pub(crate) fn foot(address: &str, who: &str) -> u32 {
    let line = |size, text: &str| height(text, Face { size, weight: BOLD }, BESIDE, 140);
    let dated = format!("{who} · vérifié le 30 septembre 2026");
    CODE.max(line(MORE, "La page entière, avec ses sources :") + line(ADDRESS, address) + WHO / 2 + line(WHO, &dated))
}

/// How high a text is in a width, for a leading in hundredths of its size.
fn height(text: &str, face: Face, width: i32, leading: u32) -> u32 {
    u32::try_from(face.lines(text, width)).map_or(u32::MAX, |lines| lines * face.size * leading / 100)
}

/// A text without its tags.
pub(crate) fn bare(html: &str) -> String {
    let mut parts = html.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('>').map_or(part, |(_, rest)| rest))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_as_large_as_their_lengths_allow() {
        assert_eq!(sizes("Payant ?", "Non.", CODE), Some((1, 1)));
        assert_eq!(wanted(&"a".repeat(36), &QUESTION_LENGTHS), 0);
        assert_eq!(wanted(&"a".repeat(37), &QUESTION_LENGTHS), 1);
        assert_eq!(wanted(&"a".repeat(641), &ANSWER_LENGTHS), 5);
    }

    #[test]
    fn wide_letters_make_the_text_smaller_and_too_many_are_told() {
        let narrow = sizes(&"il ".repeat(24), &"il ".repeat(40), CODE).unwrap();
        let wide = sizes(&"MM ".repeat(24), &"MM ".repeat(40), CODE).unwrap();
        assert!(wide > narrow, "{wide:?} {narrow:?}");
        assert_eq!(sizes("Payant ?", &"mot ".repeat(2000), CODE), None);
    }

    #[test]
    fn a_long_address_makes_a_high_foot() {
        assert_eq!(foot("https://exemple.fr/faq/", "GRADeS"), CODE);
        assert!(foot(&"https://exemple.fr/".repeat(9), "GRADeS") > CODE);
    }

    #[test]
    fn tags_take_no_room() {
        assert_eq!(bare("a <abbr title=\"x\">DMP</abbr> b"), "a DMP b");
    }
}
