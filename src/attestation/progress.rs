//! Attempts at quizzes as the browser stores them (SPEC state/1 of `rules/state.js`), read strictly and merged in
//! any order. The rest of what it stores never leaves it: only the tests read that, to hold the page to its vectors.
//!
//! In: values that anybody may have written. Out: [`Attempt`]s.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Given {
    /// Question.
    pub(crate) q: String,
    /// What was answered.
    pub(crate) a: Vec<String>,
    /// When, in milliseconds.
    pub(crate) t: u64,
    /// Fingerprint of the question.
    pub(crate) f: String,
    /// Carried over from an earlier attempt.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) kept: bool,
}

/// The result of an attempt that was finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Done {
    /// When.
    pub(crate) t: u64,
    /// Result.
    pub(crate) percent: u32,
    /// Whether that was enough.
    pub(crate) passed: bool,
}

/// One attempt at a quiz.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Attempt {
    /// Random.
    pub(crate) id: String,
    /// Rank in its browser.
    pub(crate) n: u64,
    /// Course.
    pub(crate) course: String,
    /// Module.
    pub(crate) module: String,
    /// Bank.
    pub(crate) quiz: String,
    /// Version of the module.
    pub(crate) version: String,
    /// Gives the order of the choices.
    pub(crate) seed: u32,
    /// The attempt it continues, or nothing.
    pub(crate) from: String,
    /// When it began.
    pub(crate) start: u64,
    /// Questions drawn.
    pub(crate) questions: Vec<String>,
    /// Answers, oldest first.
    pub(crate) answers: Vec<Given>,
    /// How many questions were left behind.
    pub(crate) seen: u64,
    /// Result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) done: Option<Done>,
}

/// The last moment a date can hold, in milliseconds.
const LAST_MOMENT: u64 = 8_640_000_000_000_000;
/// A whole number, however it is written.
pub(super) fn count(value: &Value, most: u64) -> Option<u64> {
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0 && *number <= 9e15)?;
    // In range and whole: nothing is lost.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let number = number as u64;
    (number <= most).then_some(number)
}

pub(super) fn list(value: &Value, most: usize) -> Option<&Vec<Value>> {
    value.as_array().filter(|items| items.len() <= most)
}

fn text(value: &Value, shape: impl Fn(&str) -> bool) -> Option<String> {
    value.as_str().filter(|text| shape(text)).map(str::to_owned)
}

fn is_id(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() <= 100 && text.bytes().next().is_some_and(known) && text.bytes().all(|byte| known(byte) || byte == b'-')
}

fn is_id_or_none(text: &str) -> bool {
    text.is_empty() || is_id(text)
}

fn is_random(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Lower-case hexadecimal digits.
pub(super) fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn given(value: &Value) -> Option<Given> {
    let parts = list(&value["a"], 100)?;
    let a: Option<Vec<String>> =
        parts.iter().map(|part| text(part, |text| (1..=500).contains(&text.encode_utf16().count()))).collect();
    Some(Given {
        q: text(&value["q"], is_id)?,
        a: a?,
        t: count(&value["t"], LAST_MOMENT)?,
        f: text(&value["f"], |text| text.len() == 8 && is_hexadecimal(text))?,
        kept: value["kept"] == Value::Bool(true),
    })
}

/// One attempt, when every part of it has the right shape.
pub(crate) fn attempt(value: &Value) -> Option<Attempt> {
    let questions: Option<Vec<String>> = list(&value["questions"], 500)?.iter().map(|one| text(one, is_id)).collect();
    let answers: Option<Vec<Given>> = list(&value["answers"], 500)?.iter().map(given).collect();
    Some(Attempt {
        id: text(&value["id"], is_random)?,
        n: count(&value["n"], 1_000_000)?,
        course: text(&value["course"], is_id_or_none)?,
        module: text(&value["module"], is_id_or_none)?,
        quiz: text(&value["quiz"], is_id)?,
        version: text(&value["version"], |text| text.len() <= 64 && is_hexadecimal(text))?,
        seed: u32::try_from(count(&value["seed"], u64::from(u32::MAX))?).ok()?,
        from: text(&value["from"], |text| text.is_empty() || is_random(text))?,
        start: count(&value["start"], LAST_MOMENT)?,
        questions: questions?,
        answers: merge_answers(&answers?, &[]),
        seen: count(&value["seen"], 500)?,
        done: done(&value["done"])?,
    })
}

/// `None`: wrong. What JavaScript takes for false is no result.
fn done(value: &Value) -> Option<Option<Done>> {
    let absent = match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    if absent {
        return Some(None);
    }
    let percent = u32::try_from(count(&value["percent"], 100)?).ok()?;
    Some(Some(Done { t: count(&value["t"], LAST_MOMENT)?, percent, passed: value["passed"].as_bool()? }))
}

/// The order of texts in JavaScript.
fn order(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn merge_answers(a: &[Given], b: &[Given]) -> Vec<Given> {
    let mut best: BTreeMap<&str, &Given> = BTreeMap::new();
    for given in a.iter().chain(b) {
        let held = best.entry(&given.q).or_insert(given);
        if given.t.cmp(&held.t).then_with(|| order(&json(given), &json(held))).is_lt() {
            *held = given;
        }
    }
    let mut answers: Vec<Given> = best.into_values().cloned().collect();
    answers.sort_by(|a, b| a.t.cmp(&b.t).then_with(|| order(&a.q, &b.q)));
    answers
}

fn merge_attempt(a: &Attempt, b: &Attempt) -> Attempt {
    let answers = merge_answers(&a.answers, &b.answers);
    let done = [a, b].into_iter().filter(|one| one.answers == answers).filter_map(|one| one.done);
    let done = done.min_by_key(|done| (done.t, done.percent));
    let head = |one: &Attempt| json(&Attempt { answers: Vec::new(), seen: 0, done: None, ..one.clone() });
    let chosen = if order(&head(a), &head(b)).is_le() { a } else { b };
    Attempt { answers, seen: a.seen.max(b.seen), done, ..chosen.clone() }
}

/// Both, without losing an answer: commutative, associative, idempotent.
pub(crate) fn merge(a: &[Attempt], b: &[Attempt]) -> Vec<Attempt> {
    let mut all: BTreeMap<&str, Attempt> = BTreeMap::new();
    for attempt in a.iter().chain(b) {
        let merged = all.get(attempt.id.as_str()).map_or_else(|| attempt.clone(), |held| merge_attempt(held, attempt));
        all.insert(&attempt.id, merged);
    }
    let mut attempts: Vec<Attempt> = all.into_values().collect();
    attempts.sort_by(|a, b| a.n.cmp(&b.n).then_with(|| a.id.cmp(&b.id)));
    attempts
}

#[cfg(test)]
pub(super) mod tests;
