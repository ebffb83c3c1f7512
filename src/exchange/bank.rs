//! Writing a bank of questions in YAML, as authors do.
//!
//! In: questions that came from elsewhere. Out: the text of a file of `quizzes/`; what has no place in it is kept as comments.

use std::fmt::Write;

use super::exercise::{Asked, Choice, Exercise, Gap, Group, Label, Pair, Said, Typed};
use crate::quiz::credit::Credit;
use crate::text::slug::slug;

/// The text of a bank. `from` is the file it came from.
pub(crate) fn write(group: &Group, from: &str) -> String {
    let mut out = Lines::default();
    out.comment(&format!("Questions reprises de {from} : à relire avant de les publier."));
    out.key(0, "title", if group.title.is_empty() { "Questions reprises" } else { &group.title });
    if !group.shuffle {
        out.line(0, "shuffle: false");
    }
    out.line(0, "questions:");
    let mut taken: Vec<String> = Vec::new();
    for exercise in &group.exercises {
        // Two questions of a platform may have one name.
        let mut id = slug(&exercise.id);
        let mut rank = 2;
        while taken.contains(&id) {
            id = format!("{}-{rank}", slug(&exercise.id));
            rank += 1;
        }
        out.exercise(exercise, &id);
        taken.push(id);
    }
    out.text
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{}{text}", " ".repeat(depth));
    }

    fn comment(&mut self, text: &str) {
        for line in text.lines() {
            let clean: String = line.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
            self.line(0, format!("# {clean}").trim_end());
        }
    }

    /// A key and its text.
    fn key(&mut self, depth: usize, key: &str, value: &str) {
        let text = scalar(value, depth);
        self.line(depth, &format!("{key}: {text}"));
    }

    fn maybe(&mut self, depth: usize, key: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.key(depth, key, value);
        }
    }

    fn said(&mut self, depth: usize, said: &Said) {
        self.maybe(depth, "feedback", said.feedback.as_ref());
        self.maybe(depth, "review", said.review.as_ref());
    }

    fn exercise(&mut self, exercise: &Exercise, id: &str) {
        self.line(0, "");
        for unknown in &exercise.unknown {
            self.comment(&format!("Non repris : {unknown}"));
        }
        self.line(2, &format!("- id: {id}"));
        self.key(4, "type", exercise.asked.word());
        for objective in exercise.labelled(Label::Objective).take(1) {
            self.key(4, "objective", objective);
        }
        self.key(4, "text", &exercise.text);
        if exercise.weight != 1 {
            self.line(4, &format!("weight: {}", exercise.weight));
        }
        self.asked(&exercise.asked);
        self.maybe(4, "hint", exercise.hint.as_ref());
        self.maybe(4, "explanation", exercise.explanation.as_ref());
        for (key, label) in [("sources", Label::Source), ("waive", Label::Waived)] {
            let values: Vec<String> = exercise.labelled(label).map(quoted).collect();
            if !values.is_empty() {
                self.line(4, &format!("{key}: [{}]", values.join(", ")));
            }
        }
        for day in exercise.labelled(Label::Reviewed).take(1) {
            self.key(4, "reviewed", day);
        }
    }

    fn credit(&mut self, credit: Credit, usual: Credit) {
        if credit != usual {
            self.line(4, &format!("credit: {}", credit.word()));
        }
    }

    fn asked(&mut self, asked: &Asked) {
        match asked {
            Asked::Single(choices) => self.choices(4, "choices", choices),
            Asked::Multiple(choices, credit) => {
                self.credit(*credit, Credit::All);
                self.choices(4, "choices", choices);
            }
            Asked::TrueFalse(answer, said) => {
                self.line(4, &format!("answer: {answer}"));
                for (key, said) in ["\"true\"", "\"false\""].into_iter().zip(said).filter(|(_, said)| !said.is_empty())
                {
                    self.line(4, &format!("{key}:"));
                    self.said(6, said);
                }
            }
            Asked::Matching(pairs, extra, credit) => {
                self.credit(*credit, Credit::Partial);
                self.pairs("pairs", ["left", "right"], pairs, quoted);
                if !extra.is_empty() {
                    self.list(4, "extra", extra);
                }
            }
            Asked::Categorise(items, categories, credit) => {
                self.credit(*credit, Credit::Partial);
                let named = ids(categories);
                self.line(4, "categories:");
                for (category, id) in categories.iter().zip(&named) {
                    self.line(6, &format!("- id: {id}"));
                    self.key(8, "text", category);
                }
                let of = |category: &str| {
                    categories.iter().position(|one| one == category).map(|at| named[at].clone()).unwrap_or_default()
                };
                self.pairs("items", ["text", "category"], items, of);
            }
            Asked::Ordering(items, said, credit) => {
                self.credit(*credit, Credit::Partial);
                self.list(4, "items", items);
                self.said(4, said);
            }
            Asked::Cloze(gaps, credit) => {
                self.credit(*credit, Credit::Partial);
                self.line(4, "gaps:");
                gaps.iter().for_each(|gap| self.gap(gap));
            }
            Asked::Numeric(value, tolerance, unit, said) => {
                self.line(4, &format!("value: {value}"));
                if tolerance.to_string() != "0" {
                    self.line(4, &format!("tolerance: {tolerance}"));
                }
                self.maybe(4, "unit", unit.as_ref());
                self.said(4, said);
            }
            Asked::Short(typed, said) => {
                self.typed(4, typed);
                self.said(4, said);
            }
            Asked::Scenario => {}
        }
    }

    fn choices(&mut self, depth: usize, key: &str, choices: &[Choice]) {
        if choices.is_empty() {
            return self.line(depth, &format!("{key}: []"));
        }
        self.line(depth, &format!("{key}:"));
        for choice in choices {
            self.key(depth + 2, "- text", &choice.text);
            if choice.correct {
                self.line(depth + 4, "correct: true");
            }
            self.said(depth + 4, &choice.said);
        }
    }

    fn pairs(&mut self, key: &str, [left, right]: [&str; 2], pairs: &[Pair], of: impl Fn(&str) -> String) {
        self.line(4, &format!("{key}:"));
        for pair in pairs {
            self.key(6, &format!("- {left}"), &pair.left);
            self.line(8, &format!("{right}: {}", of(&pair.right)));
            self.said(8, &pair.said);
        }
    }

    fn list(&mut self, depth: usize, key: &str, items: &[String]) {
        self.line(depth, &format!("{key}:"));
        items.iter().for_each(|item| self.line(depth + 2, &format!("- {}", quoted(item))));
    }

    fn typed(&mut self, depth: usize, typed: &Typed) {
        self.list(depth, "answers", &typed.answers);
        let strict: Vec<&str> = [("accents", typed.accents), ("case", typed.case), ("spaces", typed.spaces)]
            .into_iter()
            .filter(|(_, forgiven)| !forgiven)
            .map(|(word, _)| word)
            .collect();
        if !strict.is_empty() {
            let words: Vec<String> = strict.iter().map(|word| format!("{word}: false")).collect();
            self.line(depth, &format!("forgive: {{{}}}", words.join(", ")));
        }
    }

    fn gap(&mut self, gap: &Gap) {
        self.line(6, &format!("{}:", quoted(&gap.name)));
        match &gap.typed {
            Some(typed) => self.typed(8, typed),
            None => self.choices(8, "options", &gap.options),
        }
        self.said(8, &gap.said);
    }
}

/// Identifiers of categories, each its own.
fn ids(categories: &[String]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for category in categories {
        let mut id = slug(category);
        if ids.contains(&id) {
            id = format!("{id}-{}", ids.len() + 1);
        }
        ids.push(id);
    }
    ids
}

/// A text after its key: on one line, or as a block when it has several.
fn scalar(text: &str, depth: usize) -> String {
    let blockish = text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && text
            .chars()
            .all(|one| one == '\n' || !one.is_control() && one != '\u{feff}' && one != '\u{2028}' && one != '\u{2029}');
    if !blockish {
        return quoted(text);
    }
    let indent = " ".repeat(depth + 2);
    let lines: Vec<String> = text
        .trim_end()
        .lines()
        .map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") })
        .collect();
    format!("|-\n{}", lines.join("\n"))
}

/// A text on one line: bare when nothing in it means anything in YAML.
fn quoted(text: &str) -> String {
    let letters = |one: char| one.is_alphanumeric() || " ’'.,()%+/_-«»?!œæ".contains(one);
    let bare = text.starts_with(char::is_alphabetic)
        && text.chars().all(letters)
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n", "oui", "non"]
            .contains(&text.to_lowercase().as_str());
    if bare {
        return text.to_owned();
    }
    let mut out = "\"".to_owned();
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            odd if odd.is_control() || matches!(odd, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{85}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(odd));
            }
            other => out.push(other),
        }
    }
    out + "\""
}
