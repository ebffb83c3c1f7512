//! Where the kinds of questions tell what does not hold together in one question.

use std::ops::Range;

use super::common::Common;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;
use crate::yaml::decode::Spanned;

/// The longest identifier that the readers of results accept, in characters.
const IDENTIFIER: usize = 100;

/// The faults of one question.
pub(super) struct Faults<'a> {
    /// What all questions have.
    pub(crate) common: &'a Common,
    /// The file.
    pub(crate) source: &'a Source,
    /// Where they are told.
    pub(crate) report: &'a mut Report,
}

impl Faults<'_> {
    /// Tells a fault at a place.
    pub(crate) fn fault(&mut self, span: &Range<usize>, message: impl std::fmt::Display, hint: &str) {
        self.report.push(
            Diagnostic::error(Code::Quiz, format!("question « {} » : {message}", self.common.id.value))
                .at(self.source, span.clone())
                .hint(hint),
        );
    }

    /// Tells a fault of the question as a whole.
    pub(crate) fn whole(&mut self, message: &str, hint: &str) {
        let span = self.common.id.span.clone();
        self.fault(&span, message, hint);
    }

    /// Tells the texts that stand twice in a list.
    pub(crate) fn distinct<'t>(&mut self, texts: impl Iterator<Item = &'t Spanned<String>>, message: &str) {
        let mut seen: Vec<&str> = Vec::new();
        for text in texts {
            if seen.contains(&text.value.trim()) {
                self.fault(&text.span, message, "récrivez l’un des deux");
            }
            seen.push(text.value.trim());
        }
    }

    /// Tells a name that cannot be an identifier.
    pub(crate) fn slug(&mut self, name: &str, span: &Range<usize>) {
        if !crate::text::slug::is_slug(name) {
            let hint = "employez des minuscules sans accent, des chiffres et des tirets";
            self.fault(span, format!("identifiant « {name} » incorrect"), hint);
        } else if name.len() > IDENTIFIER {
            let hint = "100 signes au plus, sans quoi les résultats ne pourraient pas être relus";
            self.fault(span, format!("identifiant trop long : {} signes", name.len()), hint);
        }
    }
}
