//! The page's own scripts, run by node on what proptest makes, against Rust: points, orders, draws.
//!
//! One process for a whole batch. Node is always there for the tests: its absence is a failure.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::made::{Keyed, changed, changes, kinds, partly, wild};
use crate::quiz::draw::{Before, draw, redraw};
use crate::quiz::fold::{Forgive, fold};
use crate::quiz::key::Item;
use crate::quiz::scoring::{points, total};
use crate::quiz::tests::shown::shown;

/// Questions of each of the ten kinds.
const EACH: usize = 260;
/// Quizzes made of them.
const QUIZZES: usize = 300;
/// Scripts of the theme that hold the rules.
const SCRIPTS: [&str; 13] = [
    "rules/identifiers.js",
    "rules/digest.js",
    "rules/text.js",
    "rules/control-code.js",
    "rules/scoring.js",
    "rules/draw.js",
    "rules/state.js",
    "rules/progress.js",
    "rules/verdict.js",
    "search/words.js",
    "search/index.js",
    "search/query.js",
    "search/ranking.js",
];

/// What the page gives for a batch of calls, each `[rule, argument…]`: see `tests/page.mjs`.
pub(crate) fn ask(calls: &[Value]) -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut node = Command::new("node")
        .arg(root.join("tests/page.mjs"))
        .args(SCRIPTS.map(|name| root.join("themes/rpps/assets").join(name)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("the tests need node: {error}"));
    let batch = serde_json::to_vec(calls).unwrap_or_default();
    let sent = node.stdin.take().map(|mut input| input.write_all(&batch));
    let output = node.wait_with_output().unwrap_or_else(|error| panic!("{error}"));
    assert!(output.status.success() && matches!(sent, Some(Ok(()))), "node failed: {}, {sent:?}", output.status);
    let given: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(given.len(), calls.len());
    given
}

/// A generator that always gives the same.
pub(crate) fn runner() -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[26; 32]))
}

pub(crate) fn one<S: Strategy>(strategy: &S, runner: &mut TestRunner) -> S::Value {
    strategy.new_tree(runner).unwrap_or_else(|error| panic!("{error}")).current()
}

struct Case {
    item: Item,
    answer: Vec<String>,
    seed: u32,
    shuffled: bool,
}

fn cases(runner: &mut TestRunner) -> Vec<Case> {
    let details = (
        1_u32..5,
        prop::option::of("obj-[a-d]"),
        any::<u32>(),
        any::<bool>(),
        changes(),
        wild(),
        (0_u8..7, any::<Index>()),
    );
    let mut cases = Vec::new();
    for (rank, kind) in kinds().iter().enumerate() {
        for index in 0..EACH {
            let (key, right): Keyed = one(kind, runner);
            let (weight, objective, seed, shuffled, changes, wild, (how, at)) = one(&details, runner);
            let answer = match how {
                0 => right,
                1 => wild,
                2..=4 => partly(right, at, how - 2),
                _ => changed(right, &changes),
            };
            let item = Item { id: format!("q-{rank}-{index}"), weight, objective, key };
            cases.push(Case { item, answer, seed, shuffled });
        }
    }
    cases
}

#[test]
fn the_page_scores_and_orders_as_rust_does() {
    let cases = cases(&mut runner());
    let calls: Vec<Value> = cases
        .iter()
        .flat_map(|case| {
            [json!(["score", case.item, case.answer]), json!(["shown", case.item, case.seed, case.shuffled])]
        })
        .collect();
    let given = ask(&calls);
    let mut worth = [0; 3];
    for (case, page) in cases.iter().zip(given.chunks(2)) {
        let own = points(&case.item.key, &case.answer);
        assert_eq!(page[0], own, "{:?} to {:?}", case.answer, case.item);
        let lists: BTreeMap<String, Vec<String>> = shown(&case.item, case.seed, case.shuffled).into_iter().collect();
        assert_eq!(page[1], json!(lists), "seed {} of {:?}", case.seed, case.item);
        worth[usize::from(own > 0) + usize::from(own == 100)] += 1;
    }
    // Right, partly right and wrong answers are all there in number.
    assert!(cases.len() >= 2000 && worth.iter().all(|count| *count >= 100), "{worth:?} of {}", cases.len());
}

#[test]
fn the_page_draws_and_totals_as_rust_does() {
    let runner = &mut runner();
    let cases = cases(runner);
    let picks = (prop::collection::vec(any::<Index>(), 0..20), prop::option::of(0_usize..22), any::<u32>());
    let mut calls = Vec::new();
    let mut wanted = Vec::new();
    for _ in 0..QUIZZES {
        let (picks, count, seed) = one(&picks, runner);
        let chosen: BTreeMap<&str, &Case> =
            picks.iter().map(|pick| pick.get(&cases)).map(|case| (case.item.id.as_str(), case)).collect();
        let items: Vec<Item> = chosen.values().map(|case| case.item.clone()).collect();
        let answers: BTreeMap<&str, &Vec<String>> =
            chosen.iter().filter(|(_, case)| case.seed % 5 > 0).map(|(id, case)| (*id, &case.answer)).collect();
        let pool: Vec<(&str, &str)> =
            items.iter().map(|item| (item.id.as_str(), item.objective.as_deref().unwrap_or_default())).collect();
        calls.push(json!(["draw", items, count, seed]));
        let questions = draw(&pool, count, seed);
        wanted.push(json!(questions));
        let (right, used): (Vec<&str>, Vec<&str>) = questions.iter().partition(|id| id.len() % 2 == 0);
        let used = [used, right.clone()].concat();
        calls.push(json!(["redraw", items, {"questions": questions, "right": right, "used": used}, seed ^ 7]));
        let before = Before { questions, right: right.into_iter().collect(), used: used.into_iter().collect() };
        wanted.push(json!(redraw(&pool, &before, seed ^ 7)));
        calls.push(json!(["total", items, answers]));
        wanted.push(json!(total(&items, |id| answers.get(id).map(|answer| answer.as_slice()))));
    }
    for ((call, page), own) in calls.iter().zip(ask(&calls)).zip(wanted) {
        assert_eq!(page, own, "{call}");
    }
}

#[test]
fn the_page_folds_as_rust_does() {
    let runner = &mut runner();
    let text = prop_oneof![
        "[a-zA-ZÀ-ÿŒœÆæŸ0-9’'ʼ′‘´`‐‑–−«»“”\".!…\u{ad}\u{200b}ﬀﬆ \u{a0}\u{202f}\u{2009}\u{3000}\u{feff}\u{85}\u{301}\u{327}-]{0,14}",
        "[ΑΣσςİıßẞÅÅﬁ½²àâ😀 ]{0,8}",
    ];
    let texts = (text, any::<bool>(), any::<bool>(), any::<bool>());
    let made: Vec<(String, Forgive)> = (0..1500)
        .map(|_| one(&texts, runner))
        .map(|(text, accents, case, spaces)| (text, Forgive { accents, case, spaces }))
        .collect();
    let calls: Vec<Value> = made.iter().map(|(text, forgive)| json!(["fold", text, forgive])).collect();
    for ((text, forgive), page) in made.iter().zip(ask(&calls)) {
        assert_eq!(page, fold(text, *forgive), "{text:?} {forgive:?}");
    }
}
