//! The questions as a whole: the shared vectors, every kind read from YAML, and properties.

mod advice;
mod kinds;
pub(crate) mod made;
pub(crate) mod page;
mod properties;
mod samples;
mod shown;
mod vectors;

use super::bank::BankFile;
use super::lint;
use super::question::Question;
use crate::diagnostic::{Report, Severity};
use crate::text::RelPath;
use crate::text::Source;
use crate::yaml::decode::{Decode, Decoder};

pub(super) fn source(text: &str) -> Source {
    let path = RelPath::new("quizzes/essai.yaml").unwrap_or_else(|| unreachable!());
    Source { path, text: text.to_owned() }
}

/// A bank of one or more questions, written as the items of a list, and what is said of it.
pub(super) fn read(questions: &str) -> (Option<BankFile>, Report) {
    let source = source(&format!("title: Essai\nquestions:\n{questions}"));
    let mut report = Report::default();
    let node = crate::yaml::parse(&source, 0..source.text.len(), &mut report);
    let file = node.and_then(|node| BankFile::decode(&node, &mut Decoder { source: &source, report: &mut report }));
    if let Some(file) = &file {
        for question in &file.questions {
            question.value.validate(&source, &mut report);
        }
        if !report.has_errors() {
            lint::bank(file, &source, &mut report);
        }
    }
    (file, report)
}

/// The one question of a bank, which must hold together.
pub(super) fn question(text: &str) -> Question {
    let (file, report) = read(text);
    assert!(!report.has_errors(), "{:#?}", report.entries());
    file.map(|mut file| file.questions.remove(0).value).unwrap_or_else(|| unreachable!())
}

/// The lines and messages of one severity.
pub(super) fn told(questions: &str, severity: Severity) -> Vec<(usize, String)> {
    let (_, report) = read(questions);
    let of = |entry: &&crate::diagnostic::Diagnostic| entry.severity == severity;
    let line = |entry: &crate::diagnostic::Diagnostic| entry.place.as_ref().map_or(0, |place| place.line);
    report.entries().iter().filter(of).map(|entry| (line(entry), entry.message.clone())).collect()
}
