//! How much room a text takes, without a font: a diagram is drawn at build, and read in whatever face the reader has.
//!
//! In: a text. Out: its width, or its lines, by the advances of one of the widest common faces, so that it fits in the
//! others too.

use unicode_normalization::UnicodeNormalization;

/// Advances of U+0020 to U+007E in DejaVu Sans, in thousandths of the size.
const ADVANCES: [u32; 95] = [
    317, 400, 459, 837, 636, 950, 779, 274, 390, 390, 500, 837, 317, 360, 317, 336, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 336, 336, 837, 837, 837, 530, 1000, 684, 686, 698, 770, 631, 575, 774, 751, 294, 294, 655, 557, 862,
    748, 787, 603, 787, 694, 634, 610, 731, 684, 988, 685, 610, 685, 390, 336, 390, 837, 500, 500, 612, 634, 549, 634,
    615, 352, 634, 633, 277, 277, 579, 277, 974, 633, 611, 634, 634, 411, 520, 392, 633, 591, 817, 591, 591, 524, 636,
    336, 636, 837,
];
/// Of a character that is not in the table: none that French writes is wider.
const OTHER: u32 = 1070;

/// A size of text, and how much wider than the table its weight is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Face {
    /// Size, in units of the drawing.
    pub(crate) size: u32,
    /// Hundredths: 100 for the regular weight, 120 for bold.
    pub(crate) weight: u32,
}

impl Face {
    /// Width of a text, rounded up.
    pub(crate) fn width(self, text: &str) -> i32 {
        let thousandths: u32 = text.nfd().map(advance).sum();
        i32::try_from((thousandths * self.size * self.weight).div_ceil(100_000)).unwrap_or(i32::MAX)
    }

    /// How many lines a text takes in a width.
    pub(crate) fn lines(self, text: &str, width: i32) -> usize {
        self.fill(&self.pieces(text, width), width).len()
    }

    /// Cuts a text into as few lines as hold in a width, then makes them even.
    pub(crate) fn wrap(self, text: &str, width: i32) -> Vec<String> {
        let pieces = self.pieces(text, width);
        let lines = self.fill(&pieces, width);
        // The narrowest width that needs no line more: a first line full and a last word alone read badly.
        let (mut low, mut high) = (pieces.iter().map(|piece| self.width(piece.trim_end())).max().unwrap_or(0), width);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.fill(&pieces, middle).len() <= lines.len() {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        self.fill(&pieces, high)
    }

    /// Words, each with the space that follows it; one that is too wide is cut.
    fn pieces(self, text: &str, width: i32) -> Vec<String> {
        let mut pieces = Vec::new();
        for word in text.split_ascii_whitespace() {
            let mut piece = String::new();
            for letter in word.chars() {
                if !piece.is_empty() && self.width(&format!("{piece}{letter}")) > width {
                    pieces.push(std::mem::take(&mut piece));
                }
                piece.push(letter);
                if letter == '-' {
                    pieces.push(std::mem::take(&mut piece));
                }
            }
            if piece.is_empty() {
                piece = pieces.pop().unwrap_or_default();
            }
            pieces.push(piece + " ");
        }
        pieces
    }

    fn fill(self, pieces: &[String], width: i32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for piece in pieces {
            match lines.last_mut() {
                Some(line) if self.width(&format!("{line}{}", piece.trim_end())) <= width => line.push_str(piece),
                _ => lines.push(piece.clone()),
            }
        }
        lines.into_iter().map(|line| line.trim_end_matches(' ').to_owned()).collect()
    }
}

fn advance(letter: char) -> u32 {
    match letter {
        // What is left of an accented letter once it is taken apart stands on it.
        '\u{300}'..='\u{36f}' => 0,
        '\u{a0}' | '’' | '‘' | '·' => 317,
        '\u{202f}' => 200,
        '«' | '»' => 612,
        '–' => 500,
        _ => usize::try_from(u32::from(letter))
            .ok()
            .and_then(|code| ADVANCES.get(code.checked_sub(32)?))
            .copied()
            .unwrap_or(OTHER),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FACE: Face = Face { size: 15, weight: 100 };

    #[test]
    fn accents_take_no_room_and_bold_takes_more() {
        assert_eq!(FACE.width("éàç"), FACE.width("eac"));
        assert!(Face { weight: 120, ..FACE }.width("RH") > FACE.width("RH"));
        assert_eq!(FACE.width(""), 0);
    }

    #[test]
    fn lines_are_few_and_even() {
        let lines = FACE.wrap("Vérifier l’enregistrement à l’ordre", 160);
        assert_eq!(lines, ["Vérifier", "l’enregistrement", "à l’ordre"]);
        assert_eq!(FACE.wrap("le portail RPPS+ du gestionnaire", 200), ["le portail RPPS+", "du gestionnaire"]);
        assert_eq!(FACE.wrap("pré-enregistrement", 140), ["pré-", "enregistrement"]);
        assert_eq!(FACE.wrap("", 100), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[ a-zA-Zéàœ’-]{0,80}", width in 40..300i32) {
            let lines = FACE.wrap(&text, width);
            for line in &lines {
                prop_assert!(FACE.width(line) <= width, "{line}");
            }
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}
