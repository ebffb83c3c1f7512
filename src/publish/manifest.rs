//! The manifest: what a published folder holds, and the proof that it is ours.
//!
//! In: a folder, or the entries of a new version. Out: [`Past`], what stands there, if every file of
//! it is ours to replace; or the bytes of a manifest.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fault;
use crate::diagnostic::Diagnostic;
use crate::french::numbers::plural;
use crate::source::reason;
use crate::text::RelPath;

/// Name of the manifest, at the root of the published folder.
pub const MANIFEST: &str = "manifest.json";
const FORMAT: u32 = 1;
const GENERATOR: &str = "jalon";
/// How many foreign files are named.
const NAMED: usize = 5;
/// What file managers leave behind when somebody merely looks at a folder.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

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
pub struct Entry {
    pub path: String,
    pub size: u64,
    pub sha256: String,
}

impl Entry {
    pub fn new(path: &RelPath, bytes: &[u8]) -> Self {
        Self { path: path.to_string(), size: bytes.len() as u64, sha256: format!("{:x}", Sha256::digest(bytes)) }
    }
}

/// The manifest of these entries, which must be sorted.
pub fn write(files: &[&Entry]) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&Manifest { format: FORMAT, generator: GENERATOR.to_owned(), files })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The entries of a manifest that this generator wrote; `None` for any other file.
fn parse(bytes: &[u8]) -> Option<Vec<Entry>> {
    let manifest: Manifest<Vec<Entry>> = serde_json::from_slice(bytes).ok()?;
    let ours = manifest.format == FORMAT && manifest.generator == GENERATOR;
    let clean = manifest.files.iter().all(|entry| RelPath::new(&entry.path).is_some());
    (ours && clean).then_some(manifest.files)
}

/// What stands in the output folder before a publication.
#[derive(Default)]
pub struct Past {
    /// The manifest as it is on the disk; empty when there is none.
    pub manifest: Vec<u8>,
    /// Size of every file it lists.
    pub sizes: HashMap<String, u64>,
}

impl Past {
    /// Reads it, and refuses a folder that is not ours or holds a file that is not.
    pub fn read(output: &Path) -> Result<Self, Diagnostic> {
        let manifest = match fs::read(output.join(MANIFEST)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unreadable(output, &error)),
        };
        let Some(entries) = parse(&manifest) else {
            return if vacant(output)? { Ok(Self::default()) } else { Err(not_ours(output)) };
        };
        let sizes = entries.into_iter().map(|entry| (entry.path, entry.size)).collect();
        let past = Self { manifest, sizes };
        let mut foreign = past.foreign(output, "").map_err(|error| unreadable(output, &error))?;
        foreign.sort();
        if foreign.is_empty() { Ok(past) } else { Err(intruders(output, &foreign)) }
    }

    /// Files of a folder that the manifest does not list. A link is never ours, whatever its name.
    fn foreign(&self, folder: &Path, prefix: &str) -> io::Result<Vec<String>> {
        let entries: Vec<DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
        let found = entries.par_iter().map(|entry| {
            let (kind, name) = (entry.file_type()?, entry.file_name());
            let path = format!("{prefix}{}", name.to_string_lossy());
            match kind {
                kind if kind.is_dir() => self.foreign(&entry.path(), &format!("{path}/")),
                kind if is_litter(&name) || kind.is_file() && self.lists(&path) => Ok(Vec::new()),
                _ => Ok(vec![path]),
            }
        });
        found.try_reduce(Vec::new, |mut all, more| {
            all.extend(more);
            Ok(all)
        })
    }

    fn lists(&self, path: &str) -> bool {
        path == MANIFEST || self.sizes.contains_key(path)
    }
}

/// Whether there is nothing at that place, or an empty folder.
pub fn vacant(folder: &Path) -> Result<bool, Diagnostic> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.all(|entry| entry.is_ok_and(|entry| is_litter(&entry.file_name())))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(unreadable(folder, &error)),
    }
}

/// Removes a vacant folder. One that something was put in since then stays, and is met by the caller.
pub fn remove_vacant(folder: &Path) {
    for litter in LITTER {
        let _ = fs::remove_file(folder.join(litter));
    }
    let _ = fs::remove_dir(folder);
}

fn is_litter(name: &OsStr) -> bool {
    LITTER.iter().any(|litter| name == *litter)
}

fn unreadable(output: &Path, error: &io::Error) -> Diagnostic {
    fault::refused(format!("lecture de « {} » impossible : {}", output.display(), reason(error)))
        .hint("vérifiez vos droits sur ce dossier et ce qu’il contient, ou publiez ailleurs avec --output")
}

fn not_ours(output: &Path) -> Diagnostic {
    fault::refused(format!(
        "le dossier de sortie « {} » n’est pas vide et Jalon ne l’a pas fait : il n’y touche pas",
        output.display()
    ))
    .hint("videz-le vous-même, ou publiez dans un autre dossier avec --output")
}

fn intruders(output: &Path, foreign: &[String]) -> Diagnostic {
    let named: Vec<String> = foreign.iter().take(NAMED).map(|path| format!("« {path} »")).collect();
    let more = if foreign.len() > NAMED { "…" } else { "" };
    let count = plural(foreign.len(), "fichier que Jalon n’a pas fait", "fichiers que Jalon n’a pas faits");
    fault::refused(format!(
        "le dossier de sortie « {} » contient {count} : {}{more}",
        output.display(),
        named.join(", ")
    ))
    .hint("déplacez-les dans « static/ », qui est publié tel quel, ou publiez dans un autre dossier avec --output")
}
