//! Questions and answers that nobody wrote: every kind, with a right answer, and ways to spoil it.

use proptest::prelude::*;
use proptest::sample::Index;
use unicode_normalization::UnicodeNormalization;

use crate::quiz::credit::Credit;
use crate::quiz::decimal::Decimal;
use crate::quiz::fold::Forgive;
use crate::quiz::key::{ChoiceKey, EndKey, GapKey, Key, LeftKey, PartKey, SortedKey, StepKey, WayKey, letter};

/// A key and a right answer to it.
pub(crate) type Keyed = (Key, Vec<String>);

fn credit() -> impl Strategy<Value = Credit> {
    prop_oneof![Just(Credit::All), Just(Credit::Partial)]
}

fn forgive() -> impl Strategy<Value = Forgive> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(accents, case, spaces)| Forgive { accents, case, spaces })
}

/// Choices of which one at least is right.
fn choices() -> impl Strategy<Value = Vec<ChoiceKey>> {
    (prop::collection::vec(any::<bool>(), 1..7), any::<Index>()).prop_map(|(mut right, index)| {
        let sure = index.index(right.len());
        right[sure] = true;
        right.into_iter().enumerate().map(|(rank, correct)| ChoiceKey { id: letter(rank), correct }).collect()
    })
}

fn right(choices: &[ChoiceKey]) -> Vec<String> {
    choices.iter().filter(|choice| choice.correct).map(|choice| choice.id.clone()).collect()
}

fn part(rank: usize) -> PartKey {
    PartKey { id: letter(rank) }
}

fn number(rank: usize) -> String {
    (rank + 1).to_string()
}

/// « 1=a, 2=c » for the places of parts.
fn placed(places: &[usize]) -> Vec<String> {
    places.iter().enumerate().map(|(rank, at)| format!("{}={}", number(rank), letter(*at))).collect()
}

/// A text as authors admit it.
fn accepted() -> impl Strategy<Value = String> {
    "[A-Za-zéÉèçœŒæîï][a-zéÉœæ’' -]{0,9}"
}

fn gap() -> impl Strategy<Value = (GapKey, String)> {
    let typed = (prop::collection::vec(accepted(), 1..4), forgive()).prop_map(|(answers, forgive)| {
        let right = answers[0].clone();
        (GapKey { id: String::new(), options: Vec::new(), answers, forgive }, right)
    });
    let chosen = choices().prop_map(|options| {
        let right = right(&options).remove(0);
        (GapKey { id: String::new(), options, answers: Vec::new(), forgive: Forgive::default() }, right)
    });
    prop_oneof![typed, chosen]
}

/// Steps whose choices lead anywhere, nowhere included; the first choices lead to the end.
fn scenario() -> impl Strategy<Value = Keyed> {
    let ends = prop::collection::vec(0_u8..100, 0..3);
    (prop::collection::vec(prop::collection::vec(0_usize..9, 0..3), 1..6), ends).prop_map(|(graph, scores)| {
        let count = graph.len();
        let name = |rank: usize| match rank {
            rank if rank < count => letter(rank),
            rank if rank == count => "fin".to_owned(),
            rank => format!("fin-{}", rank - count),
        };
        let step = |(rank, others): (usize, &Vec<usize>)| {
            let nexts = std::iter::once(rank + 1).chain(others.iter().copied());
            let way = |(at, next): (usize, usize)| WayKey { id: letter(at), next: name(next) };
            StepKey { id: letter(rank), choices: nexts.enumerate().map(way).collect() }
        };
        let steps = graph.iter().enumerate().map(step).collect();
        let end = |(rank, score): (usize, u8)| EndKey { id: name(count + rank), score };
        let ends = std::iter::once(100).chain(scores).enumerate().map(end).collect();
        let answer = (0..count).map(|rank| format!("{}=a", letter(rank))).collect();
        (Key::Scenario { start: "a".to_owned(), steps, ends }, answer)
    })
}

/// The ten kinds.
pub(crate) fn kinds() -> Vec<BoxedStrategy<Keyed>> {
    let single = choices().prop_map(|choices| {
        let answer = right(&choices).into_iter().take(1).collect();
        (Key::Single { choices }, answer)
    });
    let multiple = (choices(), credit()).prop_map(|(choices, credit)| {
        let answer = right(&choices);
        (Key::Multiple { choices, credit }, answer)
    });
    let truth = any::<bool>().prop_map(|truth| {
        let side = |id: &str, correct| ChoiceKey { id: id.to_owned(), correct };
        let answer = vec![if truth { "vrai" } else { "faux" }.to_owned()];
        (Key::TrueFalse { choices: vec![side("vrai", truth), side("faux", !truth)] }, answer)
    });
    let matching = (prop::collection::vec(0_usize..6, 1..7), credit()).prop_map(|(places, credit)| {
        let lefts = places.iter().enumerate().map(|(rank, at)| LeftKey { id: number(rank), right: letter(*at) });
        (Key::Matching { lefts: lefts.collect(), rights: (0..6).map(part).collect(), credit }, placed(&places))
    });
    let ordering = (2_usize..8, credit()).prop_map(|(count, credit)| {
        (Key::Ordering { items: (0..count).map(part).collect(), credit }, (0..count).map(letter).collect())
    });
    let categorise = (prop::collection::vec(0_usize..3, 1..7), credit()).prop_map(|(places, credit)| {
        let items = places.iter().enumerate().map(|(rank, at)| SortedKey { id: number(rank), category: letter(*at) });
        let answer = placed(&places);
        (Key::Categorise { items: items.collect(), categories: (0..3).map(part).collect(), credit }, answer)
    });
    let cloze = (prop::collection::vec(gap(), 1..5), credit()).prop_map(|(gaps, credit)| {
        let named = gaps.into_iter().enumerate().map(|(rank, (gap, right))| {
            let id = format!("trou-{}", letter(rank));
            (GapKey { id: id.clone(), ..gap }, format!("{id}={right}"))
        });
        let (gaps, answer) = named.unzip();
        (Key::Cloze { gaps, credit }, answer)
    });
    let decimal = |pattern: &'static str| pattern.prop_map(|text| Decimal::parse(&text).unwrap_or_default());
    let numeric = (decimal("-?[0-9]{1,9}(\\.[0-9]{1,6})?"), decimal("[0-9]{1,2}(\\.[0-9])?"), any::<bool>()).prop_map(
        |(value, tolerance, french)| {
            let answer = if french { value.french() } else { value.to_string() };
            (Key::Numeric { value, tolerance }, vec![answer])
        },
    );
    let short = (prop::collection::vec(accepted(), 1..4), forgive()).prop_map(|(answers, forgive)| {
        let answer = vec![answers[0].clone()];
        (Key::Short { answers, forgive }, answer)
    });
    vec![
        single.boxed(),
        multiple.boxed(),
        truth.boxed(),
        matching.boxed(),
        ordering.boxed(),
        categorise.boxed(),
        cloze.boxed(),
        numeric.boxed(),
        short.boxed(),
        scenario().boxed(),
    ]
}

/// Any of the ten kinds.
pub(crate) fn keyed() -> impl Strategy<Value = Keyed> {
    prop::strategy::Union::new(kinds())
}

/// Answers that follow no rule.
pub(crate) fn wild() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        "[a-g]",
        "[1-7]=[a-g]",
        "[a-g]=[a-g]",
        "[-+−]?[0-9]{0,10}[.,]?[0-9]{0,7}",
        "trou-[a-e]=[a-géœ ]{0,4}",
        "[\\PC\u{a0}\u{202f}\u{301}\u{feff}\n\t]{0,6}",
        Just(String::new()),
        Just("=".to_owned()),
        Just("__proto__=a".to_owned()),
        Just("constructor".to_owned()),
    ];
    prop::collection::vec(piece, 0..8)
}

/// One way to spoil, or only to respell, an answer.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    what: u8,
    at: Index,
    with: String,
}

/// A few of them, or none.
pub(crate) fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change =
        (0_u8..14, any::<Index>(), "[a-gA-G1-9é=,. \u{202f}]").prop_map(|(what, at, with)| Change { what, at, with });
    prop::collection::vec(change, 0..3)
}

/// An answer after these changes.
pub(crate) fn changed(mut answer: Vec<String>, changes: &[Change]) -> Vec<String> {
    for change in changes {
        if answer.is_empty() {
            answer.push(change.with.clone());
            continue;
        }
        let at = change.at.index(answer.len());
        let held = answer[at].clone();
        answer[at] = match change.what {
            0 => held.to_uppercase(),
            1 => held.nfd().collect(),
            2 => held.replace('\'', "’").replace('-', "\u{2011}"),
            3 => held.replace(' ', "\u{202f}\u{a0}"),
            4 => format!("\u{2009}{held} "),
            5 => held.replace(',', ".").replace('−', "-"),
            6 => held.replace('.', ",").replace('-', "−"),
            7 => held.replace('œ', "oe").replace('é', "e"),
            8 => format!("{}{}", held, change.with),
            9 => {
                held.split_once('=').map_or_else(|| change.with.clone(), |(name, _)| format!("{name}={}", change.with))
            }
            _ => held,
        };
        match change.what {
            10 => drop(answer.remove(at)),
            11 => answer.push(answer[at].clone()),
            12 => answer.swap(at, 0),
            13 => answer.push(change.with.clone()),
            _ => {}
        }
    }
    answer
}

/// An answer of which a part is gone, taken for another, or said again.
pub(crate) fn partly(mut answer: Vec<String>, at: Index, how: u8) -> Vec<String> {
    let rank = at.index(answer.len());
    let pair = |entry: &String| entry.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    match (how, pair(&answer[rank]), pair(&answer[0])) {
        (0, ..) => drop(answer.remove(rank)),
        (1, Some((name, _)), Some((_, value))) => answer[rank] = format!("{name}={value}"),
        (1, ..) => answer.rotate_left(rank),
        (_, Some((name, _)), Some((_, value))) => answer.push(format!("{name}={value}")),
        _ => answer.push(letter(at.index(6))),
    }
    answer
}
