//! Files that Jalon keeps up to date itself, such as `anchors.lock` and `reviews.lock`.
//!
//! In: the new text. Out: the file, replaced in one step, or left alone when nothing changed.

use std::fs;
use std::io;
use std::path::Path;

/// The same in a folder that is made when it is missing; with `kept`, what stands there stays as it is. Says whether the text is there.
pub(crate) fn place(folder: &Path, name: &str, text: &str, kept: bool) -> io::Result<bool> {
    if kept && folder.join(name).exists() {
        return Ok(false);
    }
    fs::create_dir_all(folder)?;
    update(folder, name, text).map(|()| true)
}

/// Writes `text` to the file `name` of `folder`, unless that is its content already.
pub(crate) fn update(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    let path = folder.join(name);
    if fs::read_to_string(&path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    // Two builds of one site, each to its own folder, write the same text at once.
    let next = folder.join(format!(".{name}.{}.jalon-new", std::process::id()));
    fs::write(&next, text).and_then(|()| fs::rename(&next, &path)).inspect_err(|_| {
        let _ = fs::remove_file(&next);
    })
}

/// Writes a file that somebody asked for, in one step: whole, or not at all.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let next = path.with_file_name(format!(".{name}.{}.jalon-new", std::process::id()));
    fs::write(&next, bytes).and_then(|()| fs::rename(&next, path)).inspect_err(|_| {
        let _ = fs::remove_file(&next);
    })
}
