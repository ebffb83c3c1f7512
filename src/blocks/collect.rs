//! `collect`, as an author writes it: columns, each with its kind and its rules, which `widgets/collect/rules.js` applies. Here it
//! is checked that they hold together.

use std::collections::BTreeSet;

use super::{Faults, Model};
use crate::diagnostic::Code;
use crate::text::slug::slug;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;
use crate::{choice, record};

choice! {
    /// Ce que contient une colonne.
    pub(crate) enum ColumnKind {
        /// N’importe quel texte.
        Text => "text",
        /// Un numéro RPPS : 11 chiffres et leur clé.
        Rpps => "rpps",
        /// Un SIRET : 14 chiffres et leur clé.
        Siret => "siret",
        /// Un FINESS : 9 caractères et leur clé.
        Finess => "finess",
        /// Un jour.
        Date => "date",
        /// Une adresse électronique.
        Email => "email",
        /// Un mobile français.
        Mobile => "mobile",
        /// Une valeur d’une liste.
        Choice => "choice",
    }
}

record! {
    /// Des données à recueillir : une fiche à imprimer, un tableau à contrôler.
    pub(crate) struct Collect as "un recueil" {
        /// Identifiant, seul de ce nom dans le site, pour les adresses dans la page.
        id: Spanned<String>,
        /// Titre de la fiche.
        title: String,
        /// Nom des fichiers, sans leur extension ; l’identifiant par défaut.
        file: Option<Spanned<String>>,
        /// Ce qu’il faut dire au bas de la fiche (Markdown).
        note: Option<Spanned<String>>,
        /// Colonnes, dans l’ordre de la fiche et du tableau.
        columns: Vec<Column>,
        /// Colonnes qui, ensemble, désignent une personne : deux lignes où elles sont égales sont signalées.
        same: Vec<Spanned<String>>,
    }
}

record! {
    /// Une colonne.
    pub(crate) struct Column as "une colonne" {
        /// Identifiant.
        id: Spanned<String>,
        /// Titre de la colonne.
        label: Spanned<String>,
        /// Partie de la fiche où elle se range ; celle de la colonne précédente par défaut.
        group: Option<String>,
        /// Ce qu’elle contient : text (par défaut), rpps, siret, finess, date, email, mobile ou choice.
        kind: Option<ColumnKind>,
        /// Ce qui aide à la remplir.
        hint: Option<String>,
        /// Autres titres que l’on rencontre pour elle dans les fichiers.
        also: Vec<Spanned<String>>,
        /// Une case vide est à corriger.
        required: bool,
        /// Colonne qui dispense de celle-ci quand elle est remplie.
        unless: Option<Spanned<String>>,
        /// Deux personnes ne peuvent pas avoir la même valeur.
        distinct: bool,
        /// Une date de naissance (« date » seulement) : ni à venir, ni trop récente.
        birth: Option<Spanned<bool>>,
        /// Colonne de dates qui ne peut pas être plus tardive que celle-ci.
        after: Option<Spanned<String>>,
        /// Valeurs admises, deux au moins (« choice » seulement).
        choices: Vec<Spanned<String>>,
    }
}

impl Column {
    /// What it contains: any text, when nothing is said.
    pub(crate) fn kind(&self) -> ColumnKind {
        self.kind.unwrap_or(ColumnKind::Text)
    }
}

impl Model for Collect {
    fn verify(&self, faults: &mut Faults) {
        let mut check = Check { collect: self, faults };
        check.identifiers();
        check.titles();
        check.columns();
    }

    fn unique(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

struct Check<'c, 'f, 's> {
    collect: &'c Collect,
    faults: &'f mut Faults<'s>,
}

impl<'c> Check<'c, '_, '_> {
    fn identifiers(&mut self) {
        let collect = self.collect;
        let ids = collect.columns.iter().map(|column| &column.id);
        for id in [Some(&collect.id), collect.file.as_ref()].into_iter().flatten().chain(ids) {
            self.faults.identifier(id);
        }
        let mut seen = BTreeSet::new();
        for column in &collect.columns {
            if !seen.insert(&column.id.value) {
                let message = format!("colonne « {} » donnée deux fois", column.id.value);
                let hint = "donnez à chaque colonne un identifiant à elle";
                self.faults.error(Code::DuplicateId, &column.id.span, message, hint);
            }
        }
        if collect.columns.is_empty() {
            let span = self.faults.span();
            self.faults.error(
                Code::Collect,
                &span,
                "un recueil sans colonne".to_owned(),
                "décrivez au moins une colonne",
            );
        }
    }

    /// A title names one column, as the files that are read know no other name.
    fn titles(&mut self) {
        let collect = self.collect;
        let mut seen = BTreeSet::new();
        for title in collect.columns.iter().flat_map(|column| std::iter::once(&column.label).chain(&column.also)) {
            if !seen.insert(slug(&title.value)) {
                let message = format!("titre « {} » donné deux fois", title.value);
                self.faults.error(Code::Collect, &title.span, message, "un titre désigne une seule colonne");
            }
        }
    }

    fn columns(&mut self) {
        let collect = self.collect;
        for column in &collect.columns {
            let (id, kind) = (&column.id, column.kind());
            if kind == ColumnKind::Choice && column.choices.len() < 2 {
                let message = format!("la colonne « {} » n’offre pas deux valeurs", id.value);
                self.faults.error(Code::Collect, &id.span, message, "donnez ses « choices », ou un autre « kind »");
            }
            if kind != ColumnKind::Choice && !column.choices.is_empty() {
                let message = format!("la colonne « {} » a des valeurs, mais n’est pas de type « choice »", id.value);
                self.faults.error(Code::Collect, &id.span, message, "ajoutez « kind: choice », ou retirez « choices »");
            }
            let mut seen = BTreeSet::new();
            for choice in &column.choices {
                if !seen.insert(slug(&choice.value)) {
                    let message = format!("valeur « {} » donnée deux fois", choice.value);
                    self.faults.error(Code::Collect, &choice.span, message, "gardez-en une seule");
                }
            }
            if let Some(birth) = column.birth.as_ref().filter(|birth| birth.value && kind != ColumnKind::Date) {
                let message = format!("la colonne « {} » n’est pas une date", id.value);
                self.faults.error(Code::Collect, &birth.span, message, "ajoutez « kind: date », ou retirez « birth »");
            }
            for (other, dates) in [(&column.unless, false), (&column.after, true)] {
                if let Some(other) = other {
                    self.other(column, other, dates);
                }
            }
        }
        for id in &collect.same {
            self.known(id);
        }
    }

    fn known(&mut self, id: &Spanned<String>) -> Option<&'c Column> {
        let collect = self.collect;
        let found = collect.columns.iter().find(|column| column.id.value == id.value);
        if found.is_none() {
            let hint = suggest(&id.value, collect.columns.iter().map(|column| column.id.value.as_str()));
            self.faults.error(Code::Collect, &id.span, format!("aucune colonne « {} »", id.value), &hint);
        }
        found
    }

    /// A rule that names another column: it exists, is another one, and holds dates when dates are compared.
    fn other(&mut self, column: &Column, other: &Spanned<String>, dates: bool) {
        let Some(found) = self.known(other) else { return };
        let both = column.kind() == ColumnKind::Date && found.kind() == ColumnKind::Date;
        let (message, hint) = if found.id.value == column.id.value {
            (format!("la colonne « {} » renvoie à elle-même", other.value), "nommez-en une autre")
        } else if dates && !both {
            (
                format!("« {} » et « {} » ne sont pas deux dates", column.id.value, other.value),
                "« after » compare deux dates",
            )
        } else {
            return;
        };
        self.faults.error(Code::Collect, &other.span, message, hint);
    }
}
