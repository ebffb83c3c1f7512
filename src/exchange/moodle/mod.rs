//! Moodle XML: <https://docs.moodle.org/en/Moodle_XML_format>, as Moodle's importer reads it.

mod cloze;
mod read;
mod write;

use super::exercise::Typed;
use super::loss::Travelled;

pub(crate) use read::read;
pub(crate) use write::write;

/// The share of each of several right answers, among the grades that Moodle knows.
pub(super) fn share(right: usize) -> Option<&'static str> {
    const SHARES: [&str; 10] = ["100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"];
    SHARES.get(right.checked_sub(1)?).copied()
}

/// An answer whose asterisks stand for themselves.
pub(super) fn literal(answer: &str) -> String {
    answer.trim().replace('*', "\\*")
}

/// Notes what Moodle does not forgive as we do.
pub(super) fn forgiven(typed: &Typed, noted: &mut Travelled) {
    if typed.accents || typed.spaces {
        noted.approximated("les accents, espaces et signes pardonnés : exigés");
    }
}
