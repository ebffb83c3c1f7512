//! `numeric`: a number, with a tolerance. An answer is what was typed.

use crate::quiz::decimal::Decimal;
use crate::quiz::faults::Faults;
use crate::quiz::form::{Form, Remark};
use crate::quiz::key::Key;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Une question dont la réponse est un nombre.
    pub(crate) struct Numeric as "une question numérique" {
        /// Le nombre juste.
        value: Spanned<Decimal>,
        /// Écart admis, en plus et en moins ; 0 par défaut.
        tolerance: Option<Spanned<Decimal>>,
        /// Unité, écrite après le champ de saisie.
        unit: Option<String>,
        /// Retour (Markdown), montré après la réponse.
        feedback: Option<Spanned<String>>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
    }
}

impl Numeric {
    /// How far an answer may be.
    pub(crate) fn tolerance(&self) -> Decimal {
        self.tolerance.as_ref().map(|tolerance| tolerance.value).unwrap_or_default()
    }
}

impl Form for Numeric {
    fn check(&self, faults: &mut Faults) {
        if let Some(tolerance) = self.tolerance.as_ref().filter(|tolerance| tolerance.value.is_negative()) {
            faults.fault(&tolerance.span, "une tolérance n’est pas négative", "écrivez l’écart admis, comme 0,5");
        }
    }

    fn key(&self, _: &str) -> Key {
        Key::Numeric { value: self.value.value, tolerance: self.tolerance() }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        Vec::new()
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        let (feedback, review) = (self.feedback.as_ref(), self.review.as_ref());
        vec![Remark { about: None, feedback, review }]
    }
}
