//! How answers are scored. The rule is stated once, below, in the words that the schema of `credit`
//! gives to authors; the page's script follows it too, and `tests/vectors/scoring.json` is run by both.
//!
#![doc = include_str!("../scoring.md")]
//!
//! In: an answer key and an answer, whatever they hold. Out: points. Pure and total.

mod choice;
mod cloze;
mod matching;
mod ordering;
mod pairs;
mod scenario;
mod share;
mod typed;

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::key::{Item, Key};
use share::whole;

/// Points of a question that is right.
pub(crate) const RIGHT: u8 = 100;

/// Points of an answer, by its key, 0 to 100.
pub(crate) fn points(key: &Key, answer: &[String]) -> u8 {
    scored(key, answer).unwrap_or(0)
}

/// What a quiz is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Total {
    /// Questions that are right.
    pub(crate) right: usize,
    /// Questions.
    pub(crate) count: usize,
    /// Weighted points, 0 to 100.
    pub(crate) percent: u8,
}

/// What the answers to a quiz are worth.
pub(crate) fn total<'a>(items: &[Item], answer_of: impl Fn(&str) -> Option<&'a [String]>) -> Total {
    let (mut right, mut sum, mut weights) = (0, 0_u64, 0_u64);
    for item in items {
        let got = points(&item.key, answer_of(&item.id).unwrap_or_default());
        right += usize::from(got == RIGHT);
        let weight = u64::from(item.weight.max(1));
        sum += weight * u64::from(got);
        weights += weight;
    }
    Total { right, count: items.len(), percent: u8::try_from(sum.checked_div(weights).unwrap_or(0)).unwrap_or(RIGHT) }
}

/// `None` for an answer that is empty, or names what the question does not have.
fn scored(key: &Key, answer: &[String]) -> Option<u8> {
    if answer.is_empty() {
        return None;
    }
    match key {
        Key::Single { choices } | Key::TrueFalse { choices } => {
            let [given] = answer else { return None };
            Some(whole(choice::is_right(choices, given)?))
        }
        Key::Multiple { choices, credit } => choice::multiple(choices, *credit, answer),
        Key::Matching { lefts, rights, credit } => matching::matching(lefts, rights, *credit, answer),
        Key::Categorise { categories, items, credit } => matching::categorise(items, categories, *credit, answer),
        Key::Ordering { items, credit } => ordering::ordering(items, *credit, answer),
        Key::Cloze { gaps, credit } => cloze::cloze(gaps, *credit, answer),
        Key::Numeric { value, tolerance } => {
            let [given] = answer else { return None };
            Some(whole(Decimal::parse(given)?.near(*value, *tolerance)))
        }
        Key::Short { answers, forgive } => {
            let [given] = answer else { return None };
            Some(whole(typed::typed(answers, *forgive, given)))
        }
        Key::Scenario { start, steps, ends } => scenario::path(start, steps, ends, answer),
        Key::Unknown => None,
    }
}
