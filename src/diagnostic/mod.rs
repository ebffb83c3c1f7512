//! What went wrong, as values: no text is printed while the site is being made.
//!
//! In: what any of the five verbs has to say, with the place it says it of.
//! Out: a [`Report`], the list of [`Diagnostic`]s of one run, ready for the printer
//! ([`printer`], the only code that prints), for JSON, or for the overlay of `jalon serve`.

mod code;
pub mod printer;

use std::ops::Range;

use serde::Serialize;

pub use code::Code;

use crate::source::Source;

/// Longest part of a source line that a diagnostic carries, in characters on each side of the mark.
const EXCERPT_REACH: usize = 90;

/// How much a diagnostic weighs. Only an error stops the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Severity {
    /// The site is not published.
    #[serde(rename = "erreur")]
    Error,
    /// The site is published; somebody should look.
    #[serde(rename = "avertissement")]
    Warning,
    /// Good to know.
    #[serde(rename = "note")]
    Note,
}

impl Severity {
    /// The French word for it, as readers see it.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "erreur",
            Severity::Warning => "avertissement",
            Severity::Note => "note",
        }
    }
}

/// Where in a file: line and column (both counted from 1, columns in characters) and the line itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Line number, from 1.
    #[serde(rename = "ligne")]
    pub line: usize,
    /// Column number in characters, from 1.
    #[serde(rename = "colonne")]
    pub column: usize,
    /// The line, shortened around the mark when it is very long.
    #[serde(rename = "extrait")]
    pub excerpt: String,
    /// The bytes of `excerpt` that are meant.
    #[serde(skip)]
    pub mark: Range<usize>,
}

impl Place {
    /// The place of a byte range in a text. Ranges out of the text are brought back into it.
    pub fn new(text: &str, span: Range<usize>) -> Self {
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

/// One thing to say about the site: what, where, how bad, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable name, to search for and to waive.
    pub code: Code,
    /// How bad.
    #[serde(rename = "gravite")]
    pub severity: Severity,
    /// One sentence in French, without a final full stop.
    pub message: String,
    /// The file, relative to the root, with forward slashes; empty when no file is meant.
    #[serde(rename = "fichier")]
    pub file: String,
    /// Where in it, when known.
    #[serde(flatten)]
    pub place: Option<Box<Place>>,
    /// What to do, in French.
    #[serde(rename = "conseil", skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Diagnostic {
    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), file: String::new(), place: None, hint: None }
    }

    /// An error: the site will not be published.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A remark.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Says which bytes of which source are meant.
    pub fn at(mut self, source: &Source, span: Range<usize>) -> Self {
        self.file = source.path.to_string();
        self.place = Some(Box::new(Place::new(&source.text, span)));
        self
    }

    /// Says which file is meant, as a whole.
    pub fn in_file(mut self, file: impl ToString) -> Self {
        self.file = file.to_string();
        self
    }

    /// Says what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// By what reports are sorted: file, line, column, then the rest.
    pub fn order(&self) -> (&str, usize, usize, Severity, Code, &str) {
        let (line, column) = self.place.as_ref().map_or((0, 0), |place| (place.line, place.column));
        (&self.file, line, column, self.severity, self.code, &self.message)
    }
}

/// The diagnostics of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    entries: Vec<Diagnostic>,
}

impl Report {
    /// Adds one diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.entries.push(diagnostic);
    }

    /// Adds all that another report says.
    pub fn extend(&mut self, other: Report) {
        self.entries.extend(other.entries);
    }

    /// Leaves out what is not to be said any more.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.entries.retain(keep);
    }

    /// Sorts by file, line and column and drops repetitions, so that a report does not depend on
    /// the order in which threads spoke.
    pub fn settle(&mut self) {
        self.entries.sort_by(|a, b| a.order().cmp(&b.order()));
        self.entries.dedup();
    }

    /// All diagnostics.
    pub fn entries(&self) -> &[Diagnostic] {
        &self.entries
    }

    /// How many diagnostics have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.entries.iter().filter(|entry| entry.severity == severity).count()
    }

    /// Whether anything forbids the publication.
    pub fn has_errors(&self) -> bool {
        self.entries.iter().any(|entry| entry.severity == Severity::Error)
    }

    /// Whether a file has an error: what refers to it is then not to blame.
    pub fn has_error_in(&self, file: &str) -> bool {
        self.entries.iter().any(|entry| entry.severity == Severity::Error && entry.file == file)
    }

    /// Whether nothing at all was said.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
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
