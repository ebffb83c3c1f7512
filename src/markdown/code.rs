//! Fenced blocks: a widget, code in colours, or plain text.

use std::ops::Range;

use super::writer::Job;
use super::{Body, Fence, attribute, escape_text, highlight};
use crate::diagnostic::{Code, Diagnostic, Report};

/// A fenced block as the parser gives it.
pub struct Block<'a> {
    /// The whole info string.
    pub info: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The bytes of the whole block.
    pub range: Range<usize>,
    /// The bytes of its text.
    pub body: Range<usize>,
    /// Whether it stands at the first level of the page.
    pub top: bool,
    /// Sources that the page cites before it.
    pub cited: &'a [String],
}

/// Renders a block.
pub fn render(block: &Block, job: &Job, report: &mut Report) -> Body {
    let kind = block.info.split([' ', ',', '{']).next().unwrap_or_default();
    if job.fences.knows(kind) {
        return widget(kind, block, job, report).unwrap_or_default();
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

fn widget(kind: &str, block: &Block, job: &Job, report: &mut Report) -> Option<Body> {
    if !block.top {
        report.push(
            job.origin
                .error(
                    Code::WidgetPlace,
                    block.range.clone(),
                    format!("le widget « {kind} » est dans une liste, une citation ou une note"),
                )
                .hint("placez-le au premier niveau de la page, sans indentation"),
        );
        return None;
    }
    let (body, span) = (job.origin.place(block.body.clone()), job.origin.place(block.range.clone()));
    let fence = Fence { kind, body, span, cited: block.cited };
    job.fences.render(&fence, report)
}

fn code(language: &str, text: &str) -> String {
    let class =
        if language.is_empty() { String::new() } else { format!(" class=\"language-{}\"", attribute(language)) };
    let inner = highlight::highlight(language, text).unwrap_or_else(|| escape_text(text).into_owned());
    format!("<pre tabindex=\"0\"><code{class}>{inner}</code></pre>\n")
}
