//! Typed texts, once folded.

use crate::quiz::fold::{Forgive, fold};

/// Whether what was typed is one of the answers.
pub(super) fn typed(answers: &[String], forgive: Forgive, given: &str) -> bool {
    let given = fold(given, forgive);
    !given.is_empty() && answers.iter().any(|answer| fold(answer, forgive) == given)
}
