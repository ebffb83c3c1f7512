//! `short`: a short text. An answer is what was typed.

use super::cloze::typed;
use crate::quiz::faults::Faults;
use crate::quiz::fold::Forgiven;
use crate::quiz::form::{Form, Remark};
use crate::quiz::key::Key;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Une question dont la réponse est un texte court.
    pub(crate) struct Short as "une question à réponse courte" {
        /// Réponses admises ; la première est celle que l’on montre.
        answers: Vec<Spanned<String>>,
        /// Ce que l’on pardonne.
        forgive: Option<Forgiven>,
        /// Retour (Markdown), montré après la réponse.
        feedback: Option<Spanned<String>>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
    }
}

impl Form for Short {
    fn check(&self, faults: &mut Faults) {
        if self.answers.is_empty() {
            faults.whole("aucune réponse n’est admise", "ajoutez-en sous « answers »");
        }
        typed(&self.answers, self.forgive.as_ref(), faults);
    }

    fn key(&self, _: &str) -> Key {
        let answers = self.answers.iter().map(|answer| answer.value.clone()).collect();
        Key::Short { answers, forgive: self.forgive.as_ref().into() }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        Vec::new()
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        let (feedback, review) = (self.feedback.as_ref(), self.review.as_ref());
        vec![Remark { about: None, feedback, review }]
    }
}
