//! `collect`: what must be gathered about each person, as a sheet to print and as a table to check.
//!
//! In: columns, each with its kind and its rules, in YAML. Out: the printable sheet with its blanks; the
//! script adds the spreadsheet to fill in and checks the rows that one pastes. The rules are applied by
//! `collect-rules.js`; here it is checked that they hold together.

use std::collections::BTreeSet;
use std::ops::Range;

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::content::slug::slug;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Body, french};
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;
use crate::{choice, record};

choice! {
    /// Ce que contient une colonne.
    pub enum ColumnKind {
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

impl ColumnKind {
    /// The boxes of the printed sheet, by groups; none where one writes freely.
    fn boxes(self) -> &'static [usize] {
        match self {
            Self::Rpps => &[11],
            Self::Siret => &[3, 3, 3, 5],
            Self::Finess => &[9],
            Self::Date => &[2, 2, 4],
            Self::Mobile => &[2, 2, 2, 2, 2],
            Self::Text | Self::Email | Self::Choice => &[],
        }
    }
}

record! {
    /// Des données à recueillir : une fiche à imprimer, un tableau à contrôler.
    pub struct Collect as "un recueil" {
        /// Identifiant, pour les adresses dans la page.
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
    pub struct Column as "une colonne" {
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
    fn kind(&self) -> ColumnKind {
        self.kind.unwrap_or(ColumnKind::Text)
    }
}

/// What `collect-rules.js` applies.
#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    label: String,
    header: String,
    kind: &'static str,
    also: Vec<&'a str>,
    required: bool,
    unless: Option<&'a str>,
    distinct: bool,
    birth: bool,
    after: Option<&'a str>,
    choices: Vec<String>,
}

#[derive(Serialize)]
struct Rules<'a> {
    columns: Vec<Rule<'a>>,
    same: Vec<&'a str>,
    remarks: &'static str,
}

#[derive(Serialize)]
struct Entry {
    label: String,
    kind: &'static str,
    hint: Option<String>,
    required: bool,
    boxes: &'static [usize],
    choices: Vec<String>,
}

#[derive(Serialize)]
struct Group {
    title: Option<String>,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    file: String,
    note: Option<String>,
    groups: Vec<Group>,
    rules: String,
}

/// The kind.
pub struct CollectWidget;

impl Widget for CollectWidget {
    fn kind(&self) -> &'static str {
        "collect"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Collect>())
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let collect: Collect = block.decode()?;
        let mut check = Check { collect: &collect, block };
        if ![check.identifiers(), check.titles(), check.columns()].into_iter().all(|fine| fine) {
            return None;
        }
        let values = values(&collect, block)?;
        for asset in ["collect.css", "tools.js", "sheet.js", "identifiers.js", "collect-rules.js", "collect.js"] {
            block.body.require(asset);
        }
        block.template(self.kind(), &values)
    }
}

struct Check<'c, 'b, 'p> {
    collect: &'c Collect,
    block: &'b mut Block<'p>,
}

impl<'c> Check<'c, '_, '_> {
    fn fault(&mut self, code: Code, span: &Range<usize>, message: String, hint: &str) -> bool {
        let source = self.block.source();
        self.block.report.push(Diagnostic::error(code, message).at(&source, span.clone()).hint(hint));
        false
    }

    fn identifiers(&mut self) -> bool {
        let mut fine = true;
        let collect = self.collect;
        let ids = collect.columns.iter().map(|column| &column.id);
        for id in [Some(&collect.id), collect.file.as_ref()].into_iter().flatten().chain(ids) {
            if slug(&id.value) != id.value {
                let message = format!("« {} » ne peut pas être un identifiant", id.value);
                let hint = format!("écrivez par exemple « {} »", slug(&id.value));
                fine = self.fault(Code::BadValue, &id.span, message, &hint);
            }
        }
        let mut seen = BTreeSet::new();
        for column in &collect.columns {
            if !seen.insert(&column.id.value) {
                let message = format!("colonne « {} » donnée deux fois", column.id.value);
                let hint = "donnez à chaque colonne un identifiant à elle";
                fine = self.fault(Code::DuplicateId, &column.id.span, message, hint);
            }
        }
        if collect.columns.is_empty() {
            let span = self.block.node.span.clone();
            fine =
                self.fault(Code::Collect, &span, "un recueil sans colonne".to_owned(), "décrivez au moins une colonne");
        }
        fine
    }

    /// A title names one column, as the files that are read know no other name.
    fn titles(&mut self) -> bool {
        let mut fine = true;
        let collect = self.collect;
        let mut seen = BTreeSet::new();
        for title in collect.columns.iter().flat_map(|column| std::iter::once(&column.label).chain(&column.also)) {
            if !seen.insert(slug(&title.value)) {
                let message = format!("titre « {} » donné deux fois", title.value);
                fine = self.fault(Code::Collect, &title.span, message, "un titre désigne une seule colonne");
            }
        }
        fine
    }

    fn columns(&mut self) -> bool {
        let mut fine = true;
        let collect = self.collect;
        for column in &collect.columns {
            let (id, kind) = (&column.id, column.kind());
            if kind == ColumnKind::Choice && column.choices.len() < 2 {
                let message = format!("la colonne « {} » n’offre pas deux valeurs", id.value);
                fine = self.fault(Code::Collect, &id.span, message, "donnez ses « choices », ou un autre « kind »");
            }
            if kind != ColumnKind::Choice && !column.choices.is_empty() {
                let message = format!("la colonne « {} » a des valeurs, mais n’est pas de type « choice »", id.value);
                fine = self.fault(Code::Collect, &id.span, message, "ajoutez « kind: choice », ou retirez « choices »");
            }
            let mut seen = BTreeSet::new();
            for choice in &column.choices {
                if !seen.insert(slug(&choice.value)) {
                    let message = format!("valeur « {} » donnée deux fois", choice.value);
                    fine = self.fault(Code::Collect, &choice.span, message, "gardez-en une seule");
                }
            }
            if let Some(birth) = column.birth.as_ref().filter(|birth| birth.value && kind != ColumnKind::Date) {
                let message = format!("la colonne « {} » n’est pas une date", id.value);
                fine = self.fault(Code::Collect, &birth.span, message, "ajoutez « kind: date », ou retirez « birth »");
            }
            for (other, dates) in [(&column.unless, false), (&column.after, true)] {
                fine &= other.as_ref().is_none_or(|other| self.other(column, other, dates));
            }
        }
        for id in &collect.same {
            fine &= self.known(id).is_some();
        }
        fine
    }

    fn known(&mut self, id: &Spanned<String>) -> Option<&'c Column> {
        let collect = self.collect;
        let found = collect.columns.iter().find(|column| column.id.value == id.value);
        if found.is_none() {
            let hint = suggest(&id.value, collect.columns.iter().map(|column| column.id.value.as_str()));
            self.fault(Code::Collect, &id.span, format!("aucune colonne « {} »", id.value), &hint);
        }
        found
    }

    /// A rule that names another column: it exists, is another one, and holds dates when dates are compared.
    fn other(&mut self, column: &Column, other: &Spanned<String>, dates: bool) -> bool {
        let Some(found) = self.known(other) else { return false };
        let both = column.kind() == ColumnKind::Date && found.kind() == ColumnKind::Date;
        let (message, hint) = if found.id.value == column.id.value {
            (format!("la colonne « {} » renvoie à elle-même", other.value), "nommez-en une autre")
        } else if dates && !both {
            (
                format!("« {} » et « {} » ne sont pas deux dates", column.id.value, other.value),
                "« after » compare deux dates",
            )
        } else {
            return true;
        };
        self.fault(Code::Collect, &other.span, message, hint)
    }
}

fn values(collect: &Collect, block: &mut Block) -> Option<Values> {
    let source = block.source();
    let mut groups: Vec<Group> = Vec::new();
    for column in &collect.columns {
        let title = column.group.as_ref().map(|title| french(title).into_owned());
        if groups.is_empty() || title.is_some() && groups.last().is_some_and(|group| group.title != title) {
            groups.push(Group { title, entries: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.entries.push(Entry {
                label: french(&column.label.value).into_owned(),
                kind: column.kind().word(),
                hint: column.hint.as_ref().map(|hint| french(hint).into_owned()),
                required: column.required,
                boxes: column.kind().boxes(),
                choices: column.choices.iter().map(|choice| french(&choice.value).into_owned()).collect(),
            });
        }
    }
    let rules = Rules {
        columns: collect.columns.iter().map(rule).collect(),
        same: collect.same.iter().map(|id| id.value.as_str()).collect(),
        remarks: "Remarques",
    };
    let rules = serde_json::to_string(&rules)
        .map_err(|error| block.report.push(Diagnostic::error(Code::Internal, error.to_string())))
        .ok()?;
    Some(Values {
        id: collect.id.value.clone(),
        title: french(&collect.title).into_owned(),
        file: collect.file.as_ref().unwrap_or(&collect.id).value.clone(),
        note: collect.note.as_ref().map(|note| block.blocks(note, &source)),
        groups,
        rules,
    })
}

fn rule(column: &Column) -> Rule<'_> {
    let label = french(&column.label.value).into_owned();
    Rule {
        id: &column.id.value,
        header: if column.kind() == ColumnKind::Date { format!("{label} (jj/mm/aaaa)") } else { label.clone() },
        label,
        kind: column.kind().word(),
        also: column.also.iter().map(|title| title.value.as_str()).collect(),
        required: column.required,
        unless: column.unless.as_ref().map(|other| other.value.as_str()),
        distinct: column.distinct,
        birth: column.birth.as_ref().is_some_and(|birth| birth.value),
        after: column.after.as_ref().map(|other| other.value.as_str()),
        choices: column.choices.iter().map(|choice| french(&choice.value).into_owned()).collect(),
    }
}
