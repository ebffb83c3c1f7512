//! Answers that say of a part where it goes.

use std::collections::BTreeMap;

/// « partie=valeur », each part once; `None` when something else is found.
pub(super) fn pairs(answer: &[String]) -> Option<BTreeMap<&str, &str>> {
    let mut pairs = BTreeMap::new();
    for entry in answer {
        let (part, value) = entry.split_once('=')?;
        if pairs.insert(part, value).is_some_and(|other| other != value) {
            return None;
        }
    }
    Some(pairs)
}
