//! `jalon quiz paper`: the questions to answer on paper, from the same source; `jalon quiz key` is their key.
//!
//! In: a site. Out: `questionnaire.html`, without scripts and with nothing to fetch. Nothing in it tells what is right: what has an order of
//! its own (items, right parts) stands in that of the alphabet.

use std::path::PathBuf;

use super::Exit;
use super::quiz_key::{self, escaped};
use crate::diagnostic::printer::Printer;
use crate::quiz::key::letter;
use crate::quiz::kinds::choice::Choice;
use crate::quiz::kinds::cloze;
use crate::quiz::{Bank, Kind, Question};
use crate::settings::Settings;
use crate::site::Site;
use crate::yaml::decode::Spanned;

const FILE: &str = "questionnaire.html";
const LINE: &str = "……………………………………";

/// Writes the questions of a site, of one bank or of all.
pub(crate) fn write(settings: &Settings, bank: Option<&str>, output: Option<PathBuf>, printer: Printer) -> Exit {
    let page = |site: &Site| html(site, bank);
    match quiz_key::written(settings, &quiz_key::Made { file: FILE, bank, page: &page }, output, printer) {
        Ok(path) => {
            printer.say(&format!(
                "Questionnaire dans {path} : imprimez-le depuis un navigateur. « jalon quiz key » en donne le corrigé."
            ));
            Exit::Clean
        }
        Err(exit) => exit,
    }
}

fn html(site: &Site, only: Option<&str>) -> String {
    let banks = quiz_key::in_order(site);
    let body: String = banks.into_iter().filter(|bank| only.is_none_or(|id| id == bank.id)).map(section).collect();
    let title = format!("Questionnaire : {}", site.configuration.title);
    let lead = format!("<p>{}</p>\n", escaped(&format!("Nom : {LINE} Date : {LINE}")));
    quiz_key::document(&title, &lead, &body)
}

fn section(bank: &Bank) -> String {
    let questions: String = bank.file.questions.iter().map(|question| entry(&question.value)).collect();
    format!("<h2>{}</h2>\n<ol>\n{questions}</ol>\n", escaped(&bank.file.title))
}

fn entry(question: &Question) -> String {
    let text = &question.common.text.value;
    let stem = match &question.kind {
        Kind::Cloze(form) => gaps(text, form),
        _ => escaped(text),
    };
    let rule = rule(&question.kind).map(|rule| format!("<p class=\"why\">{rule}</p>")).unwrap_or_default();
    let lines: String = lines(&question.kind).iter().map(|line| format!("<li>{}</li>", escaped(line))).collect();
    format!("<li class=\"question\"><p>{stem}</p>{rule}<ul>{lines}</ul></li>\n")
}

fn rule(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Multiple(_) => Some("Plusieurs réponses sont possibles."),
        Kind::Ordering(_) => Some("Numérotez dans l’ordre."),
        Kind::Matching(_) | Kind::Categorise(_) => Some("Écrivez la lettre qui convient."),
        Kind::Scenario(_) => Some("À chaque étape, cochez ce que vous faites."),
        _ => None,
    }
}

fn lines(kind: &Kind) -> Vec<String> {
    let boxes = |choices: &[Spanned<Choice>]| choices.iter().map(|one| format!("☐ {}", one.value.text.value)).collect();
    match kind {
        Kind::Single(form) => boxes(&form.choices),
        Kind::Multiple(form) => boxes(&form.choices),
        Kind::TrueFalse(_) => vec!["☐ Vrai".to_owned(), "☐ Faux".to_owned()],
        Kind::Matching(form) => {
            let lefts = form.pairs.iter().map(|pair| pair.value.left.value.clone());
            lettered(lefts.collect(), form.rights().into_iter().map(|right| right.value.clone()).collect())
        }
        Kind::Categorise(form) => {
            let items = form.items.iter().map(|item| item.value.text.value.clone());
            lettered(items.collect(), form.categories.iter().map(|one| one.text.value.clone()).collect())
        }
        Kind::Ordering(form) => sorted(form.items.iter().map(|item| item.value.clone()).collect())
            .into_iter()
            .map(|item| format!("…… {item}"))
            .collect(),
        Kind::Cloze(_) => Vec::new(),
        Kind::Numeric(form) => vec![format!("{LINE} {}", form.unit.as_deref().unwrap_or_default())],
        Kind::Short(_) => vec![LINE.to_owned()],
        Kind::Scenario(form) => form
            .in_order()
            .into_iter()
            .flat_map(|(_, step)| {
                let ways = step.choices.iter().map(|way| format!("☐ {}", way.value.text.value));
                std::iter::once(step.text.value.clone()).chain(ways).collect::<Vec<_>>()
            })
            .collect(),
    }
}

/// Parts with a blank each, then the places they may go to, each with its letter.
fn lettered(parts: Vec<String>, places: Vec<String>) -> Vec<String> {
    let places = sorted(places).into_iter().enumerate().map(|(rank, place)| format!("{}. {place}", letter(rank)));
    sorted(parts).into_iter().map(|part| format!("…… {part}")).chain(places).collect()
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_by_key(|text| text.to_lowercase());
    texts
}

/// A text whose gaps are blanks, with what may be chosen for each.
fn gaps(text: &str, form: &cloze::Cloze) -> String {
    let mut out = text.to_owned();
    for (name, range) in cloze::places(text).into_iter().rev() {
        let options = form.gaps.get(name).map(|gap| &gap.value.options);
        let texts: Vec<String> = options.into_iter().flatten().map(|one| one.value.text.value.clone()).collect();
        let blank = if texts.is_empty() { LINE.to_owned() } else { format!("{LINE} ({})", sorted(texts).join(" / ")) };
        out.replace_range(range, &blank);
    }
    escaped(&out)
}
