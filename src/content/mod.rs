//! What a site is made of before any HTML: settings, pages and their tree, sources, terms.
//!
//! In: decoded files. Out: typed values that know where they were written.

pub mod address;
pub mod bibliography;
pub mod configuration;
pub mod dimensions;
pub mod front_matter;
pub mod glossary;
pub mod page;
pub mod slug;
pub mod topics;
pub mod tree;

use std::sync::Arc;

use crate::diagnostic::Report;
use crate::source::Source;
use crate::yaml::decode::{Decode, Decoder};

/// Reads a whole YAML file into a type.
pub fn read<T: Decode>(source: &Arc<Source>, report: &mut Report) -> Option<T> {
    let node = crate::yaml::parse(source, 0..source.text.len(), report)?;
    T::decode(&node, &mut Decoder { source, report })
}
