//! Matching and categorising: parts that each go with one of the places.

use std::collections::BTreeMap;

use super::pairs::pairs;
use super::share::shared;
use crate::quiz::credit::Credit;
use crate::quiz::key::{LeftKey, PartKey, SortedKey};

/// Left parts with right ones.
pub(super) fn matching(lefts: &[LeftKey], rights: &[PartKey], credit: Credit, answer: &[String]) -> Option<u8> {
    sorted(lefts.iter().map(|left| (left.id.as_str(), &left.right)), rights, credit, answer)
}

/// Items in categories.
pub(super) fn categorise(items: &[SortedKey], categories: &[PartKey], credit: Credit, answer: &[String]) -> Option<u8> {
    sorted(items.iter().map(|item| (item.id.as_str(), &item.category)), categories, credit, answer)
}

fn sorted<'a>(
    parts: impl Iterator<Item = (&'a str, &'a String)>,
    places: &[PartKey],
    credit: Credit,
    answer: &[String],
) -> Option<u8> {
    let given = pairs(answer)?;
    let wanted: BTreeMap<&str, &String> = parts.collect();
    let known = |(part, place): (&&str, &&str)| wanted.contains_key(part) && places.iter().any(|one| one.id == **place);
    if !given.iter().all(known) {
        return None;
    }
    let right = given.iter().filter(|(part, place)| wanted.get(*part).is_some_and(|right| right == *place)).count();
    Some(shared(right, wanted.len(), credit))
}
