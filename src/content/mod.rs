//! What a site is made of before any HTML: settings, pages and their tree, sources, terms.
//!
//! In: decoded files. Out: typed values that know where they were written.

pub(crate) mod address;
pub(crate) mod audience;
pub(crate) mod bibliography;
pub(crate) mod chosen;
pub(crate) mod configuration;
pub(crate) mod contact;
pub(crate) mod dimensions;
pub(crate) mod drawing;
pub(crate) mod front_matter;
pub(crate) mod glossary;
pub(crate) mod legal;
mod missing_index;
pub(crate) mod page;
pub(crate) mod synonyms;
pub(crate) mod topic;
pub(crate) mod topics;
pub(crate) mod tree;
pub(crate) mod variables;
