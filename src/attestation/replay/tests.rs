//! The shared vectors; then logs as the page writes them, whole and spoilt, replayed by Rust and by the page.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::*;
use crate::attestation::progress::tests as stored;
use crate::quiz::tests::made::{changed, changes, kinds};
use crate::quiz::tests::page::{ask, one, runner};

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../../tests/vectors/replay.json")).unwrap()
}

fn read(attempts: &Value) -> Vec<Attempt> {
    let (state, lost) = stored::read(Some(&json!({ "v": 1, "attempts": attempts }).to_string()));
    assert!(!lost, "{attempts}");
    state.attempts
}

fn said((state, why): (State, &'static str)) -> Value {
    let state = match state {
        State::Good => "good",
        State::Note => "note",
        State::Bad => "bad",
    };
    json!({ "state": state, "why": why })
}

fn set(value: &mut Value, path: &Value, to: &Value) {
    let target = path.as_array().unwrap().iter().fold(value, |at, key| match key {
        Value::String(key) => &mut at[key.as_str()],
        key => &mut at[usize::try_from(key.as_u64().unwrap()).unwrap()],
    });
    *target = to.clone();
}

#[test]
fn vectors_of_replays() {
    let vectors = vectors();
    let banks: Vec<Replayable> = serde_json::from_value(vectors["banks"].clone()).unwrap();
    assert!(vectors["cases"].as_array().unwrap().len() >= 30);
    for case in vectors["cases"].as_array().unwrap() {
        let mut attempts = vectors["attempts"].clone();
        for change in case["set"].as_array().unwrap() {
            set(&mut attempts, &change[0], &change[1]);
        }
        let got = said(replay(&read(&attempts), &banks));
        assert_eq!(got, json!({ "state": case["state"], "why": case["why"] }), "{}", case["name"]);
    }
}

/// A bank of every kind, with a right answer to each question.
fn bank(runner: &mut TestRunner) -> (Replayable, Vec<Vec<String>>) {
    let (size, draw) = one(&(1_usize..9, 1_usize..9), runner);
    let details = (0_usize..10, 1_u32..4, prop::option::of("obj-[a-c]"));
    let (questions, right) = (0..size)
        .map(|rank| {
            let (kind, weight, objective) = one(&details, runner);
            let (key, right) = one(&kinds()[kind], runner);
            (Item { id: format!("q{rank}"), weight, objective, key }, right)
        })
        .unzip();
    let of = |text: &str| text.to_owned();
    let draw = (draw < size).then_some(draw);
    (Replayable { module: of("m"), version: of("ab"), quiz: of("z"), pass: 60, draw, questions }, right)
}

/// What the page stores when somebody takes a quiz, and retries his mistakes until none is left.
fn log(bank: &Replayable, right: &[Vec<String>], runner: &mut TestRunner) -> Vec<Value> {
    let mut log: Vec<Value> = Vec::new();
    let mut held: Vec<Given> = Vec::new();
    let (seed, mut clock) = one(&(any::<u32>(), 1_000_000_u64..2_000_000), runner);
    let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<Vec<String>>();
    let mut questions = owned(bank.drawn(seed));
    let old = one(&any::<bool>(), runner);
    for rank in 1..=4_u64 {
        let start = clock;
        if rank > 1 && !old {
            let line = read(&json!(log));
            questions = owned(bank.redrawn(&line.iter().collect::<Vec<_>>(), seed ^ 1));
        }
        let mut answers: Vec<Given> = held
            .iter()
            .filter(|given| bank.is_right(given))
            .cloned()
            .map(|given| Given { kept: true, ..given })
            .collect();
        if rank > 1 && answers.len() == questions.len() {
            break;
        }
        for id in questions.iter().filter(|id| answers.iter().all(|given| given.q != **id)).cloned().collect::<Vec<_>>()
        {
            clock += 10;
            let at = bank.questions.iter().position(|item| item.id == id).unwrap();
            let (how, changes) = one(&(0_u8..3, changes()), runner);
            let mut a = if how == 0 { right[at].clone() } else { changed(right[at].clone(), &changes) };
            a.retain(|part| !part.is_empty());
            answers.push(Given { q: id, a, t: clock, f: "00000000".to_owned(), kept: false });
        }
        clock += 10;
        let items: Vec<Item> = questions.iter().filter_map(|id| bank.item(id).cloned()).collect();
        let total =
            scoring::total(&items, |id| answers.iter().find(|given| given.q == id).map(|given| given.a.as_slice()));
        let percent = u32::from(total.percent);
        let from = if rank > 1 { format!("AAAAAAAAA{}", rank - 1) } else { String::new() };
        log.push(json!({
            "id": format!("AAAAAAAAA{rank}"), "n": rank, "course": "c", "module": "m", "quiz": "z", "version": "ab",
            "seed": if rank > 1 { seed ^ 1 } else { seed }, "from": from, "start": start, "questions": questions,
            "answers": answers, "seen": questions.len(), "done": {"t": clock, "percent": percent, "passed": percent >= 60},
        }));
        held = answers;
    }
    log
}

/// Spoils one thing, as somebody who wants a better result would.
fn forge(log: &mut [Value], (what, which, at, other): (u8, Index, Index, Index)) {
    let attempt = &mut log[which.index(log.len())];
    let count = attempt["questions"].as_array().unwrap().len();
    if count == 0 {
        return;
    }
    let (at, other) = (at.index(count), other.index(count));
    let list = |value: &mut Value, key: &str| value[key].as_array().cloned().unwrap();
    let (mut questions, mut answers) = (list(attempt, "questions"), list(attempt, "answers"));
    match what {
        0 => {
            let gone = questions.remove(at);
            answers.retain(|given| given["q"] != gone);
        }
        1 => questions[at] = questions[other].clone(),
        2 => questions.swap(at, other),
        3 => answers[at]["a"] = answers[other]["a"].clone(),
        4 => drop(answers.remove(at)),
        5 => answers[at]["kept"] = true.into(),
        6 => answers[at]["t"] = 0.into(),
        7 => attempt["seed"] = 12_345.into(),
        8 => attempt["from"] = "ZZZZZZZZZZ".into(),
        9 => attempt["done"]["percent"] = 100.into(),
        10 => attempt["done"]["passed"] = (attempt["done"]["passed"] == false).into(),
        11 => attempt["done"] = Value::Null,
        12 => attempt["n"] = 9.into(),
        _ => attempt["quiz"] = "y".into(),
    }
    attempt["questions"] = questions.into();
    attempt["answers"] = answers.into();
}

#[test]
fn the_page_replays_as_rust_does() {
    let runner = &mut runner();
    let (mut calls, mut own, mut honest, mut refused) = (Vec::new(), Vec::new(), 0, 0);
    for _ in 0..150 {
        let (bank, right) = bank(runner);
        let log = log(&bank, &right, runner);
        let banks = vec![bank];
        let straight = replay(&read(&json!(log)), &banks);
        assert_eq!(straight, (State::Good, "replayed"), "{log:?} {banks:?}");
        honest += 1;
        calls.push(json!(["replay", log, banks]));
        own.push(said(straight));
        for _ in 0..4 {
            let mut log = log.clone();
            forge(&mut log, one(&(0_u8..14, any::<Index>(), any::<Index>(), any::<Index>()), runner));
            let verdict = replay(&read(&json!(log)), &banks);
            refused += usize::from(verdict.0 == State::Bad);
            calls.push(json!(["replay", log, banks]));
            own.push(said(verdict));
        }
    }
    for ((call, page), own) in calls.iter().zip(ask(&calls)).zip(own) {
        assert_eq!(page, own, "{call}");
    }
    assert!(honest == 150 && refused > 200, "{refused} of {} refused", calls.len());
}

proptest! {
    /// Whatever is stored, replaying does not panic.
    #[test]
    fn no_log_panics(at in any::<usize>(), by in any::<u8>(), cut in any::<bool>()) {
        let vectors = vectors();
        let banks: Vec<Replayable> = serde_json::from_value(vectors["banks"].clone()).unwrap();
        let mut raw = json!({ "v": 1, "attempts": vectors["attempts"] }).to_string().into_bytes();
        let at = at % raw.len();
        raw[at] = by;
        if cut {
            raw.truncate(at);
        }
        let (state, _) = stored::read(Some(&String::from_utf8_lossy(&raw)));
        let (_, why) = replay(&state.attempts, &banks);
        prop_assert!(why.starts_with("replay") || why == "not-replayable");
    }
}
