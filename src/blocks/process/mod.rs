//! `process`, as an author writes it: lanes and steps.

mod check;

use super::{Faults, Model};
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Un circuit : qui fait quoi, dans quel ordre.
    pub(crate) struct Process as "un circuit" {
        /// Identifiant.
        id: Spanned<String>,
        /// Titre.
        title: String,
        /// Couloirs : les acteurs, de gauche à droite.
        lanes: Vec<Lane>,
        /// Étapes ; la première est le départ.
        steps: Vec<Step>,
    }
}

record! {
    /// Un couloir : un acteur et ce qu’il fait.
    pub(crate) struct Lane as "un couloir" {
        /// Identifiant.
        id: Spanned<String>,
        /// Nom de l’acteur.
        title: String,
    }
}

record! {
    /// Une étape.
    pub(crate) struct Step as "une étape" {
        /// Identifiant.
        id: Spanned<String>,
        /// Identifiant du couloir.
        lane: Spanned<String>,
        /// Ce que l’on fait, ou la question que l’on se pose, en quelques mots.
        title: Spanned<String>,
        /// L’explication, dans la liste qui suit le schéma (Markdown).
        text: Option<Spanned<String>>,
        /// Chemin du fichier source de la page où elle est expliquée.
        link: Option<Spanned<String>>,
        /// Ce qui suit ; rien pour une fin.
        next: Vec<Next>,
    }
}

record! {
    /// Ce qui suit une étape.
    pub(crate) struct Next as "une suite" {
        /// Identifiant de l’étape.
        go: Spanned<String>,
        /// Condition, quand plusieurs suites sont possibles.
        when: Option<Spanned<String>>,
    }
}

impl Model for Process {
    fn verify(&self, faults: &mut Faults) {
        check::verify(self, faults);
    }
}
