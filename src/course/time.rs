//! Honest time: how long a module takes, and whether that is what its author announces.
//!
//! In: a course, its banks, the words of each page. Out: a note for each module that has a page, and an
//! error where the announced duration is left.
//!
//! Rule: a module takes the time to read the words of its page's own text (not its widgets), at the speed of
//! questions (`quiz::time`: 180 words a minute), plus that of one attempt at its bank, by the rule of
//! `jalon quiz report`: when questions are drawn, only as many as are drawn count. An announced duration may
//! leave the estimate by 15 % of what is announced, and is always right when it is the estimate rounded to the
//! nearest minute. That of the course is held to the sum of its modules, once each has its page.

use std::collections::BTreeMap;

use super::{Course, Module};
use crate::content::page::PageId;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::quiz::{self, Bank};
use crate::yaml::decode::Spanned;

const TOLERANCE_PERCENT: usize = 15;

/// What a module is made of, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Estimate {
    reading: usize,
    questions: usize,
}

impl Estimate {
    fn total(self) -> usize {
        self.reading + self.questions
    }
}

/// Says how long each module takes, and what is not announced honestly. `words`: those of each page.
pub fn verify(course: &Course, banks: &BTreeMap<String, Bank>, words: &BTreeMap<PageId, usize>) -> Report {
    let mut report = Report::default();
    let mut all = Some(0);
    for (module, page) in course.file.modules.iter().zip(&course.pages) {
        let estimate = page.and_then(|page| words.get(&page)).map(|words| estimate(module, *words, banks));
        all = all.zip(estimate).map(|(sum, estimate)| sum + estimate.total());
        if let Some(estimate) = estimate {
            report.push(tell(module, estimate).at(&course.source, module.id.span.clone()));
            let name = format!("le module « {} »", module.title);
            report.extend(hold(module.minutes.as_ref(), estimate.total(), &name, course));
        }
    }
    if let Some(total) = all.filter(|total| *total > 0) {
        report.extend(hold(Some(&course.file.duration), total, "le parcours", course));
    }
    report
}

fn estimate(module: &Module, words: usize, banks: &BTreeMap<String, Bank>) -> Estimate {
    let bank = module.quiz.as_ref().and_then(|quiz| banks.get(&quiz.value));
    Estimate {
        reading: quiz::time::reading(words),
        questions: bank.map_or(0, |bank| quiz::time::bank_seconds(&bank.file)),
    }
}

fn tell(module: &Module, estimate: Estimate) -> Diagnostic {
    let announced =
        module.minutes.as_ref().map_or_else(|| "rien".to_owned(), |minutes| format!("{} min", minutes.value));
    Diagnostic::note(
        Code::CourseTime,
        format!(
            "module « {} » : environ {} (lecture {}, questions {}) ; annoncé : {announced}",
            module.title,
            shown(estimate.total()),
            shown(estimate.reading),
            shown(estimate.questions),
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
