//! Honest time: how long a module takes, and whether that is what its author announces.
//!
//! In: a course, its banks and capsules, what each page holds. Out: a note for each module that has a page and
//! one for the whole, an error where the announced duration is left, and what is said of a capsule that the
//! course counts and the page does not show, or the reverse.
//!
//! Rule: a module takes the time to read the words of its page's own text (not its widgets), at the speed of
//! questions (`quiz::time`: 200 words a minute), plus its capsule, as long as it plays, plus one attempt at its
//! bank, by the rule of `jalon quiz report`: when questions are drawn, only as many as are drawn count. An
//! announced duration may leave the estimate by 15 % of what is announced, and is always right when it is the
//! estimate rounded to the nearest minute. Filling and printing the attestation, where the site has one, takes
//! [`SHEET_MINUTES`]. Once each module has its page, the duration of the course is held to the sum of all
//! this; where each module announces its minutes, it is their very sum, so that what a learner reads on one screen
//! adds up to what stands on another.

use std::collections::BTreeMap;

use super::{Course, Module};
use crate::capsule::Capsule;
use crate::content::page::PageId;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::quiz::{self, Bank};
use crate::yaml::decode::Spanned;

const TOLERANCE_PERCENT: usize = 15;

/// Minutes to fill, read again and print the sheet of the attestation.
pub(crate) const SHEET_MINUTES: u32 = 2;

/// What a page holds that takes time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Content {
    /// Words of its own text.
    pub(crate) words: usize,
    /// Capsules that it shows, by name.
    pub(crate) capsules: Vec<String>,
}

/// What a module is made of, in seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Estimate {
    reading: usize,
    capsule: usize,
    questions: usize,
}

impl Estimate {
    fn total(self) -> usize {
        self.reading + self.capsule + self.questions
    }

    fn plus(self, other: Self) -> Self {
        Self {
            reading: self.reading + other.reading,
            capsule: self.capsule + other.capsule,
            questions: self.questions + other.questions,
        }
    }

    /// What it is made of, in words.
    fn parts(self) -> String {
        let Self { reading, capsule, questions } = self;
        format!("lecture {}, capsule {}, questions {}", shown(reading), shown(capsule), shown(questions))
    }
}

/// Says how long each module takes, and what is not announced honestly. `contents`: what each page holds; `sheet`: whether the
/// site makes an attestation.
pub(crate) fn verify(
    course: &Course,
    banks: &BTreeMap<String, Bank>,
    capsules: &BTreeMap<String, Capsule>,
    contents: &BTreeMap<PageId, Content>,
    sheet: bool,
) -> Report {
    let mut report = Report::default();
    let (mut whole, mut opened) = (Estimate::default(), 0);
    for (module, page) in course.file.modules.iter().zip(&course.pages) {
        let Some(content) = page.and_then(|page| contents.get(&page)) else { continue };
        let estimate = estimate(module, content.words, banks, capsules);
        (whole, opened) = (whole.plus(estimate), opened + 1);
        report.push(tell(module, estimate).at(&course.source, module.id.span.clone()));
        let name =
            format!("{} « {} »", if module.is_assessment() { "l’évaluation" } else { "le module" }, module.title);
        report.extend(hold(module.minutes.as_ref(), estimate.total(), &name, course));
        report.extend(matched(module, &content.capsules, capsules, course));
    }
    if opened > 0 {
        let all = opened == course.file.modules.len();
        let which = if all { "" } else { ", pour ce qui est ouvert" };
        let sheet = if sheet { SHEET_MINUTES } else { 0 };
        let total = whole.total() + sheet as usize * 60;
        let printed = if sheet > 0 { format!(", attestation {}", shown(sheet as usize * 60)) } else { String::new() };
        let message = format!(
            "le parcours : environ {}{which} ({}{printed}) ; annoncé : {} min",
            shown(total),
            whole.parts(),
            course.file.duration.value
        );
        let note = Diagnostic::note(Code::CourseTime, message);
        report.push(note.at(&course.source, course.file.duration.span.clone()));
        if all && whole.total() > 0 {
            match summed(course, sheet) {
                Some(minutes) => agree(minutes, sheet, course).into_iter().for_each(|fault| report.push(fault)),
                None => report.extend(hold(Some(&course.file.duration), total, "le parcours", course)),
            }
        }
    }
    report
}

fn estimate(
    module: &Module,
    words: usize,
    banks: &BTreeMap<String, Bank>,
    capsules: &BTreeMap<String, Capsule>,
) -> Estimate {
    let bank = module.quiz.as_ref().and_then(|quiz| banks.get(&quiz.value));
    let capsule = module.capsule.as_ref().and_then(|name| capsules.get(&name.value));
    Estimate {
        reading: quiz::time::reading(words),
        capsule: capsule.map_or(0, |capsule| (capsule.duration as usize).div_ceil(1_000)),
        questions: bank.map_or(0, |bank| quiz::time::bank_seconds(&bank.file)),
    }
}

/// What the page shows is what the course counts, and the version of the module covers.
fn matched(module: &Module, shown: &[String], capsules: &BTreeMap<String, Capsule>, course: &Course) -> Report {
    let mut report = Report::default();
    let counted = module.capsule.as_ref().filter(|name| capsules.contains_key(&name.value));
    if let Some(name) = counted.filter(|name| !shown.contains(&name.value)) {
        let message = format!("la page du module « {} » ne montre pas la capsule « {} »", module.title, name.value);
        let hint = format!("ajoutez-y un bloc ```capsule qui contient « capsule: {} », ou retirez la clé", name.value);
        report.push(Diagnostic::error(Code::Course, message).at(&course.source, name.span.clone()).hint(hint));
    }
    if let Some(name) = shown.iter().find(|name| module.capsule.as_ref().is_none_or(|own| own.value != **name)) {
        let message =
            format!("la page du module « {} » montre la capsule « {name} », qui n’est pas à lui", module.title);
        let diagnostic = Diagnostic::warning(Code::Course, message).at(&course.source, module.id.span.clone());
        report.push(diagnostic.hint(format!("écrivez « capsule: {name} » dans ce module : sa durée compte")));
    }
    report
}

fn tell(module: &Module, estimate: Estimate) -> Diagnostic {
    let announced =
        module.minutes.as_ref().map_or_else(|| "rien".to_owned(), |minutes| format!("{} min", minutes.value));
    let name = if module.is_assessment() { "évaluation" } else { "module" };
    Diagnostic::note(
        Code::CourseTime,
        format!(
            "{name} « {} » : environ {} ({}) ; annoncé : {announced}",
            module.title,
            shown(estimate.total()),
            estimate.parts(),
        ),
    )
}

/// The error when an announced duration is not honest.
fn hold(announced: Option<&Spanned<u32>>, seconds: usize, name: &str, course: &Course) -> Report {
    let mut report = Report::default();
    let Some(announced) = announced.filter(|announced| !honest(announced.value, seconds)) else { return report };
    let message = format!("{name} annonce {} min et en demande environ {}", announced.value, shown(seconds));
    let hint = format!("écrivez {}, ou changez le contenu : l’écart admis est de 15 %", rounded(seconds));
    report.push(Diagnostic::error(Code::CourseTime, message).at(&course.source, announced.span.clone()).hint(hint));
    report
}

/// The minutes that the modules announce, and those of the sheet; none when a module announces nothing.
fn summed(course: &Course, sheet: u32) -> Option<u32> {
    let mut minutes = course.file.modules.iter().map(|module| Some(module.minutes.as_ref()?.value));
    minutes.try_fold(sheet, |sum, minutes| Some(sum.saturating_add(minutes?)))
}

/// The error when the duration of the course is not that of its steps.
fn agree(minutes: u32, sheet: u32, course: &Course) -> Option<Diagnostic> {
    let announced = &course.file.duration;
    let with = if sheet > 0 { format!(" et l’attestation ({sheet} min)") } else { String::new() };
    let message = format!("le parcours annonce {} min ; ses modules{with} en annoncent {minutes}", announced.value);
    (announced.value != minutes).then(|| {
        Diagnostic::error(Code::CourseTime, message)
            .at(&course.source, announced.span.clone())
            .hint(format!("écrivez {minutes} : les durées que l’on lit d’un écran à l’autre s’additionnent"))
    })
}

fn honest(minutes: u32, seconds: usize) -> bool {
    let minutes = usize::try_from(minutes).unwrap_or(usize::MAX);
    let announced = minutes.saturating_mul(60);
    minutes == rounded(seconds)
        || announced.abs_diff(seconds)
            <= announced / 100 * TOLERANCE_PERCENT + announced % 100 * TOLERANCE_PERCENT / 100
}

/// To the nearest minute, one at least.
fn rounded(seconds: usize) -> usize {
    ((seconds + 30) / 60).max(1)
}

/// "7 min 05 s", with no-break spaces.
fn shown(seconds: usize) -> String {
    match (seconds / 60, seconds % 60) {
        (0, rest) => format!("{rest}\u{a0}s"),
        (minutes, 0) => format!("{minutes}\u{a0}min"),
        (minutes, rest) => format!("{minutes}\u{a0}min\u{a0}{rest:02}\u{a0}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_percent_is_admitted_and_no_more() {
        // 7 min are 420 s: 63 s on either side.
        for (seconds, fine) in [(420, true), (357, true), (483, true), (356, false), (484, false)] {
            assert_eq!(honest(7, seconds), fine, "{seconds}");
        }
    }

    #[test]
    fn the_nearest_minute_is_always_right() {
        assert!(honest(1, 5) && honest(1, 89) && !honest(1, 90) && honest(2, 90) && honest(3, 150));
        assert!(!honest(0, 60) && !honest(u32::MAX, 60));
        for seconds in 1..4000 {
            let minutes = u32::try_from(rounded(seconds)).unwrap_or(0);
            assert!(honest(minutes, seconds), "{seconds}");
        }
    }

    #[test]
    fn times_are_shown_in_minutes_and_seconds() {
        assert_eq!([shown(9), shown(120), shown(125)], ["9\u{a0}s", "2\u{a0}min", "2\u{a0}min\u{a0}05\u{a0}s"]);
    }
}
