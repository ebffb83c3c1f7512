//! `matrix`, as an author writes it: columns, rows and what each state means.

mod check;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Faults, Model};
use crate::yaml::decode::{Decode, Decoder, Spanned};
use crate::yaml::{Node, Value};
use crate::{choice, record};

choice! {
    /// Ce que dit une cellule.
    pub(crate) enum State {
        /// Oui, d’après une source.
        Yes => "yes",
        /// Non, d’après une source.
        No => "no",
        /// Un conseil de ce site : aucune source ne le dit.
        Advice => "advice",
        /// Cela dépend de la personne.
        Depends => "depends",
        /// Non connu : aucune source lue ne le dit.
        Unknown => "unknown",
    }
}

record! {
    /// Un tableau que l’on peut filtrer.
    pub(crate) struct Matrix as "un tableau" {
        /// Identifiant.
        id: Spanned<String>,
        /// Titre.
        title: String,
        /// Ce que montre le tableau (Markdown, une ligne).
        caption: Spanned<String>,
        /// Titre de la première colonne.
        head: String,
        /// Les autres colonnes.
        columns: Vec<Column>,
        /// Ce que veut dire chaque état employé, dans l’ordre de la légende.
        states: Vec<Meaning>,
        /// Filtres par étiquette.
        filters: Vec<Filter>,
        /// Filtres tirés du tableau lui-même.
        pick: Option<Pick>,
        /// Ce qui répond d’abord, quand une ligne est choisie : le tableau ne vient qu’ensuite.
        answer: Option<Answer>,
        /// Lignes.
        rows: Vec<Row>,
    }
}

record! {
    /// De quelles colonnes vient la réponse donnée avant le tableau.
    pub(crate) struct Answer as "une réponse" {
        /// Colonne de la réponse.
        column: Spanned<String>,
        /// Colonne qui dit pourquoi : « parce que sa mission est… ».
        because: Spanned<String>,
        /// Ce qui précède la raison, en minuscules : « parce que sa mission est ».
        why: String,
    }
}

record! {
    /// Une colonne.
    pub(crate) struct Column as "une colonne" {
        /// Identifiant.
        id: Spanned<String>,
        /// Titre.
        title: String,
        /// Chemin du fichier source de la page où elle est expliquée.
        link: Option<Spanned<String>>,
    }
}

record! {
    /// Ce que veut dire un état.
    pub(crate) struct Meaning as "un état" {
        /// L’état : yes, no, advice, depends ou unknown.
        state: Spanned<State>,
        /// Le mot qui le dit dans les cellules.
        label: String,
        /// Ce qu’il faut en comprendre (Markdown, une ligne).
        text: Spanned<String>,
    }
}

record! {
    /// Un filtre par étiquette.
    pub(crate) struct Filter as "un filtre" {
        /// Titre de la liste.
        title: Spanned<String>,
        /// Choix, deux au moins.
        options: Vec<Tag>,
    }
}

record! {
    /// Une étiquette.
    pub(crate) struct Tag as "une étiquette" {
        /// Identifiant.
        id: Spanned<String>,
        /// Texte du choix.
        title: String,
    }
}

record! {
    /// Titres des filtres tirés du tableau ; un filtre sans titre n’est pas proposé.
    pub(crate) struct Pick as "les filtres" {
        /// Choisir une ligne d’après son titre.
        row: Option<String>,
        /// Choisir une colonne.
        column: Option<String>,
        /// Choisir un état.
        state: Option<String>,
    }
}

record! {
    /// Une ligne.
    pub(crate) struct Row as "une ligne" {
        /// Titre, dans la première colonne.
        title: Spanned<String>,
        /// Autres noms et sigles sous lesquels on la cherche ; ceux du glossaire et des synonymes s’y ajoutent.
        also: Vec<Spanned<String>>,
        /// Le cas le plus courant de ce titre, quand plusieurs lignes le portent ; la première par défaut.
        usual: bool,
        /// Précision sous le titre (Markdown, une ligne).
        note: Option<Spanned<String>>,
        /// Vaut pour tous : choisir un titre de ligne ne la cache pas.
        general: bool,
        /// Étiquettes.
        tags: Vec<Spanned<String>>,
        /// Cellules, une par colonne : un état, ou un ensemble « state », « text ».
        cells: Vec<Spanned<Cell>>,
    }
}

record! {
    /// Une cellule : un état, un texte, ou les deux.
    pub(crate) struct Said as "une cellule" {
        /// L’état.
        state: Option<State>,
        /// Le texte (Markdown, une ligne).
        text: Option<Spanned<String>>,
    }
}

impl Model for Matrix {
    fn verify(&self, faults: &mut Faults) {
        check::verify(self, faults);
    }
}

/// A cell: the word of a state stands for a cell that says nothing else.
#[derive(Debug, Clone)]
pub(crate) struct Cell(pub(crate) Said);

impl Decode for Cell {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Scalar(_) => Some(Self(Said { state: Some(State::decode(node, decoder)?), text: None })),
            _ => Said::decode(node, decoder).map(Self),
        }
    }
}

impl JsonSchema for Cell {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (word, said) = (generator.subschema_for::<State>(), generator.subschema_for::<Said>());
        json_schema!({ "anyOf": [word, said] })
    }
}
