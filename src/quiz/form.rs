//! What a kind of question must know of its own: see [`Form`].

use super::credit::Credit;
use super::faults::Faults;
use super::key::Key;
use crate::yaml::decode::Spanned;

/// What is said to who takes a choice or fills a part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Remark<'a> {
    /// What it is about: a choice, a part. The question itself when absent.
    pub(crate) about: Option<&'a Spanned<String>>,
    /// What is said.
    pub(crate) feedback: Option<&'a Spanned<String>>,
    /// The paragraph to read again.
    pub(crate) review: Option<&'a Spanned<String>>,
}

/// What each kind knows of its own.
pub(super) trait Form {
    /// Tells what does not hold together.
    fn check(&self, faults: &mut Faults);

    /// The answer key.
    fn key(&self, text: &str) -> Key;

    /// The texts shown beside the stem, in the order written.
    fn texts(&self) -> Vec<&Spanned<String>>;

    /// What is said after the answer.
    fn remarks(&self) -> Vec<Remark<'_>>;

    /// What an incomplete answer is worth, where that can be said.
    fn credit(&self) -> Option<Credit> {
        None
    }
}
