//! GIFT, the text format of Moodle: <https://docs.moodle.org/en/GIFT_format>, as its importer reads it.

mod read;
mod write;

pub(crate) use read::read;
pub(crate) use write::write;

/// What takes the place of several lines, and of the signs that the format reserves.
const RESERVED: [char; 7] = ['\\', '~', '=', '#', '{', '}', ':'];
