//! A block that is a list of one thing.

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::Model;
use crate::yaml::Node;
use crate::yaml::decode::{Decode, Decoder};

/// Things in order.
#[derive(Debug, Clone)]
pub(crate) struct List<T>(pub(crate) Vec<T>);

impl<T: Decode> Decode for List<T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        Vec::decode(node, decoder).map(Self)
    }
}

impl<T: JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        <Vec<T> as JsonSchema>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Vec<T> as JsonSchema>::json_schema(generator)
    }
}

impl<T: Decode + JsonSchema> Model for List<T> {}
