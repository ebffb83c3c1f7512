//! Reading Markdown: the one reader of the texts of a site, below everything that knows what a page is.
//!
//! In: a text and where it stands ([`Origin`]). Out: the events of the parser in our dialect, and what is read from
//! them without rendering: the first paragraph, everything one can point to, plain text, fenced blocks.

mod addresses;
mod attributes;
mod dialect;
mod fences;
mod identifiers;
mod inline;
mod lead;
mod origin;
mod passages;

pub(crate) use dialect::{ALERT, CITE, events, is_mark};
pub(crate) use fences::{Fence, fences, kind};
pub(crate) use identifiers::Identifiers;
pub(crate) use lead::lead;
pub(crate) use origin::Origin;
pub(crate) use passages::{Paragraph, Passage, paragraphs, passages, plain};
