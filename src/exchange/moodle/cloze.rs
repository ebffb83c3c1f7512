//! Gaps of a text in Moodle's notation for embedded answers: `{1:MULTICHOICE:=juste#retour~faux}`.

use super::super::exercise::{Choice, Gap, Said, Typed};

/// A text inside of which nothing is read as a mark.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '}' | '#' | '~' | '/' | '"' | '\'') {
            out.push('\\');
        }
        out.push(character);
    }
    out.replace('\n', " ")
}

/// One part of a gap: how much it is worth, its text, what is said.
struct Part {
    share: i32,
    text: String,
    said: String,
}

/// Where gaps stand in a text, and what they are: from `{` to `}`.
pub(super) fn gaps(text: &str) -> Vec<(std::ops::Range<usize>, Gap)> {
    let mut found: Vec<(std::ops::Range<usize>, Gap)> = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find('{').map(|at| from + at) {
        let Some(end) = end(text, start) else { break };
        match gap(&text[start + 1..end], found.len() + 1) {
            Some(gap) => {
                found.push((start..end + 1, gap));
                from = end + 1;
            }
            None => from = start + 1,
        }
    }
    found
}

fn end(text: &str, start: usize) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in text[start..].char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '}' => return Some(start + at),
            _ => {}
        }
    }
    None
}

fn gap(inner: &str, number: usize) -> Option<Gap> {
    let (weight, rest) = inner.split_once(':')?;
    if !weight.trim().bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (kind, rest) = rest.split_once(':')?;
    let parts = parts(rest);
    let said = |text: &str| Said { feedback: (!text.is_empty()).then(|| text.to_owned()), review: None };
    let kind = kind.trim().to_ascii_uppercase();
    let mut gap = Gap { name: format!("trou-{number}"), options: Vec::new(), typed: None, said: Said::default() };
    match kind.as_str() {
        "MULTICHOICE" | "MC" | "MULTICHOICE_S" | "MCS" | "MULTICHOICE_V" | "MCV" | "MULTICHOICE_H" | "MCH" => {
            let option =
                |part: &Part| Choice { text: part.text.clone(), correct: part.share == 100, said: said(&part.said) };
            gap.options = parts.iter().map(option).collect();
        }
        "SHORTANSWER" | "SA" | "MW" | "SHORTANSWER_C" | "SAC" | "MWC" => {
            let right: Vec<&Part> = parts.iter().filter(|part| part.share == 100 && part.text != "*").collect();
            gap.said = right.first().map(|part| said(&part.said)).unwrap_or_default();
            let answers = right.iter().map(|part| part.text.replace("\\*", "*")).collect();
            gap.typed = Some(Typed { answers, accents: true, case: !kind.ends_with('C'), spaces: true });
        }
        _ => return None,
    }
    Some(gap)
}

fn parts(text: &str) -> Vec<Part> {
    split(text, '~')
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let (text, said) = match split(&part, '#').as_slice() {
                [text] => (text.clone(), String::new()),
                [text, said @ ..] => (text.clone(), said.join("#")),
                [] => (String::new(), String::new()),
            };
            let (share, text) = share(text.trim());
            Part { share, text: plain(text), said: plain(said.trim()) }
        })
        .collect()
}

fn share(text: &str) -> (i32, &str) {
    if let Some(text) = text.strip_prefix('=') {
        return (100, text);
    }
    let parsed = text.strip_prefix('%').and_then(|rest| rest.split_once('%'));
    parsed.and_then(|(share, text)| Some((share.parse().ok()?, text))).unwrap_or((0, text))
}

/// Cuts at a sign that no backslash stands before.
fn split(text: &str, at: char) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut escaped = false;
    for character in text.chars() {
        if character == at && !escaped {
            out.push(String::new());
            continue;
        }
        escaped = character == '\\' && !escaped;
        if let Some(last) = out.last_mut() {
            last.push(character);
        }
    }
    out
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        out.push(if character == '\\' { characters.next().unwrap_or('\\') } else { character });
    }
    out
}
