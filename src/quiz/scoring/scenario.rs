//! Scenarios: the end that a path reaches.

use super::RIGHT;
use crate::quiz::key::{EndKey, StepKey};

/// The points of the end of a path; `None` when it is no path.
pub(super) fn path(start: &str, steps: &[StepKey], ends: &[EndKey], answer: &[String]) -> Option<u8> {
    let mut at = start;
    for entry in answer {
        let (name, choice) = entry.split_once('=')?;
        let step = steps.iter().find(|step| step.id == at && at == name)?;
        at = &step.choices.iter().find(|way| way.id == choice)?.next;
    }
    ends.iter().find(|end| end.id == at).map(|end| end.score.min(RIGHT))
}
