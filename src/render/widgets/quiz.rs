//! `quiz`: a bank of questions. Without scripts it reads as questions with their explained answers.
//!
//! Values for `templates/widgets/quiz.html`; « html » is safe HTML, the rest is plain text.
//! `course`, `attestation_href`, and `quiz`:
//! - `id`, `title`, `pass`, `module` {id, number, title, assessment} or null, `module_count`
//! - `draw`: how many questions are drawn, or null for all (src/quiz/order.rs); `shuffle`: true or false
//! - `retry`: {`tries`: a number or null (no limit), `show`: answers, reviews or score}
//! - `minutes`: expected length of one attempt
//! - `questions`: for every kind `id`, `number`, `kind` (the word of `type`), `text` html,
//!   `objective` {id, text: null outside of a module} or null, `hint` html or null, `explanation` html or null, `weight`,
//!   `credit` ("all", "partial", or null where the kind has none), `choices` (empty but for the first three
//!   kinds), and what the kind adds:
//!
//! | kind | adds |
//! |---|---|
//! | single, multiple, true-false | `choices`: {id, text html, correct, feedback html, review}; ids a, b… or vrai, faux |
//! | matching | `lefts`: {id "1"…, text html, right, feedback, review}; `rights`: {id "a"…, text} |
//! | ordering | `items`: {id "a"…, text html} in the right order; `feedback`, `review` |
//! | categorise | `categories`: {id, text}; `items`: {id "1"…, text html, category, feedback, review} |
//! | cloze | `gaps`, in the order of the text: {id, options: choices (plain text), answers: texts, forgive {accents, case, spaces}, feedback, review}; in `text`, each gap is `<span class="quiz-gap" data-gap="ID">…</span>` |
//! | numeric | `value` and `tolerance` ("12.5", as scoring reads them), `shown` and `margin` ("12,5", as French does; margin is null when 0), `unit` or null, `feedback`, `review` |
//! | short | `answers`: texts, `forgive`, `feedback`, `review` |
//! | scenario | `start`; `steps`, nearest first: {id, text html, choices: {id "a"…, text html, next, feedback, review}}; `ends`: {id, text html, score} |
//!
//! `feedback` is html, empty when there is none; `review` is {href, title} or null.

mod parts;

use serde::Serialize;

use super::Block;
use super::course::{self, Stop};
use crate::blocks::quiz::Reference;
use crate::french::french;
use crate::quiz::{self, Bank, QuestionType};
use crate::render::markdown::Body;

/// What a quiz loads for questions beyond a choice.
pub(crate) const OTHER_KINDS: &str = "quiz-other-kinds";

/// What it loads in the page of a module of the course.
pub(crate) const OF_MODULE: &str = "quiz-of-module";

#[derive(Serialize)]
struct Objective {
    id: String,
    text: Option<String>,
}

#[derive(Serialize)]
struct Question {
    id: String,
    number: usize,
    kind: &'static str,
    text: String,
    objective: Option<Objective>,
    hint: Option<String>,
    explanation: Option<String>,
    weight: u32,
    credit: Option<&'static str>,
    choices: Vec<parts::Choice>,
    #[serde(flatten)]
    parts: parts::Parts,
}

#[derive(Serialize)]
struct Retry {
    tries: Option<u32>,
    show: &'static str,
}

#[derive(Serialize)]
struct Module {
    id: String,
    number: usize,
    title: String,
    assessment: bool,
}

#[derive(Serialize)]
struct QuizValues {
    id: String,
    title: String,
    pass: u32,
    module: Option<Module>,
    module_count: usize,
    draw: Option<usize>,
    review: Option<u32>,
    shuffle: bool,
    retry: Retry,
    minutes: usize,
    questions: Vec<Question>,
}

#[derive(Serialize)]
struct Values {
    quiz: QuizValues,
    course: Option<super::attestation::CourseValues>,
    stops: Vec<Stop>,
    attestation_href: Option<String>,
}

/// Renders it.
pub(crate) fn render(reference: &Reference, block: &mut Block) -> Option<Body> {
    let site = block.scope.site;
    let bank = site.banks.get(&reference.bank.value)?;
    let rank = site.course.as_ref().and_then(|course| course.module_of(&bank.id));
    let rank = rank.filter(|_| reference.review.is_none());
    let module = site.course.as_ref().zip(rank).map(|(course, rank)| (rank, &course.file.modules[rank]));
    let quiz = QuizValues {
        id: bank.id.clone(),
        title: french(&bank.file.title).into_owned(),
        pass: site
            .course
            .as_ref()
            .map_or_else(|| bank.file.pass.as_ref().map_or(80, |pass| pass.value), |course| course.pass(bank)),
        module: module.map(|(rank, module)| Module {
            id: module.id.value.clone(),
            number: rank + 1,
            title: french(&module.title).into_owned(),
            assessment: module.is_assessment(),
        }),
        module_count: site.course.as_ref().map_or(0, |course| course.file.modules.len()),
        draw: reference.review.as_ref().map_or_else(|| bank.file.drawn(), |count| Some(count.value as usize)),
        review: reference.review.as_ref().map(|count| count.value),
        shuffle: bank.file.shuffled(),
        retry: Retry { tries: bank.file.tries(), show: bank.file.show().word() },
        minutes: quiz::time::bank_seconds(&bank.file).div_ceil(60),
        questions: bank
            .file
            .questions
            .iter()
            .enumerate()
            .map(|(index, question)| values(index, &question.value, bank, block))
            .collect(),
    };
    let course = site.course.as_deref().map(super::attestation::CourseValues::new);
    let attestation_href = site.landmarks.attestation.map(|page| block.scope.href(page));
    let simple = |kind| matches!(kind, QuestionType::Single | QuestionType::Multiple | QuestionType::TrueFalse);
    let more = bank.file.questions.iter().any(|question| !simple(question.value.kind()));
    for (name, wanted) in [(OTHER_KINDS, more), (OF_MODULE, module.is_some())] {
        if wanted {
            block.body.shows(name);
        }
    }
    block.template("quiz", &Values { quiz, course, stops: course::stops(block.scope), attestation_href })
}

fn values(index: usize, question: &quiz::Question, bank: &Bank, block: &mut Block) -> Question {
    let objective = block.scope.site.course.as_ref().and_then(|course| {
        let served = |objective: &&crate::course::Objective| Some(objective.id.value.as_str()) == question.objective();
        course.objectives_of(&bank.id).into_iter().find(served)
    });
    let common = &question.common;
    let (choices, parts) = parts::of(question, bank, block);
    Question {
        id: question.id().to_owned(),
        number: index + 1,
        kind: question.kind().word(),
        text: parts::stem(question, block.blocks(&common.text, &bank.source)),
        objective: question.objective().map(|id| Objective {
            id: id.to_owned(),
            text: objective.map(|objective| french(&objective.text).into_owned()),
        }),
        hint: common.hint.as_ref().map(|hint| block.blocks(hint, &bank.source)),
        explanation: common.explanation.as_ref().map(|text| block.blocks(text, &bank.source)),
        weight: question.weight(),
        credit: question.credit().map(quiz::credit::Credit::word),
        choices,
        parts,
    }
}
