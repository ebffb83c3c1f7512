//! The search: what readers type, and the paragraphs it finds.
//!
//! In: a site. Out: an index in small scripts, which the page asks for when someone searches. A site has a search when one
//! of its pages carries the widget `search`.

pub(crate) mod entries;
pub(crate) mod index;
pub(crate) mod phrases;
pub(crate) mod postings;
pub(crate) mod queries;
pub(crate) mod ranking;
mod shards;
pub(crate) mod vocabulary;

#[cfg(test)]
mod tests;

pub(crate) use shards::{each, files, map};
