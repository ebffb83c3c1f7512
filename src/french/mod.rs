//! What French readers expect of text, dates and numbers.

pub(crate) mod dates;
mod figures;
pub(crate) mod numbers;
pub(crate) mod stem;
mod typography;
pub(crate) mod words;

pub(crate) use typography::{between, french};
