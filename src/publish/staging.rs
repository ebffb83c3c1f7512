//! The next version, while it is being made.
//!
//! In: files to write, files to keep. Out: a folder beside the output, made with its first file and
//! removed when dropped.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder of the next version.
pub(crate) struct Staging {
    root: PathBuf,
}

impl Staging {
    /// Writes nothing yet, but removes what a killed build left there.
    pub(crate) fn new(root: &Path) -> io::Result<Self> {
        match fs::remove_dir_all(root) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(Self { root: root.to_owned() }),
        }
    }

    /// Writes a new file. Never over another: a kept file is shared with the version that readers see.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let to = self.root.join(path);
        // Most files are the first of their folder; where that is so, asking first costs less than failing.
        if let Some(folder) = to.parent().filter(|_| path.ends_with("/index.html")) {
            let _ = fs::create_dir(folder);
        }
        with_folder(&to, |to| File::create_new(to)?.write_all(bytes))
    }

    /// Takes over a published file as it is, with its modification time.
    pub(crate) fn keep(&self, path: &str, from: &Path) -> io::Result<()> {
        let (from, to) = (from.join(path), self.root.join(path));
        with_folder(&to, |to| fs::hard_link(&from, to)).or_else(|_| copy(&from, &to))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is tried again, and reported, by the next build.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Most folders exist by the time they are needed, so they are made only after a failure.
fn with_folder(path: &Path, act: impl Fn(&Path) -> io::Result<()>) -> io::Result<()> {
    match (act(path), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            act(path)
        }
        (result, _) => result,
    }
}

/// For disks without hard links (FAT, some shares) and links that the system forbids.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let mut copy = File::create_new(to)?;
    io::copy(&mut source, &mut copy)?;
    copy.set_modified(source.metadata()?.modified()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_bytes_and_modification_time() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&from, "bonjour")?;
        File::options().write(true).open(&from)?.set_modified(std::time::UNIX_EPOCH)?;
        copy(&from, &to)?;
        assert_eq!(fs::read(&to)?, b"bonjour");
        assert_eq!(to.metadata()?.modified()?, std::time::UNIX_EPOCH);
        Ok(())
    }
}
