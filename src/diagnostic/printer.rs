//! The only code of the project that prints.
//!
//! In: reports and short messages. Out: text on the terminal (colours only on one, and never
//! under `NO_COLOR`), or JSON lines for machines.

use std::io::{self, IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Report, Severity};
use crate::french::numbers::plural;

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For machines: one JSON document.
    Json,
}

#[derive(Serialize)]
struct JsonReport<'a> {
    erreurs: usize,
    avertissements: usize,
    diagnostics: &'a [Diagnostic],
}

/// Writes to the standard streams. Output that cannot be written (a closed pipe) is dropped: there
/// is nobody left to tell.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Printer;

impl Printer {
    /// One line of result, on the standard output.
    pub(crate) fn say(self, text: &str) {
        let _ = writeln!(anstream::stdout(), "{text}");
    }

    /// Bytes as they are, on the standard output (schemas, completions).
    pub(crate) fn raw(self, bytes: &[u8]) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(bytes).and_then(|()| out.flush());
    }

    /// One line about what is going on, on the error stream.
    pub(crate) fn tell(self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{text}");
    }

    /// Whether somebody is watching the error stream.
    pub(crate) fn watched(self) -> bool {
        io::stderr().is_terminal()
    }

    /// The whole report: diagnostics on the error stream as text, or on the standard output as JSON.
    pub(crate) fn report(self, report: &Report, format: Format) {
        match format {
            Format::Json => self.json(report),
            Format::Text => self.text(report),
        }
    }

    fn json(self, report: &Report) {
        let document = JsonReport {
            erreurs: report.count(Severity::Error),
            avertissements: report.count(Severity::Warning),
            diagnostics: report.entries(),
        };
        if let Ok(mut bytes) = serde_json::to_vec_pretty(&document) {
            bytes.push(b'\n');
            self.raw(&bytes);
        }
    }

    fn text(self, report: &Report) {
        for diagnostic in report.entries() {
            self.tell(&render(diagnostic));
        }
        if !report.is_empty() {
            self.tell(&summary(report));
        }
    }
}

/// One diagnostic as text with escape codes for colours, which the stream strips where unwanted.
fn render(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title =
        level.with_name(diagnostic.severity.label()).primary_title(&*diagnostic.message).id(diagnostic.code.name());
    let mut group = match &diagnostic.place {
        // The excerpt may begin in the middle of a long line: the place is told apart from it.
        Some(place) => {
            title.element(Origin::path(&*diagnostic.file).line(place.line).char_column(place.column)).element(
                Snippet::source(&*place.excerpt)
                    .line_start(place.line)
                    .annotation(AnnotationKind::Primary.span(place.mark.clone())),
            )
        }
        None if diagnostic.file.is_empty() => Group::with_title(title),
        None => title.element(Origin::path(&*diagnostic.file)),
    };
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.with_name("à faire\u{a0}").message(&**hint));
    }
    let text = Renderer::styled().decor_style(DecorStyle::Unicode).term_width(200).render(&[group]);
    format!("{text}\n")
}

/// How many errors and warnings, in French; notes are not counted.
pub(crate) fn summary(report: &Report) -> String {
    let errors = plural(report.count(Severity::Error), "erreur", "erreurs");
    let warnings = plural(report.count(Severity::Warning), "avertissement", "avertissements");
    format!("{errors}, {warnings}")
}
