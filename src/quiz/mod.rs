//! Quizzes: banks of questions as authors write them, validated.
//!
//! In: the files of `quizzes/`, one bank each. Out: [`Bank`]s whose questions hold together (a right
//! answer where one is needed, feedback on every choice, identifiers unique in the site).

pub mod bank;
pub mod question;

pub use bank::{Bank, read_all};
pub use question::{Choice, Question, QuestionType};
