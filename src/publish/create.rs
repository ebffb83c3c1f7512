//! A new folder in one go, for `jalon new`. In: a folder that is missing or empty, and its files.
//! Out: the folder with all of them, or as it was.

use std::fs;
use std::path::Path;

use super::fault;
use super::manifest::{remove_vacant, vacant};
use super::place::Place;
use super::staging::Staging;
use crate::diagnostic::Diagnostic;
use crate::output::Output;

/// Makes a folder of these files. One that is not empty is refused.
pub fn create(folder: &Path, outputs: &[Output]) -> Result<(), Diagnostic> {
    let place = Place::new(folder)?;
    // The folder is replaced: a shell standing in it would be left in one that no longer exists.
    if std::env::current_dir().is_ok_and(|here| here.starts_with(&place.output)) {
        return Err(fault::refused(format!(
            "« {} » est le dossier où vous êtes : il ne peut pas être remplacé",
            place.output.display()
        ))
        .hint("remontez d’un dossier (cd ..), puis donnez son nom"));
    }
    let _lock = place.lock()?;
    if !vacant(&place.output)? {
        return Err(fault::refused(format!("le dossier « {} » n’est pas vide", place.output.display()))
            .hint("donnez le nom d’un nouveau dossier"));
    }
    let staging = Staging::new(&place.staging).map_err(|error| fault::unwritable(&place.staging, &error))?;
    for output in outputs {
        let path = output.path.as_str();
        staging.write(path, &output.bytes).map_err(|error| fault::unwritable(&place.output.join(path), &error))?;
    }
    // Killed between the two steps, an empty folder is lost, and nothing else.
    remove_vacant(&place.output);
    fs::rename(&place.staging, &place.output).map_err(|error| fault::unwritable(&place.output, &error))
}
