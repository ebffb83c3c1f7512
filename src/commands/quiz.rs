//! `jalon quiz report`: what the questions cover, how long they take, and the advice on them.
//!
//! In: a site. Out: objective × paragraph × question, as a table or as JSON.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Exit;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::quiz::{Bank, Question, time};
use crate::settings::Settings;
use crate::site::{self, Site};
use crate::{embedded, source};

#[derive(Serialize)]
struct Asked {
    id: String,
    kind: &'static str,
    weight: u32,
    seconds: usize,
    /// Paragraphs that its remarks send to.
    paragraphs: Vec<String>,
}

#[derive(Serialize)]
struct Objective {
    /// Empty for the questions that serve none.
    id: String,
    text: String,
    questions: Vec<Asked>,
}

#[derive(Serialize)]
struct Covered {
    bank: String,
    title: String,
    module: Option<String>,
    questions: usize,
    drawn: usize,
    seconds: usize,
    objectives: Vec<Objective>,
}

#[derive(Serialize)]
struct Coverage<'a> {
    banks: Vec<Covered>,
    diagnostics: Vec<&'a Diagnostic>,
}

/// Prints the report on the banks of a site.
pub(crate) fn report(settings: &Settings, format: Format, printer: Printer) -> Exit {
    let (sources, mut report) = source::load(&settings.root, Some(&settings.output));
    let mut banks = Vec::new();
    if sources.text(site::SETTINGS).is_some() {
        let (site, parsed) = site::parse(sources.over(embedded::themes()), &settings.choices());
        report.extend(parsed);
        banks = site.as_ref().map(covered).unwrap_or_default();
    }
    report.settle();
    match format {
        Format::Json => {
            let coverage = Coverage { banks, diagnostics: on_quizzes(&report) };
            if let Ok(mut bytes) = serde_json::to_vec_pretty(&coverage) {
                bytes.push(b'\n');
                printer.raw(&bytes);
            }
        }
        Format::Text => {
            for bank in &banks {
                printer.say(&text(bank));
            }
            let mut told = Report::default();
            on_quizzes(&report).into_iter().cloned().for_each(|diagnostic| told.push(diagnostic));
            printer.report(&told, format);
            if told.is_empty() {
                printer.say("Rien à améliorer dans les questions. « jalon quiz key » en écrit le corrigé.");
            }
        }
    }
    Exit::of(&report)
}

/// Errors, wherever they are, and what is said of questions.
fn on_quizzes(report: &Report) -> Vec<&Diagnostic> {
    let errors = crate::diagnostic::Severity::Error;
    let kept = |entry: &&Diagnostic| entry.severity == errors || matches!(entry.code, Code::Quiz | Code::QuizLint);
    report.entries().iter().filter(kept).collect()
}

fn covered(site: &Site) -> Vec<Covered> {
    site.banks.values().map(|bank| bank_covered(site, bank)).collect()
}

fn bank_covered(site: &Site, bank: &Bank) -> Covered {
    let module = site.course.as_ref().and_then(|course| course.file.modules.get(course.module_of(&bank.id)?));
    let known = site.course.as_ref().map(|course| course.objectives_of(&bank.id)).unwrap_or_default();
    let mut objectives: Vec<Objective> = known
        .into_iter()
        .map(|one| Objective { id: one.id.value.clone(), text: one.text.clone(), questions: Vec::new() })
        .collect();
    for question in bank.file.questions.iter().map(|question| &question.value) {
        let id = question.objective().unwrap_or_default();
        let at = objectives.iter().position(|objective| objective.id == id).unwrap_or_else(|| {
            objectives.push(Objective { id: id.to_owned(), text: String::new(), questions: Vec::new() });
            objectives.len() - 1
        });
        objectives[at].questions.push(asked(question));
    }
    let questions = bank.file.questions.len();
    Covered {
        bank: bank.id.clone(),
        title: bank.file.title.clone(),
        module: module.map(|module| module.title.clone()),
        questions,
        drawn: bank.file.drawn().unwrap_or(questions),
        seconds: time::bank_seconds(&bank.file),
        objectives,
    }
}

fn asked(question: &Question) -> Asked {
    let paragraphs: BTreeSet<&String> =
        question.remarks().into_iter().filter_map(|remark| remark.review).map(|review| &review.value).collect();
    Asked {
        id: question.id().to_owned(),
        kind: question.kind().word(),
        weight: question.weight(),
        seconds: time::seconds(question),
        paragraphs: paragraphs.into_iter().cloned().collect(),
    }
}

fn duration(seconds: usize) -> String {
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

/// Objectives, under each its questions, under each its paragraphs.
fn text(bank: &Covered) -> String {
    let mut lines = vec![format!("{} (quizzes/{}.yaml)", bank.title, bank.bank)];
    let module =
        bank.module.as_ref().map_or_else(|| "hors du parcours".to_owned(), |module| format!("module « {module} »"));
    let drawn = if bank.drawn < bank.questions { format!(", {} tirées", bank.drawn) } else { String::new() };
    let count = plural(bank.questions, "question", "questions");
    lines.push(format!("  {module} · {count}{drawn} · durée prévue : {}", duration(bank.seconds)));
    let width =
        bank.objectives.iter().flat_map(|one| &one.questions).map(|one| one.id.chars().count()).max().unwrap_or(0);
    for objective in &bank.objectives {
        let name = match objective.id.as_str() {
            "" => "sans objectif",
            id => id,
        };
        let dash = if objective.text.is_empty() { "" } else { " – " };
        let count = plural(objective.questions.len(), "question", "questions");
        lines.push(format!("\n  {name}{dash}{} ({count})", objective.text));
        for question in &objective.questions {
            let weight = if question.weight > 1 { format!("  poids {}", question.weight) } else { String::new() };
            let (id, kind) = (&question.id, question.kind);
            lines.push(format!("    {id:width$}  {kind:<10}  {:>3} s{weight}", question.seconds));
            lines.extend(question.paragraphs.iter().map(|paragraph| format!("      → {paragraph}")));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}
