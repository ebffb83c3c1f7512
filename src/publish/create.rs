//! A new folder in one step, for `jalon new`.
//!
//! In: a folder that is missing or empty, and its files. Out: the folder with all of them, or as it was.

use std::fs;
use std::path::Path;

use super::output_folder::OutputFolder;
use super::previous::{is_empty, remove_empty};
use super::refusals;
use super::staging::Staging;
use crate::diagnostic::Diagnostic;
use crate::output::Output;

/// Makes a folder of these files. One that is not empty is refused.
pub(crate) fn create(folder: &Path, outputs: &[Output]) -> Result<(), Diagnostic> {
    let target = OutputFolder::new(folder)?;
    // The folder is replaced: a shell standing in it would be left in one that no longer exists.
    if std::env::current_dir().is_ok_and(|here| here.starts_with(&target.path)) {
        return Err(refusals::refused(format!(
            "« {} » est le dossier où vous êtes : il ne peut pas être remplacé",
            target.path.display()
        ))
        .hint("remontez d’un dossier (cd ..), puis donnez son nom"));
    }
    let _lock = target.lock()?;
    if !is_empty(&target.path)? {
        return Err(refusals::refused(format!("le dossier « {} » n’est pas vide", target.path.display()))
            .hint("donnez le nom d’un nouveau dossier"));
    }
    let staging = Staging::new(&target.staging).map_err(|error| refusals::unwritable(&target.staging, &error))?;
    for output in outputs {
        let path = output.path.as_str();
        staging.write(path, &output.bytes).map_err(|error| refusals::unwritable(&target.path.join(path), &error))?;
    }
    // Killed between the two steps, an empty folder is lost, and nothing else.
    remove_empty(&target.path);
    fs::rename(&target.staging, &target.path).map_err(|error| refusals::unwritable(&target.path, &error))
}
