//! What the render makes and the publication writes: a path and its bytes, not yet on any disk.

pub(crate) mod compress;
pub(crate) mod csv;
pub(crate) mod taken_paths;

use crate::text::RelPath;

/// One file of the published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    /// Path inside the published folder.
    pub(crate) path: RelPath,
    /// What the file holds.
    pub(crate) bytes: Vec<u8>,
}

impl Output {
    /// The text of an HTML output; other outputs have none to read.
    pub(crate) fn html(&self) -> Option<&str> {
        self.path.has_ending("html").then(|| simdutf8::basic::from_utf8(&self.bytes).ok()).flatten()
    }
}
