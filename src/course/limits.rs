//! What a course may hold so that its results, kept by the browser and sent back by people, can be read again: the readers
//! (`attestation/progress.rs`, `attestation/transcript.rs` and their twins in the page) refuse what is beyond.
//!
//! In: the course and who publishes it. Out: an error for each thing that is too long, or too many.

use std::ops::Range;

use super::{Check, CourseFile, Module};
use crate::diagnostic::Code;
use crate::french::french;
use crate::text::slug::is_slug;
use crate::yaml::decode::Spanned;

/// The longest identifier, in characters.
const IDENTIFIER: usize = 100;
/// The longest name or title, in UTF-16 units: what scripts count.
const TITLE: usize = 300;
/// The longest objective.
const OBJECTIVE: usize = 600;
/// Objectives of a module.
const OBJECTIVES: usize = 50;
/// Modules of a course.
const MODULES: usize = 100;
/// Questions asked at once.
const QUESTIONS: usize = 500;
/// Months after which an attestation is to be done again.
const MONTHS: std::ops::RangeInclusive<u32> = 1..=120;

const WHY: &str = "sans quoi les résultats et les attestations ne pourraient pas être relus";

/// Tells all that is beyond.
pub(super) fn verify(file: &CourseFile, publisher: &str, check: &mut Check) {
    identifier(&file.id, "du parcours", check);
    let place = &file.id.span;
    length(publisher, TITLE, "le nom de l’éditeur", place, check);
    length(&file.title, TITLE, "l’intitulé du parcours", place, check);
    count(file.modules.len(), MODULES, "modules", place, check);
    if let Some(months) = file.validity.as_ref().filter(|months| !MONTHS.contains(&months.value)) {
        let message = format!("« validity » est hors des limites : {} mois", months.value);
        check.fault(Code::Course, &months.span, message, "écrivez un nombre de mois de 1 à 120".to_owned());
    }
    for one in &file.modules {
        module(one, check);
    }
}

fn module(module: &Module, check: &mut Check) {
    identifier(&module.id, "d’un module", check);
    let place = &module.id.span;
    length(&module.title, TITLE, "l’intitulé du module", place, check);
    count(module.objectives.len(), OBJECTIVES, "objectifs", place, check);
    for objective in &module.objectives {
        length(&objective.text, OBJECTIVE, "l’objectif", &objective.id.span, check);
    }
    if let Some(quiz) = &module.quiz {
        identifier(quiz, "d’une banque de questions", check);
        let asked = check
            .references
            .banks
            .get(&quiz.value)
            .map_or(0, |bank| bank.file.drawn().unwrap_or(bank.file.questions.len()));
        count(asked, QUESTIONS, "questions posées", &quiz.span, check);
    }
}

fn identifier(id: &Spanned<String>, whose: &str, check: &mut Check) {
    let long = id.value.len() > IDENTIFIER;
    if long || !is_slug(&id.value) {
        let message = format!("identifiant {whose} {}", if long { "trop long" } else { "incorrect" });
        let hint = format!("employez au plus {IDENTIFIER} signes, minuscules sans accent, chiffres et tirets, {WHY}");
        check.fault(Code::Course, &id.span, message, hint);
    }
}

/// A text as it is printed.
fn length(text: &str, most: usize, what: &str, place: &Range<usize>, check: &mut Check) {
    let signs = french(text).encode_utf16().count();
    if signs > most {
        let message = format!("{what} est trop long : {signs} signes");
        check.fault(Code::Course, place, message, format!("{most} au plus, {WHY}"));
    }
}

fn count(found: usize, most: usize, what: &str, place: &Range<usize>, check: &mut Check) {
    if found > most {
        check.fault(Code::Course, place, format!("{found} {what}, c’est trop"), format!("{most} au plus, {WHY}"));
    }
}
