//! Fenced blocks: a widget, code in colours, or plain text.

use std::ops::Range;

use super::job::Job;
use super::{Body, highlight};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::markup;
use crate::text::html::{attribute, escape_text};

/// A fenced block as the parser gives it.
pub(crate) struct Block<'a> {
    /// The whole info string.
    pub(crate) info: &'a str,
    /// Its text.
    pub(crate) text: &'a str,
    /// The bytes of the whole block.
    pub(crate) range: Range<usize>,
    /// Sources that the page cites before it.
    pub(crate) cited: &'a [String],
}

/// Renders a block.
pub(crate) fn render(block: &Block, job: &Job, report: &mut Report) -> Body {
    let kind = markup::kind(block.info);
    if job.fences.knows(kind) {
        let start = job.origin.place(block.range.clone()).start;
        return job.fences.render(start, block.cited, report).unwrap_or_default();
    }
    let mistyped = !kind.is_empty() && !highlight::knows(kind);
    if let Some(near) = Some(kind).filter(|_| mistyped).and_then(|kind| job.fences.nearest(kind)) {
        report.push(
            Diagnostic::warning(Code::UnknownWidget, format!("« {kind} » n’est ni un widget ni un langage connu"))
                .at(&job.origin.source, job.origin.place(block.range.clone()))
                .hint(format!("vouliez-vous dire « {near} » ? Pour du texte brut, écrivez « text »")),
        );
    }
    Body { html: code(kind, block.text), ..Body::default() }
}

fn code(language: &str, text: &str) -> String {
    let class =
        if language.is_empty() { String::new() } else { format!(" class=\"language-{}\"", attribute(language)) };
    let inner = highlight::highlight(language, text).unwrap_or_else(|| escape_text(text).into_owned());
    format!("<pre tabindex=\"0\"><code{class}>{inner}</code></pre>\n")
}
