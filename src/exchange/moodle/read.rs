//! Reading Moodle XML, from anybody.

use roxmltree::Node;

use super::super::exercise::{Asked, Choice, Exercise, Gap, Group, Label, Pair, Said, Typed};
use super::super::from_html::{line, markdown, plain};
use super::super::labels;
use super::super::said::apart;
use super::super::surroundings::Surroundings;
use super::super::xml::{child, children, parse, words};
use super::cloze;
use crate::quiz::credit::Credit;
use crate::quiz::decimal::Decimal;
use crate::text::slug::slug;

/// Files of a text: they stay where they are.
const FILES: &str = "@@PLUGINFILE@@/";

/// The questions of a file, or why it is refused.
pub(crate) fn read(text: &str, around: Surroundings) -> Result<Group, String> {
    let document = parse(text)?;
    let root = document.root_element();
    if root.tag_name().name() != "quiz" {
        return Err("l’élément de départ n’est pas « quiz »".to_owned());
    }
    let mut group = Group { id: String::new(), title: String::new(), shuffle: true, exercises: Vec::new() };
    for question in children(root, "question") {
        if question.attribute("type") == Some("category") {
            let path = child(question, "category").map(words).unwrap_or_default().replace("//", "\u{0}");
            let last = path.trim().rsplit('/').next().unwrap_or_default().replace('\u{0}', "/");
            group.named(&last);
            continue;
        }
        let exercise = Reader { question, around, unknown: Vec::new() }.exercise(group.exercises.len() + 1);
        group.exercises.push(exercise);
    }
    Ok(group)
}

struct Reader<'a, 'i> {
    question: Node<'a, 'i>,
    around: Surroundings<'a>,
    unknown: Vec<String>,
}

impl Reader<'_, '_> {
    fn exercise(mut self, number: usize) -> Exercise {
        let question = self.question;
        let kind = question.attribute("type").unwrap_or_default().to_owned();
        let mut tags: Vec<String> = child(question, "tags")
            .map(|tags| children(tags, "tag").map(|tag| words(tag).trim().to_owned()).collect())
            .unwrap_or_default();
        let sorted = tags.iter().any(|tag| tag == labels::SORTED);
        tags.retain(|tag| tag != labels::SORTED);
        let mut marks: Vec<(Label, String)> = Vec::new();
        for tag in tags {
            match labels::label(&tag) {
                Some(mark) => marks.push(mark),
                None => self.unknown.push(format!("étiquette « {tag} »")),
            }
        }
        let mut text = self.html_of("questiontext");
        let asked = self.asked(&kind, sorted, &mut text);
        let named =
            |name: &str| child(question, name).map(|node| words(node).trim().to_owned()).filter(|id| !id.is_empty());
        let id = named("idnumber").or_else(|| named("name")).map(|name| slug(&name));
        let hints: Vec<String> = children(question, "hint").map(|hint| markdown(&text_of(hint))).collect();
        if hints.len() > 1 {
            self.unknown.extend(hints[1..].iter().map(|hint| format!("autre indice : {hint}")));
        }
        let explanation = markdown(&self.html_of("generalfeedback"));
        for name in ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"] {
            let said = line(&self.html_of(name));
            // These are the words that Moodle puts there by itself.
            if !said.is_empty() && !said.starts_with("Your answer is") && !said.starts_with("Votre réponse est") {
                self.unknown.push(format!("{name} : {said}"));
            }
        }
        let weight = named("defaultgrade").and_then(|grade| grade.parse::<f64>().ok()).unwrap_or(1.0);
        Exercise {
            id: id.unwrap_or_else(|| format!("question-{number}")),
            text: markdown(&text),
            asked,
            hint: hints.into_iter().next().filter(|hint| !hint.is_empty()),
            explanation: (!explanation.is_empty()).then_some(explanation),
            weight: whole(weight),
            labels: marks,
            unknown: self.unknown,
        }
    }

    /// The HTML of an element of the question.
    fn html_of(&self, name: &str) -> String {
        child(self.question, name).map(text_of).unwrap_or_default()
    }

    fn asked(&mut self, kind: &str, sorted: bool, text: &mut String) -> Asked {
        match kind {
            "multichoice" => self.choices(),
            "truefalse" => self.truth(),
            "matching" => self.pairs(sorted),
            "ordering" => {
                let items = children(self.question, "answer").map(|answer| line(&text_of(answer))).collect();
                let all = self.word("gradingtype").as_deref() == Some("ALL_OR_NOTHING");
                Asked::Ordering(items, Said::default(), if all { Credit::All } else { Credit::Partial })
            }
            "numerical" => self.numeric(),
            "shortanswer" => self.short(),
            "cloze" | "multianswer" => Asked::Cloze(self.gaps(text), Credit::Partial),
            other => {
                self.unknown.push(format!("question de type « {other} », que Jalon ne sait pas lire : {}", line(text)));
                for answer in children(self.question, "answer") {
                    self.unknown.push(format!(
                        "réponse ({} %) : {}",
                        answer.attribute("fraction").unwrap_or("?"),
                        line(&text_of(answer))
                    ));
                }
                Asked::Single(Vec::new())
            }
        }
    }

    fn word(&self, name: &str) -> Option<String> {
        child(self.question, name).map(|node| words(node).trim().to_owned())
    }

    fn said(&self, answer: Node) -> Said {
        let html = child(answer, "feedback").map(text_of).unwrap_or_default();
        apart(&markdown(&html), self.around)
    }

    fn choices(&mut self) -> Asked {
        let single = self.word("single").is_none_or(|single| single == "true" || single == "1");
        let fraction =
            |answer: Node| -> f64 { answer.attribute("fraction").and_then(|one| one.parse().ok()).unwrap_or(0.0) };
        let answers: Vec<Node> = children(self.question, "answer").collect();
        let most = answers.iter().map(|answer| fraction(*answer)).fold(0.0, f64::max);
        let mut choices = Vec::new();
        for answer in &answers {
            let given = fraction(*answer);
            let correct = if single { given >= most && most > 0.0 } else { given > 0.0 };
            if single && given > 0.0 && given < most {
                self.unknown.push(format!("{given} % pour « {} »", line(&text_of(*answer))));
            }
            choices.push(Choice { text: line(&text_of(*answer)), correct, said: self.said(*answer) });
        }
        if single {
            return Asked::Single(choices);
        }
        let lowest = answers.iter().map(|answer| fraction(*answer)).fold(0.0, f64::min);
        Asked::Multiple(choices, if lowest <= -99.0 { Credit::All } else { Credit::Partial })
    }

    fn truth(&mut self) -> Asked {
        let (mut answer, mut said) = (false, [Said::default(), Said::default()]);
        for one in children(self.question, "answer") {
            let is_true = line(&text_of(one)).eq_ignore_ascii_case("true");
            if one.attribute("fraction").is_some_and(|fraction| fraction.starts_with("100")) {
                answer = is_true;
            }
            said[usize::from(!is_true)] = self.said(one);
        }
        Asked::TrueFalse(answer, said)
    }

    fn pairs(&mut self, sorted: bool) -> Asked {
        let (mut pairs, mut extra) = (Vec::new(), Vec::new());
        for row in children(self.question, "subquestion") {
            let left = line(&text_of(row));
            let right = child(row, "answer").map(words).unwrap_or_default().trim().to_owned();
            if left.is_empty() {
                extra.push(right);
            } else {
                pairs.push(Pair { left, right, said: Said::default() });
            }
        }
        Asked::paired(pairs, extra, sorted)
    }

    fn numeric(&mut self) -> Asked {
        let mut found = None;
        let mut said = Said::default();
        for answer in children(self.question, "answer") {
            let text = line(&text_of(answer)).replace('\\', "");
            let own = self.said(answer);
            // The star says what is said to all others.
            if text == "*" {
                said = own;
                continue;
            }
            let tolerance =
                child(answer, "tolerance").map(words).and_then(|text| Decimal::parse(&text)).unwrap_or_default();
            match (Decimal::parse(&text), &found) {
                (Some(value), None) => {
                    if said.is_empty() {
                        said = own;
                    }
                    found = Some((value, tolerance));
                }
                _ => self.unknown.push(format!("autre nombre admis : {text} (à {tolerance} près)")),
            }
        }
        let (value, tolerance) = found.unwrap_or_default();
        Asked::Numeric(value, tolerance, None, said)
    }

    fn short(&mut self) -> Asked {
        let mut answers = Vec::new();
        let (mut said, mut other) = (Said::default(), Said::default());
        for answer in children(self.question, "answer") {
            let text = child(answer, "text").map(words).unwrap_or_default().trim().to_owned();
            let own = self.said(answer);
            if text == "*" {
                other = own;
            } else if answer.attribute("fraction").is_some_and(|fraction| fraction.starts_with("100")) {
                if said.is_empty() {
                    said = own;
                }
                answers.push(text.replace("\\*", "*"));
            } else {
                self.unknown.push(format!("réponse qui vaut une part : {text}"));
            }
        }
        let case = self.word("usecase").as_deref() != Some("1");
        Asked::Short(Typed { answers, accents: true, case, spaces: true }, if other.is_empty() { said } else { other })
    }

    /// The gaps of a text, which then holds their names.
    fn gaps(&mut self, text: &mut String) -> Vec<Gap> {
        let found = cloze::gaps(text);
        for (range, gap) in found.iter().rev() {
            text.replace_range(range.clone(), &format!("[[{}]]", gap.name));
        }
        let around = self.around;
        let said =
            |said: &Said| said.feedback.as_deref().map(|html| apart(&markdown(html), around)).unwrap_or_default();
        let read = |mut gap: Gap| {
            gap.said = said(&gap.said);
            for option in &mut gap.options {
                option.text = plain(&option.text);
                option.said = said(&option.said);
            }
            if let Some(typed) = &mut gap.typed {
                typed.answers.iter_mut().for_each(|answer| *answer = plain(answer));
            }
            gap
        };
        found.into_iter().map(|(_, gap)| read(gap)).collect()
    }
}

/// The text of an element, its images named by their files.
fn text_of(node: Node) -> String {
    let text = child(node, "text").map_or_else(String::new, words);
    let text = if text.is_empty() && node.children().all(|one| !one.is_element()) { words(node) } else { text };
    let html = match node.attribute("format") {
        Some("plain_text") => crate::text::html::escape_text(&text).into_owned(),
        _ => text,
    };
    html.replace(FILES, "")
}

/// A grade as a weight: a whole number from 1 to 100.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 1 and 100")]
fn whole(grade: f64) -> u32 {
    grade.round().clamp(1.0, 100.0) as u32
}
