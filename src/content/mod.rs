//! What a site is made of before any HTML: settings, pages and their tree, sources, terms.
//!
//! In: decoded files. Out: typed values that know where they were written.

pub mod address;
pub mod audience;
pub mod bibliography;
pub mod configuration;
pub mod dimensions;
pub mod front_matter;
pub mod glossary;
pub mod page;
pub mod synonyms;
pub mod topic;
pub mod topics;
pub mod tree;
