//! How long a question is expected to take: an honest estimate, from what there is to read and do.
//!
//! Rule, in seconds: reading at 200 words a minute what everybody reads (stem, choices and parts, one
//! remark – the mean of them; as many as there are right choices in a multiple, all of them where every
//! part is answered –, explanation), plus the time to decide and act:
//! single 10 · true-false 8 · multiple 15 · matching 8 a pair · ordering 6 an item · categorise 6 an
//! item · cloze 8 a gap · numeric 20 · short 20 · scenario 10 a step, on the mean over its steps of
//! what there is to read, for as many steps as the shortest path to the best end.

use super::bank::BankFile;
use super::question::{Kind, Question};

/// As for pages.
const WORDS_PER_MINUTE: usize = 200;

/// Seconds a question is expected to take.
pub(crate) fn seconds(question: &Question) -> usize {
    reading(words_read(question)) + acting(question)
}

/// Seconds one attempt at a bank is expected to take: when questions are drawn, the mean of them.
pub(crate) fn bank_seconds(file: &BankFile) -> usize {
    let all: usize = file.questions.iter().map(|question| seconds(&question.value)).sum();
    let count = file.questions.len();
    all * file.drawn().unwrap_or(count) / count.max(1)
}

/// Seconds it takes to read words.
pub(crate) fn reading(words: usize) -> usize {
    (words * 60).div_ceil(WORDS_PER_MINUTE)
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

fn words_read(question: &Question) -> usize {
    let common = &question.common;
    let explanation = common.explanation.as_ref().map_or(0, |text| words(&text.value));
    let remarks = question.remarks();
    let said: usize = remarks.iter().filter_map(|remark| remark.feedback).map(|text| words(&text.value)).sum();
    let shown: usize = question.texts().iter().map(|text| words(&text.value)).sum();
    let shown = match &question.kind {
        Kind::Scenario(scenario) => shown * steps(question) / scenario.steps.len().max(1),
        _ => shown,
    };
    let heard = match &question.kind {
        // Every part is answered, so every remark is read.
        Kind::Matching(_) | Kind::Categorise(_) => said,
        // Those of the right choices, taken or missed: the others are folded.
        Kind::Multiple(form) => said * super::kinds::choice::right(&form.choices) / remarks.len().max(1),
        Kind::Scenario(_) => said * steps(question) / remarks.len().max(1),
        _ => said / remarks.len().max(1),
    };
    words(&common.text.value) + shown + heard + explanation
}

/// Steps of the shortest path to the best end.
fn steps(question: &Question) -> usize {
    match &question.kind {
        Kind::Scenario(scenario) => scenario.best_path().map_or(scenario.steps.len(), |path| path.len()),
        _ => 1,
    }
}

fn acting(question: &Question) -> usize {
    match &question.kind {
        Kind::Single(_) => 10,
        Kind::TrueFalse(_) => 8,
        Kind::Multiple(_) => 15,
        Kind::Matching(form) => 8 * form.pairs.len(),
        Kind::Ordering(form) => 6 * form.items.len(),
        Kind::Categorise(form) => 6 * form.items.len(),
        Kind::Cloze(form) => 8 * form.gaps.len(),
        Kind::Numeric(_) | Kind::Short(_) => 20,
        Kind::Scenario(_) => 10 * steps(question),
    }
}
