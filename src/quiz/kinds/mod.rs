//! The kinds of questions, one file each: what its author writes, what must hold, its answer key.

pub(crate) mod categorise;
pub(crate) mod choice;
pub(crate) mod cloze;
pub(crate) mod matching;
pub(crate) mod numeric;
pub(crate) mod ordering;
pub(crate) mod scenario;
pub(crate) mod short;
