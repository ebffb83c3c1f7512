//! The exchange of two versions.
//!
//! In: an output folder whose staging folder is complete. Out: the two exchanged; the former version is
//! then removed with the staging folder.

use std::fs;
use std::io;
use std::path::Path;

use super::manifest::MANIFEST;
use super::output_folder::OutputFolder;

/// Puts the staging folder in the place of the output, which may be missing.
pub(crate) fn swap(folder: &OutputFolder) -> io::Result<()> {
    if folder.path.symlink_metadata().is_err() {
        return fs::rename(&folder.staging, &folder.path);
    }
    match exchange(&folder.staging, &folder.path) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => two_renames(folder),
        result => result,
    }
}

/// Both folders trade names in one step: there is no instant without an output.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|errno| match errno {
        // Old kernels, and file systems that do not know how (NFS, some FUSE).
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        errno => errno.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The best that other systems allow: between the first two renames there is no output, but the
/// former version is complete under its hidden name, from which [`recover`] restores it. The third one
/// frees that name before the removal begins, so that a version is never restored in part.
fn two_renames(folder: &OutputFolder) -> io::Result<()> {
    fs::rename(&folder.path, &folder.old)?;
    if let Err(error) = fs::rename(&folder.staging, &folder.path) {
        fs::rename(&folder.old, &folder.path)?;
        return Err(error);
    }
    // The new version is published already; what stays behind, `recover` finds.
    let _ = fs::rename(&folder.old, &folder.staging);
    Ok(())
}

/// Finishes what a build killed inside [`two_renames`] had begun. May leave a staging folder to remove.
pub(crate) fn recover(folder: &OutputFolder) -> io::Result<()> {
    // A rename succeeds only onto nothing or an empty folder.
    match fs::rename(&folder.old, &folder.path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) if folder.path.join(MANIFEST).is_file() => {
            let _ = fs::remove_dir_all(&folder.staging);
            fs::rename(&folder.old, &folder.staging)
        }
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with `folders` in it, each a whole version with its own name as its only text.
    fn versions(folders: &[&str]) -> io::Result<(tempfile::TempDir, OutputFolder)> {
        let parent = tempfile::tempdir()?;
        for name in folders {
            fs::create_dir(parent.path().join(name))?;
            fs::write(parent.path().join(name).join(MANIFEST), name)?;
        }
        let folder =
            OutputFolder::new(&parent.path().join("public")).map_err(|fault| io::Error::other(fault.message))?;
        Ok((parent, folder))
    }

    fn standing(parent: &Path) -> io::Result<Vec<(String, String)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(parent)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(path.join(MANIFEST))?));
        }
        found.sort();
        Ok(found)
    }

    #[test]
    fn two_renames_do_as_an_exchange() -> io::Result<()> {
        let expected = [(".public.jalon-new".into(), "public".into()), ("public".into(), ".public.jalon-new".into())];
        for swap in [swap, two_renames] {
            let (parent, folder) = versions(&["public", ".public.jalon-new"])?;
            swap(&folder)?;
            assert_eq!(standing(parent.path())?, expected);
        }
        Ok(())
    }

    #[test]
    fn two_renames_that_fail_bring_the_former_version_back() -> io::Result<()> {
        let (parent, folder) = versions(&["public"])?;
        assert!(two_renames(&folder).is_err());
        assert_eq!(standing(parent.path())?, [("public".into(), "public".into())]);
        Ok(())
    }

    #[test]
    fn whatever_the_instant_of_a_kill_recovery_finds_the_version_that_stands() -> io::Result<()> {
        let cases: [(&[&str], &str); 4] = [
            (&["public", ".public.jalon-new"], "public"),
            (&[".public.jalon-old", ".public.jalon-new"], ".public.jalon-old"),
            (&[".public.jalon-old", "public"], "public"),
            (&["public"], "public"),
        ];
        for (left, expected) in cases {
            let (_parent, folder) = versions(left)?;
            recover(&folder)?;
            assert_eq!(fs::read_to_string(folder.path.join(MANIFEST))?, expected, "{left:?}");
            assert!(!folder.old.exists(), "{left:?}");
        }
        Ok(())
    }

    #[test]
    fn a_former_version_is_brought_back_over_an_empty_folder() -> io::Result<()> {
        let (parent, folder) = versions(&[".public.jalon-old"])?;
        fs::create_dir(&folder.path)?;
        recover(&folder)?;
        assert_eq!(standing(parent.path())?, [("public".into(), ".public.jalon-old".into())]);
        Ok(())
    }
}
