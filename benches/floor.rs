//! The floor: what merely reading the inputs and writing the outputs takes, on the same disk, in the
//! same run. No generator can be faster.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;

use crate::measure::{Cost, timed};

/// How the floor goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hands {
    /// One file after the other, as a copy does.
    One,
    /// On all processors.
    All,
}

/// Reads every file of `inputs`, then writes the files of `outputs` again into a new folder. The bytes
/// to write are held before the clock starts.
pub(crate) fn floor(inputs: &Path, outputs: &Path, into: &Path, hands: Hands) -> Result<Cost> {
    let sources = files(inputs)?;
    let held: Vec<(PathBuf, Vec<u8>)> = files(outputs)?
        .into_iter()
        .map(|path| Ok((into.join(path.strip_prefix(outputs)?), fs::read(&path)?)))
        .collect::<Result<_>>()?;
    let read = |path: &PathBuf| fs::read(path).map(|_| ());
    let write = |(path, bytes): &(PathBuf, Vec<u8>)| {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, bytes)
    };
    let (result, cost) = timed(|| match hands {
        Hands::One => sources.iter().try_for_each(read).and_then(|()| held.iter().try_for_each(write)),
        Hands::All => sources.par_iter().try_for_each(read).and_then(|()| held.par_iter().try_for_each(write)),
    });
    result?;
    Ok(cost)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}
