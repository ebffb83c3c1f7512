//! The search: what readers type, and the paragraphs it finds.
//!
//! In: a site. Out: an index in small scripts, which the page asks for when someone searches. A site has a search when one
//! of its pages carries the widget `search`.

pub mod entries;
pub mod index;
pub mod postings;
mod shards;
pub mod vocabulary;

#[cfg(test)]
mod tests;

pub use shards::{each, files, map};
