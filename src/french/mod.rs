//! What French readers expect of text, dates and numbers.

pub mod dates;
pub mod numbers;
pub mod stem;
mod typography;
pub mod words;

pub use typography::french;
