//! One build at a time per output folder. In: the path of a lock file. Out: a [`Lock`], held until dropped.
//!
//! The lock is on a file beside the output, not on the folder that contains both: that one would
//! also keep apart two builds to two neighbours, `dist/site` and `dist/scorm`, that have nothing in
//! common. The output itself cannot carry it, since it is replaced.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// How often we try again when the owner of the lock was just removing its file.
const TRIES: usize = 16;

pub(crate) struct Lock {
    path: PathBuf,
    // Closing it, or dying, releases the lock.
    _file: File,
}

impl Lock {
    /// `None` when another process, or another publication of this one, has the lock.
    pub(crate) fn take(path: &Path) -> io::Result<Option<Self>> {
        for _ in 0..TRIES {
            let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(None),
                // A file system without locks: publishing unprotected beats not publishing.
                Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => return Err(error),
                _ => {}
            }
            if still_there(&file, path) {
                return Ok(Some(Self { path: path.to_owned(), _file: file }));
            }
        }
        Ok(None)
    }
}

impl Drop for Lock {
    /// Removing a lock file is a race (somebody may have opened it and be about to lock it) which
    /// [`still_there`] settles. Where it cannot, the empty file stays.
    fn drop(&mut self) {
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether the file that was locked is still the one at that path.
#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.metadata()) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn still_there(_: &File, _: &Path) -> bool {
    true
}
