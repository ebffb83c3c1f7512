//! The folder to publish to, and the hidden names beside it.
//!
//! In: the path that was typed. Out: an [`OutputFolder`], or why it cannot be one.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::lock::Lock;
use super::refusals;
use crate::diagnostic::Diagnostic;
use crate::source::absolute;

/// Folders of a site that a publication must never replace.
const SOURCES: [&str; 7] = ["capsules", "content", "data", "quizzes", "static", "themes", "src"];

/// A folder that may be made or replaced.
pub(crate) struct OutputFolder {
    /// Its absolute path.
    pub(crate) path: PathBuf,
    pub(crate) parent: PathBuf,
    /// Where the next version is made.
    pub(crate) staging: PathBuf,
    /// Where the former version stands for an instant.
    pub(crate) old: PathBuf,
    lock: PathBuf,
}

impl OutputFolder {
    /// Refuses a path that is not a folder. A symbolic link is refused because replacing it would leave
    /// its target as it was, and following it would replace a folder that nobody named.
    pub(crate) fn new(path: &Path) -> Result<Self, Diagnostic> {
        // Rebuilt from its components, because a final slash makes the system follow links.
        let typed: PathBuf = path.components().collect();
        match typed.symlink_metadata() {
            Ok(found) if found.is_symlink() => return Err(not_a_folder(path, "un lien symbolique")),
            Ok(found) if !found.is_dir() => return Err(not_a_folder(path, "un fichier")),
            _ => {}
        }
        let output = absolute(&typed);
        // `..` is left only below a folder that does not exist: where it leads cannot be known.
        let lost = output.components().any(|part| part == Component::ParentDir);
        match (output.parent(), output.file_name()) {
            (Some(parent), Some(name)) if !lost => {
                let parent = parent.to_path_buf();
                let beside = |role: &str| {
                    let mut hidden = OsString::from(".");
                    hidden.push(name);
                    hidden.push(role);
                    parent.join(hidden)
                };
                let (staging, old, lock) = (beside(".jalon-new"), beside(".jalon-old"), beside(".jalon-lock"));
                Ok(Self { path: output, parent, staging, old, lock })
            }
            _ => Err(elsewhere(format!("« {} » ne peut pas être un dossier de sortie", path.display()))),
        }
    }

    /// Refuses to publish over the sources of the site in `root`.
    pub(crate) fn keep_off_sources(&self, root: &Path) -> Result<(), Diagnostic> {
        let (output, root) = (self.path.display(), absolute(root));
        if self.path == root {
            return Err(elsewhere(format!("le dossier de sortie « {output} » est le dossier du site lui-même")));
        }
        if root.starts_with(&self.path) {
            return Err(elsewhere(format!("le dossier de sortie « {output} » contient le dossier du site")));
        }
        match SOURCES.iter().find(|folder| self.path.starts_with(absolute(&root.join(folder)))) {
            Some(folder) => {
                Err(elsewhere(format!("le dossier de sortie « {output} » est dans « {folder}/ », que le site lit")))
            }
            None => Ok(()),
        }
    }

    /// Makes the parent folders and locks other builds out.
    pub(crate) fn lock(&self) -> Result<Lock, Diagnostic> {
        fs::create_dir_all(&self.parent).map_err(|error| refusals::unwritable(&self.parent, &plain(error)))?;
        match Lock::take(&self.lock).map_err(|error| refusals::unwritable(&self.lock, &error))? {
            Some(lock) => Ok(lock),
            None => Err(refusals::refused(format!(
                "une autre construction publie en ce moment dans « {} »",
                self.path.display()
            ))
            .hint("attendez qu’elle se termine, ou publiez dans un autre dossier avec --output")),
        }
    }
}

/// A file in the way of a folder is reported as « already exists », which would mislead.
fn plain(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::AlreadyExists { io::ErrorKind::NotADirectory.into() } else { error }
}

fn not_a_folder(path: &Path, what: &str) -> Diagnostic {
    elsewhere(format!("« {} » est {what}, et non un dossier", path.display()))
}

fn elsewhere(message: String) -> Diagnostic {
    refusals::refused(message).hint("choisissez un autre dossier, par exemple avec --output public")
}
