//! The attestation: the sheet that a learner prints, the record of what they did, and what either proves.
//!
//! In: what a page gives (a transcript, a link, a control code) and the versions of the course that are known.
//! Out: a [`sheet`], a [`verdict`], a [`roster`]. The page does the same (`verdict.js` and its kin); the SPEC
//! comments are the contract of both, and `tests/vectors/` is run by both.

pub(crate) mod control_code;
pub(crate) mod identifiers;
pub(crate) mod link;
mod pdf_objects;
pub(crate) mod printed;
pub(crate) mod progress;
pub(crate) mod replay;
pub(crate) mod roster;
pub(crate) mod sheet;
mod state;
pub(crate) mod transcript;
pub(crate) mod verdict;
pub(crate) mod versions;
