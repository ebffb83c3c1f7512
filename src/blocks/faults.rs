//! What is wrong with one block, told at its lines.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;
use crate::text::slug::slug;
use crate::yaml::decode::Spanned;

/// The faults of a block, while it is examined.
pub(crate) struct Faults<'a> {
    source: &'a Source,
    span: Range<usize>,
    report: &'a mut Report,
    sound: bool,
}

impl<'a> Faults<'a> {
    /// None yet. `span`: the body of the block in its file.
    pub(super) fn new(source: &'a Source, span: Range<usize>, report: &'a mut Report) -> Self {
        Self { source, span, report, sound: true }
    }

    /// The file.
    pub(crate) fn source(&self) -> &'a Source {
        self.source
    }

    /// The body of the block in its file.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Whether none was told.
    pub(crate) fn sound(&self) -> bool {
        self.sound
    }

    /// Tells one.
    pub(crate) fn error(
        &mut self,
        code: Code,
        span: &Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.report.push(Diagnostic::error(code, message).at(self.source, span.clone()).hint(hint));
        self.sound = false;
    }

    /// Tells an identifier that cannot stand in an address.
    pub(crate) fn identifier(&mut self, id: &Spanned<String>) {
        let wanted = slug(&id.value);
        if wanted != id.value {
            let message = format!("« {} » ne peut pas être un identifiant", id.value);
            self.error(Code::BadValue, &id.span, message, format!("écrivez par exemple « {wanted} »"));
        }
    }
}
