//! The schemas are given, whole. That they say what the reader accepts is proved by a second reader,
//! in `browser/schemas.test.mjs`.

use serde_json::Value;

use crate::site::{jalon, text};

fn schema(name: &str) -> Value {
    let run = jalon(&["schema", name]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    serde_json::from_slice(&run.stdout).expect("JSON")
}

#[test]
fn every_listed_schema_is_given() {
    let list = text(&jalon(&["schema"]).stdout);
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for wanted in [
        "site",
        "page",
        "quiz",
        "course",
        "capsule",
        "scene",
        "gesture",
        "bibliography",
        "glossary",
        "synonyms",
        "theme",
        "widget-matrix",
        "widget-process",
        "widget-quiz",
        "widget-steps",
    ] {
        assert!(names.contains(&wanted), "{wanted} in {names:?}");
    }
    for name in names {
        let schema = schema(name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
    }
}

#[test]
fn unknown_schemas_are_suggested() {
    let run = jalon(&["schema", "quizz"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("vouliez-vous dire « quiz »"));
}
