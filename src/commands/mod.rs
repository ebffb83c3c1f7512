//! The commands, one file each: an options struct and `run`.

pub(crate) mod attestation;
pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod explain;
mod extras;
pub(crate) mod man;
pub(crate) mod new;
pub(crate) mod package;
pub(crate) mod quiz;
pub(crate) mod quiz_export;
pub(crate) mod quiz_import;
pub(crate) mod quiz_key;
pub(crate) mod quiz_paper;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod search_report;
pub(crate) mod serve;
pub(crate) mod stale;
pub(crate) mod stats;

use crate::diagnostic::{Code, Report, Severity};

/// How a run ended; what is worse is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All is well.
    Clean = 0,
    /// The content has errors.
    Content = 1,
    /// Wrong use, or the machine refuses.
    Machine = 2,
    /// What was verified is genuine, and the course is not finished.
    Incomplete = 3,
}

impl Exit {
    /// How a run ended that said this.
    pub(crate) fn of(report: &Report) -> Self {
        let errors = || report.entries().iter().filter(|entry| entry.severity == Severity::Error);
        let refused = |code| matches!(code, Code::NoSite | Code::Unwritable | Code::OutputFolder | Code::Usage);
        match errors().next() {
            None => Self::Clean,
            Some(_) if errors().any(|error| refused(error.code)) => Self::Machine,
            Some(_) => Self::Content,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;

    #[test]
    fn what_the_machine_refuses_outweighs_the_content_and_warnings_nothing() {
        let exit = |diagnostics: &[Diagnostic]| {
            let mut report = Report::default();
            diagnostics.iter().for_each(|one| report.push(one.clone()));
            Exit::of(&report)
        };
        let wrong = Diagnostic::error(Code::DeadLink, "a");
        let full = Diagnostic::error(Code::Unwritable, "b");
        assert_eq!(exit(&[]), Exit::Clean);
        assert_eq!(exit(&[Diagnostic::warning(Code::Unwritable, "c")]), Exit::Clean);
        assert_eq!(exit(std::slice::from_ref(&wrong)), Exit::Content);
        assert_eq!(exit(&[wrong, full]), Exit::Machine);
        assert_eq!(exit(&[Diagnostic::error(Code::NoSite, "d")]), Exit::Machine);
    }
}
