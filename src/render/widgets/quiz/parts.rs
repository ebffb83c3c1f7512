//! What each kind of question adds to the values of the template: see the head of `quiz.rs`.

use serde::Serialize;

use super::Block;
use crate::french::french;
use crate::quiz::decimal::Decimal;
use crate::quiz::fold::Forgive;
use crate::quiz::key::letter;
use crate::quiz::kinds::{categorise, choice, cloze, matching, numeric, scenario};
use crate::quiz::{Bank, Kind, Question};
use crate::yaml::decode::Spanned;

#[derive(Serialize)]
pub(super) struct Review {
    href: String,
    title: String,
}

#[derive(Serialize)]
pub(super) struct Said {
    feedback: String,
    review: Option<Review>,
}

#[derive(Serialize)]
pub(super) struct Choice {
    id: String,
    text: String,
    correct: bool,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
pub(super) struct Part {
    id: String,
    text: String,
}

#[derive(Serialize)]
pub(super) struct Left {
    id: String,
    text: String,
    right: String,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
pub(super) struct Sorted {
    id: String,
    text: String,
    category: String,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
pub(super) struct Gap {
    id: String,
    options: Vec<Choice>,
    answers: Vec<String>,
    forgive: Forgive,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
pub(super) struct Way {
    id: String,
    text: String,
    next: String,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
pub(super) struct Step {
    id: String,
    text: String,
    choices: Vec<Way>,
}

#[derive(Serialize)]
pub(super) struct End {
    id: String,
    text: String,
    score: u32,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Parts {
    Choices {},
    Matching {
        lefts: Vec<Left>,
        rights: Vec<Part>,
    },
    Ordering {
        items: Vec<Part>,
        #[serde(flatten)]
        said: Said,
    },
    Categorise {
        categories: Vec<Part>,
        items: Vec<Sorted>,
    },
    Cloze {
        gaps: Vec<Gap>,
    },
    Numeric {
        value: Decimal,
        tolerance: Decimal,
        shown: String,
        margin: Option<String>,
        unit: Option<String>,
        #[serde(flatten)]
        said: Said,
    },
    Short {
        answers: Vec<String>,
        forgive: Forgive,
        #[serde(flatten)]
        said: Said,
    },
    Scenario {
        start: String,
        steps: Vec<Step>,
        ends: Vec<End>,
    },
}

/// The stem: the names of gaps become places for them.
pub(super) fn stem(question: &Question, mut html: String) -> String {
    if let Kind::Cloze(form) = &question.kind {
        for (name, _) in form.in_order(&question.common.text.value) {
            html = html.replacen(
                &format!("[[{name}]]"),
                &format!("<span class=\"quiz-gap\" data-gap=\"{name}\">…</span>"),
                1,
            );
        }
    }
    html
}

/// The choices of a question, and what its kind adds.
pub(super) fn of(question: &Question, bank: &Bank, block: &mut Block) -> (Vec<Choice>, Parts) {
    let mut maker = Maker { bank, block };
    let parts = match &question.kind {
        Kind::Single(form) => return (maker.choices(&form.choices), Parts::Choices {}),
        Kind::Multiple(form) => return (maker.choices(&form.choices), Parts::Choices {}),
        Kind::TrueFalse(form) => return (maker.sides(form), Parts::Choices {}),
        Kind::Matching(form) => maker.matching(form),
        Kind::Ordering(form) => Parts::Ordering {
            items: form.items.iter().enumerate().map(|(rank, item)| maker.part(letter(rank), item)).collect(),
            said: maker.said(form.feedback.as_ref(), form.review.as_ref()),
        },
        Kind::Categorise(form) => maker.categorise(form),
        Kind::Cloze(form) => maker.cloze(form, &question.common.text.value),
        Kind::Numeric(form) => maker.numeric(form),
        Kind::Short(form) => Parts::Short {
            answers: form.answers.iter().map(|answer| answer.value.clone()).collect(),
            forgive: form.forgive.as_ref().into(),
            said: maker.said(form.feedback.as_ref(), form.review.as_ref()),
        },
        Kind::Scenario(form) => maker.scenario(form),
    };
    (Vec::new(), parts)
}

struct Maker<'a, 'b> {
    bank: &'a Bank,
    block: &'a mut Block<'b>,
}

impl Maker<'_, '_> {
    fn said(&mut self, feedback: Option<&Spanned<String>>, review: Option<&Spanned<String>>) -> Said {
        let feedback = feedback.map(|text| self.block.blocks(text, &self.bank.source)).unwrap_or_default();
        let review = review.and_then(|review| {
            let (href, page) = self.block.link_from_content(review, &self.bank.source)?;
            let site = self.block.scope.site;
            let title = page.map(|page| french(&site.tree.page(page).front.title.value)).unwrap_or_default();
            let heading = site.passage(&review.value).map_or("", |passage| &passage.heading);
            let title = if heading.is_empty() || heading == title {
                title.into_owned()
            } else {
                format!("{title}\u{a0}– {heading}")
            };
            Some(Review { href, title })
        });
        Said { feedback, review }
    }

    fn line(&mut self, text: &Spanned<String>) -> String {
        self.block.line(text, &self.bank.source)
    }

    fn part(&mut self, id: String, text: &Spanned<String>) -> Part {
        Part { id, text: self.line(text) }
    }

    fn choices(&mut self, choices: &[Spanned<choice::Choice>]) -> Vec<Choice> {
        let mut made = Vec::with_capacity(choices.len());
        for (rank, choice) in choices.iter().map(|choice| &choice.value).enumerate() {
            let text = self.line(&choice.text);
            let said = self.said(choice.feedback.as_ref(), choice.review.as_ref());
            made.push(Choice { id: letter(rank), text, correct: choice.correct, said });
        }
        made
    }

    fn sides(&mut self, form: &choice::TrueFalse) -> Vec<Choice> {
        let mut side = |id: &str, text: &str, side: Option<&choice::Side>, correct| Choice {
            id: id.to_owned(),
            text: text.to_owned(),
            correct,
            said: self.said(side.and_then(|side| side.feedback.as_ref()), side.and_then(|side| side.review.as_ref())),
        };
        let truth = form.answer.0;
        vec![side("vrai", "Vrai", form.r#true.as_ref(), truth), side("faux", "Faux", form.r#false.as_ref(), !truth)]
    }

    fn matching(&mut self, form: &matching::Matching) -> Parts {
        let mut lefts = Vec::with_capacity(form.pairs.len());
        for (rank, pair) in form.pairs.iter().map(|pair| &pair.value).enumerate() {
            let text = self.line(&pair.left);
            let said = self.said(pair.feedback.as_ref(), pair.review.as_ref());
            lefts.push(Left { id: (rank + 1).to_string(), text, right: form.right_of(pair), said });
        }
        let rights =
            form.rights().into_iter().enumerate().map(|(rank, text)| plain(letter(rank), &text.value)).collect();
        Parts::Matching { lefts, rights }
    }

    fn categorise(&mut self, form: &categorise::Categorise) -> Parts {
        let mut items = Vec::with_capacity(form.items.len());
        for (rank, item) in form.items.iter().map(|item| &item.value).enumerate() {
            let text = self.line(&item.text);
            let said = self.said(item.feedback.as_ref(), item.review.as_ref());
            items.push(Sorted { id: (rank + 1).to_string(), text, category: item.category.value.clone(), said });
        }
        let category = |one: &categorise::Category| plain(one.id.value.clone(), &one.text.value);
        Parts::Categorise { categories: form.categories.iter().map(category).collect(), items }
    }

    fn cloze(&mut self, form: &cloze::Cloze, text: &str) -> Parts {
        let mut gaps = Vec::with_capacity(form.gaps.len());
        for (name, gap) in form.in_order(text) {
            let mut options = self.choices(&gap.options);
            // The options of a list hold no markup.
            for (option, written) in options.iter_mut().zip(&gap.options) {
                option.text = french(written.value.text.value.trim()).into_owned();
            }
            gaps.push(Gap {
                id: name.to_owned(),
                options,
                answers: gap.answers.iter().map(|answer| answer.value.clone()).collect(),
                forgive: gap.forgive.as_ref().into(),
                said: self.said(gap.feedback.as_ref(), gap.review.as_ref()),
            });
        }
        Parts::Cloze { gaps }
    }

    fn numeric(&mut self, form: &numeric::Numeric) -> Parts {
        let (value, tolerance) = (form.value.value, form.tolerance());
        Parts::Numeric {
            value,
            tolerance,
            shown: value.french(),
            margin: (tolerance != Decimal::default()).then(|| tolerance.french()),
            unit: form.unit.as_ref().map(|unit| french(unit).into_owned()),
            said: self.said(form.feedback.as_ref(), form.review.as_ref()),
        }
    }

    fn scenario(&mut self, form: &scenario::Scenario) -> Parts {
        let mut steps = Vec::with_capacity(form.steps.len());
        for (name, step) in form.in_order() {
            let text = self.block.blocks(&step.text, &self.bank.source);
            let mut choices = Vec::with_capacity(step.choices.len());
            for (rank, way) in step.choices.iter().map(|way| &way.value).enumerate() {
                let text = self.line(&way.text);
                let said = self.said(way.feedback.as_ref(), way.review.as_ref());
                choices.push(Way { id: letter(rank), text, next: way.next.value.clone(), said });
            }
            steps.push(Step { id: name.to_owned(), text, choices });
        }
        let mut ends = Vec::with_capacity(form.ends.len());
        for (name, end) in form.ends_in_order() {
            let text = self.block.blocks(&end.text, &self.bank.source);
            ends.push(End { id: name.to_owned(), text, score: end.score.value });
        }
        Parts::Scenario { start: form.start.value.clone(), steps, ends }
    }
}

fn plain(id: String, text: &str) -> Part {
    Part { id, text: french(text.trim()).into_owned() }
}
