//! The attestation: the sheet that a learner prints, the record of what they did, and what either proves.
//!
//! In: what a page gives (a transcript, a link, a control code) and the versions of the course that are known.
//! Out: a [`sheet`], a [`verdict`], a [`roster`]. The page does the same (`verdict.js` and its kin); the SPEC
//! comments are the contract of both, and `tests/vectors/` is run by both.

pub mod control_code;
pub mod identifiers;
pub mod link;
pub mod printed;
pub mod progress;
pub mod replay;
pub mod roster;
pub mod sheet;
mod state;
pub mod transcript;
pub mod verdict;
pub mod versions;
