//! Whatever is written, nothing panics; whatever is answered, points stay in 0..=100.

use proptest::prelude::*;

use super::samples::SAMPLES;
use super::{question, read};
use crate::quiz::credit::Credit;
use crate::quiz::fold::Forgive;
use crate::quiz::key::{ChoiceKey, EndKey, GapKey, Key, LeftKey, PartKey, SortedKey, StepKey, WayKey, letter};
use crate::quiz::scoring::points;

fn credit() -> impl Strategy<Value = Credit> {
    prop_oneof![Just(Credit::All), Just(Credit::Partial)]
}

fn choices() -> impl Strategy<Value = Vec<ChoiceKey>> {
    (proptest::collection::vec(any::<bool>(), 1..7), any::<prop::sample::Index>()).prop_map(|(mut right, index)| {
        let sure = index.index(right.len());
        right[sure] = true;
        right.into_iter().enumerate().map(|(rank, correct)| ChoiceKey { id: letter(rank), correct }).collect()
    })
}

fn part(rank: usize) -> PartKey {
    PartKey { id: letter(rank) }
}

fn number(rank: usize) -> String {
    (rank + 1).to_string()
}

/// A key and a right answer to it.
fn keyed() -> impl Strategy<Value = (Key, Vec<String>)> {
    let right = |choices: &[ChoiceKey]| -> Vec<String> {
        choices.iter().filter(|choice| choice.correct).map(|choice| choice.id.clone()).collect()
    };
    let single = choices().prop_map(move |choices| {
        let answer = right(&choices).into_iter().take(1).collect();
        (Key::Single { choices }, answer)
    });
    let multiple = (choices(), credit()).prop_map(move |(choices, credit)| {
        let answer = right(&choices);
        (Key::Multiple { choices, credit }, answer)
    });
    let matching = (proptest::collection::vec(0_usize..6, 1..7), credit()).prop_map(|(places, credit)| {
        let lefts = places.iter().enumerate().map(|(rank, at)| LeftKey { id: number(rank), right: letter(*at) });
        let answer = places.iter().enumerate().map(|(rank, at)| format!("{}={}", number(rank), letter(*at))).collect();
        (Key::Matching { lefts: lefts.collect(), rights: (0..6).map(part).collect(), credit }, answer)
    });
    let categorise = (proptest::collection::vec(0_usize..3, 1..7), credit()).prop_map(|(places, credit)| {
        let items = places.iter().enumerate().map(|(rank, at)| SortedKey { id: number(rank), category: letter(*at) });
        let answer = places.iter().enumerate().map(|(rank, at)| format!("{}={}", number(rank), letter(*at))).collect();
        (Key::Categorise { items: items.collect(), categories: (0..3).map(part).collect(), credit }, answer)
    });
    let ordering = (2_usize..8, credit()).prop_map(|(count, credit)| {
        (Key::Ordering { items: (0..count).map(part).collect(), credit }, (0..count).map(letter).collect())
    });
    let forgive = (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(accents, case, spaces)| Forgive {
        accents,
        case,
        spaces,
    });
    let cloze = (proptest::collection::vec("[a-zé][a-zÉœ’ ]{0,8}", 1..5), forgive, credit()).prop_map(
        |(texts, forgive, credit)| {
            let gap = |(rank, text): (usize, &String)| GapKey {
                id: letter(rank),
                options: Vec::new(),
                answers: vec![text.clone()],
                forgive,
            };
            let answer = texts.iter().enumerate().map(|(rank, text)| format!("{}={text}", letter(rank))).collect();
            (Key::Cloze { gaps: texts.iter().enumerate().map(gap).collect(), credit }, answer)
        },
    );
    let scenario = (1_usize..6).prop_map(|count| {
        let way = |id: &str, next: String| WayKey { id: id.to_owned(), next };
        let step = |rank: usize| StepKey {
            id: letter(rank),
            choices: vec![
                way("a", if rank + 1 == count { "fin".to_owned() } else { letter(rank + 1) }),
                way("b", "a".to_owned()),
            ],
        };
        let ends = vec![EndKey { id: "fin".to_owned(), score: 100 }];
        let steps = (0..count).map(step).collect();
        (
            Key::Scenario { start: "a".to_owned(), steps, ends },
            (0..count).map(|rank| format!("{}=a", letter(rank))).collect(),
        )
    });
    prop_oneof![single, multiple, matching, categorise, ordering, cloze, scenario]
}

fn wild() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(
        prop_oneof!["[a-g]", "[1-7]=[a-g]", "[a-g]=[a-g]", "\\PC{0,6}", Just(String::new()), Just("=".to_owned())],
        0..8,
    )
}

proptest! {
    #[test]
    fn right_is_100_and_nothing_is_0((key, right) in keyed(), wild in wild()) {
        prop_assert_eq!(points(&key, &right), 100);
        prop_assert_eq!(points(&key, &[]), 0);
        prop_assert!(points(&key, &wild) <= 100);
        let json = serde_json::to_string(&key).unwrap_or_default();
        prop_assert_eq!(serde_json::from_str::<Key>(&json).ok(), Some(key));
    }

    #[test]
    fn any_answer_to_any_kind_is_scored(wild in wild(), which in 0_usize..10) {
        prop_assert!(crate::quiz::scoring::score(&question(SAMPLES[which].0), &wild) <= 100);
    }

    /// Lines of the samples, taken away, doubled, cut and mixed.
    #[test]
    fn no_yaml_panics(which in 0_usize..10, other in 0_usize..10, edits in proptest::collection::vec((0_usize..24, 0_u8..5, "\\PC{0,8}"), 0..6)) {
        let mut lines: Vec<String> = SAMPLES[which].0.lines().map(str::to_owned).collect();
        let others: Vec<&str> = SAMPLES[other].0.lines().collect();
        for (at, edit, text) in edits {
            let at = at % lines.len();
            match edit {
                0 => lines[at].clear(),
                1 => lines[at] = others[at % others.len()].to_owned(),
                2 => lines[at] = format!("{}{text}", lines[at]),
                3 => lines[at] = lines[at].replacen(|character: char| character.is_alphabetic(), &text, 1),
                _ => { let line = lines[at].clone(); lines.insert(at, line); }
            }
        }
        let (file, report) = read(&format!("{}\n", lines.join("\n")));
        prop_assert!(file.is_some() || report.has_errors());
        for question in file.iter().flat_map(|file| &file.questions) {
            let _ = (question.value.key(), crate::quiz::time::seconds(&question.value));
        }
    }
}
