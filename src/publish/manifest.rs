//! The manifest: what a published folder holds, and the proof that we published it.
//!
//! In: the entries of a version. Out: the bytes of its manifest, and back.

use std::io;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub(crate) use crate::output::taken_paths::MANIFEST;
use crate::text::RelPath;

const FORMAT: u32 = 1;
const GENERATOR: &str = "jalon";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest<F> {
    format: u32,
    generator: String,
    files: F,
}

/// One published file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) size: u64,
    pub(crate) sha256: String,
}

impl Entry {
    pub(crate) fn new(path: &RelPath, bytes: &[u8]) -> Self {
        Self { path: path.to_string(), size: bytes.len() as u64, sha256: format!("{:x}", Sha256::digest(bytes)) }
    }
}

/// The manifest of these entries, which must be sorted.
pub(crate) fn write(files: &[&Entry]) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&Manifest { format: FORMAT, generator: GENERATOR.to_owned(), files })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The entries of a manifest that this generator wrote; `None` for any other file.
pub(crate) fn parse(bytes: &[u8]) -> Option<Vec<Entry>> {
    let manifest: Manifest<Vec<Entry>> = serde_json::from_slice(bytes).ok()?;
    let ours = manifest.format == FORMAT && manifest.generator == GENERATOR;
    let clean = manifest.files.iter().all(|entry| RelPath::new(&entry.path).is_some());
    (ours && clean).then_some(manifest.files)
}
