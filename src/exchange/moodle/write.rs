//! Writing Moodle XML: the target that keeps the most.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::exercise::{Asked, Choice, Exercise, Gap, Group, Pair, Said, Typed};
use super::super::labels;
use super::super::loss::{Losses, Travelled};
use super::super::said::together;
use super::super::surroundings::{Picture, Surroundings};
use super::super::to_html::{Images, ToHtml};
use super::super::xml::escaped;
use super::cloze;
use super::{forgiven, literal, share};
use crate::quiz::credit::Credit;
use crate::quiz::decimal::Decimal;

/// Where files of a question stand in its texts.
const FILES: &str = "@@PLUGINFILE@@/";
/// What Moodle takes away for each try that was not the first: nothing of ours is like it.
const PENALTY: &str = "0.3333333";

/// Banks in Moodle XML, and what is lost.
pub(crate) fn write(groups: &[Group], around: Surroundings) -> (String, Losses) {
    let mut losses = Losses::default();
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n".to_owned();
    for group in groups {
        let title = group.title.split_whitespace().collect::<Vec<_>>().join(" ").replace('/', "//");
        out.push_str(&format!(
            "<question type=\"category\">\n<category><text>$course$/top/{}</text></category>\n\
            <info format=\"html\"><text></text></info>\n<idnumber>{}</idnumber>\n</question>\n",
            escaped(&title),
            escaped(&group.id)
        ));
        for exercise in &group.exercises {
            let mut noted = Travelled::new(&group.id, &exercise.id);
            let mut writer = Writer { around, noted: &mut noted, shuffle: group.shuffle };
            match writer.exercise(exercise) {
                Ok(question) => out.push_str(&question),
                Err(why) => noted.refused(why),
            }
            losses.questions.push(noted);
        }
    }
    out.push_str("</quiz>\n");
    (out, losses)
}

struct Writer<'a, 'b> {
    around: Surroundings<'a>,
    noted: &'b mut Travelled,
    shuffle: bool,
}

/// What the kind of a question adds.
#[derive(Default)]
struct Body {
    /// The type, as Moodle names it.
    kind: &'static str,
    /// Its elements, after those of all questions.
    elements: String,
    /// HTML after the stem.
    tail: String,
    /// Said after the answer, before the explanation (Markdown).
    spoken: Vec<String>,
}

impl Body {
    fn new(kind: &'static str, elements: String) -> Self {
        Self { kind, elements, ..Self::default() }
    }
}

impl Writer<'_, '_> {
    fn exercise(&mut self, exercise: &Exercise) -> Result<String, String> {
        let Body { kind, elements, tail, mut spoken } = self.body(exercise)?;
        self.note_review(exercise);
        self.noted.kept("énoncé");
        let mut files = Vec::new();
        let mut stem = self.html(&exercise.text, &mut files);
        if let Asked::Cloze(gaps, _) = &exercise.asked {
            for gap in gaps {
                stem = stem.replace(&format!("[[{}]]", gap.name), &self.gap(gap));
            }
        }
        let text = field("questiontext", "", &format!("{stem}{tail}"), &files);
        spoken.extend(exercise.explanation.clone());
        if exercise.explanation.is_some() {
            self.noted.kept("explication");
        }
        let general = self.text("generalfeedback", &spoken.join("\n\n"));
        let grade = self.grade(exercise.weight, kind);
        let name = escaped(&exercise.id);
        let rest = format!("{}{}", self.hint(exercise.hint.as_deref()), self.tags(exercise));
        Ok(format!(
            "<question type=\"{kind}\">\n<name><text>{name}</text></name>\n{text}{general}{grade}\
            <penalty>{PENALTY}</penalty>\n<hidden>0</hidden>\n<idnumber>{name}</idnumber>\n{elements}{rest}</question>\n"
        ))
    }

    fn body(&mut self, exercise: &Exercise) -> Result<Body, String> {
        Ok(match &exercise.asked {
            Asked::Single(choices) => Body::new("multichoice", self.single(choices)),
            Asked::Multiple(choices, credit) => Body::new("multichoice", self.multiple(choices, *credit)?),
            Asked::TrueFalse(answer, said) => Body::new("truefalse", self.truth(*answer, said)),
            Asked::Matching(pairs, extra, credit) => self.pairs(pairs, extra, *credit),
            Asked::Categorise(items, categories, credit) => {
                self.noted.approximated("le classement : une association");
                let used = |category: &&String| !items.iter().any(|item| item.right == **category);
                let empty: Vec<String> = categories.iter().filter(used).cloned().collect();
                self.pairs(items, &empty, *credit)
            }
            Asked::Ordering(items, said, credit) => {
                let spoken = together(said, self.around).into_iter().collect::<Vec<_>>();
                if !spoken.is_empty() {
                    self.noted.approximated("le retour : dans le retour général");
                }
                Body { spoken, ..Body::new("ordering", self.ordering(items, *credit)) }
            }
            Asked::Cloze(_, credit) => {
                self.all_or_nothing(*credit);
                self.noted.kept("trous");
                Body::new("cloze", String::new())
            }
            Asked::Numeric(value, tolerance, unit, said) => {
                let tail = unit.as_ref().map(|unit| {
                    self.noted.approximated("l’unité : dans l’énoncé");
                    format!(" <span>({})</span>", crate::text::html::escape_text(unit))
                });
                let elements = self.numeric(*value, *tolerance, said);
                Body { tail: tail.unwrap_or_default(), ..Body::new("numerical", elements) }
            }
            Asked::Short(typed, said) => Body::new("shortanswer", self.short(typed, said)),
            Asked::Scenario => return Err("aucun format de plateforme n’a de cas à embranchements".to_owned()),
        })
    }

    fn all_or_nothing(&mut self, credit: Credit) {
        if credit == Credit::All {
            self.noted.approximated("tout ou rien : une part des points");
        }
    }

    fn note_review(&mut self, exercise: &Exercise) {
        let sent = |said: &Said| said.review.is_some();
        let some = match &exercise.asked {
            Asked::Single(choices) | Asked::Multiple(choices, _) => choices.iter().any(|one| sent(&one.said)),
            Asked::TrueFalse(_, said) => said.iter().any(sent),
            Asked::Matching(pairs, ..) | Asked::Categorise(pairs, ..) => pairs.iter().any(|one| sent(&one.said)),
            Asked::Ordering(_, said, _) | Asked::Numeric(.., said) | Asked::Short(_, said) => sent(said),
            Asked::Cloze(gaps, _) => {
                gaps.iter().any(|gap| sent(&gap.said) || gap.options.iter().any(|one| sent(&one.said)))
            }
            Asked::Scenario => false,
        };
        if some {
            self.noted.approximated("les paragraphes à relire : dans les retours");
        }
    }

    fn html(&mut self, markdown: &str, files: &mut Vec<Picture>) -> String {
        ToHtml { around: self.around, images: Images::Under(FILES, files), noted: self.noted }.blocks(markdown)
    }

    /// An element that holds HTML and its files.
    fn text(&mut self, element: &str, markdown: &str) -> String {
        let mut files = Vec::new();
        let html = self.html(markdown, &mut files);
        field(element, "", &html, &files)
    }

    fn said(&mut self, said: &Said) -> String {
        let text = together(said, self.around).unwrap_or_default();
        if !text.is_empty() {
            self.noted.kept("retours");
        }
        self.text("feedback", &text)
    }

    fn answer(&mut self, fraction: &str, text: &str, said: &Said) -> String {
        let said = self.said(said);
        let mut files = Vec::new();
        let html = self.html(text, &mut files);
        let files: String = files.iter().map(file).collect();
        format!(
            "<answer fraction=\"{fraction}\" format=\"html\">\n<text>{}</text>\n{files}{said}</answer>\n",
            escaped(&html)
        )
    }

    fn choices(&mut self, choices: &[Choice], single: bool, fraction: impl Fn(&Choice) -> String) -> String {
        self.noted.kept("choix");
        let mut out = format!(
            "<single>{single}</single>\n<shuffleanswers>{}</shuffleanswers>\n<answernumbering>none</answernumbering>\n",
            self.shuffle
        );
        for choice in choices {
            out.push_str(&self.answer(&fraction(choice), &choice.text, &choice.said));
        }
        out + &combined()
    }

    fn single(&mut self, choices: &[Choice]) -> String {
        self.choices(choices, true, |choice| if choice.correct { "100" } else { "0" }.to_owned())
    }

    fn multiple(&mut self, choices: &[Choice], credit: Credit) -> Result<String, String> {
        let right = choices.iter().filter(|choice| choice.correct).count();
        let share = share(right).ok_or_else(|| format!("{right} choix justes : Moodle n’en partage pas les points"))?;
        let wrong = if credit == Credit::All { "100" } else { share };
        if credit == Credit::All && right > 1 {
            self.noted.approximated("tout ou rien : une part des points à qui oublie un choix");
        }
        Ok(self.choices(choices, false, |choice| if choice.correct { share.to_owned() } else { format!("-{wrong}") }))
    }

    fn truth(&mut self, answer: bool, [on_true, on_false]: &[Said; 2]) -> String {
        self.noted.kept("réponse");
        let mut side = |word: &str, right: bool, said: &Said| {
            let said = self.said(said);
            let fraction = if right { "100" } else { "0" };
            format!(
                "<answer fraction=\"{fraction}\" format=\"moodle_auto_format\">\n<text>{word}</text>\n{said}</answer>\n"
            )
        };
        side("true", answer, on_true) + &side("false", !answer, on_false)
    }

    fn pairs(&mut self, pairs: &[Pair], extra: &[String], credit: Credit) -> Body {
        let mut spoken = Vec::new();
        for pair in pairs {
            if let Some(said) = together(&pair.said, self.around) {
                self.noted.approximated("les retours de chaque élément : dans le retour général");
                spoken.push(format!("{} : {said}", pair.left));
            }
        }
        self.all_or_nothing(credit);
        // Moodle stops its import at an association of fewer than three answers.
        if pairs.len() + extra.len() < 3 {
            self.noted.approximated("deux éléments à associer : un texte à trous");
            let tail = pairs.iter().map(|pair| self.embedded(pair, pairs, extra)).collect();
            return Body { kind: "cloze", elements: String::new(), tail, spoken };
        }
        self.noted.kept("paires");
        let mut elements = format!("<shuffleanswers>{}</shuffleanswers>\n", self.shuffle);
        let rows = pairs.iter().map(|pair| (pair.left.as_str(), &pair.right));
        for (left, right) in rows.chain(extra.iter().map(|right| ("", right))) {
            let mut files = Vec::new();
            let html = self.html(left, &mut files);
            let answer = format!("<answer>\n<text>{}</text>\n</answer>\n", escaped(right));
            elements.push_str(&field("subquestion", &answer, &html, &files));
        }
        elements.push_str(&combined());
        Body { kind: "matching", elements, tail: String::new(), spoken }
    }

    /// A pair as a line of text that ends with a gap.
    fn embedded(&mut self, pair: &Pair, pairs: &[Pair], extra: &[String]) -> String {
        let mut rights: Vec<&String> = Vec::new();
        for right in pairs.iter().map(|pair| &pair.right).chain(extra) {
            if !rights.contains(&right) {
                rights.push(right);
            }
        }
        let option = |right: &&String| {
            let mark = if **right == pair.right { "=" } else { "" };
            format!("{mark}{}", cloze::escaped(&crate::text::html::escape_text(right)))
        };
        let options: Vec<String> = rights.iter().map(option).collect();
        let left = self.html(&pair.left, &mut Vec::new());
        format!("<p>{left} {{1:MULTICHOICE:{}}}</p>", options.join("~"))
    }

    fn ordering(&mut self, items: &[String], credit: Credit) -> String {
        self.noted.kept("éléments");
        let grading = if credit == Credit::All { "ALL_OR_NOTHING" } else { "RELATIVE_NEXT_EXCLUDE_LAST" };
        let mut out = format!(
            "<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>\n<selectcount>{}</selectcount>\n\
            <gradingtype>{grading}</gradingtype>\n<showgrading>SHOW</showgrading>\n<numberingstyle>none</numberingstyle>\n",
            items.len().max(3)
        );
        for (rank, item) in items.iter().enumerate() {
            out.push_str(&self.answer(&format!("{}.0000000", rank + 1), item, &Said::default()));
        }
        out + &combined()
    }

    fn numeric(&mut self, value: Decimal, tolerance: Decimal, said: &Said) -> String {
        self.noted.kept("nombre");
        let near = |text: String| text.replace("</answer>", &format!("<tolerance>{tolerance}</tolerance>\n</answer>"));
        let right = self.plain_answer("100", &value.to_string(), &Said { review: None, ..said.clone() });
        let other = if said.is_empty() { String::new() } else { self.plain_answer("0", "*", said) };
        format!(
            "{}{}<unitgradingtype>0</unitgradingtype>\n<unitpenalty>0.1000000</unitpenalty>\n<showunits>3</showunits>\n<unitsleft>0</unitsleft>\n",
            near(right),
            other.replace("</answer>", "<tolerance>0</tolerance>\n</answer>"),
        )
    }

    fn short(&mut self, typed: &Typed, said: &Said) -> String {
        forgiven(typed, self.noted);
        self.noted.kept("réponses");
        let mut out = format!("<usecase>{}</usecase>\n", u8::from(!typed.case));
        let good = Said { review: None, ..said.clone() };
        for answer in &typed.answers {
            out.push_str(&self.plain_answer("100", &literal(answer), &good));
        }
        if !said.is_empty() {
            out.push_str(&self.plain_answer("0", "*", said));
        }
        out
    }

    /// An answer that is typed.
    fn plain_answer(&mut self, fraction: &str, text: &str, said: &Said) -> String {
        let said = self.said(said);
        format!(
            "<answer fraction=\"{fraction}\" format=\"moodle_auto_format\">\n<text>{}</text>\n{said}</answer>\n",
            escaped(text)
        )
    }

    fn gap(&mut self, gap: &Gap) -> String {
        if let Some(typed) = &gap.typed {
            forgiven(typed, self.noted);
            let said = self.gap_said(&Said { review: None, ..gap.said.clone() });
            let kind = if typed.case { "SHORTANSWER" } else { "SHORTANSWER_C" };
            let text = |answer: &String| cloze::escaped(&crate::text::html::escape_text(&literal(answer)));
            let mut parts: Vec<String> =
                typed.answers.iter().map(|answer| format!("={}{said}", text(answer))).collect();
            let other = self.gap_said(&gap.said);
            if !other.is_empty() {
                parts.push(format!("*{other}"));
            }
            return format!("{{1:{kind}:{}}}", parts.join("~"));
        }
        let mut parts = Vec::new();
        for option in &gap.options {
            let said = if option.said.is_empty() { &gap.said } else { &option.said };
            let said = self.gap_said(said);
            let text = cloze::escaped(&crate::text::html::escape_text(&option.text));
            parts.push(format!("{}{text}{said}", if option.correct { "=" } else { "" }));
        }
        format!("{{1:MULTICHOICE:{}}}", parts.join("~"))
    }

    fn gap_said(&mut self, said: &Said) -> String {
        let Some(text) = together(said, self.around) else { return String::new() };
        self.noted.kept("retours");
        format!("#{}", cloze::escaped(&self.html(&text, &mut Vec::new())))
    }

    fn grade(&mut self, weight: u32, kind: &str) -> String {
        if weight != 1 && kind == "cloze" {
            self.noted.dropped(format!("le poids ({weight}) : Moodle compte un point par trou"));
            return String::new();
        }
        if weight != 1 {
            self.noted.kept("poids");
        }
        format!("<defaultgrade>{weight}</defaultgrade>\n")
    }

    fn hint(&mut self, hint: Option<&str>) -> String {
        let Some(hint) = hint else { return String::new() };
        self.noted.kept("indice");
        let mut files = Vec::new();
        let html = self.html(hint, &mut files);
        field("hint", "", &html, &files)
    }

    fn tags(&mut self, exercise: &Exercise) -> String {
        let mut tags: Vec<String> = exercise.labels.iter().map(|(label, value)| labels::tag(*label, value)).collect();
        if !tags.is_empty() {
            self.noted.kept("étiquettes");
        }
        if matches!(exercise.asked, Asked::Categorise(..)) {
            tags.push(labels::SORTED.to_owned());
        }
        let tags: String = tags.iter().map(|tag| format!("<tag><text>{}</text></tag>\n", escaped(tag))).collect();
        if tags.is_empty() { tags } else { format!("<tags>\n{tags}</tags>\n") }
    }
}

/// An element with HTML, what else it holds, and the files of its text.
fn field(name: &str, more: &str, html: &str, files: &[Picture]) -> String {
    let files: String = files.iter().map(file).collect();
    format!("<{name} format=\"html\">\n<text>{}</text>\n{files}{more}</{name}>\n", escaped(html))
}

fn file(picture: &Picture) -> String {
    let (name, bytes) = (escaped(&picture.name), STANDARD.encode(&picture.bytes));
    format!("<file name=\"{name}\" path=\"/\" encoding=\"base64\">{bytes}</file>\n")
}

/// What Moodle says of any answer: nothing, since our remarks say it.
fn combined() -> String {
    ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"].map(|name| field(name, "", "", &[])).concat()
}
