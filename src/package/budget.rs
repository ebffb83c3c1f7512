//! How long the progress of a course can become in a platform, proved before it happens.
//!
//! SCORM 1.2 keeps 4,096 characters and loses the whole value beyond. The worst that a package keeps: every quiz all wrong at first, then
//! taken up and all right, with the longest answers. The text, and the words below, are those of `assets/progress-code.js`.

use super::table;
use crate::course::Course;
use crate::quiz::key::Key;
use crate::quiz::{Bank, Question};
use crate::site::Site;

/// What SCORM 1.2 keeps, in characters.
pub(super) const MOST: usize = 4096;
/// The length that people give to a typed answer, at most; a longer one is theirs to lose.
const TYPED: usize = 30;

/// The worst.
pub(super) struct Worst {
    /// Characters.
    pub(super) longest: usize,
    /// The quiz that takes most of it.
    pub(super) culprit: String,
    /// What it takes alone.
    pub(super) part: usize,
}

/// The longest progress of a course.
pub(super) fn worst(site: &Site, course: &Course) -> Worst {
    let alone: Vec<(usize, String)> =
        table::banks(site, course).iter().map(|(bank, _)| (2 * attempt(bank), bank.id.clone())).collect();
    let capsules = course.file.modules.iter().filter_map(|module| module.capsule.as_ref());
    let seen: usize =
        capsules.map(|capsule| capsule.value.len() + ",".len() + 12 + ",".len() + MOMENT + ";".len()).sum();
    let longest = "JALONP1.".len() + seen + alone.iter().map(|(part, _)| part).sum::<usize>() + ".".len() + 8;
    let (part, culprit) = alone.into_iter().max().unwrap_or_default();
    Worst { longest, culprit, part }
}

/// Digits of a moment in milliseconds, in base 36; of what an attempt may last, 25 days.
const MOMENT: usize = 8;
const AFTER: usize = 6;

/// One attempt: its words, then each answer.
fn attempt(bank: &Bank) -> usize {
    let mut answers: Vec<usize> = bank.file.questions.iter().map(|question| answer(&question.value)).collect();
    answers.sort_unstable_by_key(|length| std::cmp::Reverse(*length));
    answers.truncate(bank.file.drawn().unwrap_or(answers.len()));
    // Identifier, rank, quiz, version, seed, origin, start, seen, result, and the space after each.
    let words = 10 + 3 + 4 + 12 + 7 + 2 + MOMENT + 2 + (AFTER + ",2s,1".len()) + 11;
    // Name, print, kept, time, separator.
    let each = 4 + 7 + 1 + AFTER + ";".len();
    // Where one answer is kept, it is its name alone, and the questions must tell their order.
    let ordered = ("zz;".len() * answers.len()).saturating_sub(each - 5);
    words + ordered + answers.iter().map(|answer| answer + each).sum::<usize>() + "~".len()
}

/// The longest answer: every part of it named, typed ones as long as people make them.
fn answer(question: &Question) -> usize {
    let parts: Vec<usize> = match question.key() {
        Key::Single { choices } => vec![choices.iter().map(|choice| choice.id.len()).max().unwrap_or(0)],
        Key::TrueFalse { .. } => vec!["vrai".len()],
        Key::Multiple { choices, .. } => choices.iter().map(|choice| choice.id.len()).collect(),
        Key::Matching { lefts, rights, .. } => {
            let longest = rights.iter().map(|right| right.id.len()).max().unwrap_or(0);
            lefts.iter().map(|left| left.id.len() + 1 + longest).collect()
        }
        Key::Ordering { items, .. } => items.iter().map(|item| item.id.len()).collect(),
        Key::Categorise { items, categories, .. } => {
            let longest = categories.iter().map(|category| category.id.len()).max().unwrap_or(0);
            items.iter().map(|item| item.id.len() + 1 + longest).collect()
        }
        Key::Cloze { gaps, .. } => {
            let typed = |empty: bool| if empty { TYPED } else { 1 };
            gaps.iter().map(|gap| gap.id.len() + 1 + typed(gap.options.is_empty())).collect()
        }
        Key::Numeric { .. } => vec!["-123456789,123456".len()],
        Key::Short { .. } => vec![TYPED],
        Key::Scenario { steps, .. } => steps.iter().map(|step| step.id.len() + "=a".len()).collect(),
        Key::Unknown => Vec::new(),
    };
    parts.iter().map(|part| "|".len() + part).sum()
}
