//! A block without a body: its kind says all.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::Model;
use crate::yaml::Node;
use crate::yaml::decode::{Decode, Decoder};

/// Nothing but the kind.
#[derive(Debug, Clone)]
pub(crate) struct Bare;

impl Decode for Bare {
    fn decode(_: &Node, _: &mut Decoder) -> Option<Self> {
        Some(Self)
    }
}

impl JsonSchema for Bare {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Bare".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "null" })
    }
}

impl Model for Bare {
    fn schema(_: &mut SchemaGenerator) -> Option<Schema> {
        None
    }
}
