//! The faults of one page. In: a code, a sentence, what to do. Out: the report of the page.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::RelPath;

/// Where the rules report the faults of a page.
pub(crate) struct Faults<'a> {
    file: &'a RelPath,
    report: Report,
}

impl<'a> Faults<'a> {
    /// No fault yet in this file.
    pub(crate) fn new(file: &'a RelPath) -> Self {
        Self { file, report: Report::default() }
    }

    /// Reports a fault that forbids publication.
    pub(crate) fn error(&mut self, code: Code, message: impl Into<String>, hint: impl Into<String>) {
        self.report.push(Diagnostic::error(code, message).in_file(self.file).hint(hint));
    }

    /// Reports a fault that somebody should look at.
    pub(crate) fn warning(&mut self, code: Code, message: impl Into<String>, hint: impl Into<String>) {
        self.report.push(Diagnostic::warning(code, message).in_file(self.file).hint(hint));
    }

    /// All of them.
    pub(crate) fn into_report(self) -> Report {
        self.report
    }
}
