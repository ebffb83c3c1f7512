//! All that the browser stores, read as the page reads it; the shared vectors; then anything.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

/// Everything stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::attestation) struct State {
    /// In order of rank.
    pub(in crate::attestation) attempts: Vec<Attempt>,
    /// Capsules seen: id → digest of what was shown → when, in milliseconds since 1970.
    pub(in crate::attestation) seen: Table,
    /// Time spent: id of the module → random name of a visit to its page → milliseconds.
    pub(in crate::attestation) active: Table,
}

/// Numbers by id, then by version or visit.
pub(in crate::attestation) type Table = BTreeMap<String, BTreeMap<String, u64>>;

/// Longest text that is read at all, in UTF-16 units.
const RAW_LIMIT: usize = 2_000_000;
/// The longest visit, in milliseconds.
const LONGEST_VISIT: u64 = 86_400_000;

/// Reads what was stored; `true` when something there could not be read.
pub(in crate::attestation) fn read(raw: Option<&str>) -> (State, bool) {
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
    let attempts = found.iter().fold(Vec::new(), |attempts, one| merge(&attempts, std::slice::from_ref(one)));
    let mut state = State { attempts, ..State::default() };
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

fn merged(a: &State, b: &State) -> State {
    State {
        attempts: merge(&a.attempts, &b.attempts),
        seen: merge_tables(&a.seen, &b.seen, u64::min),
        active: merge_tables(&a.active, &b.active, u64::max),
    }
}

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../../tests/vectors/state.json")).unwrap()
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
        assert_eq!(merged(&a, &b), out, "{one}");
        assert_eq!(merged(&b, &a), out, "{one}");
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
        prop_assert_eq!(merged(&state, &state), state);
    }
}
