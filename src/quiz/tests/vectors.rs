//! `tests/vectors/scoring.json` and `order.json`, which the page's script runs too.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::quiz::draw::{Random, choice_order, draw, hash32};
use crate::quiz::key::Item;
use crate::quiz::scoring::{Total, points, total};
use crate::quiz::tests::shown::shown;

#[derive(Deserialize)]
struct Scoring {
    cases: Vec<Case>,
    totals: Vec<Totals>,
}

#[derive(Deserialize)]
struct Case {
    question: Item,
    answer: Vec<String>,
    points: u8,
}

#[derive(Deserialize)]
struct Totals {
    questions: Vec<Item>,
    answers: BTreeMap<String, Vec<String>>,
    #[serde(flatten)]
    total: Total,
}

#[test]
fn scoring() {
    let vectors: Scoring = serde_json::from_str(include_str!("../../../tests/vectors/scoring.json"))
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(vectors.cases.len() > 150);
    for case in vectors.cases {
        assert_eq!(points(&case.question.key, &case.answer), case.points, "{} {:?}", case.question.id, case.answer);
    }
    for totals in vectors.totals {
        let got = total(&totals.questions, |id| totals.answers.get(id).map(Vec::as_slice));
        assert_eq!(got, totals.total);
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    hash32: Vec<Hash>,
    random: Vec<Sequence>,
    choice_order: Vec<Choices>,
    shown: Vec<Lists>,
    draw: Vec<Draw>,
}

#[derive(Deserialize)]
struct Hash {
    text: String,
    value: u32,
}

#[derive(Deserialize)]
struct Sequence {
    seed: u32,
    values: Vec<u32>,
}

#[derive(Deserialize)]
struct Choices {
    choices: Vec<String>,
    seed: u32,
    question: String,
    order: Vec<String>,
}

#[derive(Deserialize)]
struct Lists {
    question: Item,
    seed: u32,
    shuffle: bool,
    order: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Drawable {
    id: String,
    #[serde(default)]
    objective: String,
}

#[derive(Deserialize)]
struct Draw {
    questions: Vec<Drawable>,
    count: Option<usize>,
    seed: u32,
    drawn: Vec<String>,
}

#[test]
fn order() {
    let vectors: Order = serde_json::from_str(include_str!("../../../tests/vectors/order.json"))
        .unwrap_or_else(|error| panic!("{error}"));
    for hash in vectors.hash32 {
        assert_eq!(hash32(&hash.text), hash.value, "{}", hash.text);
    }
    for sequence in vectors.random {
        let values: Vec<u32> = Random::new(sequence.seed).take(sequence.values.len()).collect();
        assert_eq!(values, sequence.values);
    }
    for list in vectors.choice_order {
        assert_eq!(choice_order(&list.choices, list.seed, &list.question), list.order);
    }
    for lists in vectors.shown {
        let got: BTreeMap<_, _> = shown(&lists.question, lists.seed, lists.shuffle).into_iter().collect();
        assert_eq!(got, lists.order, "{}", lists.question.id);
    }
    for vector in vectors.draw {
        let questions: Vec<(&str, &str)> =
            vector.questions.iter().map(|one| (one.id.as_str(), one.objective.as_str())).collect();
        assert_eq!(draw(&questions, vector.count, vector.seed), vector.drawn, "{} {:?}", vector.seed, vector.count);
    }
}
