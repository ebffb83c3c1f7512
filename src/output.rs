//! What the render makes and the publication writes: a path and its bytes, not yet on any disk.

pub mod taken_paths;

use crate::text::RelPath;

/// One file of the published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Path inside the published folder.
    pub path: RelPath,
    /// What the file holds.
    pub bytes: Vec<u8>,
}

impl Output {
    /// The text of an HTML output; other outputs have none to read.
    pub fn html(&self) -> Option<&str> {
        self.path.has_ending("html").then(|| simdutf8::basic::from_utf8(&self.bytes).ok()).flatten()
    }
}
