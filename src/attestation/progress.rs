//! Progress as the browser stores it (SPEC state/1 of `rules/progress.js`): attempts at quizzes, read strictly
//! and merged in any order.
//!
//! In: text that anybody may have written. Out: [`State`], and whether something there was left out.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// Question.
    pub q: String,
    /// What was answered.
    pub a: Vec<String>,
    /// When, in milliseconds.
    pub t: u64,
    /// Fingerprint of the question.
    pub f: String,
    /// Carried over from an earlier attempt.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
}

/// The result of an attempt that was finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Done {
    /// When.
    pub t: u64,
    /// Result.
    pub percent: u32,
    /// Whether that was enough.
    pub passed: bool,
}

/// One attempt at a quiz.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// Random.
    pub id: String,
    /// Rank in its browser.
    pub n: u64,
    /// Course.
    pub course: String,
    /// Module.
    pub module: String,
    /// Bank.
    pub quiz: String,
    /// Version of the module.
    pub version: String,
    /// Gives the order of the choices.
    pub seed: u32,
    /// The attempt it continues, or nothing.
    pub from: String,
    /// When it began.
    pub start: u64,
    /// Questions drawn.
    pub questions: Vec<String>,
    /// Answers, oldest first.
    pub answers: Vec<Given>,
    /// How many questions were left behind.
    pub seen: u64,
    /// Result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
}

/// Everything stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct State {
    /// In order of rank.
    pub attempts: Vec<Attempt>,
    /// Capsules seen: id → digest of what was shown → when, in milliseconds since 1970.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub seen: Table,
    /// Time spent: id of the module → random name of a visit to its page → milliseconds.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub active: Table,
}

/// Numbers by id, then by version or visit.
pub type Table = BTreeMap<String, BTreeMap<String, u64>>;

/// Longest text that is read at all, in UTF-16 units.
const RAW_LIMIT: usize = 2_000_000;
/// The last moment a date can hold, in milliseconds.
const LAST_MOMENT: u64 = 8_640_000_000_000_000;
/// The longest visit, in milliseconds.
const LONGEST_VISIT: u64 = 86_400_000;

/// Reads what was stored; `true` when something there could not be read.
pub fn read(raw: Option<&str>) -> (State, bool) {
    let Some(raw) = raw else { return (State::default(), false) };
    let value: Option<Value> =
        (raw.encode_utf16().count() <= RAW_LIMIT).then(|| serde_json::from_str(raw).ok()).flatten();
    let Some(items) =
        value.as_ref().filter(|value| is_number(&value["v"], 1)).and_then(|value| list(&value["attempts"], 1000))
    else {
        return (State::default(), true);
    };
    let found: Vec<Attempt> = items.iter().filter_map(attempt).collect();
    let mut lost = found.len() < items.len();
    let single = |one| State { attempts: vec![one], ..State::default() };
    let mut state = found.into_iter().fold(State::default(), |state, one| merge(&state, &single(one)));
    let mut table = |name: &str, key: fn(&str) -> bool, most| {
        let Some(written) = value.as_ref().and_then(|value| value.get(name)) else { return Table::new() };
        let (table, whole) = read_table(written, key, most);
        lost |= !whole;
        table
    };
    state.seen = table("seen", |text| text.len() == 12 && is_hexadecimal(text), LAST_MOMENT);
    state.active = table("active", is_random, LONGEST_VISIT);
    (state, lost)
}

/// The rows that can be read, and whether all of them could. `key`: the shape of the inner keys.
fn read_table(value: &Value, key: fn(&str) -> bool, most: u64) -> (Table, bool) {
    let Some(items) = value.as_object().filter(|items| items.len() <= 1000) else { return (Table::new(), false) };
    let row = |(id, row): (&String, &Value)| Some((id.clone(), read_row(row, key, most).filter(|_| is_id(id))?));
    let table: Table = items.iter().filter_map(row).collect();
    let whole = table.len() == items.len();
    (table, whole)
}

fn read_row(value: &Value, key: fn(&str) -> bool, most: u64) -> Option<BTreeMap<String, u64>> {
    let row = value.as_object().filter(|row| (1..=1000).contains(&row.len()))?;
    row.iter().map(|(name, number)| Some((name.clone(), count(number, most).filter(|_| key(name))?))).collect()
}

/// The rows of both; where both have a number, the one that is picked.
fn merge_tables(a: &Table, b: &Table, pick: fn(u64, u64) -> u64) -> Table {
    let mut table = a.clone();
    for (id, row) in b {
        let held = table.entry(id.clone()).or_default();
        for (name, number) in row {
            held.entry(name.clone()).and_modify(|known| *known = pick(*known, *number)).or_insert(*number);
        }
    }
    table
}

fn is_number(value: &Value, wanted: u64) -> bool {
    count(value, wanted) == Some(wanted)
}

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
pub fn attempt(value: &Value) -> Option<Attempt> {
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
pub fn merge(a: &State, b: &State) -> State {
    let mut all: BTreeMap<&str, Attempt> = BTreeMap::new();
    for attempt in a.attempts.iter().chain(&b.attempts) {
        let merged = all.get(attempt.id.as_str()).map_or_else(|| attempt.clone(), |held| merge_attempt(held, attempt));
        all.insert(&attempt.id, merged);
    }
    let mut attempts: Vec<Attempt> = all.into_values().collect();
    attempts.sort_by(|a, b| a.n.cmp(&b.n).then_with(|| a.id.cmp(&b.id)));
    State {
        attempts,
        seen: merge_tables(&a.seen, &b.seen, u64::min),
        active: merge_tables(&a.active, &b.active, u64::max),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vectors() -> Value {
        serde_json::from_str(include_str!("../../tests/vectors/state.json")).unwrap()
    }

    #[test]
    fn vectors_of_reading() {
        for one in vectors()["read"].as_array().unwrap() {
            let (state, lost) = read(one["raw"].as_str());
            let found = (state.attempts.len() as u64, lost);
            assert_eq!(found, (one["attempts"].as_u64().unwrap(), one["lost"].as_bool().unwrap()), "{one}");
            if !one["seen"].is_null() {
                assert_eq!(serde_json::to_value(&state.seen).unwrap(), one["seen"], "{one}");
            }
            if !one["active"].is_null() {
                assert_eq!(serde_json::to_value(&state.active).unwrap(), one["active"], "{one}");
            }
        }
    }

    #[test]
    fn vectors_of_merging() {
        let state = |value: &Value| read(Some(&value.to_string())).0;
        for one in vectors()["merge"].as_array().unwrap() {
            let (a, b, out) = (state(&one["a"]), state(&one["b"]), state(&one["out"]));
            assert_eq!(merge(&a, &b), out, "{one}");
            assert_eq!(merge(&b, &a), out, "{one}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", at in 0_usize..2000, with in "[\\{\\}\\[\\]\",:0a\\\\e-]") {
            read(Some(&text));
            let good = vectors()["read"][8]["raw"].as_str().unwrap().to_owned();
            let mut bytes = good.into_bytes();
            let at = at % bytes.len();
            bytes[at] = with.as_bytes()[0];
            let (state, _) = read(Some(&String::from_utf8_lossy(&bytes)));
            prop_assert_eq!(merge(&state, &state), state);
        }
    }
}
