//! A text file as everything after the load sees it.

use super::RelPath;

/// A text file: where it came from and what it says, in UTF-8 with `\n` line ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// Path relative to the root.
    pub(crate) path: RelPath,
    /// The decoded text.
    pub(crate) text: String,
}
