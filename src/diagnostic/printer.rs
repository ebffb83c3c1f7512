//! The only code of the project that prints.
//!
//! In: reports and short messages. Out: text on the terminal (colours only on one, and never
//! under `NO_COLOR`), or JSON lines for machines.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Code, Diagnostic, Report, Severity};
use crate::french::numbers::plural;

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For machines: one JSON document.
    Json,
}

/// How many codes a report proposes to explain, the worst first.
const EXPLAINED: usize = 4;

#[derive(Serialize)]
struct JsonReport<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<usize>,
    erreurs: usize,
    avertissements: usize,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    #[serde(flatten)]
    diagnostic: &'a Diagnostic,
    /// The command that explains it.
    aide: String,
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
            Format::Json => self.json(report, None),
            Format::Text => self.text(report),
        }
    }

    /// The report for machines, with how many pages it is of.
    pub(crate) fn json(self, report: &Report, pages: Option<usize>) {
        let document = JsonReport {
            pages,
            erreurs: report.count(Severity::Error),
            avertissements: report.count(Severity::Warning),
            diagnostics: report
                .entries()
                .iter()
                .map(|entry| JsonDiagnostic { diagnostic: entry, aide: help([entry.code]) })
                .collect(),
        };
        if let Ok(mut bytes) = serde_json::to_vec_pretty(&document) {
            bytes.push(b'\n');
            self.raw(&bytes);
        }
    }

    /// How to read more of what was told. Of a wrong command, its help says more.
    fn tell_help(self, report: &Report) {
        let told = report.entries().iter().filter(|entry| !matches!(entry.code, Code::Usage | Code::NoSite));
        let mut codes: Vec<(Severity, Code)> = told.map(|entry| (entry.severity, entry.code)).collect();
        codes.sort_unstable();
        let mut named = BTreeSet::new();
        codes.retain(|(_, code)| named.insert(*code));
        if !codes.is_empty() {
            let first = codes.iter().take(EXPLAINED).map(|(_, code)| *code);
            self.tell(&format!("Pour comprendre\u{a0}: {}", help(first)));
        }
    }

    fn text(self, report: &Report) {
        for diagnostic in report.entries() {
            self.tell(&render(diagnostic));
        }
        if !report.is_empty() {
            self.tell(&summary(report));
            self.tell_help(report);
        }
    }
}

/// The command that explains codes.
fn help(codes: impl IntoIterator<Item = Code>) -> String {
    let names = codes.into_iter().map(Code::name);
    ["jalon explain"].into_iter().chain(names).collect::<Vec<_>>().join(" ")
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
