//! `quiz`: a bank of questions. Without scripts it reads as questions with their explained answers.

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Body, french};
use crate::quiz::{self, Bank};
use crate::record;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

record! {
    /// Un quiz dans une page.
    pub struct Reference as "le quiz" {
        /// Nom d’une banque de questions : un fichier de quizzes/, sans « .yaml ».
        bank: Spanned<String>,
    }
}

#[derive(Serialize)]
struct Review {
    href: String,
    title: String,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    text: String,
    correct: bool,
    feedback: String,
    review: Option<Review>,
}

#[derive(Serialize)]
struct Objective {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Question {
    id: String,
    number: usize,
    kind: &'static str,
    text: String,
    objective: Option<Objective>,
    hint: Option<String>,
    choices: Vec<Choice>,
    explanation: Option<String>,
}

#[derive(Serialize)]
struct Module {
    id: String,
    number: usize,
    title: String,
}

#[derive(Serialize)]
struct QuizValues {
    id: String,
    title: String,
    pass: u32,
    module: Option<Module>,
    module_count: usize,
    questions: Vec<Question>,
}

#[derive(Serialize)]
struct Values {
    quiz: QuizValues,
    course: Option<super::attestation::CourseValues>,
    attestation_href: Option<String>,
}

/// The kind.
pub struct Quiz;

impl Widget for Quiz {
    fn kind(&self) -> &'static str {
        "quiz"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Reference>())
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let reference: Reference = block.decode()?;
        let site = block.scope.site;
        let Some(bank) = site.banks.get(&reference.bank.value) else {
            block.report.push(
                Diagnostic::error(Code::Quiz, format!("banque de questions « {} » introuvable", reference.bank.value))
                    .at(&block.scope.page.source, reference.bank.span.clone())
                    .hint(suggest(&reference.bank.value, site.banks.keys().map(String::as_str))),
            );
            return None;
        };
        let rank = site.course.as_ref().and_then(|course| course.module_of(&bank.id));
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
            }),
            module_count: site.course.as_ref().map_or(0, |course| course.file.modules.len()),
            questions: bank
                .file
                .questions
                .iter()
                .enumerate()
                .map(|(index, question)| values(index, &question.value, bank, block))
                .collect(),
        };
        let course = site.course.as_ref().map(super::attestation::CourseValues::new);
        let attestation_href = site.landmarks.attestation.map(|page| block.scope.href(page));
        for asset in ["quiz.css", "core.js", "quiz.js"] {
            block.body.require(asset);
        }
        block.template(self.kind(), &Values { quiz, course, attestation_href })
    }
}

fn values(index: usize, question: &quiz::Question, bank: &Bank, block: &mut Block) -> Question {
    let objective = block.scope.site.course.as_ref().and_then(|course| {
        let module = &course.file.modules[course.module_of(&bank.id)?];
        module.objectives.iter().find(|objective| objective.id.value == question.objective.value)
    });
    Question {
        id: question.id.value.clone(),
        number: index + 1,
        kind: question.r#type.word(),
        text: block.blocks(&question.text, &bank.source),
        objective: objective
            .map(|objective| Objective { id: objective.id.value.clone(), text: french(&objective.text).into_owned() }),
        hint: question.hint.as_ref().map(|hint| block.blocks(hint, &bank.source)),
        choices: question
            .choices
            .iter()
            .zip('a'..)
            .map(|(choice, id)| choice_values(&choice.value, id, bank, block))
            .collect(),
        explanation: question.explanation.as_ref().map(|text| block.blocks(text, &bank.source)),
    }
}

fn choice_values(choice: &quiz::Choice, id: char, bank: &Bank, block: &mut Block) -> Choice {
    let review = choice.review.as_ref().and_then(|review| {
        let (href, page) = block.link_from_content(review, &bank.source)?;
        let title = page.map(|page| french(&block.scope.site.tree.page(page).front.title.value).into_owned());
        Some(Review { href, title: title.unwrap_or_default() })
    });
    Choice {
        id: id.to_string(),
        text: block.line(&choice.text, &bank.source),
        correct: choice.correct,
        feedback: block.blocks(&choice.feedback, &bank.source),
        review,
    }
}
