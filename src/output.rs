//! What the render makes and the publication writes: a path and its bytes, not yet on any disk.

use crate::source::RelPath;

/// One file of the published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Path inside the published folder.
    pub path: RelPath,
    /// What the file holds.
    pub content: Content,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Text that we made, known to be text.
    Text(String),
    /// A file as it was given.
    Bytes(Vec<u8>),
}

impl Output {
    /// What the file holds.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }

    /// The same, when nothing else is wanted of the output.
    pub fn into_bytes(self) -> Vec<u8> {
        match self.content {
            Content::Text(text) => text.into_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }

    /// The text of an HTML output; other outputs have none to read.
    pub fn html(&self) -> Option<&str> {
        match &self.content {
            _ if !self.path.has_ending("html") => None,
            Content::Text(text) => Some(text),
            Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}
