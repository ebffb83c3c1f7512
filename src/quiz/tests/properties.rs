//! Whatever is written, nothing panics; whatever is answered, points stay in 0..=100.

use proptest::prelude::*;

use super::made::{keyed, wild};
use super::samples::SAMPLES;
use super::{question, read};
use crate::quiz::key::Key;
use crate::quiz::scoring::points;

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
        prop_assert!(points(&question(SAMPLES[which].0).key(), &wild) <= 100);
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
