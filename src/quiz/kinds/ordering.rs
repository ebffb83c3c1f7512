//! `ordering`: items to put in order. They are written in the right order and named `a`, `b`… in it;
//! an answer is the list of these names in the order given.

use crate::quiz::credit::Credit;
use crate::quiz::faults::Faults;
use crate::quiz::form::{Form, Remark};
use crate::quiz::key::{Key, PartKey, letter};
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Des éléments à remettre dans l’ordre.
    pub(crate) struct Ordering as "une question d’ordre" {
        /// Éléments (Markdown, une ligne), dans le bon ordre.
        items: Vec<Spanned<String>>,
        /// Retour (Markdown), montré après la réponse.
        feedback: Option<Spanned<String>>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
        /// Ce que vaut une réponse incomplète ; « partial » par défaut.
        credit: Option<Credit>,
    }
}

impl Form for Ordering {
    fn check(&self, faults: &mut Faults) {
        if self.items.len() < 2 {
            faults.whole("il faut au moins deux éléments", "ajoutez des éléments sous « items »");
        }
        faults.distinct(self.items.iter(), "deux éléments ont le même texte");
    }

    fn key(&self, _: &str) -> Key {
        let items = (0..self.items.len()).map(|rank| PartKey { id: letter(rank) }).collect();
        Key::Ordering { items, credit: self.credit.unwrap_or(Credit::Partial) }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        self.items.iter().collect()
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        let (feedback, review) = (self.feedback.as_ref(), self.review.as_ref());
        vec![Remark { about: None, feedback, review }]
    }

    fn credit(&self) -> Option<Credit> {
        Some(self.credit.unwrap_or(Credit::Partial))
    }
}
