//! One publication, from its first file to the exchange of folders.
//!
//! In: a target, then outputs from any thread. Out: the new version; or, when the publication is dropped
//! before its commit, the folder as it was.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::lock::Lock;
use super::manifest::{self, Entry, MANIFEST};
use super::output_folder::OutputFolder;
use super::previous::Previous;
use super::refusals;
use super::staging::Staging;
use super::swap::{recover, swap};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::Output;
use crate::output::taken_paths::TakenPaths;

/// Where to publish, and the site whose sources must stay out of reach.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    /// The folder to publish to; made if missing.
    pub(crate) output: &'a Path,
    /// The root of the site.
    pub(crate) root: &'a Path,
}

/// What a publication did. The manifest itself is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Files in the published folder.
    pub(crate) files: usize,
    /// Their size, together.
    pub(crate) bytes: u64,
    /// Files that are new or have changed.
    pub(crate) written: usize,
    /// Files that were already there, as they are.
    pub(crate) unchanged: usize,
    /// Files of the former version that are gone.
    pub(crate) removed: usize,
}

/// A publication under way.
pub(crate) struct Publication {
    folder: OutputFolder,
    previous: Previous,
    next: Mutex<Next>,
    failed: AtomicBool,
    // Dropped before the lock: another build must not meet this folder.
    staging: Staging,
    _lock: Lock,
}

/// What the next version holds so far.
struct Next {
    paths: TakenPaths<()>,
    files: Vec<File>,
}

/// A file of the next version.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct File {
    entry: Entry,
    /// Whether it had to be written; otherwise the published one is kept.
    written: bool,
}

impl Publication {
    /// Opens a publication, unless the target would replace sources, is not ours, holds a file that is
    /// not, or is being published to. Nothing is written to it yet.
    pub(crate) fn open(target: &Target) -> Result<Self, Diagnostic> {
        let folder = OutputFolder::new(target.output)?;
        folder.keep_off_sources(target.root)?;
        let lock = folder.lock()?;
        recover(&folder).map_err(|error| refusals::unwritable(&folder.path, &error))?;
        let previous = Previous::read(&folder.path)?;
        let staging = Staging::new(&folder.staging).map_err(|error| refusals::unwritable(&folder.staging, &error))?;
        Ok(Self {
            folder,
            previous,
            next: Mutex::new(Next { paths: TakenPaths::new(()), files: Vec::new() }),
            failed: AtomicBool::new(false),
            staging,
            _lock: lock,
        })
    }

    /// Takes one file: writes it to the next version, or notes that the published one is the same.
    pub(crate) fn put(&self, output: &Output) -> Result<(), Diagnostic> {
        self.try_put(output).inspect_err(|_| self.failed.store(true, Ordering::Relaxed))
    }

    fn try_put(&self, output: &Output) -> Result<(), Diagnostic> {
        let path = output.path.as_str();
        // What a site publishes was told before, with the files it comes from: here it is only stopped.
        self.next().paths.take(path, ()).map_err(|collision| collision.refusal())?;
        let written = !self.is_published(path, &output.bytes);
        if written {
            self.staging.write(path, &output.bytes).map_err(|error| self.unwritable(path, &error))?;
        }
        let entry = Entry::new(&output.path, &output.bytes);
        self.next().files.push(File { entry, written });
        Ok(())
    }

    /// Whether these bytes are published already. We read the file rather than trust the digest in the
    /// manifest: somebody may have edited it.
    fn is_published(&self, path: &str, bytes: &[u8]) -> bool {
        self.previous.sizes.get(path) == Some(&(bytes.len() as u64))
            && fs::read(self.folder.path.join(path)).is_ok_and(|published| published == bytes)
    }

    /// Publishes all that was put, or nothing if any of it failed.
    pub(crate) fn commit(self) -> Result<Counts, Diagnostic> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(Diagnostic::error(
                Code::Unwritable,
                "rien n’a été publié, parce qu’un fichier au moins a été refusé",
            ));
        }
        let mut files = std::mem::take(&mut self.next().files);
        files.sort();
        let counts = self.count(&files);
        let entries: Vec<&Entry> = files.iter().map(|file| &file.entry).collect();
        let manifest = manifest::write(&entries).map_err(|error| self.unwritable(MANIFEST, &error))?;
        if counts.written > 0 || manifest != self.previous.manifest {
            self.complete(&files, &manifest)?;
            swap(&self.folder).map_err(|error| refusals::unwritable(&self.folder.path, &error))?;
        }
        Ok(counts)
    }

    /// Completes the next version: the files that it keeps of the former one, and its manifest.
    fn complete(&self, files: &[File], manifest: &[u8]) -> Result<(), Diagnostic> {
        let kept = files.par_iter().filter(|file| !file.written).map(|file| &file.entry.path);
        kept.try_for_each(|path| {
            self.staging.keep(path, &self.folder.path).map_err(|error| self.unwritable(path, &error))
        })?;
        self.staging.write(MANIFEST, manifest).map_err(|error| self.unwritable(MANIFEST, &error))?;
        // Permissions that somebody set on the published folder are meant to last.
        if let Ok(standing) = self.folder.path.metadata() {
            fs::set_permissions(&self.folder.staging, standing.permissions())
                .map_err(|error| refusals::unwritable(&self.folder.staging, &error))?;
        }
        Ok(())
    }

    fn count(&self, files: &[File]) -> Counts {
        let written = files.iter().filter(|file| file.written).count();
        let again = files.iter().filter(|file| self.previous.sizes.contains_key(&file.entry.path)).count();
        Counts {
            files: files.len(),
            bytes: files.iter().map(|file| file.entry.size).sum(),
            written,
            unchanged: files.len() - written,
            removed: self.previous.sizes.len() - again,
        }
    }

    fn next(&self) -> MutexGuard<'_, Next> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Named as in the published folder: nobody knows the staging folder.
    fn unwritable(&self, path: &str, error: &io::Error) -> Diagnostic {
        refusals::unwritable(&self.folder.path.join(Path::new(path)), error)
    }
}
