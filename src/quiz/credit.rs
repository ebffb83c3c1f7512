//! `credit`: what an incomplete answer is worth. Its schema carries the whole scoring rule.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::choice;

/// The rule, as authors read it in the schema of `credit`.
pub(crate) const RULE: &str = include_str!("scoring.md");

choice! {
    /// Ce que vaut une réponse incomplète.
    enum Written {
        /// Tout ou rien.
        All => "all",
        /// Une part des points.
        Partial => "partial",
    }
}

/// What an incomplete answer is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Credit {
    /// Nothing.
    All,
    /// A part of the points.
    Partial,
}

impl Credit {
    /// Nothing, where the question does not say.
    pub(crate) fn all() -> Self {
        Credit::All
    }

    /// A part of the points, where the question does not say.
    pub(crate) fn partial() -> Self {
        Credit::Partial
    }

    /// The word that authors write.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Credit::All => "all",
            Credit::Partial => "partial",
        }
    }
}

impl crate::yaml::decode::Decode for Credit {
    fn decode(node: &crate::yaml::Node, decoder: &mut crate::yaml::decode::Decoder) -> Option<Self> {
        Written::decode(node, decoder).map(|written| match written {
            Written::All => Credit::All,
            Written::Partial => Credit::Partial,
        })
    }
}

impl JsonSchema for Credit {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Credit".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": RULE, "enum": ["all", "partial"] })
    }
}
