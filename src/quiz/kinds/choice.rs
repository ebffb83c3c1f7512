//! Questions with choices: `single`, `multiple`, `true-false`.
//!
//! An answer is the list of the identifiers of the choices taken: `a`, `b`… in the order written;
//! `vrai`, `faux`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::quiz::credit::Credit;
use crate::quiz::faults::Faults;
use crate::quiz::form::{Form, Remark};
use crate::quiz::key::{ChoiceKey, Key, letter};
use crate::record;
use crate::yaml::Node;
use crate::yaml::decode::{Decode, Decoder, Spanned};

record! {
    /// Un choix d’une question.
    pub(crate) struct Choice as "un choix" {
        /// Texte du choix (Markdown, une ligne).
        text: Spanned<String>,
        /// Ce choix est juste.
        correct: bool,
        /// Retour fait à qui prend ce choix (Markdown).
        feedback: Option<Spanned<String>>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
    }
}

record! {
    /// Une question à réponse unique.
    pub(crate) struct Single as "une question à réponse unique" {
        /// Choix proposés, dont un seul juste.
        choices: Vec<Spanned<Choice>>,
    }
}

record! {
    /// Une question à réponses multiples.
    pub(crate) struct Multiple as "une question à réponses multiples" {
        /// Choix proposés.
        choices: Vec<Spanned<Choice>>,
        /// Ce que vaut une réponse incomplète ; « all » par défaut.
        credit: Option<Credit>,
    }
}

record! {
    /// Une affirmation, vraie ou fausse.
    pub(crate) struct TrueFalse as "un vrai ou faux" {
        /// L’affirmation est vraie.
        answer: Truth,
        /// Ce qui est dit à qui répond « vrai ».
        r#true: Option<Side>,
        /// Ce qui est dit à qui répond « faux ».
        r#false: Option<Side>,
    }
}

record! {
    /// Ce qui est dit à qui donne une réponse.
    pub(crate) struct Side as "un retour" {
        /// Retour (Markdown).
        feedback: Option<Spanned<String>>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
    }
}

/// `true` or `false`, which must be written: a forgotten key is not a « faux ».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Truth(pub(crate) bool);

impl Decode for Truth {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        bool::decode(node, decoder).map(Truth)
    }
}

impl JsonSchema for Truth {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Truth".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "boolean" })
    }
}

impl Form for Single {
    fn check(&self, faults: &mut Faults) {
        check(&self.choices, faults);
        if right(&self.choices) > 1 && self.choices.len() > 1 {
            faults.whole(
                "plusieurs choix sont justes, pour une réponse unique",
                "gardez un seul « correct: true », ou écrivez « type: multiple »",
            );
        }
    }

    fn key(&self, _: &str) -> Key {
        Key::Single { choices: keys(&self.choices) }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        texts(&self.choices)
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        remarks(&self.choices)
    }
}

impl Form for Multiple {
    fn check(&self, faults: &mut Faults) {
        check(&self.choices, faults);
    }

    fn key(&self, _: &str) -> Key {
        Key::Multiple { choices: keys(&self.choices), credit: self.credit.unwrap_or(Credit::All) }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        texts(&self.choices)
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        remarks(&self.choices)
    }

    fn credit(&self) -> Option<Credit> {
        Some(self.credit.unwrap_or(Credit::All))
    }
}

impl Form for TrueFalse {
    fn check(&self, faults: &mut Faults) {
        let wrong = if self.answer.0 { (&self.r#false, "false") } else { (&self.r#true, "true") };
        if wrong.0.as_ref().is_none_or(|side| side.review.is_none()) {
            faults.whole(
                "la réponse fausse ne dit pas quel paragraphe relire",
                &format!("ajoutez « review: section/page.md#ancre » sous « {}: »", wrong.1),
            );
        }
    }

    fn key(&self, _: &str) -> Key {
        let choice = |id: &str, correct| ChoiceKey { id: id.to_owned(), correct };
        Key::TrueFalse { choices: vec![choice("vrai", self.answer.0), choice("faux", !self.answer.0)] }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        Vec::new()
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        vec![said(self.r#true.as_ref()), said(self.r#false.as_ref())]
    }
}

fn said(side: Option<&Side>) -> Remark<'_> {
    Remark {
        about: None,
        feedback: side.and_then(|side| side.feedback.as_ref()),
        review: side.and_then(|side| side.review.as_ref()),
    }
}

/// The texts of choices.
pub(super) fn texts(choices: &[Spanned<Choice>]) -> Vec<&Spanned<String>> {
    choices.iter().map(|choice| &choice.value.text).collect()
}

/// What is said of choices.
pub(super) fn remarks(choices: &[Spanned<Choice>]) -> Vec<Remark<'_>> {
    choices
        .iter()
        .map(|choice| Remark {
            about: Some(&choice.value.text),
            feedback: choice.value.feedback.as_ref(),
            review: choice.value.review.as_ref(),
        })
        .collect()
}

/// The keys of choices.
pub(super) fn keys(choices: &[Spanned<Choice>]) -> Vec<ChoiceKey> {
    let key = |(rank, choice): (usize, &Spanned<Choice>)| ChoiceKey { id: letter(rank), correct: choice.value.correct };
    choices.iter().enumerate().map(key).collect()
}

/// How many choices are right.
pub(in crate::quiz) fn right(choices: &[Spanned<Choice>]) -> usize {
    choices.iter().filter(|choice| choice.value.correct).count()
}

fn check(choices: &[Spanned<Choice>], faults: &mut Faults) {
    if choices.len() < 2 {
        faults.whole("il faut au moins deux choix", "ajoutez des choix sous « choices »");
    } else if right(choices) == 0 {
        faults.whole("aucun choix n’est juste", "ajoutez « correct: true » à un choix");
    }
    reviewed(choices, faults);
    faults.distinct(choices.iter().map(|choice| &choice.value.text), "deux choix ont le même texte");
}

/// Tells the wrong choices that send nowhere.
pub(super) fn reviewed(choices: &[Spanned<Choice>], faults: &mut Faults) {
    for choice in choices.iter().map(|choice| &choice.value) {
        if !choice.correct && choice.review.is_none() {
            faults.fault(
                &choice.text.span,
                "un choix faux ne dit pas quel paragraphe relire",
                "ajoutez « review: section/page.md#ancre »",
            );
        }
    }
}
