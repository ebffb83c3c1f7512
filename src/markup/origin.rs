//! Where a piece of Markdown stands in its file.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::Source;

/// Where a piece of Markdown stands in its file, so that faults are told at their line.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The file.
    pub(crate) source: Arc<Source>,
    /// Its bytes in the file.
    pub(crate) span: Range<usize>,
    /// Whether the text is those bytes letter for letter (a page), and not a YAML value, which may
    /// be folded or quoted: then the whole value is pointed at.
    pub(crate) exact: bool,
}

impl Origin {
    /// The body of a page.
    pub(crate) fn body(source: &Arc<Source>, span: &Range<usize>) -> Self {
        Self { source: source.clone(), span: span.clone(), exact: true }
    }

    /// A value of a YAML file.
    pub(crate) fn value(source: &Arc<Source>, span: &Range<usize>) -> Self {
        Self { source: source.clone(), span: span.clone(), exact: false }
    }

    /// The place of bytes of the piece in its file.
    pub(crate) fn place(&self, range: Range<usize>) -> Range<usize> {
        if self.exact { self.span.start + range.start..self.span.start + range.end } else { self.span.clone() }
    }

    /// The bytes of the file that it covers.
    pub(crate) fn text(&self) -> &str {
        &self.source.text[self.span.clone()]
    }

    /// An error at bytes of the piece.
    pub(crate) fn error(&self, code: Code, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(&self.source, self.place(range))
    }
}
