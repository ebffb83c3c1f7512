//! The floor: what merely reading the inputs and writing the outputs takes, on the same disk, in the
//! same run. No generator can be faster.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;

use crate::measure::{Cost, timed};

/// Reads every file of `inputs`, then writes the files of `outputs` again into a new folder. The bytes
/// to write are held before the clock starts; folders and files are made on all processors, as a build does.
pub fn floor(inputs: &Path, outputs: &Path, into: &Path) -> Result<Cost> {
    let sources = files(inputs)?;
    let held: Vec<(PathBuf, Vec<u8>)> = files(outputs)?
        .into_iter()
        .map(|path| Ok((into.join(path.strip_prefix(outputs)?), fs::read(&path)?)))
        .collect::<Result<_>>()?;
    let (result, cost) = timed(|| -> Result<()> {
        sources.par_iter().try_for_each(|path| fs::read(path).map(|_| ()))?;
        held.par_iter().try_for_each(|(path, bytes)| {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, bytes)
        })?;
        Ok(())
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
