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

pub(crate) mod bank;
mod common;
pub(crate) mod credit;
pub(crate) mod decimal;
pub(crate) mod draw;
mod faults;
pub(crate) mod fold;
mod form;
pub(crate) mod key;
pub(crate) mod kinds;
pub(crate) mod lint;
pub(crate) mod question;
mod read;
pub(crate) mod scoring;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod time;

pub(crate) use bank::Bank;
pub(crate) use common::QuestionType;
pub(crate) use question::{Kind, Question};
pub(crate) use read::read_all;
