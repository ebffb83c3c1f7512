//! What went wrong, as values: no text is printed while the site is being made.
//!
//! In: what any of the five verbs has to say, with the place it says it of.
//! Out: a [`Report`], the list of [`Diagnostic`]s of one run, ready for the printer
//! ([`printer`], the only code that prints), for JSON, or for the overlay of `jalon serve`.

mod code;
mod explanation;
pub(crate) mod printer;

use std::ops::Range;

use serde::Serialize;

pub(crate) use code::Code;
#[cfg(test)]
pub(crate) use explanation::Explanation;
pub(crate) use explanation::explanation;

use crate::text::{Place, Source};

/// How much a diagnostic weighs. Only an error stops the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) enum Severity {
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
    pub(crate) fn label(self) -> &'static str {
        match self {
            Severity::Error => "erreur",
            Severity::Warning => "avertissement",
            Severity::Note => "note",
        }
    }
}

/// One thing to say about the site: what, where, how bad, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Diagnostic {
    /// Stable name, to search for and to waive.
    pub(crate) code: Code,
    /// How bad.
    #[serde(rename = "gravite")]
    pub(crate) severity: Severity,
    /// One sentence in French, without a final full stop.
    pub(crate) message: String,
    /// The file, relative to the root, with forward slashes; empty when no file is meant.
    #[serde(rename = "fichier")]
    pub(crate) file: String,
    /// Where in it, when known.
    #[serde(flatten)]
    pub(crate) place: Option<Box<Place>>,
    /// What to do, in French.
    #[serde(rename = "conseil", skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
    /// The other files of which the same is to be said.
    #[serde(rename = "autres_fichiers", skip_serializing_if = "Vec::is_empty")]
    pub(crate) others: Vec<String>,
}

impl Diagnostic {
    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            file: String::new(),
            place: None,
            hint: None,
            others: Vec::new(),
        }
    }

    /// An error: the site will not be published.
    pub(crate) fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub(crate) fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A remark.
    pub(crate) fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Says which bytes of which source are meant.
    pub(crate) fn at(mut self, source: &Source, span: Range<usize>) -> Self {
        self.file = source.path.to_string();
        self.place = Some(Box::new(Place::new(&source.text, span)));
        self
    }

    /// Says which file is meant, as a whole.
    pub(crate) fn in_file(mut self, file: impl ToString) -> Self {
        self.file = file.to_string();
        self
    }

    /// Says what to do.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// By what reports are sorted: file, line, column, then the rest.
    pub(crate) fn order(&self) -> (&str, usize, usize, Severity, Code, &str) {
        let (line, column) = self.place.as_ref().map_or((0, 0), |place| (place.line, place.column));
        (&self.file, line, column, self.severity, self.code, &self.message)
    }
}

/// The diagnostics of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Report {
    entries: Vec<Diagnostic>,
}

impl Report {
    /// The report of one diagnostic.
    pub(crate) fn of(diagnostic: Diagnostic) -> Self {
        Self { entries: vec![diagnostic] }
    }

    /// Adds one diagnostic.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.entries.push(diagnostic);
    }

    /// Adds all that another report says.
    pub(crate) fn extend(&mut self, other: Report) {
        self.entries.extend(other.entries);
    }

    /// Leaves out what is not to be said any more.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.entries.retain(keep);
    }

    /// Leaves out what is right and stands there at each run: how long the steps of a course take.
    pub(crate) fn leave_out_standing_notes(&mut self) {
        self.retain(|entry| entry.severity != Severity::Note || entry.code != Code::CourseTime);
    }

    /// Sorts by file, line and column and drops repetitions, so that a report does not depend on
    /// the order in which threads spoke.
    pub(crate) fn settle(&mut self) {
        self.entries.sort_by(|a, b| a.order().cmp(&b.order()));
        self.entries.dedup();
    }

    /// All diagnostics.
    pub(crate) fn entries(&self) -> &[Diagnostic] {
        &self.entries
    }

    /// How many diagnostics have this severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.entries.iter().filter(|entry| entry.severity == severity).count()
    }

    /// Whether anything forbids the publication.
    pub(crate) fn has_errors(&self) -> bool {
        self.entries.iter().any(|entry| entry.severity == Severity::Error)
    }

    /// Whether a file has an error: what refers to it is then not to blame.
    pub(crate) fn has_error_in(&self, file: &str) -> bool {
        self.entries.iter().any(|entry| entry.severity == Severity::Error && entry.file == file)
    }

    /// Whether nothing at all was said.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
