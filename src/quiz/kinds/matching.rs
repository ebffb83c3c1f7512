//! `matching`: parts to put together two by two, with distractors.
//!
//! Left parts are `1`, `2`… in the order written. Right parts are `a`, `b`… in the order written,
//! distractors last; two pairs with the same right text share one. An answer is a list of `1=a`.

use crate::quiz::credit::Credit;
use crate::quiz::faults::Faults;
use crate::quiz::form::{Form, Remark};
use crate::quiz::key::{Key, LeftKey, PartKey, letter};
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Deux éléments qui vont ensemble.
    pub(crate) struct Pair as "une paire" {
        /// Élément de gauche (Markdown, une ligne).
        left: Spanned<String>,
        /// Élément de droite qui va avec lui (texte d’une liste : sans mise en forme).
        right: Spanned<String>,
        /// Retour (Markdown), montré après la réponse.
        feedback: Option<Spanned<String>>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
    }
}

record! {
    /// Des éléments à associer deux à deux.
    pub(crate) struct Matching as "une question d’association" {
        /// Paires.
        pairs: Vec<Spanned<Pair>>,
        /// Éléments de droite qui ne vont avec rien.
        extra: Vec<Spanned<String>>,
        /// Ce que vaut une réponse incomplète ; « partial » par défaut.
        credit: Option<Credit>,
    }
}

impl Matching {
    /// The right parts, each once.
    pub(crate) fn rights(&self) -> Vec<&Spanned<String>> {
        let mut rights: Vec<&Spanned<String>> = Vec::new();
        for text in self.pairs.iter().map(|pair| &pair.value.right).chain(&self.extra) {
            if !rights.iter().any(|other| same(other, text)) {
                rights.push(text);
            }
        }
        rights
    }

    /// Identifier of the right part of a pair.
    pub(crate) fn right_of(&self, pair: &Pair) -> String {
        letter(self.rights().iter().position(|right| same(right, &pair.right)).unwrap_or(0))
    }
}

fn same(one: &Spanned<String>, other: &Spanned<String>) -> bool {
    one.value.trim() == other.value.trim()
}

impl Form for Matching {
    fn check(&self, faults: &mut Faults) {
        if self.pairs.len() < 2 {
            faults.whole("il faut au moins deux paires", "ajoutez des paires sous « pairs »");
        } else if self.rights().len() < 2 {
            faults.whole("toutes les paires ont le même élément de droite", "donnez-leur des éléments différents");
        }
        let lefts = self.pairs.iter().map(|pair| &pair.value.left);
        faults.distinct(lefts, "deux éléments de gauche ont le même texte");
        for extra in &self.extra {
            if self.pairs.iter().any(|pair| same(&pair.value.right, extra)) {
                faults.fault(&extra.span, "un élément en trop est la réponse d’une paire", "récrivez-le ou retirez-le");
            }
        }
        faults.distinct(self.extra.iter(), "deux éléments en trop ont le même texte");
    }

    fn key(&self, _: &str) -> Key {
        let left = |(rank, pair): (usize, &Spanned<Pair>)| LeftKey {
            id: (rank + 1).to_string(),
            right: self.right_of(&pair.value),
        };
        Key::Matching {
            lefts: self.pairs.iter().enumerate().map(left).collect(),
            rights: (0..self.rights().len()).map(|rank| PartKey { id: letter(rank) }).collect(),
            credit: self.credit.unwrap_or(Credit::Partial),
        }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        self.pairs.iter().map(|pair| &pair.value.left).chain(self.rights()).collect()
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        self.pairs
            .iter()
            .map(|pair| Remark {
                about: Some(&pair.value.left),
                feedback: pair.value.feedback.as_ref(),
                review: pair.value.review.as_ref(),
            })
            .collect()
    }

    fn credit(&self) -> Option<Credit> {
        Some(self.credit.unwrap_or(Credit::Partial))
    }
}
