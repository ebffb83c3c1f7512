//! `checklist`, as an author writes it: sections and items, with days counted from a date that the reader gives.

use std::collections::BTreeSet;

use super::{Faults, Model};
use crate::diagnostic::Code;
use crate::record;
use crate::yaml::decode::Spanned;

/// Further than that from its date, a deadline is a slip of the pen.
const FARTHEST: i64 = 730;

record! {
    /// Une liste de contrôle.
    pub(crate) struct Checklist as "une liste de contrôle" {
        /// Identifiant, seul de ce nom dans le site, sous lequel les cases cochées sont gardées : le changer les fait oublier.
        id: Spanned<String>,
        /// Titre.
        title: String,
        /// Ce qu’il faut savoir avant de commencer (Markdown).
        intro: Option<Spanned<String>>,
        /// La date dont les échéances sont comptées. Obligatoire dès qu’un point a des « days ».
        start: Option<Start>,
        /// Parties, une au moins.
        sections: Vec<Section>,
    }
}

record! {
    /// La date dont les échéances sont comptées.
    pub(crate) struct Start as "une date de départ" {
        /// Ce que c’est, pour l’étiquette du champ : « Date de lancement ».
        label: Spanned<String>,
        /// La même, après un nombre de jours : « après le lancement ».
        after: String,
        /// La même : « avant le lancement ».
        before: String,
        /// La même, quand il n’y a aucun jour d’écart : « le jour du lancement ».
        same: String,
    }
}

record! {
    /// Une partie de la liste.
    pub(crate) struct Section as "une partie" {
        /// Titre.
        title: Spanned<String>,
        /// Points, un au moins.
        items: Vec<Item>,
    }
}

record! {
    /// Un point à cocher.
    pub(crate) struct Item as "un point" {
        /// Identifiant : le changer fait oublier que le point était coché.
        id: Spanned<String>,
        /// Ce qui doit être fait ou vrai (Markdown, une ligne).
        text: Spanned<String>,
        /// Échéance, en jours depuis la date de départ ; négative avant elle.
        days: Option<Spanned<i64>>,
        /// Texte du lien vers la page qui explique.
        see: Option<Spanned<String>>,
        /// Chemin du fichier source de cette page, depuis la page de la liste.
        link: Option<Spanned<String>>,
    }
}

impl Model for Checklist {
    fn verify(&self, faults: &mut Faults) {
        Check { list: self, faults }.run();
    }

    fn unique(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

struct Check<'c, 'f, 's> {
    list: &'c Checklist,
    faults: &'f mut Faults<'s>,
}

impl<'c> Check<'c, '_, '_> {
    fn run(mut self) {
        self.identifiers();
        self.sections();
        self.deadlines();
        self.links();
    }

    fn items(&self) -> Vec<Item> {
        self.list.sections.iter().flat_map(|section| section.items.clone()).collect()
    }

    fn identifiers(&mut self) {
        let ids: Vec<Spanned<String>> = self.items().into_iter().map(|item| item.id).collect();
        for id in std::iter::once(&self.list.id).chain(&ids) {
            self.faults.identifier(id);
        }
        let mut seen = BTreeSet::new();
        for id in &ids {
            if !seen.insert(&id.value) {
                let message = format!("identifiant « {} » donné deux fois", id.value);
                self.faults.error(Code::DuplicateId, &id.span, message, "donnez à chaque point un identifiant à lui");
            }
        }
    }

    fn sections(&mut self) {
        if self.list.sections.is_empty() {
            let span = self.faults.span();
            self.faults.error(
                Code::Checklist,
                &span,
                "une liste sans partie".to_owned(),
                "écrivez au moins une partie",
            );
        }
        let mut titles = BTreeSet::new();
        for section in &self.list.sections {
            if section.items.is_empty() {
                let message = format!("la partie « {} » est vide", section.title.value);
                self.faults.error(
                    Code::Checklist,
                    &section.title.span,
                    message,
                    "écrivez un point, ou retirez la partie",
                );
            }
            if !titles.insert(section.title.value.trim().to_lowercase()) {
                let message = format!("titre « {} » donné deux fois", section.title.value);
                self.faults.error(Code::Checklist, &section.title.span, message, "distinguez les deux parties");
            }
        }
    }

    /// Days are counted from something, and something is counted from a date that is asked.
    fn deadlines(&mut self) {
        let days: Vec<Spanned<i64>> = self.items().into_iter().filter_map(|item| item.days).collect();
        for one in &days {
            if one.value.abs() > FARTHEST {
                let message = format!("échéance à {} jours, hors des limites", one.value);
                let hint = format!("donnez entre -{FARTHEST} et {FARTHEST} jours");
                self.faults.error(Code::BadValue, &one.span, message, &hint);
            }
        }
        match (&self.list.start, days.first()) {
            (None, Some(first)) => {
                let message = "une échéance, sans date de départ".to_owned();
                self.faults.error(Code::Checklist, &first.span, message, "ajoutez « start », ou retirez « days »");
            }
            (Some(start), None) => {
                let message = "une date de départ dont rien ne dépend".to_owned();
                self.faults.error(
                    Code::Checklist,
                    &start.label.span,
                    message,
                    "donnez des « days » à un point, ou retirez « start »",
                );
            }
            _ => {}
        }
    }

    /// A link has words, and words lead somewhere.
    fn links(&mut self) {
        for item in self.items() {
            let (span, missing) = match (&item.see, &item.link) {
                (Some(see), None) => (&see.span, "link"),
                (None, Some(link)) => (&link.span, "see"),
                _ => continue,
            };
            let message = format!("le point « {} » n’a que la moitié d’un lien", item.id.value);
            self.faults.error(Code::Checklist, span, message, format!("ajoutez « {missing} »"));
        }
    }
}
