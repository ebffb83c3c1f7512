//! Choices: one, several, true or false.

use std::collections::BTreeSet;

use super::share::{share, whole};
use crate::quiz::credit::Credit;
use crate::quiz::key::ChoiceKey;

/// Whether a choice is a right one; `None` when there is none of this name.
pub(super) fn is_right(choices: &[ChoiceKey], id: &str) -> Option<bool> {
    choices.iter().find(|choice| choice.id == id).map(|choice| choice.correct)
}

/// Several may be right: a wrong one takes a right one away.
pub(super) fn multiple(choices: &[ChoiceKey], credit: Credit, answer: &[String]) -> Option<u8> {
    let given: BTreeSet<&String> = answer.iter().collect();
    let verdicts: Option<Vec<bool>> = given.iter().map(|id| is_right(choices, id)).collect();
    let right = verdicts?.into_iter().filter(|right| *right).count();
    let wrong = given.len() - right;
    let wanted = choices.iter().filter(|choice| choice.correct).count();
    match credit {
        Credit::All => Some(whole(wanted > 0 && right == wanted && wrong == 0)),
        Credit::Partial => Some(share(right.saturating_sub(wrong), wanted)),
    }
}
