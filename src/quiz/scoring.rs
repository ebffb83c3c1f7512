//! How answers are scored. The rule is stated once, below, in the words that the schema of `credit`
//! gives to authors; the page's script follows it too, and `tests/vectors/scoring.json` is run by both.
//!
#![doc = include_str!("scoring.md")]
//!
//! In: an answer key and an answer, whatever they hold. Out: points. Pure and total.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Question;
use super::credit::Credit;
use super::decimal::Decimal;
use super::fold::{Forgive, fold};
use super::key::{ChoiceKey, EndKey, GapKey, Item, Key, PartKey, StepKey};

/// Points of a question that is right.
pub const RIGHT: u8 = 100;

/// Points of an answer to a question, 0 to 100.
pub fn score(question: &Question, answer: &[String]) -> u8 {
    points(&question.key(), answer)
}

/// Points of an answer, by its key, 0 to 100.
pub fn points(key: &Key, answer: &[String]) -> u8 {
    scored(key, answer).unwrap_or(0)
}

/// What a quiz is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// Questions that are right.
    pub right: usize,
    /// Questions.
    pub count: usize,
    /// Weighted points, 0 to 100.
    pub percent: u8,
}

/// What the answers to a quiz are worth.
pub fn total<'a>(items: &[Item], answer_of: impl Fn(&str) -> Option<&'a [String]>) -> Total {
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
            Some(whole(is_right(choices, given)?))
        }
        Key::Multiple { choices, credit } => multiple(choices, *credit, answer),
        Key::Matching { lefts, rights, credit } => {
            let parts = lefts.iter().map(|left| (left.id.as_str(), &left.right));
            sorted(parts, rights, *credit, answer)
        }
        Key::Categorise { categories, items, credit } => {
            let parts = items.iter().map(|item| (item.id.as_str(), &item.category));
            sorted(parts, categories, *credit, answer)
        }
        Key::Ordering { items, credit } => ordering(items, *credit, answer),
        Key::Cloze { gaps, credit } => cloze(gaps, *credit, answer),
        Key::Numeric { value, tolerance } => {
            let [given] = answer else { return None };
            Some(whole(Decimal::parse(given)?.near(*value, *tolerance)))
        }
        Key::Short { answers, forgive } => {
            let [given] = answer else { return None };
            Some(whole(typed(answers, *forgive, given)))
        }
        Key::Scenario { start, steps, ends } => path(start, steps, ends, answer),
        Key::Unknown => None,
    }
}

fn whole(right: bool) -> u8 {
    if right { RIGHT } else { 0 }
}

fn is_right(choices: &[ChoiceKey], id: &str) -> Option<bool> {
    choices.iter().find(|choice| choice.id == id).map(|choice| choice.correct)
}

fn multiple(choices: &[ChoiceKey], credit: Credit, answer: &[String]) -> Option<u8> {
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

/// The whole part of 100 × part ÷ all.
fn share(part: usize, all: usize) -> u8 {
    let points = part.saturating_mul(usize::from(RIGHT)).checked_div(all).unwrap_or(0);
    u8::try_from(points).unwrap_or(RIGHT).min(RIGHT)
}

fn shared(right: usize, parts: usize, credit: Credit) -> u8 {
    match credit {
        Credit::All => whole(parts > 0 && right == parts),
        Credit::Partial => share(right, parts),
    }
}

/// « partie=valeur », each part once; `None` when something else is found.
fn pairs(answer: &[String]) -> Option<BTreeMap<&str, &str>> {
    let mut pairs = BTreeMap::new();
    for entry in answer {
        let (part, value) = entry.split_once('=')?;
        if pairs.insert(part, value).is_some_and(|other| other != value) {
            return None;
        }
    }
    Some(pairs)
}

/// Parts that each go with one of the places.
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

fn ordering(items: &[PartKey], credit: Credit, answer: &[String]) -> Option<u8> {
    let known: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let given: BTreeSet<&str> = answer.iter().map(String::as_str).collect();
    if given != known || answer.len() != items.len() {
        return None;
    }
    let follow = |pair: &&[PartKey]| answer.windows(2).any(|given| given[0] == pair[0].id && given[1] == pair[1].id);
    let right = items.windows(2).filter(follow).count();
    Some(shared(right, items.len().saturating_sub(1), credit))
}

fn cloze(gaps: &[GapKey], credit: Credit, answer: &[String]) -> Option<u8> {
    let mut right = 0;
    for (name, value) in pairs(answer)? {
        let gap = gaps.iter().find(|gap| gap.id == name)?;
        let good = if gap.options.is_empty() {
            typed(&gap.answers, gap.forgive, value)
        } else {
            is_right(&gap.options, value)?
        };
        right += usize::from(good);
    }
    Some(shared(right, gaps.len(), credit))
}

fn typed(answers: &[String], forgive: Forgive, given: &str) -> bool {
    let given = fold(given, forgive);
    !given.is_empty() && answers.iter().any(|answer| fold(answer, forgive) == given)
}

fn path(start: &str, steps: &[StepKey], ends: &[EndKey], answer: &[String]) -> Option<u8> {
    let mut at = start;
    for entry in answer {
        let (name, choice) = entry.split_once('=')?;
        let step = steps.iter().find(|step| step.id == at && at == name)?;
        at = &step.choices.iter().find(|way| way.id == choice)?.next;
    }
    ends.iter().find(|end| end.id == at).map(|end| end.score.min(RIGHT))
}
