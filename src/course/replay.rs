//! A recorded attempt, marked again from its answers.
//!
//! In: an attempt and the bank it was made on. Out: its result, in percent, when the bank still asks
//! the same questions. The rule is that of [`crate::quiz::scoring`], the same as the page's.

use super::progress::Attempt;
use crate::quiz::key::Item;
use crate::quiz::{Bank, scoring};

/// The result of an attempt; none when a question is unknown, asked twice, or has no answer.
pub fn replay(attempt: &Attempt, bank: &Bank) -> Option<u32> {
    let mut items: Vec<Item> = Vec::new();
    for (index, id) in attempt.questions.iter().enumerate() {
        let question = bank.file.questions.iter().find(|question| question.value.id() == id)?;
        attempt.answers.iter().find(|given| given.q == *id)?;
        if attempt.questions[..index].contains(id) {
            return None;
        }
        items.push(question.value.item());
    }
    let answer_of = |id: &str| attempt.answers.iter().find(|given| given.q == id).map(|given| given.a.as_slice());
    Some(u32::from(scoring::total(&items, answer_of).percent))
}
