//! Quizzes: banks of questions as authors write them, validated.
//!
//! In: the files of `quizzes/`, one bank each. Out: [`Bank`]s whose questions hold together (a right
//! answer where one is needed, identifiers unique in the site).
//!
//! | you look for | it is in |
//! |---|---|
//! | what all questions have; decoding by `type` | `common.rs`; [`question`] |
//! | reading all banks | `read.rs` |
//! | one kind (single, multiple, true-false; matching; …) | [`kinds`], a file each |
//! | what an answer is worth | [`scoring`], a file for each way of counting, on the [`key`] of a question |
//! | which questions are drawn, in what order their parts are shown | [`draw`] |
//! | advice to authors | [`lint`] |
//! | how long it takes | [`time`] |

pub mod bank;
mod common;
pub mod credit;
pub mod decimal;
pub mod draw;
mod faults;
pub mod fold;
mod form;
pub mod key;
pub mod kinds;
pub mod lint;
pub mod question;
mod read;
pub mod scoring;
#[cfg(test)]
pub(crate) mod tests;
pub mod time;

pub use bank::Bank;
pub use common::QuestionType;
pub use form::Remark;
pub use question::{Kind, Question};
pub use read::read_all;
