//! The instant when one version becomes another. In: a place whose staging folder is whole.
//! Out: that folder as the output, and the former version in its stead, to be removed.

use std::fs;
use std::io;
use std::path::Path;

use super::manifest::MANIFEST;
use super::place::Place;

/// Puts the staging folder in the place of the output, which may be missing.
pub fn swap(place: &Place) -> io::Result<()> {
    if place.output.symlink_metadata().is_err() {
        return fs::rename(&place.staging, &place.output);
    }
    match exchange(&place.staging, &place.output) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => two_renames(place),
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
/// former version stands whole under its hidden name, from which [`recover`] brings it back. The
/// third one takes that name away before the removal begins, so that nothing is ever brought back
/// in pieces.
fn two_renames(place: &Place) -> io::Result<()> {
    fs::rename(&place.output, &place.old)?;
    if let Err(error) = fs::rename(&place.staging, &place.output) {
        fs::rename(&place.old, &place.output)?;
        return Err(error);
    }
    // The new version is published already; what stays behind, `recover` finds.
    let _ = fs::rename(&place.old, &place.staging);
    Ok(())
}

/// Ends what a build killed amid [`two_renames`] had begun. May leave a staging folder to remove.
pub fn recover(place: &Place) -> io::Result<()> {
    // A rename succeeds only where nothing stands but perhaps an empty folder.
    match fs::rename(&place.old, &place.output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) if place.output.join(MANIFEST).is_file() => {
            let _ = fs::remove_dir_all(&place.staging);
            fs::rename(&place.old, &place.staging)
        }
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with `folders` in it, each a whole version with its own name as its only text.
    fn versions(folders: &[&str]) -> io::Result<(tempfile::TempDir, Place)> {
        let parent = tempfile::tempdir()?;
        for folder in folders {
            fs::create_dir(parent.path().join(folder))?;
            fs::write(parent.path().join(folder).join(MANIFEST), folder)?;
        }
        let place = Place::new(&parent.path().join("public")).map_err(|fault| io::Error::other(fault.message))?;
        Ok((parent, place))
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
            let (parent, place) = versions(&["public", ".public.jalon-new"])?;
            swap(&place)?;
            assert_eq!(standing(parent.path())?, expected);
        }
        Ok(())
    }

    #[test]
    fn two_renames_that_fail_bring_the_former_version_back() -> io::Result<()> {
        let (parent, place) = versions(&["public"])?;
        assert!(two_renames(&place).is_err());
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
            let (_parent, place) = versions(left)?;
            recover(&place)?;
            assert_eq!(fs::read_to_string(place.output.join(MANIFEST))?, expected, "{left:?}");
            assert!(!place.old.exists(), "{left:?}");
        }
        Ok(())
    }

    #[test]
    fn a_former_version_is_brought_back_over_an_empty_folder() -> io::Result<()> {
        let (parent, place) = versions(&[".public.jalon-old"])?;
        fs::create_dir(&place.output)?;
        recover(&place)?;
        assert_eq!(standing(parent.path())?, [("public".into(), ".public.jalon-old".into())]);
        Ok(())
    }
}
