//! `jalon quiz key`: all questions and what is right, as a page to print for who trains others.
//!
//! In: a site. Out: `corrige.html`, without scripts and with nothing to fetch. It is never part of a site.

use std::path::PathBuf;

use super::Exit;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::french;
use crate::quiz::kinds::choice::Choice;
use crate::quiz::kinds::scenario::Scenario;
use crate::quiz::{Bank, Kind, Question};
use crate::settings::Settings;
use crate::site::{self, Site};
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;
use crate::{embedded, publish, source};

const FILE: &str = "corrige.html";
const STYLE: &str = "@page{size:A4;margin:14mm}body{font:11pt/1.4 sans-serif;color:#000;background:#fff;max-width:48rem;margin:1rem auto;padding:0 1rem}\
h1,h2{line-height:1.2}h2{margin-top:2em;border-bottom:1px solid #777;break-after:avoid}li.question{margin:1em 0;break-inside:avoid}\
.question>p{margin:0 0 .25em}.right{font-weight:600}.why,.goal{font-size:.9em}ul{margin:.25em 0}";

/// Writes the answer key of a site.
pub(crate) fn write(settings: &Settings, output: Option<PathBuf>, printer: Printer) -> Exit {
    let day = settings.today.to_string();
    let page = |site: &Site| html(site, &day);
    match written(settings, &Made { file: FILE, bank: None, page: &page }, output, printer) {
        Ok(path) => {
            printer.say(&format!("Corrigé dans {path} : ne le publiez pas."));
            Exit::Clean
        }
        Err(exit) => exit,
    }
}

/// A page to print that is made of the questions of a site.
pub(super) struct Made<'a> {
    /// The name of its file.
    pub(super) file: &'static str,
    /// A bank that must be there.
    pub(super) bank: Option<&'a str>,
    /// What it is.
    pub(super) page: &'a dyn Fn(&Site) -> String,
}

/// Makes a page from a site without errors, and writes it: its path, or how the run ended.
pub(super) fn written(
    settings: &Settings,
    made: &Made,
    output: Option<PathBuf>,
    printer: Printer,
) -> Result<String, Exit> {
    let (sources, mut report) = source::load(&settings.root, Some(&settings.output));
    let mut page = None;
    if sources.text(site::SETTINGS).is_some() {
        let (site, parsed) = site::parse(sources.over(embedded::themes()), &settings.choices());
        report.extend(parsed);
        if let (Some(site), Some(bank)) = (&site, made.bank)
            && !site.banks.contains_key(bank)
        {
            let hint = suggest(bank, site.banks.keys().map(String::as_str));
            report
                .push(Diagnostic::error(Code::Usage, format!("banque de questions « {bank} » introuvable")).hint(hint));
        }
        page = site.as_ref().map(made.page);
    }
    report.settle();
    let Some(text) = page.filter(|_| !report.has_errors()) else {
        printer.report(&report, Format::Text);
        return Err(Exit::of(&report).max(Exit::Content));
    };
    let folder = output.unwrap_or_else(|| PathBuf::from("."));
    if let Err(error) = publish::update(&folder, made.file, &text) {
        let message = format!("« {} » : {}", folder.join(made.file).display(), source::reason(&error));
        let told = Diagnostic::error(Code::Usage, message).hint("donnez avec --output un dossier où écrire");
        printer.report(&Report::of(told), Format::Text);
        return Err(Exit::Machine);
    }
    Ok(folder.join(made.file).display().to_string())
}

/// Banks in the order of the course, then those that are of no module.
pub(super) fn in_order(site: &Site) -> Vec<&Bank> {
    let mut banks: Vec<&Bank> = site.banks.values().collect();
    let rank = |bank: &Bank| site.course.as_ref().and_then(|course| course.module_of(&bank.id)).unwrap_or(usize::MAX);
    banks.sort_by_key(|bank| rank(bank));
    banks
}

fn html(site: &Site, day: &str) -> String {
    let body: String = in_order(site).iter().map(|bank| section(site, bank)).collect();
    let lead = format!(
        "<p>Pour les formateurs, {day}. Ce document donne toutes les bonnes réponses\u{a0}: ne le publiez pas.</p>\n"
    );
    document(&format!("Corrigé : {}", site.configuration.title), &lead, &body)
}

/// A page to print: its title, what comes first, the questions.
pub(super) fn document(title: &str, lead: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
        <meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
        <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{lead}{body}</body>\n</html>\n"
    )
}

fn section(site: &Site, bank: &Bank) -> String {
    let objectives = site.course.as_ref().map(|course| course.objectives_of(&bank.id)).unwrap_or_default();
    let questions: String = bank
        .file
        .questions
        .iter()
        .map(|question| {
            let question = &question.value;
            let goal = question.objective().and_then(|id| objectives.iter().find(|one| one.id.value == id));
            entry(question, goal.map(|goal| goal.text.as_str()))
        })
        .collect();
    format!("<h2>{}</h2>\n<ol>\n{questions}</ol>\n", escaped(&bank.file.title))
}

fn entry(question: &Question, goal: Option<&str>) -> String {
    let right: String =
        right(question).iter().map(|line| format!("<li class=\"right\">{}</li>", escaped(line))).collect();
    let goal = goal.map(|goal| format!("<p class=\"goal\">Objectif\u{a0}: {}</p>", escaped(goal))).unwrap_or_default();
    let why = question.common.explanation.as_ref();
    let why = why.map(|why| format!("<p class=\"why\">{}</p>", escaped(&why.value))).unwrap_or_default();
    let text = escaped(&question.common.text.value);
    format!("<li class=\"question\"><p>{text}</p>{goal}<ul>{right}</ul>{why}</li>\n")
}

/// What is right, a line for each part of it.
fn right(question: &Question) -> Vec<String> {
    let texts = |all: &[Spanned<String>]| all.iter().map(|one| one.value.clone()).collect::<Vec<_>>();
    match &question.kind {
        Kind::Single(one) => correct(&one.choices),
        Kind::Multiple(one) => correct(&one.choices),
        Kind::TrueFalse(one) => vec![if one.answer.0 { "Vrai" } else { "Faux" }.to_owned()],
        Kind::Matching(one) => {
            one.pairs.iter().map(|pair| format!("{} → {}", pair.value.left.value, pair.value.right.value)).collect()
        }
        Kind::Ordering(one) => {
            one.items.iter().enumerate().map(|(at, item)| format!("{}. {}", at + 1, item.value)).collect()
        }
        Kind::Categorise(one) => {
            let category = |id: &str| one.categories.iter().find(|known| known.id.value == id);
            let items = one.items.iter().map(|item| &item.value);
            items
                .map(|item| {
                    let of = category(&item.category.value).map_or("", |category| category.text.value.as_str());
                    format!("{} → {of}", item.text.value)
                })
                .collect()
        }
        Kind::Cloze(one) => {
            let gaps = one.in_order(&question.common.text.value).into_iter();
            gaps.map(|(name, gap)| {
                let options = correct(&gap.options);
                let said = if options.is_empty() { texts(&gap.answers) } else { options };
                format!("[[{name}]] : {}", said.join(" ou "))
            })
            .collect()
        }
        Kind::Numeric(one) => {
            let unit = one.unit.as_deref().map(|unit| format!("\u{a0}{unit}")).unwrap_or_default();
            let slack = one.tolerance.as_ref().map(|slack| format!(" (à {} près)", slack.value)).unwrap_or_default();
            vec![format!("{}{unit}{slack}", one.value.value)]
        }
        Kind::Short(one) => vec![texts(&one.answers).join(" ou ")],
        Kind::Scenario(one) => path(one),
    }
}

fn correct(choices: &[Spanned<Choice>]) -> Vec<String> {
    choices.iter().filter(|choice| choice.value.correct).map(|choice| choice.value.text.value.clone()).collect()
}

/// The shortest way to the best end.
fn path(scenario: &Scenario) -> Vec<String> {
    let taken = scenario.best_path().unwrap_or_default();
    let steps = taken.iter().filter_map(|way| way.split_once('='));
    steps
        .filter_map(|(step, letter)| {
            let step = &scenario.steps.get(step)?.value;
            let ways = step.choices.iter().enumerate();
            let way = ways.into_iter().find(|(rank, _)| crate::quiz::key::letter(*rank) == letter)?.1;
            Some(format!("{} → {}", step.text.value, way.value.text.value))
        })
        .collect()
}

/// A text of the page, its French spaces set.
pub(super) fn escaped(text: &str) -> String {
    french(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
