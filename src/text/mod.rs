//! Texts and places in them: what everything else stands on, and nothing of which knows a site.
//!
//! In: bytes already decoded. Out: [`Source`] (a text and its path), [`RelPath`] (a path that cannot leave its
//! folder), [`Place`] (line, column and excerpt of a range), and what is done to a text alone: slugs, HTML escapes, letters that
//! count as others.

pub(crate) mod html;
pub(crate) mod letters;
mod path;
mod place;
pub(crate) mod scan;
pub(crate) mod slug;
mod source;

pub(crate) use path::RelPath;
pub(crate) use place::Place;
pub(crate) use source::Source;
