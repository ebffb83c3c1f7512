//! The shared vectors, then every field and every symbol, one by one, then anything.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::attestation::transcript::{self, Fault, Transcript};
use crate::attestation::versions::KnownModule;

impl Fault {
    /// The word shared with the page.
    pub(in crate::attestation) fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::NotJson => "not-json",
            Self::Encoding => "encoding",
            Self::Printed => "printed",
            Self::Unrecorded => "unrecorded",
            Self::NotTranscript => "not-transcript",
            Self::Newer => "newer",
            Self::Field(_) => "field",
        }
    }
}

impl Verdict {
    /// The word shared with the page.
    fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Older => "older",
            Self::Sealed => "sealed",
            Self::Unknown => "unknown",
            Self::Altered => "altered",
        }
    }
}

impl Change {
    /// The word shared with the page.
    fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Absent => "absent",
        }
    }
}

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../../tests/vectors/verification.json")).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn items<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().unwrap().iter().map(read).collect()
}

pub(in crate::attestation) fn known(value: &Value) -> Known {
    let module = |one: &Value| KnownModule {
        id: text(&one["id"]),
        number: text(&one["number"]),
        title: text(&one["title"]),
        version: text(&one["version"]),
        objectives: items(&one["objectives"], text),
    };
    let version = |one: &Value| Version {
        version: text(&one["version"]),
        publisher: text(&one["publisher"]),
        title: text(&one["title"]),
        duration: text(&one["duration"]),
        pass: u32::try_from(one["pass"].as_u64().unwrap()).unwrap(),
        validity: one["validity"].as_u64().map(|months| u32::try_from(months).unwrap()),
        modules: items(&one["modules"], module),
    };
    Known { course: text(&value["course"]), versions: items(&value["versions"], version) }
}

/// Sets a value somewhere inside another one.
fn set(value: &mut Value, path: &Value, to: &Value) {
    let target = path.as_array().unwrap().iter().fold(value, |at, key| match key {
        Value::String(key) => &mut at[key.as_str()],
        key => &mut at[usize::try_from(key.as_u64().unwrap()).unwrap()],
    });
    *target = to.clone();
}

fn read(value: &Value) -> Transcript {
    transcript::read(value.to_string().as_bytes()).unwrap()
}

fn sealed(value: &Value) -> Transcript {
    let mut transcript = read(value);
    transcript.code = transcript.sheet.code();
    transcript
}

#[test]
fn vectors_of_verdicts() {
    let vectors = vectors();
    let (full, none) = (known(&vectors["known"]), Known::default());
    for case in vectors["cases"].as_array().unwrap() {
        let mut value = vectors["base"].clone();
        let code = sealed(&value).code;
        for change in case["set"].as_array().unwrap() {
            set(&mut value, &change[0], &change[1]);
        }
        let mut transcript = read(&value);
        transcript.code = if case["reseal"] == true { transcript.sheet.code() } else { code };
        let known = if case["known"] == true { &full } else { &none };
        let report = verify(&transcript, Against { known, banks: &[], horizon: vectors["horizon"].as_str().unwrap() });
        let name = &case["name"];
        let said: Vec<String> = report
            .findings
            .iter()
            .map(|one| {
                let state = match one.state {
                    State::Good => "good",
                    State::Note => "note",
                    State::Bad => "bad",
                };
                format!("{} {state} {}", one.field, one.why)
            })
            .collect();
        assert_eq!(report.verdict.word(), case["verdict"].as_str().unwrap(), "{name}: {said:?}");
        let incomplete =
            report.incomplete.as_ref().map(|one| (one.passed as u64, u64::from(one.total), one.missing.clone()));
        let wanted = case["incomplete"]
            .as_object()
            .map(|one| (one["passed"].as_u64().unwrap(), one["total"].as_u64().unwrap(), items(&one["missing"], text)));
        assert_eq!(incomplete, wanted, "{name}");
        for wanted in items(&case["said"], text) {
            assert!(said.contains(&wanted), "{name}: {wanted} in {said:?}");
        }
        if let Some(changes) = case["changes"].as_array() {
            let wanted: Vec<_> = changes.iter().map(|one| (text(&one[0]), text(&one[1]))).collect();
            let found: Vec<_> =
                report.changes.iter().map(|(title, change)| (title.clone(), change.word().to_owned())).collect();
            assert_eq!(found, wanted, "{name}");
        }
    }
}

#[test]
fn vectors_of_unreadable_files() {
    let vectors = vectors();
    for case in vectors["unreadable"].as_array().unwrap() {
        let fault = transcript::read(case["raw"].as_str().unwrap().as_bytes()).unwrap_err();
        assert_eq!(fault.word(), case["fault"].as_str().unwrap(), "{case}");
    }
    for change in vectors["fields"].as_array().unwrap() {
        let mut value = vectors["base"].clone();
        set(&mut value, &change[0], &change[1]);
        let read = transcript::read(value.to_string().as_bytes());
        assert!(matches!(read, Err(Fault::Field(_))), "{change}: {read:?}");
    }
    assert_eq!(transcript::read(&vec![b' '; transcript::LIMIT + 1]), Err(Fault::TooLarge));
    assert_eq!(transcript::read(&[0xff, 0xfe, 0, 1]), Err(Fault::NotJson));
}

/// Every way to change one printed value.
fn altered(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) if text.is_empty() => Vec::new(),
        Value::String(text) => {
            let shorter: String = text.chars().skip(1).collect();
            vec![format!("{text}x").into(), shorter.into(), text.to_uppercase().into()]
        }
        Value::Number(number) => vec![(number.as_u64().unwrap() + 1).into()],
        Value::Null => vec![0.into()],
        Value::Array(list) => {
            let inner = list.iter().enumerate().flat_map(|(at, one)| {
                altered(one).into_iter().map(move |new| {
                    let mut list = list.clone();
                    list[at] = new;
                    Value::Array(list)
                })
            });
            inner.chain([Value::Array(list[1..].to_vec())]).collect()
        }
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, one)| {
                altered(one).into_iter().map(move |new| {
                    let mut map = map.clone();
                    map.insert(key.clone(), new);
                    Value::Object(map)
                })
            })
            .collect(),
        Value::Bool(_) => Vec::new(),
    }
}

#[test]
fn every_printed_field_changed_alone_is_caught() {
    let vectors = vectors();
    let known = known(&vectors["known"]);
    let good = sealed(&vectors["base"]);
    let mut caught = 0;
    for sheet in altered(&vectors["base"]["sheet"]) {
        let mut value = vectors["base"].clone();
        value["sheet"] = sheet.clone();
        value["code"] = good.code.clone().into();
        // What is not even readable is caught too.
        if let Ok(transcript) = transcript::read(value.to_string().as_bytes()) {
            if transcript.sheet.canonical() == good.sheet.canonical() {
                continue;
            }
            let report = verify(&transcript, Against { known: &known, banks: &[], horizon: "2026-11-23" });
            assert_eq!(report.verdict, Verdict::Altered, "{sheet}");
        }
        caught += 1;
    }
    assert!(caught >= 40, "{caught}");
}

#[test]
fn every_symbol_of_the_code_changed_alone_is_caught() {
    let vectors = vectors();
    let known = known(&vectors["known"]);
    let good = sealed(&vectors["base"]);
    for (at, held) in good.code.char_indices().filter(|(_, c)| *c != '-') {
        for symbol in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|symbol| *symbol != held) {
            let mut transcript = good.clone();
            transcript.code.replace_range(at..=at, &symbol.to_string());
            let report = verify(&transcript, Against { known: &known, banks: &[], horizon: "2026-11-23" });
            assert_eq!(report.verdict, Verdict::Altered, "{}", transcript.code);
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in any::<usize>(), by in any::<u8>(), link in "\\PC*#v=[A-Za-z0-9_=+/-]*") {
        let _ = transcript::read(&bytes);
        let _ = crate::attestation::link::read_link(&link, &Known::default());
        let vectors = vectors();
        let mut raw = vectors["base"].to_string().into_bytes();
        let at = at % raw.len();
        raw[at] = by;
        if let Ok(transcript) = transcript::read(&raw) {
            verify(&transcript, Against { known: &known(&vectors["known"]), banks: &[], horizon: "2026-11-23" });
        }
    }
}
