//! The contract of a publication, on real folders: what the tests share. Each file tries one side of it.

mod content;
mod create;
mod full_disk;
mod output_folder;
mod publication;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::manifest::MANIFEST;
use super::{Counts, Publication, Target};
use crate::diagnostic::Diagnostic;
use crate::output::Output;
use crate::text::RelPath;

type Outcome = Result<(), Box<dyn Error>>;
type Files = BTreeMap<String, Vec<u8>>;

/// A folder for the site, and the place where it is published.
struct Bench {
    _folder: tempfile::TempDir,
    root: PathBuf,
    output: PathBuf,
}

impl Bench {
    fn new() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let base = folder.path().canonicalize()?;
        let (root, output) = (base.join("site"), base.join("public"));
        fs::create_dir_all(root.join("content"))?;
        Ok(Self { _folder: folder, root, output })
    }

    fn open(&self) -> Result<Publication, Diagnostic> {
        self.open_at(&self.output)
    }

    fn open_at(&self, output: &Path) -> Result<Publication, Diagnostic> {
        Publication::open(&Target { output, root: &self.root })
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Counts, Box<dyn Error>> {
        let publication = self.open().map_err(told)?;
        files.iter().try_for_each(|(path, text)| publication.put(&output(path, text.as_bytes()))).map_err(told)?;
        Ok(publication.commit().map_err(told)?)
    }

    /// Names beside the output that start with a dot.
    fn hidden(&self) -> Result<Vec<String>, Box<dyn Error>> {
        let parent = self.output.parent().ok_or("no parent")?;
        let names: Result<Vec<_>, _> = fs::read_dir(parent)?
            .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
            .collect();
        Ok(names?.into_iter().filter(|name| name.starts_with('.')).collect())
    }
}

fn told(fault: Diagnostic) -> String {
    format!("{}: {}", fault.code, fault.message)
}

fn output(path: &str, bytes: &[u8]) -> Output {
    Output { path: RelPath::new(path).unwrap_or_else(|| unreachable!()), bytes: bytes.to_vec() }
}

/// Why a publication was not opened.
fn refusal(outcome: Result<Publication, Diagnostic>) -> Result<Diagnostic, Box<dyn Error>> {
    outcome.err().ok_or_else(|| "opened".into())
}

/// Every file of a folder but the manifest.
fn files(folder: &Path) -> Result<Files, Box<dyn Error>> {
    let mut files = Files::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        let path = entry.path().strip_prefix(folder)?.to_string_lossy().into_owned();
        if entry.file_type().is_file() && path != MANIFEST {
            files.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(files)
}
