//! From the banks of a site to what travels.

use super::exercise::{Asked, Choice, Exercise, Gap, Group, Label, Pair, Said, Typed};
use crate::quiz::credit::Credit;
use crate::quiz::fold::{Forgive, Forgiven};
use crate::quiz::kinds::choice::{Choice as Written, Side};
use crate::quiz::{Bank, Kind, Question};
use crate::yaml::decode::Spanned;

/// The questions of a bank.
pub(crate) fn collect(bank: &Bank) -> Group {
    Group {
        id: bank.id.clone(),
        title: bank.file.title.clone(),
        shuffle: bank.file.shuffled(),
        exercises: bank.file.questions.iter().map(|question| exercise(&question.value)).collect(),
    }
}

fn exercise(question: &Question) -> Exercise {
    let common = &question.common;
    let mut labels: Vec<(Label, String)> = Vec::new();
    labels.extend(question.objective().map(|objective| (Label::Objective, objective.to_owned())));
    labels.extend(common.sources.iter().map(|source| (Label::Source, source.value.clone())));
    labels.extend(common.reviewed.as_ref().map(|day| (Label::Reviewed, day.0.to_string())));
    labels.extend(common.waive.iter().map(|waived| (Label::Waived, waived.value.clone())));
    Exercise {
        id: question.id().to_owned(),
        text: trimmed(&common.text),
        asked: asked(question),
        hint: text(common.hint.as_ref()),
        explanation: text(common.explanation.as_ref()),
        weight: question.weight(),
        labels,
        unknown: Vec::new(),
    }
}

fn asked(question: &Question) -> Asked {
    match &question.kind {
        Kind::Single(form) => Asked::Single(choices(&form.choices)),
        Kind::Multiple(form) => Asked::Multiple(choices(&form.choices), form.credit.unwrap_or(Credit::All)),
        Kind::TrueFalse(form) => {
            Asked::TrueFalse(form.answer.0, [side(form.r#true.as_ref()), side(form.r#false.as_ref())])
        }
        Kind::Matching(form) => {
            let pairs = form.pairs.iter().map(|pair| Pair {
                left: trimmed(&pair.value.left),
                right: trimmed(&pair.value.right),
                said: said(pair.value.feedback.as_ref(), pair.value.review.as_ref()),
            });
            let extra = form.extra.iter().map(trimmed).collect();
            Asked::Matching(pairs.collect(), extra, form.credit.unwrap_or(Credit::Partial))
        }
        Kind::Ordering(form) => Asked::Ordering(
            form.items.iter().map(trimmed).collect(),
            said(form.feedback.as_ref(), form.review.as_ref()),
            form.credit.unwrap_or(Credit::Partial),
        ),
        Kind::Categorise(form) => {
            let named = |id: &str| form.categories.iter().find(|one| one.id.value == id);
            let items = form.items.iter().map(|item| Pair {
                left: trimmed(&item.value.text),
                right: named(&item.value.category.value).map(|one| trimmed(&one.text)).unwrap_or_default(),
                said: said(item.value.feedback.as_ref(), item.value.review.as_ref()),
            });
            let categories = form.categories.iter().map(|one| trimmed(&one.text)).collect();
            Asked::Categorise(items.collect(), categories, form.credit.unwrap_or(Credit::Partial))
        }
        Kind::Cloze(form) => {
            let gaps = form.in_order(&question.common.text.value).into_iter().map(|(name, gap)| Gap {
                name: name.to_owned(),
                options: choices(&gap.options),
                typed: (!gap.answers.is_empty()).then(|| typed(&gap.answers, gap.forgive.as_ref())),
                said: said(gap.feedback.as_ref(), gap.review.as_ref()),
            });
            Asked::Cloze(gaps.collect(), form.credit.unwrap_or(Credit::Partial))
        }
        Kind::Numeric(form) => Asked::Numeric(
            form.value.value,
            form.tolerance(),
            form.unit.clone(),
            said(form.feedback.as_ref(), form.review.as_ref()),
        ),
        Kind::Short(form) => Asked::Short(
            typed(&form.answers, form.forgive.as_ref()),
            said(form.feedback.as_ref(), form.review.as_ref()),
        ),
        Kind::Scenario(_) => Asked::Scenario,
    }
}

fn choices(written: &[Spanned<Written>]) -> Vec<Choice> {
    let choice = |choice: &Written| Choice {
        text: trimmed(&choice.text),
        correct: choice.correct,
        said: said(choice.feedback.as_ref(), choice.review.as_ref()),
    };
    written.iter().map(|one| choice(&one.value)).collect()
}

fn side(side: Option<&Side>) -> Said {
    said(side.and_then(|side| side.feedback.as_ref()), side.and_then(|side| side.review.as_ref()))
}

fn typed(answers: &[Spanned<String>], forgiven: Option<&Forgiven>) -> Typed {
    let Forgive { accents, case, spaces } = forgiven.into();
    Typed { answers: answers.iter().map(|answer| answer.value.clone()).collect(), accents, case, spaces }
}

fn said(feedback: Option<&Spanned<String>>, review: Option<&Spanned<String>>) -> Said {
    Said { feedback: text(feedback), review: text(review) }
}

fn text(written: Option<&Spanned<String>>) -> Option<String> {
    written.map(trimmed).filter(|text| !text.is_empty())
}

fn trimmed(written: &Spanned<String>) -> String {
    written.value.trim().to_owned()
}
