//! `course`, as an author writes it: what is shown of the course; nothing at all is the dashboard.

use schemars::{Schema, SchemaGenerator};

use super::Model;
use crate::yaml::decode::Spanned;
use crate::yaml::decode::{Decode, Decoder};
use crate::yaml::{Node, Value};
use crate::{choice, record};

choice! {
    /// Ce que l’on montre du parcours.
    pub(crate) enum Show {
        /// Le chemin et ses modules.
        Map => "map",
        /// Le chemin, l’avancement et les moyens de le garder.
        Dashboard => "dashboard",
    }
}

record! {
    /// Le parcours dans une page.
    pub(crate) struct Reference as "le parcours" {
        /// Ce que l’on montre ; « dashboard » par défaut.
        show: Option<Show>,
        /// Identifiant d’un arbre de décision de la page, posé à qui n’a pas encore commencé.
        first: Option<Spanned<String>>,
    }
}

impl Model for Reference {
    fn read(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match node.value {
            Value::Null => Some(Self { show: None, first: None }),
            _ => Self::decode(node, decoder),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Option<Self>>())
    }
}
