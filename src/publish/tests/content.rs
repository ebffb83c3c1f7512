//! A published folder holds the last version, exactly, and what had not changed was not written.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

use proptest::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::{Bench, Files, Outcome, files, output, told};
use crate::publish::Counts;
use crate::publish::manifest::MANIFEST;

/// Path, size and digest, as a manifest lists them.
type Line = (String, u64, String);

fn modified(path: &Path) -> std::io::Result<SystemTime> {
    path.metadata()?.modified()
}

/// Makes a file look old, so that writing it again would show.
fn age(path: &Path) -> std::io::Result<()> {
    File::options().write(true).open(path)?.set_modified(SystemTime::UNIX_EPOCH)
}

#[test]
fn an_unchanged_file_keeps_its_modification_time() -> Outcome {
    let bench = Bench::new()?;
    bench.publish(&[("a/index.html", "un"), ("b.css", "deux"), ("c", "trois")])?;
    age(&bench.output.join("a/index.html"))?;
    age(&bench.output.join("b.css"))?;
    let published = bench.publish(&[("a/index.html", "un"), ("b.css", "DEUX"), ("d", "quatre")])?;
    assert_eq!(published, Counts { files: 3, bytes: 12, written: 2, unchanged: 1, removed: 1 });
    assert_eq!(modified(&bench.output.join("a/index.html"))?, SystemTime::UNIX_EPOCH);
    assert_ne!(modified(&bench.output.join("b.css"))?, SystemTime::UNIX_EPOCH);
    assert!(!bench.output.join("c").exists());
    assert_eq!(bench.hidden()?, [""; 0]);
    Ok(())
}

#[cfg(unix)]
#[test]
fn when_nothing_changed_nothing_is_written() -> Outcome {
    use std::os::unix::fs::MetadataExt;
    let look = |folder: &Path| -> Result<Vec<_>, Box<dyn Error>> {
        let entries: Result<Vec<_>, _> = WalkDir::new(folder).sort_by_file_name().into_iter().collect();
        entries?
            .iter()
            .map(|entry| {
                Ok((
                    entry.path().to_owned(),
                    entry.metadata()?.ino(),
                    entry.metadata()?.ctime_nsec(),
                    entry.metadata()?.modified()?,
                ))
            })
            .collect()
    };
    let bench = Bench::new()?;
    let version = [("a/b/index.html", "un"), ("b.css", "deux"), ("index.html", "")];
    bench.publish(&version)?;
    let before = look(&bench.output)?;
    let publication = bench.open().map_err(told)?;
    version.iter().try_for_each(|(path, text)| publication.put(&output(path, text.as_bytes()))).map_err(told)?;
    assert_eq!(bench.hidden()?, [".public.jalon-lock"]);
    assert_eq!(publication.commit().map_err(told)?.unchanged, 3);
    assert_eq!(look(&bench.output)?, before);
    Ok(())
}

#[test]
fn a_published_file_edited_by_hand_is_made_again() -> Outcome {
    let bench = Bench::new()?;
    bench.publish(&[("a", "un"), ("b", "deux"), ("c", "trois")])?;
    fs::write(bench.output.join("a"), "UN")?;
    fs::remove_file(bench.output.join("b"))?;
    assert_eq!(bench.publish(&[("a", "un"), ("b", "deux"), ("c", "trois")])?.written, 2);
    assert_eq!(fs::read(bench.output.join("a"))?, b"un");
    Ok(())
}

/// Sets of files without collisions: a folder never has the name of a file.
fn version() -> impl Strategy<Value = Files> {
    let path = "([XY]/){0,2}[abc]";
    proptest::collection::btree_map(path, proptest::collection::vec(any::<u8>(), 0..3), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_folder_is_always_the_last_version_exactly(versions in proptest::collection::vec(version(), 1..6)) {
        let bench = Bench::new().map_err(|error| TestCaseError::fail(error.to_string()))?;
        let mut past = Files::new();
        for version in versions {
            let published = step(&bench, &version).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let same = version.iter().filter(|(path, bytes)| past.get(*path) == Some(bytes)).count();
            let kept = version.keys().filter(|path| past.contains_key(*path)).count();
            prop_assert_eq!((published.files, published.unchanged, published.removed), (version.len(), same, past.len() - kept));
            past = version;
        }
    }
}

fn step(bench: &Bench, version: &Files) -> Result<Counts, Box<dyn Error>> {
    let publication = bench.open().map_err(told)?;
    version.iter().try_for_each(|(path, bytes)| publication.put(&output(path, bytes))).map_err(told)?;
    let published = publication.commit().map_err(told)?;
    assert_eq!(&files(&bench.output)?, version);
    let lines: Vec<Line> =
        version.iter().map(|(path, bytes)| (path.clone(), bytes.len() as u64, digest(bytes))).collect();
    assert_eq!(listed(&bench.output)?, lines);
    let folders: BTreeSet<&Path> =
        version.keys().flat_map(|path| Path::new(path).ancestors().skip(1)).chain([Path::new("")]).collect();
    let standing = WalkDir::new(&bench.output).into_iter().flatten().filter(|entry| entry.file_type().is_dir());
    assert_eq!(standing.count(), folders.len());
    assert_eq!(bench.hidden()?, [""; 0]);
    Ok(published)
}

fn digest(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// What the manifest says, read without the code that wrote it.
fn listed(output: &Path) -> Result<Vec<Line>, Box<dyn Error>> {
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(output.join(MANIFEST))?)?;
    assert_eq!((&manifest["format"], &manifest["generator"]), (&1.into(), &"jalon".into()));
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned).ok_or("not a text");
    let files = manifest["files"].as_array().ok_or("no files")?;
    files
        .iter()
        .map(|file| Ok((text(&file["path"])?, file["size"].as_u64().ok_or("no size")?, text(&file["sha256"])?)))
        .collect()
}
