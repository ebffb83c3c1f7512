//! Reading AIKEN: a question, its choices « A. … », and « ANSWER: A ». One right answer, nothing said of it.

use super::exercise::{Asked, Choice, Exercise, Group, Said};

/// The questions of a file.
pub(crate) fn read(text: &str) -> Group {
    let mut group = Group { id: String::new(), title: String::new(), shuffle: true, exercises: Vec::new() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut stem, mut choices): (Vec<&str>, Vec<(char, &str)>) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(right) = line.strip_prefix("ANSWER:").map(|right| right.trim().chars().next()) {
            group.exercises.push(exercise(&stem, &choices, right, group.exercises.len() + 1));
            stem.clear();
            choices.clear();
        } else if let Some(choice) = choice(line) {
            choices.push(choice);
        } else {
            stem.push(line);
        }
    }
    if !stem.is_empty() || !choices.is_empty() {
        let mut last = exercise(&stem, &choices, None, group.exercises.len() + 1);
        last.unknown.push("la ligne « ANSWER: » manque".to_owned());
        group.exercises.push(last);
    }
    group
}

/// « A. texte » or « A) texte ».
fn choice(line: &str) -> Option<(char, &str)> {
    let letter = line.chars().next().filter(char::is_ascii_uppercase)?;
    let rest = line[1..].strip_prefix(['.', ')'])?;
    Some((letter, rest.trim()))
}

fn exercise(stem: &[&str], choices: &[(char, &str)], right: Option<char>, number: usize) -> Exercise {
    let made = |(letter, text): &(char, &str)| Choice {
        text: super::from_html::line(&crate::text::html::escape_text(text)),
        correct: Some(*letter) == right,
        said: Said::default(),
    };
    Exercise {
        id: format!("question-{number}"),
        text: super::from_html::markdown(&crate::text::html::escape_text(&stem.join(" "))),
        asked: Asked::Single(choices.iter().map(made).collect()),
        hint: None,
        explanation: None,
        weight: 1,
        labels: Vec::new(),
        unknown: Vec::new(),
    }
}
