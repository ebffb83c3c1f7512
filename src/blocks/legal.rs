//! `legal`, as an author writes it: which part of what the law asks to say stands here. What it says comes from `site.yaml`.

use super::Model;
use crate::{choice, record};

choice! {
    /// Une partie de ce que la loi demande de dire.
    pub(crate) enum Part {
        /// Qui publie le site, et qui en répond.
        Publisher => "publisher",
        /// Qui l’héberge.
        Host => "host",
        /// La trace des visites, et à qui écrire au sujet de ses données.
        Privacy => "privacy",
        /// L’état d’accessibilité.
        Accessibility => "accessibility",
        /// À qui signaler une difficulté d’accès, et vers qui se tourner sans réponse.
        Recourse => "recourse",
    }
}

record! {
    /// Ce que la loi demande de dire, fait des réglages « publisher », « legal » et « accessibility » de site.yaml.
    pub(crate) struct Reference as "les mentions de la loi" {
        /// Ce que l’on dit ici.
        part: Part,
    }
}

impl Model for Reference {}
