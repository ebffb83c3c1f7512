//! Texts and places in them: what everything else stands on, and nothing of which knows a site.
//!
//! In: bytes already decoded. Out: [`Source`] (a text and its path), [`RelPath`] (a path that cannot leave its
//! folder), [`Place`] (line, column and excerpt of a range), and what is done to a text alone: slugs, HTML escapes, letters that
//! count as others.

pub mod html;
pub mod letters;
mod path;
mod place;
pub mod scan;
pub mod slug;
mod source;

pub use path::RelPath;
pub use place::Place;
pub use source::Source;
