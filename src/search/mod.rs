//! The search: what readers type, and the paragraphs it finds.
//!
//! In: a site. Out: an index in small scripts, which the page asks for when someone searches.

pub mod stem;
pub mod words;

#[cfg(test)]
mod tests;
