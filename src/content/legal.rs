//! What the law asks a publisher to say (`legal` and `accessibility` of `site.yaml`), and what follows from it.
//!
//! In: the settings. Out: their model; the state of accessibility that may be announced, which an audit decides and not its
//! publisher (décret n° 2019-768 of 24 July 2019, article 4: full, partial from half of the criteria on, none otherwise
//! and without a valid audit).

use crate::yaml::decode::{Day, Spanned};
use crate::{choice, record};

record! {
    /// Ce que la loi demande de dire de l’éditeur, de l’hébergeur et des données.
    pub(crate) struct Legal as "« legal »" {
        /// Directeur ou directrice de la publication : prénom, nom, qualité.
        director: Option<String>,
        /// Siège de l’éditeur : adresse postale.
        seat: Option<String>,
        /// Numéro SIREN ou SIRET de l’éditeur.
        registration: Option<String>,
        /// Qui héberge le site.
        host: Option<Host>,
        /// Adresse de courriel du délégué à la protection des données.
        dpo: Option<Spanned<String>>,
        /// Pourquoi l’hébergeur garde une trace des visites (« la sécurité du site » par défaut).
        basis: Option<String>,
        /// Combien de temps l’hébergeur garde la trace des visites, comme « 12 mois ».
        logs: Option<String>,
        /// Licence sous laquelle les textes peuvent être repris.
        licence: Option<String>,
    }
}

record! {
    /// Hébergeur du site.
    pub(crate) struct Host as "« host »" {
        /// Nom.
        name: Option<String>,
        /// Adresse postale.
        address: Option<String>,
        /// Téléphone.
        phone: Option<Spanned<String>>,
    }
}

record! {
    /// L’état d’accessibilité du site.
    pub(crate) struct Accessibility as "« accessibility »" {
        /// L’état annoncé, celui que donne le dernier audit ; sans audit, « non conforme ».
        state: Option<Spanned<Conformity>>,
        /// Le dernier audit.
        audit: Option<Audit>,
        /// Adresse de courriel à laquelle signaler une difficulté.
        contact: Option<Spanned<String>>,
        /// Adresse du schéma pluriannuel de mise en accessibilité.
        plan: Option<Spanned<String>>,
    }
}

record! {
    /// Un audit d’accessibilité.
    pub(crate) struct Audit as "« audit »" {
        /// Sa date (AAAA-MM-JJ).
        date: Spanned<Day>,
        /// Ce que c’était, comme « audit complet » ou « auto-évaluation ».
        kind: String,
        /// Qui l’a mené.
        by: Option<String>,
        /// Part des critères du RGAA qui sont respectés, en pour cent.
        rate: Spanned<u32>,
    }
}

choice! {
    /// État de conformité au RGAA.
    pub(crate) enum Conformity {
        /// Tous les critères sont respectés.
        Full => "totalement conforme",
        /// La moitié au moins des critères sont respectés.
        Partial => "partiellement conforme",
        /// Moins de la moitié, ou aucun audit.
        Missing => "non conforme",
    }
}

impl Conformity {
    /// What an audit allows to announce.
    pub(crate) fn of(audit: Option<&Audit>) -> Self {
        match audit.map_or(0, |audit| audit.rate.value) {
            100.. => Self::Full,
            50.. => Self::Partial,
            _ => Self::Missing,
        }
    }
}

impl Accessibility {
    /// The state of a site: what its audit gives, whatever else was written.
    pub(crate) fn conformity(of: Option<&Self>) -> Conformity {
        Conformity::of(of.and_then(|accessibility| accessibility.audit.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_audit_decides_the_state() {
        let audit = |rate| Audit {
            date: Spanned { value: Day(date(2026, 5, 12)), span: 0..0 },
            kind: "audit complet".to_owned(),
            by: None,
            rate: Spanned { value: rate, span: 0..0 },
        };
        for (rate, words) in [
            (0, "non conforme"),
            (49, "non conforme"),
            (50, "partiellement conforme"),
            (99, "partiellement conforme"),
            (100, "totalement conforme"),
        ] {
            assert_eq!(Conformity::of(Some(&audit(rate))).word(), words, "{rate}");
        }
        assert_eq!(Accessibility::conformity(None).word(), "non conforme");
    }
}
