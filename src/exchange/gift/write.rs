//! Writing GIFT: only what Moodle's importer takes without a message.

use super::super::exercise::{Asked, Choice, Exercise, Group, Pair, Said, Typed};
use super::super::loss::{Losses, Travelled};
use super::super::said::together;
use super::super::surroundings::Surroundings;
use super::super::to_html::{Images, ToHtml};
use super::super::{labels, moodle};
use super::RESERVED;
use crate::quiz::credit::Credit;

/// Banks in GIFT, and what is lost.
pub(crate) fn write(groups: &[Group], around: Surroundings) -> (String, Losses) {
    let mut losses = Losses::default();
    let mut blocks = Vec::new();
    for group in groups {
        // A slash opens a category inside of another.
        blocks.push(format!("$CATEGORY: {}", one_line(&group.title).replace('/', "//")));
        for exercise in &group.exercises {
            let mut noted = Travelled::new(&group.id, &exercise.id);
            match (Writer { around, noted: &mut noted }).exercise(exercise) {
                Ok(block) => blocks.push(block),
                Err(why) => noted.refused(why),
            }
            losses.questions.push(noted);
        }
    }
    (blocks.join("\n\n") + "\n", losses)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text inside of which nothing is read as a mark.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => {}
            sign if RESERVED.contains(&sign) => out.extend(['\\', sign]),
            other => out.push(other),
        }
    }
    out
}

struct Writer<'a, 'b> {
    around: Surroundings<'a>,
    noted: &'b mut Travelled,
}

type Written = Result<String, String>;

impl Writer<'_, '_> {
    fn exercise(&mut self, exercise: &Exercise) -> Written {
        let (text, answers) = match &exercise.asked {
            Asked::Single(choices) => (String::new(), self.single(choices)),
            Asked::Multiple(choices, credit) => (String::new(), self.multiple(choices, *credit)?),
            Asked::TrueFalse(answer, said) => (String::new(), self.truth(*answer, said)),
            Asked::Matching(pairs, extra, credit) => (String::new(), self.pairs(pairs, extra, *credit)?),
            Asked::Categorise(items, categories, credit) => {
                let used = |category: &&String| !items.iter().any(|item| item.right == **category);
                let empty: Vec<String> = categories.iter().filter(used).cloned().collect();
                self.noted.approximated("le classement : une association");
                (String::new(), self.pairs(items, &empty, *credit)?)
            }
            Asked::Ordering(items, said, credit) => return self.ordering(exercise, items, said, *credit),
            Asked::Numeric(value, tolerance, unit, said) => {
                let unit = unit.as_ref().map(|unit| {
                    self.noted.approximated("l’unité : dans l’énoncé");
                    format!("\n\n({unit})")
                });
                let near = if tolerance.to_string() == "0" { String::new() } else { format!(":{tolerance}") };
                (unit.unwrap_or_default(), format!("#={value}{near}{}\n~{}", self.good(said), self.said(said)))
            }
            Asked::Short(typed, said) => (String::new(), self.short(typed, said)?),
            Asked::Cloze(..) => return Err("GIFT n’a pas de texte à trous (prenez moodle-xml)".to_owned()),
            Asked::Scenario => return Err("aucun format de plateforme n’a de cas à embranchements".to_owned()),
        };
        let stem = self.html(&format!("{}{text}", exercise.text));
        let general = self.general(exercise);
        Ok(format!("{}::{}::[html]{stem}{{\n{answers}{general}\n}}", self.comments(exercise), escaped(&exercise.id)))
    }

    /// Marks and identifier, which newer versions of Moodle read in comments.
    fn comments(&mut self, exercise: &Exercise) -> String {
        self.noted.kept("énoncé");
        if exercise.hint.is_some() {
            self.noted.dropped("l’indice");
        }
        if exercise.weight != 1 {
            self.noted.dropped(format!("le poids ({})", exercise.weight));
        }
        let mut line = format!("// [id:{}]", exercise.id);
        for (label, value) in &exercise.labels {
            line.push_str(&format!(" [tag:{}]", labels::tag(*label, value)));
            self.noted.kept("étiquettes");
        }
        if matches!(exercise.asked, Asked::Categorise(..)) {
            line.push_str(&format!(" [tag:{}]", labels::SORTED));
        }
        line + "\n"
    }

    fn html(&mut self, markdown: &str) -> String {
        escaped(&ToHtml { around: self.around, images: Images::Left, noted: self.noted }.blocks(markdown))
    }

    fn said(&mut self, said: &Said) -> String {
        let Some(text) = together(said, self.around) else { return String::new() };
        self.noted.kept("retours");
        if said.review.is_some() {
            self.noted.approximated("les paragraphes à relire : dans les retours");
        }
        format!("#{}", self.html(&text))
    }

    /// What is said to who is right: there is nothing to read again.
    fn good(&mut self, said: &Said) -> String {
        self.said(&Said { review: None, ..said.clone() })
    }

    fn general(&mut self, exercise: &Exercise) -> String {
        let Some(text) = &exercise.explanation else { return String::new() };
        self.noted.kept("explication");
        format!("\n####{}", self.html(text))
    }

    fn choice(&mut self, mark: &str, choice: &Choice) -> String {
        let text = self.html(&choice.text);
        format!("{mark}{text}{}", self.said(&choice.said))
    }

    fn single(&mut self, choices: &[Choice]) -> String {
        self.noted.kept("choix");
        let lines = choices.iter().map(|choice| self.choice(if choice.correct { "=" } else { "~" }, choice));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn multiple(&mut self, choices: &[Choice], credit: Credit) -> Written {
        let right = choices.iter().filter(|choice| choice.correct).count();
        if right == 1 {
            // An answer of 100 % among several cannot be written in GIFT.
            self.noted.approximated("plusieurs choix, dont un juste : un choix unique");
            return Ok(self.single(choices));
        }
        let share =
            moodle::share(right).ok_or_else(|| format!("{right} choix justes : Moodle n’en partage pas les points"))?;
        let wrong = match credit {
            Credit::Partial => share,
            Credit::All => "90",
        };
        if credit == Credit::All {
            self.noted.approximated("tout ou rien : une part des points");
        }
        self.noted.kept("choix");
        let lines = choices.iter().map(|choice| {
            let mark = if choice.correct { format!("~%{share}%") } else { format!("~%-{wrong}%") };
            self.choice(&mark, choice)
        });
        Ok(lines.collect::<Vec<_>>().join("\n"))
    }

    fn truth(&mut self, answer: bool, [on_true, on_false]: &[Said; 2]) -> String {
        self.noted.kept("réponse");
        let (wrong, right) = if answer { (on_false, on_true) } else { (on_true, on_false) };
        let (wrong, right) = (self.said(wrong), self.said(right));
        let wrong = if wrong.is_empty() && !right.is_empty() { "#".to_owned() } else { wrong };
        format!("{}{wrong}{right}", if answer { "TRUE" } else { "FALSE" })
    }

    fn pairs(&mut self, pairs: &[Pair], extra: &[String], credit: Credit) -> Written {
        if pairs.len() + extra.len() < 3 {
            return Err("Moodle veut au moins trois réponses à associer".to_owned());
        }
        if pairs.iter().any(|pair| pair.left.contains("->") || pair.right.contains("->")) {
            return Err("« -> » sépare les éléments d’une association, et l’un d’eux le contient".to_owned());
        }
        if credit == Credit::All {
            self.noted.approximated("tout ou rien : une part des points");
        }
        if pairs.iter().any(|pair| !pair.said.is_empty()) {
            self.noted.dropped("les retours de chaque élément");
        }
        self.noted.kept("paires");
        let mut lines = Vec::new();
        for pair in pairs {
            let left = self.html(&pair.left);
            lines.push(format!("={left} -> {}", escaped(&one_line(&pair.right))));
        }
        lines.extend(extra.iter().map(|right| format!("= -> {}", escaped(&one_line(right)))));
        Ok(lines.join("\n"))
    }

    /// Its items stand on lines of their own, and nothing in them is escaped.
    fn ordering(&mut self, exercise: &Exercise, items: &[String], said: &Said, credit: Credit) -> Written {
        let mut lines = Vec::new();
        for item in items {
            let html = ToHtml { around: self.around, images: Images::Left, noted: self.noted }.blocks(item);
            if html.contains(['{', '}', '\\', '\n']) {
                return Err("un élément à ordonner contient un signe que GIFT réserve".to_owned());
            }
            lines.push(html);
        }
        if items.len() < 3 {
            return Err("Moodle veut au moins trois éléments à ordonner".to_owned());
        }
        if !said.is_empty() || exercise.explanation.is_some() {
            self.noted.dropped("le retour et l’explication d’un ordre");
        }
        let grading = if credit == Credit::All { "ALL_OR_NOTHING" } else { "RELATIVE_NEXT_EXCLUDE_LAST" };
        self.noted.kept("éléments");
        let stem = self.html(&exercise.text);
        let comments = self.comments(exercise);
        Ok(format!(
            "{comments}::{}::[html]{stem} {{>{} ALL VERTICAL {grading} SHOW none\n{}\n}}",
            escaped(&exercise.id),
            items.len(),
            lines.join("\n")
        ))
    }

    fn short(&mut self, typed: &Typed, said: &Said) -> Written {
        if typed.answers.iter().any(|answer| answer.contains("->")) {
            return Err("une réponse contient « -> », que GIFT prend pour une association".to_owned());
        }
        moodle::forgiven(typed, self.noted);
        if !typed.case {
            self.noted.approximated("les majuscules : indifférentes dans GIFT");
        }
        self.noted.kept("réponses");
        let good = self.good(said);
        let mut lines: Vec<String> =
            typed.answers.iter().map(|answer| format!("={}{good}", escaped(&moodle::literal(answer)))).collect();
        let other = self.said(said);
        if !other.is_empty() {
            lines.push(format!("=%0%*{other}"));
        }
        Ok(lines.join("\n"))
    }
}
