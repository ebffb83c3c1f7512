//! `categorise`: items to put in categories. Items are `1`, `2`… in the order written; an answer is
//! a list of `1=category`.

use crate::quiz::credit::Credit;
use crate::quiz::faults::Faults;
use crate::quiz::form::{Form, Remark};
use crate::quiz::key::{Key, PartKey, SortedKey};
use crate::record;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

record! {
    /// Une catégorie.
    pub(crate) struct Category as "une catégorie" {
        /// Identifiant (minuscules, chiffres, tirets).
        id: Spanned<String>,
        /// Nom de la catégorie (sans mise en forme).
        text: Spanned<String>,
    }
}

record! {
    /// Un élément à ranger.
    pub(crate) struct Sorted as "un élément à ranger" {
        /// Texte (Markdown, une ligne).
        text: Spanned<String>,
        /// Identifiant de sa catégorie.
        category: Spanned<String>,
        /// Retour (Markdown), montré après la réponse.
        feedback: Option<Spanned<String>>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
    }
}

record! {
    /// Des éléments à ranger dans des catégories.
    pub(crate) struct Categorise as "une question de classement" {
        /// Catégories.
        categories: Vec<Category>,
        /// Éléments à ranger.
        items: Vec<Spanned<Sorted>>,
        /// Ce que vaut une réponse incomplète ; « partial » par défaut.
        credit: Option<Credit>,
    }
}

impl Form for Categorise {
    fn check(&self, faults: &mut Faults) {
        if self.categories.len() < 2 {
            faults.whole("il faut au moins deux catégories", "ajoutez-en sous « categories »");
        }
        if self.items.len() < 2 {
            faults.whole("il faut au moins deux éléments à ranger", "ajoutez-en sous « items »");
        }
        for category in &self.categories {
            faults.slug(&category.id.value, &category.id.span);
        }
        faults.distinct(self.categories.iter().map(|one| &one.id), "deux catégories ont le même identifiant");
        faults.distinct(self.categories.iter().map(|one| &one.text), "deux catégories ont le même nom");
        faults.distinct(self.items.iter().map(|item| &item.value.text), "deux éléments ont le même texte");
        for Sorted { category, .. } in self.items.iter().map(|item| &item.value) {
            if !self.categories.iter().any(|known| known.id.value == category.value) {
                let hint = suggest(&category.value, self.categories.iter().map(|known| known.id.value.as_str()));
                faults.fault(&category.span, format!("catégorie « {} » inconnue", category.value), &hint);
            }
        }
    }

    fn key(&self, _: &str) -> Key {
        let item = |(rank, item): (usize, &Spanned<Sorted>)| SortedKey {
            id: (rank + 1).to_string(),
            category: item.value.category.value.clone(),
        };
        Key::Categorise {
            categories: self.categories.iter().map(|category| PartKey { id: category.id.value.clone() }).collect(),
            items: self.items.iter().enumerate().map(item).collect(),
            credit: self.credit.unwrap_or(Credit::Partial),
        }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        let items = self.items.iter().map(|item| &item.value.text);
        self.categories.iter().map(|category| &category.text).chain(items).collect()
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        self.items
            .iter()
            .map(|item| Remark {
                about: Some(&item.value.text),
                feedback: item.value.feedback.as_ref(),
                review: item.value.review.as_ref(),
            })
            .collect()
    }

    fn credit(&self) -> Option<Credit> {
        Some(self.credit.unwrap_or(Credit::Partial))
    }
}
