//! `site.yaml`: what makes a site its publisher's own.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::legal::{Accessibility, Legal};
use crate::content::variables::Variables;
use crate::record;
use crate::yaml::decode::{Day, Spanned};

record! {
    /// Réglages du site (site.yaml).
    pub(crate) struct Configuration as "site.yaml" {
        /// Nom du site.
        title: String,
        /// Nom court, pour l’en-tête et les titres d’onglet.
        short_title: Option<String>,
        /// Devise affichée sous le nom.
        tagline: Option<String>,
        /// Une phrase qui présente le site (160 signes au plus).
        description: Spanned<String>,
        /// Langue du site ; seul « fr » est pris en charge.
        language: Option<Spanned<String>>,
        /// Adresse publique du site, pour le plan du site, le flux et les partages.
        base_url: Option<Spanned<String>>,
        /// Nom du thème, un dossier de themes/ (« rpps » par défaut).
        theme: Option<Spanned<String>>,
        /// Qui publie le site.
        publisher: Option<Publisher>,
        /// Ce que la loi demande de dire de l’éditeur, de l’hébergeur et des données.
        legal: Option<Legal>,
        /// L’état d’accessibilité du site ; sans audit, il est « non conforme ».
        accessibility: Option<Accessibility>,
        /// Une annonce en tête de chaque page, jusqu’à une date.
        announcement: Option<Announcement>,
        /// Où lire les sources : l’adresse à laquelle on ajoute « content/… », comme `https://exemple.fr/guide/blob/main/`.
        repository: Option<Spanned<String>>,
        /// Textes que les pages disent à la place de `[texte neutre](var:nom)`, par nom : une ligne de Markdown, ou rien.
        variables: Variables,
        /// Couleurs du thème remplacées, en clair et en sombre.
        colors: Option<ColorOverrides>,
        /// Logo : une image du dossier static/.
        logo: Option<Spanned<String>>,
        /// Le même logo pour l’affichage sombre : une image du dossier static/.
        logo_dark: Option<Spanned<String>>,
        /// Icône de l’onglet : une image du dossier static/ ; par défaut le logo, s’il est presque carré.
        icon: Option<Spanned<String>>,
        /// Pages du pied de page, par leur chemin dans content/.
        footer: Vec<Spanned<String>>,
        /// Page proposée à qui ne trouve rien en cherchant, par son chemin dans content/.
        help: Option<Spanned<String>>,
        /// Adresse du parcours de formation officiel, rappelée par l’attestation.
        official_course: Option<String>,
        /// Nombre de jours après lequel une page est à relire (365 par défaut).
        review_after: Option<u32>,
        /// Qui relit ce dont aucune page ne dit par qui.
        owner: Option<String>,
    }
}

record! {
    /// Éditeur du site.
    pub(crate) struct Publisher as "« publisher »" {
        /// Nom de l’organisme.
        name: String,
        /// Site de l’organisme.
        url: Option<Spanned<String>>,
        /// Adresse de courriel de contact.
        email: Option<Spanned<String>>,
        /// Téléphone de contact.
        phone: Option<Spanned<String>>,
    }
}

record! {
    /// Annonce en tête de chaque page.
    pub(crate) struct Announcement as "« announcement »" {
        /// Ce qu’elle dit, en une phrase.
        text: String,
        /// Page où en lire plus, par son chemin dans content/.
        link: Option<Spanned<String>>,
        /// Premier jour où elle est montrée (AAAA-MM-JJ).
        from: Option<Day>,
        /// Dernier jour où elle est montrée (AAAA-MM-JJ).
        until: Spanned<Day>,
    }
}

record! {
    /// Couleurs remplacées, par nom.
    pub(crate) struct ColorOverrides as "« colors »" {
        /// En clair.
        light: BTreeMap<String, Spanned<String>>,
        /// En sombre.
        dark: BTreeMap<String, Spanned<String>>,
    }
}

impl Configuration {
    /// The announcement of a day.
    pub(crate) fn announced(&self, day: Date) -> Option<&Announcement> {
        self.announcement.as_ref().filter(|one| one.from.is_none_or(|from| from.0 <= day) && day <= one.until.value.0)
    }

    /// The theme's folder name.
    pub(crate) fn theme_name(&self) -> &str {
        self.theme.as_ref().map_or("rpps", |theme| &theme.value)
    }

    /// The short name, or the whole one.
    pub(crate) fn short(&self) -> &str {
        self.short_title.as_deref().unwrap_or(&self.title)
    }
}
