//! What stands in the output folder before a publication: a version of ours, and nothing else.
//!
//! In: the folder. Out: [`Previous`], or the refusal to replace files that we did not write.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::manifest::{self, MANIFEST};
use super::refusals;
use crate::diagnostic::Diagnostic;
use crate::french::numbers::plural;
use crate::source::reason;

/// How many foreign files are named.
const NAMED: usize = 5;
/// Files that file managers write to a folder when it is opened.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The version that a publication replaces; empty when there is none.
#[derive(Default)]
pub(crate) struct Previous {
    /// The manifest as it is on the disk; empty when there is none.
    pub(crate) manifest: Vec<u8>,
    /// Size of every file it lists.
    pub(crate) sizes: HashMap<String, u64>,
}

impl Previous {
    /// Reads it, and refuses a folder that is not ours or holds a file that is not.
    pub(crate) fn read(output: &Path) -> Result<Self, Diagnostic> {
        let manifest = match fs::read(output.join(MANIFEST)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unreadable(output, &error)),
        };
        let Some(entries) = manifest::parse(&manifest) else {
            return if is_empty(output)? { Ok(Self::default()) } else { Err(not_ours(output)) };
        };
        let sizes = entries.into_iter().map(|entry| (entry.path, entry.size)).collect();
        let previous = Self { manifest, sizes };
        let mut foreign = previous.foreign(output, "").map_err(|error| unreadable(output, &error))?;
        foreign.sort();
        if foreign.is_empty() { Ok(previous) } else { Err(intruders(output, &foreign)) }
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

/// Whether there is nothing at that path, or an empty folder.
pub(crate) fn is_empty(folder: &Path) -> Result<bool, Diagnostic> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.all(|entry| entry.is_ok_and(|entry| is_litter(&entry.file_name())))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(unreadable(folder, &error)),
    }
}

/// Removes an empty folder. If something was put in it meanwhile it stays, and the caller's next step fails.
pub(crate) fn remove_empty(folder: &Path) {
    for litter in LITTER {
        let _ = fs::remove_file(folder.join(litter));
    }
    let _ = fs::remove_dir(folder);
}

fn is_litter(name: &OsStr) -> bool {
    LITTER.iter().any(|litter| name == *litter)
}

fn unreadable(output: &Path, error: &io::Error) -> Diagnostic {
    refusals::refused(format!("lecture de « {} » impossible : {}", output.display(), reason(error)))
        .hint("vérifiez vos droits sur ce dossier et ce qu’il contient, ou publiez ailleurs avec --output")
}

fn not_ours(output: &Path) -> Diagnostic {
    refusals::refused(format!(
        "le dossier de sortie « {} » n’est pas vide et Jalon ne l’a pas fait : il n’y touche pas",
        output.display()
    ))
    .hint("videz-le vous-même, ou publiez dans un autre dossier avec --output")
}

fn intruders(output: &Path, foreign: &[String]) -> Diagnostic {
    let named: Vec<String> = foreign.iter().take(NAMED).map(|path| format!("« {path} »")).collect();
    let more = if foreign.len() > NAMED { "…" } else { "" };
    let count = plural(foreign.len(), "fichier que Jalon n’a pas fait", "fichiers que Jalon n’a pas faits");
    refusals::refused(format!(
        "le dossier de sortie « {} » contient {count} : {}{more}",
        output.display(),
        named.join(", ")
    ))
    .hint("déplacez-les dans « static/ », qui est publié tel quel, ou publiez dans un autre dossier avec --output")
}
