//! Ordering: what follows what.

use std::collections::BTreeSet;

use super::share::shared;
use crate::quiz::credit::Credit;
use crate::quiz::key::PartKey;

/// A share for each pair that follows in the right order.
pub(super) fn ordering(items: &[PartKey], credit: Credit, answer: &[String]) -> Option<u8> {
    let known: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let given: BTreeSet<&str> = answer.iter().map(String::as_str).collect();
    if given != known || answer.len() != items.len() {
        return None;
    }
    let follow = |pair: &&[PartKey]| answer.windows(2).any(|given| given[0] == pair[0].id && given[1] == pair[1].id);
    let right = items.windows(2).filter(follow).count();
    Some(shared(right, items.len().saturating_sub(1), credit))
}
