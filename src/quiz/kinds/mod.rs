//! The kinds of questions, one file each: what its author writes, what must hold, its answer key.

pub mod categorise;
pub mod choice;
pub mod cloze;
pub mod matching;
pub mod numeric;
pub mod ordering;
pub mod scenario;
pub mod short;
