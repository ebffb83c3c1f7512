//! `jalon search try` and `jalon search check`: the results that readers get, and whether the phrases people ask with find their pages.
//!
//! In: a site, and queries. Out: results, as text or as JSON; a warning for each phrase that does not find its page, and figures.

use std::io::{IsTerminal, Read};

use rayon::prelude::*;
use serde::Serialize;

use super::Exit;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::embedded;
use crate::french::numbers::{plural, thousands};
use crate::search;
use crate::search::phrases::{Figures, Phrases};
use crate::search::ranking::{Answer, Found, Index};
use crate::settings::Settings;
use crate::site::{self, Site};
use crate::source;

pub(crate) use crate::search::ranking::Options;

/// Signs of an extract that are shown on a terminal.
const SHOWN: usize = 160;

/// A site and its index, made in memory; what forbids it is printed.
pub(super) fn opened(settings: &Settings, format: Format, printer: Printer) -> Result<(Site, Index), Exit> {
    let (sources, mut report) = source::load(&settings.root, Some(&settings.output));
    let mut found = None;
    if sources.text(site::SETTINGS).is_some() {
        let (site, parsed) = site::parse(sources.over(embedded::themes()), &settings.choices());
        report.extend(parsed);
        found = site.filter(|_| !report.has_errors());
        // What is to be improved elsewhere, `jalon check` tells.
        report.retain(|entry| entry.severity == crate::diagnostic::Severity::Error);
    }
    if let Some((site, index)) = found.and_then(|site| Index::read(&search::files(&site)).map(|index| (site, index))) {
        return Ok((site, index));
    }
    if report.is_empty() {
        let hint = "ajoutez une page qui contient un bloc « search », par exemple content/recherche.md";
        report.push(Diagnostic::error(Code::Usage, "ce site n’a pas de recherche").hint(hint));
    }
    report.settle();
    printer.report(&report, format);
    Err(Exit::of(&report))
}

/// Searches what was typed, or each line of the standard input.
pub(crate) fn attempt(
    settings: &Settings,
    (mut queries, options): (Vec<String>, Options),
    format: Format,
    printer: Printer,
) -> Exit {
    let index = match opened(settings, format, printer) {
        Ok((_, index)) => index,
        Err(exit) => return exit,
    };
    if queries.is_empty() {
        let mut text = String::new();
        if std::io::stdin().is_terminal() {
            printer.tell("Écrivez une question par ligne, puis Ctrl+D (Ctrl+Z et Entrée sous Windows).");
        }
        if let Err(error) = std::io::stdin().read_to_string(&mut text) {
            let message = format!("entrée standard : {}", source::reason(&error));
            let told = Diagnostic::error(Code::Usage, message).hint("donnez une question par ligne, en UTF-8");
            printer.report(&Report::of(told), format);
            return Exit::Machine;
        }
        queries.extend(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned));
    }
    let answers: Vec<Answer> =
        queries.par_iter().map(|query| search::ranking::search(&index, query, options)).collect();
    match format {
        Format::Json => json(&queries, &answers, printer),
        Format::Text => {
            queries.iter().zip(&answers).for_each(|(query, answer)| printer.say(&text(query, answer)));
            let none = answers.iter().filter(|answer| answer.found.is_empty()).count();
            let tried = plural(queries.len(), "question essayée", "questions essayées");
            let advice = match none {
                0 => ". Une page attendue manque ? Écrivez cette question sous « asked » dans son en-tête.".to_owned(),
                1 => ", dont 1 sans résultat. Écrivez-la sous « asked » dans l’en-tête de la page qui y répond."
                    .to_owned(),
                _ => {
                    let none = thousands(none);
                    format!(
                        ", dont {none} sans résultat. Écrivez-les sous « asked » dans l’en-tête des pages qui y répondent."
                    )
                }
            };
            printer.say(&format!("{tried}{advice}"));
        }
    }
    Exit::Clean
}

/// What stands out, as readers see it.
fn badge(one: &Found) -> Option<&'static str> {
    match (one.direct, one.kind) {
        (false, _) => None,
        (true, 't') => Some("Définition"),
        (true, _) => Some("Réponse"),
    }
}

fn text(query: &str, answer: &Answer) -> String {
    let mut lines = vec![format!("« {query} »")];
    for (rank, one) in answer.found.iter().enumerate() {
        let badge = badge(one).map(|badge| format!(" [{badge}]")).unwrap_or_default();
        lines.push(format!("  {}. {}{badge}", rank + 1, one.title));
        let place = [&one.section, &one.heading].into_iter().filter(|part| !part.is_empty() && **part != one.title);
        lines
            .push(format!("     {}", std::iter::once(&one.href).chain(place).cloned().collect::<Vec<_>>().join(" › ")));
        let cut = one.text.char_indices().nth(SHOWN).map_or(one.text.len(), |(at, _)| at);
        lines.push(format!("     {}{}", &one.text[..cut], if cut < one.text.len() { "…" } else { "" }));
    }
    if answer.found.is_empty() && answer.unknown.is_empty() {
        lines.push("  Aucun résultat : ces mots sont trop courants.".to_owned());
    }
    if !answer.unknown.is_empty() {
        let words: Vec<String> = answer.unknown.iter().map(|word| format!("« {word} »")).collect();
        let none = if answer.found.is_empty() { "Aucun résultat. " } else { "" };
        lines.push(format!("  {none}Ce site n’emploie pas {}.", words.join(", ")));
    }
    lines.push(String::new());
    lines.join("\n")
}

#[derive(Serialize)]
struct Tried<'a> {
    question: &'a str,
    total: usize,
    inconnus: &'a [String],
    resultats: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    adresse: &'a str,
    titre: &'a str,
    rubrique: &'a str,
    intertitre: &'a str,
    extrait: &'a str,
    badge: Option<&'static str>,
    note: f64,
}

fn shown(one: &Found) -> Shown<'_> {
    Shown {
        adresse: &one.href,
        titre: &one.title,
        rubrique: &one.section,
        intertitre: &one.heading,
        extrait: &one.text,
        badge: badge(one),
        note: one.score,
    }
}

fn json(queries: &[String], answers: &[Answer], printer: Printer) {
    let tried = queries.iter().zip(answers).map(|(question, answer)| Tried {
        question,
        total: answer.total,
        inconnus: &answer.unknown,
        resultats: answer.found.iter().map(shown).collect(),
    });
    if let Ok(mut bytes) = serde_json::to_vec_pretty(&tried.collect::<Vec<_>>()) {
        bytes.push(b'\n');
        printer.raw(&bytes);
    }
}

/// Searches every phrase that the site says people ask with, and tells those that do not find their page.
pub(crate) fn check(settings: &Settings, format: Format, printer: Printer) -> Exit {
    let (site, index) = match opened(settings, format, printer) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let phrases = Phrases::of(&site);
    let tried = phrases.tried(&index);
    let mut report = Report::default();
    tried.iter().filter_map(|one| phrases.warning(one)).for_each(|told| report.push(told));
    report.settle();
    printer.report(&report, format);
    if format == Format::Text {
        printer.say(&concluded(Figures::of(&tried)));
    }
    Exit::of(&report)
}

/// The last words of a check.
fn concluded(figures: Figures) -> String {
    let next = match figures.all - figures.among {
        0 if figures.all == 0 => {
            "Écrivez sous « asked », dans l’en-tête des pages, comment vos lecteurs les demandent."
        }
        0 => "Rien à changer.",
        1 => "Revoyez celle qui est dite ci-dessus.",
        _ => "Revoyez celles qui sont dites ci-dessus.",
    };
    format!("{}. {next}", figures.text())
}
