//! What French readers expect of text, dates and numbers.

pub mod dates;
pub mod numbers;
mod typography;

pub use typography::french;
