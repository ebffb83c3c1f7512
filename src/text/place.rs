//! Where in a text: what a diagnostic shows of it.

use std::ops::Range;

use serde::Serialize;

/// Longest part of a source line that a diagnostic carries, in characters on each side of the mark.
const EXCERPT_REACH: usize = 90;

/// Where in a file: line and column (both counted from 1, columns in characters) and the line itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    /// Line number, from 1.
    #[serde(rename = "ligne")]
    pub(crate) line: usize,
    /// Column number in characters, from 1.
    #[serde(rename = "colonne")]
    pub(crate) column: usize,
    /// The line, shortened around the mark when it is very long.
    #[serde(rename = "extrait")]
    pub(crate) excerpt: String,
    /// The bytes of `excerpt` that are meant.
    #[serde(skip)]
    pub(crate) mark: Range<usize>,
}

impl Place {
    /// The place of a byte range in a text. Ranges out of the text are brought back into it.
    pub(crate) fn new(text: &str, span: Range<usize>) -> Self {
        let start = floor(text, span.start.min(text.len()));
        let end = floor(text, span.end.clamp(start, text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = text[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = text[line_start..start].chars().count() + 1;
        let from = back(text, line_start, start);
        let until = forward(text, line_end, end.min(line_end).max(start));
        let excerpt = text[from..until].trim_end_matches('\r').to_owned();
        let mark = start - from..(end.min(until) - from).min(excerpt.len()).max(start - from);
        Self { line, column, excerpt, mark }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn back(text: &str, line_start: usize, at: usize) -> usize {
    text[line_start..at].char_indices().rev().nth(EXCERPT_REACH - 1).map_or(line_start, |(i, _)| line_start + i)
}

fn forward(text: &str, line_end: usize, at: usize) -> usize {
    text[at..line_end].char_indices().nth(EXCERPT_REACH).map_or(line_end, |(i, _)| at + i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_keeps_the_line() {
        let text = "un\ndéjà vu\ntrois";
        let place = Place::new(text, 10..12);
        assert_eq!((place.line, place.column), (2, 6));
        assert_eq!(place.excerpt, "déjà vu");
        assert_eq!(&place.excerpt[place.mark.clone()], "vu");
    }

    #[test]
    fn a_place_in_a_very_long_line_is_shortened() {
        let text = "é".repeat(5_000);
        let place = Place::new(&text, 4_000..4_002);
        assert!(place.excerpt.chars().count() <= 2 * EXCERPT_REACH + 1);
        assert_eq!(&place.excerpt[place.mark.clone()], "é");
    }

    #[test]
    fn a_place_out_of_the_text_is_brought_back() {
        let place = Place::new("abc", 50..90);
        assert_eq!((place.line, place.column, place.mark), (1, 4, 3..3));
    }
}
