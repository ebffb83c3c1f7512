//! Quizzes: banks of questions as authors write them, validated.
//!
//! In: the files of `quizzes/`, one bank each. Out: [`Bank`]s whose questions hold together (a right
//! answer where one is needed, identifiers unique in the site).
//!
//! | you look for | it is in |
//! |---|---|
//! | what all questions have; decoding by `type` | `common.rs`; [`question`] |
//! | reading all banks | `read.rs` |
//! | one kind | [`choice`] (single, multiple, true-false), [`matching`], [`ordering`], [`categorise`], [`cloze`], [`numeric`], [`short`], [`scenario`] |
//! | what an answer is worth | [`scoring`], on the [`key`] of a question |
//! | which questions are drawn, in what order their parts are shown | [`order`] |
//! | advice to authors | [`lint`] |
//! | how long it takes | [`time`] |

pub mod bank;
pub mod categorise;
pub mod choice;
pub mod cloze;
mod common;
pub mod credit;
pub mod decimal;
mod faults;
pub mod fold;
mod form;
pub mod key;
pub mod lint;
pub mod matching;
pub mod numeric;
pub mod order;
pub mod ordering;
pub mod question;
mod read;
pub mod scenario;
pub mod scoring;
pub mod short;
#[cfg(test)]
pub(crate) mod tests;
pub mod time;

pub use bank::Bank;
pub use common::QuestionType;
pub use form::Remark;
pub use question::{Kind, Question};
pub use read::read_all;
