//! Reading GIFT, from anybody.

use super::super::exercise::{Asked, Choice, Exercise, Group, Label, Pair, Said, Typed};
use super::super::from_html;
use super::super::labels;
use super::super::said::apart;
use super::super::surroundings::Surroundings;
use crate::quiz::credit::Credit;
use crate::quiz::decimal::Decimal;
use crate::text::slug::slug;

/// The questions of a file.
pub(crate) fn read(text: &str, around: Surroundings) -> Group {
    let mut group = Group { id: String::new(), title: String::new(), shuffle: true, exercises: Vec::new() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    for block in blocks(&text) {
        let (comments, body): (Vec<&str>, Vec<&str>) =
            block.iter().partition(|line| line.trim_start().starts_with("//"));
        let body = body.join("\n");
        let body = body.trim();
        if let Some(category) = body.strip_prefix("$CATEGORY:") {
            let path = category.trim().replace("//", "\u{0}");
            group.named(&path.rsplit('/').next().unwrap_or_default().replace('\u{0}', "/"));
        } else if !body.is_empty() {
            let number = group.exercises.len() + 1;
            group
                .exercises
                .push(Reader { around, unknown: Vec::new(), format: Format::Moodle }.exercise(body, &comments, number));
        }
    }
    group
}

/// Lines between empty lines.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        match blocks.last_mut() {
            Some(block) if !line.trim().is_empty() => block.push(line),
            _ => blocks.push(Vec::new()),
        }
    }
    blocks
}

#[derive(Clone, Copy, PartialEq)]
enum Format {
    /// Plain words in which some HTML is read: the format without a name.
    Moodle,
    Html,
    Markdown,
    Plain,
}

impl Format {
    /// The format that a text names, and the rest of it.
    fn named(text: &str) -> Option<(Self, &str)> {
        let (name, rest) = text.strip_prefix('[')?.split_once(']')?;
        let format = match name {
            "html" => Self::Html,
            "markdown" => Self::Markdown,
            "plain" => Self::Plain,
            "moodle" => Self::Moodle,
            _ => return None,
        };
        Some((format, rest))
    }
}

struct Reader<'a> {
    around: Surroundings<'a>,
    unknown: Vec<String>,
    format: Format,
}

impl Reader<'_> {
    fn exercise(mut self, body: &str, comments: &[&str], number: usize) -> Exercise {
        let (mut marks, mut sorted, mut id): (Vec<(Label, String)>, bool, Option<String>) = (Vec::new(), false, None);
        for comment in comments {
            let comment = comment.trim_start().trim_start_matches('/').trim();
            id = inside(comment, "[id:").into_iter().next().or(id);
            let tags = inside(comment, "[tag:");
            if tags.is_empty() && id.is_none() && !comment.is_empty() {
                self.unknown.push(format!("commentaire : {comment}"));
            }
            for tag in tags {
                match labels::label(&tag) {
                    Some(mark) => marks.push(mark),
                    None if tag == labels::SORTED => sorted = true,
                    None => self.unknown.push(format!("étiquette « {tag} »")),
                }
            }
        }
        let (name, rest) = match body.strip_prefix("::").and_then(|rest| Some((rest, find(rest, "::")?))) {
            Some((rest, at)) => (Some(plain(&rest[..at])), rest[at + 2..].trim()),
            None => (None, body),
        };
        let (before, answers, after) = parts(rest);
        // The text names its format, and all others take it.
        let before = match Format::named(before.trim_start()) {
            Some((format, text)) => {
                self.format = format;
                text
            }
            None => before,
        };
        let (answers, explanation) = match rfind(answers, "####") {
            Some(at) => (answers[..at].trim(), self.text(&answers[at + 4..])),
            None => (answers.trim(), String::new()),
        };
        let gap = if after.trim().is_empty() { "" } else { " _____ " };
        let stem = self.text(&format!("{}{gap}{after}", before.trim_end()));
        let asked = self.asked(answers, sorted, &stem);
        let id = id.or(name.clone()).map_or_else(|| format!("question-{number}"), |id| slug(&id));
        Exercise {
            id,
            text: stem,
            asked,
            hint: None,
            explanation: (!explanation.is_empty()).then_some(explanation),
            weight: 1,
            labels: marks,
            unknown: self.unknown,
        }
    }

    /// A text in its format, as Markdown.
    fn text(&self, raw: &str) -> String {
        let raw = raw.trim();
        let (format, raw) = Format::named(raw).unwrap_or((self.format, raw));
        let text = plain(raw.trim());
        match format {
            Format::Html => from_html::markdown(&text),
            Format::Moodle => from_html::markdown(&text.replace('\n', "<br>")),
            Format::Plain => from_html::markdown(&crate::text::html::escape_text(&text)),
            Format::Markdown => text.trim().to_owned(),
        }
    }

    fn line(&self, raw: &str) -> String {
        self.text(raw).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn said(&self, raw: Option<&str>) -> Said {
        raw.map(|raw| apart(&self.text(raw), self.around)).unwrap_or_default()
    }

    fn asked(&mut self, answers: &str, sorted: bool, stem: &str) -> Asked {
        if let Some(rest) = answers.strip_prefix('>') {
            return Self::ordering(rest);
        }
        if let Some(rest) = answers.strip_prefix('#') {
            return self.numeric(rest);
        }
        if find(answers, "~").is_some() {
            return self.choices(answers);
        }
        if find(answers, "=").is_some() && find(answers, "->").is_some() {
            return self.pairs(answers, sorted);
        }
        let pieces = split(answers, '#');
        if let Some(answer) = match pieces[0].trim() {
            "T" | "TRUE" => Some(true),
            "F" | "FALSE" => Some(false),
            _ => None,
        } {
            let said = |at: usize| self.said(pieces.get(at).copied());
            let (wrong, right) = (said(1), said(2));
            return Asked::TrueFalse(answer, if answer { [right, wrong] } else { [wrong, right] });
        }
        if find(answers, "=").is_none() {
            self.unknown.push(format!("question sans réponse à choisir ou à saisir : {stem}"));
            return Asked::Single(Vec::new());
        }
        self.short(answers)
    }

    fn ordering(rest: &str) -> Asked {
        let mut lines = rest.lines();
        let head = lines.next().unwrap_or_default();
        let credit = if head.contains("ALL_OR_NOTHING") { Credit::All } else { Credit::Partial };
        let items: Vec<String> =
            lines.map(|item| from_html::line(&plain(item.trim()))).filter(|item| !item.is_empty()).collect();
        Asked::Ordering(items, Said::default(), credit)
    }

    fn numeric(&mut self, rest: &str) -> Asked {
        let (rest, wrong) = find(rest, "~").map_or((rest, None), |at| (&rest[..at], Some(&rest[at + 1..])));
        let mut found: Option<(Decimal, Decimal)> = None;
        let mut said = Said::default();
        for part in split(rest, '=').into_iter().filter(|part| !part.trim().is_empty()) {
            let pieces = split(part, '#');
            let (_, text) = share(pieces[0].trim());
            let Some(number) = number(text).filter(|_| found.is_none()) else {
                self.unknown.push(format!("autre nombre admis : {}", text.trim()));
                continue;
            };
            found = Some(number);
            said = self.said(pieces.get(1).copied());
        }
        let other = wrong.map(|wrong| self.said(split(wrong, '#').get(1).copied())).unwrap_or_default();
        let (value, tolerance) = found.unwrap_or_default();
        Asked::Numeric(value, tolerance, None, if other.is_empty() { said } else { other })
    }

    fn choices(&mut self, answers: &str) -> Asked {
        let single = find(answers, "=").is_some();
        let (mut choices, mut lowest) = (Vec::new(), 0.0_f64);
        for (mark, part) in marked(answers) {
            let pieces = split(part, '#');
            let (worth, text) = share(pieces[0].trim());
            let worth = if mark == '=' { 100.0 } else { worth.unwrap_or(0.0) };
            lowest = lowest.min(worth);
            if single && mark != '=' && worth > 0.0 {
                self.unknown.push(format!("{worth} % pour « {} »", self.line(text)));
            }
            let correct = if single { mark == '=' } else { worth > 0.0 };
            choices.push(Choice { text: self.line(text), correct, said: self.said(pieces.get(1).copied()) });
        }
        if single {
            return Asked::Single(choices);
        }
        Asked::Multiple(choices, if lowest <= -90.0 { Credit::All } else { Credit::Partial })
    }

    fn pairs(&mut self, answers: &str, sorted: bool) -> Asked {
        let (mut pairs, mut extra) = (Vec::new(), Vec::new());
        for part in split(answers, '=').into_iter().filter(|part| !part.trim().is_empty()) {
            let Some((left, right)) = part.split_once("->") else {
                self.unknown.push(format!("élément sans « -> » : {}", part.trim()));
                continue;
            };
            let (left, right) = (self.line(left), plain(right.trim()));
            if left.is_empty() {
                extra.push(right);
            } else {
                pairs.push(Pair { left, right, said: Said::default() });
            }
        }
        Asked::paired(pairs, extra, sorted)
    }

    fn short(&mut self, answers: &str) -> Asked {
        let mut typed = Typed { answers: Vec::new(), accents: true, case: true, spaces: true };
        let (mut said, mut other) = (Said::default(), Said::default());
        for part in split(answers, '=').into_iter().filter(|part| !part.trim().is_empty()) {
            let pieces = split(part, '#');
            let (worth, text) = share(pieces[0].trim());
            let own = self.said(pieces.get(1).copied());
            if text.trim() == "*" {
                other = own;
            } else if worth.is_none_or(|worth| worth >= 100.0) {
                if said.is_empty() {
                    said = own;
                }
                typed.answers.push(plain(text.trim()).replace("\\*", "*"));
            } else {
                self.unknown.push(format!("réponse qui vaut une part : {}", plain(text.trim())));
            }
        }
        Asked::Short(typed, if other.is_empty() { said } else { other })
    }
}

/// The first `[word…]` and all others of a comment.
fn inside(comment: &str, word: &str) -> Vec<String> {
    comment
        .split(word)
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .map(|(value, _)| value.trim().to_owned())
        .collect()
}

/// Text, answers between braces, text.
fn parts(body: &str) -> (&str, &str, &str) {
    let Some(open) = find(body, "{") else { return (body, "", "") };
    let close = find(&body[open..], "}").map_or(body.len(), |at| open + at);
    (&body[..open], &body[(open + 1).min(close)..close], body.get(close + 1..).unwrap_or_default())
}

/// `min..max`, `value:tolerance`, `value`.
fn number(text: &str) -> Option<(Decimal, Decimal)> {
    let text = plain(text.trim());
    if let Some((low, high)) = text.split_once("..") {
        let (low, high) = (Decimal::parse(low)?, Decimal::parse(high)?);
        return low.middle(high);
    }
    let (value, near) = text.split_once(':').unwrap_or((&text, "0"));
    Some((Decimal::parse(value)?, Decimal::parse(near)?))
}

/// `%50%text`
fn share(text: &str) -> (Option<f64>, &str) {
    let parsed = text.strip_prefix('%').and_then(|rest| rest.split_once('%'));
    parsed.and_then(|(share, text)| Some((Some(share.parse().ok()?), text))).unwrap_or((None, text))
}

/// Where a mark stands that no backslash hides.
fn places<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = text.as_bytes();
    let hidden = move |at: usize| bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
    text.match_indices(mark).map(|(at, _)| at).filter(move |at| !hidden(*at))
}

fn find(text: &str, mark: &str) -> Option<usize> {
    places(text, mark).next()
}

fn rfind(text: &str, mark: &str) -> Option<usize> {
    places(text, mark).last()
}

fn split(text: &str, at: char) -> Vec<&str> {
    let mark = at.to_string();
    let mut out = Vec::new();
    let mut from = 0;
    for place in places(text, &mark) {
        out.push(&text[from..place]);
        from = place + mark.len();
    }
    out.push(&text[from..]);
    out
}

/// Answers, each after its `=` or `~`.
fn marked(text: &str) -> Vec<(char, &str)> {
    let mut starts: Vec<(usize, char)> = places(text, "=").map(|at| (at, '=')).collect();
    starts.extend(places(text, "~").map(|at| (at, '~')));
    starts.sort_unstable();
    let end = |rank: usize| starts.get(rank + 1).map_or(text.len(), |(at, _)| *at);
    starts.iter().enumerate().map(|(rank, (at, mark))| (*mark, &text[at + 1..end(rank)])).collect()
}

/// A text without what hides its signs.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => out.push('\n'),
                Some(sign) if super::RESERVED.contains(&sign) => out.push(sign),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            other => out.push(other),
        }
    }
    out
}
