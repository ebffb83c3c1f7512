//! The rules shared with the page.

use super::stem::stem;
use super::words::{Weight, fold, words};

fn vectors() -> serde_json::Value {
    serde_json::from_str(include_str!("../../tests/vectors/words.json")).unwrap_or_default()
}

#[test]
fn stems_are_those_of_the_vectors() {
    let vectors = vectors();
    let stems = vectors["stems"].as_object().unwrap_or_else(|| unreachable!());
    assert!(stems.len() > 500);
    for (word, expected) in stems {
        assert_eq!(Some(stem(word).as_str()), expected.as_str(), "{word}");
    }
}

#[test]
fn inflections_of_a_word_have_one_stem() {
    for group in vectors()["same"].as_array().unwrap_or_else(|| unreachable!()) {
        let stems: Vec<String> =
            group.as_array().into_iter().flatten().filter_map(|word| Some(stem(&fold(word.as_str()?)))).collect();
        assert!(stems.len() > 1 && stems.iter().all(|other| *other == stems[0]), "{group}: {stems:?}");
    }
}

#[test]
fn texts_have_the_words_of_the_vectors() {
    for text in vectors()["texts"].as_array().unwrap_or_else(|| unreachable!()) {
        let found: Vec<serde_json::Value> = words(text["text"].as_str().unwrap_or_default())
            .into_iter()
            .map(|word| {
                let weight = if word.weight == Weight::Question { "question" } else { "full" };
                serde_json::json!({ "folded": word.folded, "stem": word.stem, "weight": weight })
            })
            .collect();
        assert_eq!(text["words"], serde_json::Value::Array(found), "{}", text["text"]);
    }
}
