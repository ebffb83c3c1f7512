//! One publication, from its first file to the exchange of folders.
//!
//! In: a target, then outputs from any thread. Out: the new version published, or, when the stage
//! is dropped before its commit, the folder that stood there, untouched.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::ledger::{Ledger, Placed};
use super::lock::Lock;
use super::manifest::{self, Entry, MANIFEST, Past};
use super::place::Place;
use super::staging::Staging;
use super::swap::{recover, swap};
use super::{Published, Target, fault};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::Output;

/// A publication under way.
pub struct Stage {
    place: Place,
    past: Past,
    ledger: Mutex<Ledger>,
    failed: AtomicBool,
    // Dropped before the lock: another build must not meet this folder.
    staging: Staging,
    _lock: Lock,
}

impl Stage {
    /// Opens a publication, unless the target would eat sources, is not ours, holds a file that is
    /// not, or is being published to. Nothing is written in it.
    pub fn open(target: &Target) -> Result<Self, Diagnostic> {
        let place = Place::new(target.output)?;
        place.spare(target.root)?;
        let lock = place.lock()?;
        recover(&place).map_err(|error| fault::unwritable(&place.output, &error))?;
        let past = Past::read(&place.output)?;
        let staging = Staging::new(&place.staging).map_err(|error| fault::unwritable(&place.staging, &error))?;
        Ok(Self {
            place,
            past,
            ledger: Mutex::new(Ledger::new()),
            failed: AtomicBool::new(false),
            staging,
            _lock: lock,
        })
    }

    /// Takes one file: writes it to the next version, or notes that the published one is the same.
    pub fn put(&self, output: &Output) -> Result<(), Diagnostic> {
        self.try_put(output).inspect_err(|_| self.failed.store(true, Ordering::Relaxed))
    }

    fn try_put(&self, output: &Output) -> Result<(), Diagnostic> {
        let path = output.path.as_str();
        self.ledger().claim(path)?;
        let written = !self.stands(path, &output.bytes);
        if written {
            self.staging.write(path, &output.bytes).map_err(|error| self.unwritable(path, &error))?;
        }
        let entry = Entry::new(&output.path, &output.bytes);
        self.ledger().record(Placed { entry, written });
        Ok(())
    }

    /// Whether these bytes are published already. The file is read, not the digest in the manifest
    /// believed, because somebody may have edited it.
    fn stands(&self, path: &str, bytes: &[u8]) -> bool {
        self.past.sizes.get(path) == Some(&(bytes.len() as u64))
            && fs::read(self.place.output.join(path)).is_ok_and(|published| published == bytes)
    }

    /// Publishes all that was put, or nothing if any of it failed.
    pub fn commit(self) -> Result<Published, Diagnostic> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(Diagnostic::error(
                Code::Unwritable,
                "rien n’a été publié, parce qu’un fichier au moins a été refusé",
            ));
        }
        let placed = self.ledger().close();
        let published = self.tally(&placed);
        let entries: Vec<&Entry> = placed.iter().map(|placed| &placed.entry).collect();
        let manifest = manifest::write(&entries).map_err(|error| self.unwritable(MANIFEST, &error))?;
        if published.written > 0 || manifest != self.past.manifest {
            self.complete(&placed, &manifest)?;
            swap(&self.place).map_err(|error| fault::unwritable(&self.place.output, &error))?;
        }
        Ok(published)
    }

    /// Brings into the next version what it keeps of the former one, and its manifest.
    fn complete(&self, placed: &[Placed], manifest: &[u8]) -> Result<(), Diagnostic> {
        let kept = placed.par_iter().filter(|placed| !placed.written).map(|placed| &placed.entry.path);
        kept.try_for_each(|path| {
            self.staging.keep(path, &self.place.output).map_err(|error| self.unwritable(path, &error))
        })?;
        self.staging.write(MANIFEST, manifest).map_err(|error| self.unwritable(MANIFEST, &error))?;
        // Whoever opened or closed the published folder to others meant it to last.
        if let Ok(standing) = self.place.output.metadata() {
            fs::set_permissions(&self.place.staging, standing.permissions())
                .map_err(|error| fault::unwritable(&self.place.staging, &error))?;
        }
        Ok(())
    }

    fn tally(&self, placed: &[Placed]) -> Published {
        let written = placed.iter().filter(|placed| placed.written).count();
        let again = placed.iter().filter(|placed| self.past.sizes.contains_key(&placed.entry.path)).count();
        Published {
            files: placed.len(),
            bytes: placed.iter().map(|placed| placed.entry.size).sum(),
            written,
            unchanged: placed.len() - written,
            removed: self.past.sizes.len() - again,
        }
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Named as in the published folder: nobody knows the staging one.
    fn unwritable(&self, path: &str, error: &io::Error) -> Diagnostic {
        fault::unwritable(&self.place.output.join(Path::new(path)), error)
    }
}
