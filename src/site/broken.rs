//! The files that are there and could not be understood: what refers to them is not to blame.
//!
//! In: the files, the pages that have a place in the site, what was told so far. Out: the paths of those files.

use std::collections::BTreeSet;

use crate::content::tree::Tree;
use crate::diagnostic::{Report, Severity};
use crate::source::Sources;
use crate::source::folders::CONTENT;
use crate::text::RelPath;

/// The files that could not be read, those in which an error was found, and the pages that have no place for want of the page of
/// their section: it is missing or could not be understood, and that was told.
pub(super) fn broken(sources: &Sources, tree: &Tree, report: &Report) -> BTreeSet<RelPath> {
    let faulty = report.entries().iter().filter(|entry| entry.severity == Severity::Error);
    let lost = unplaced(sources, tree);
    faulty
        .filter_map(|entry| RelPath::new(&entry.file))
        .chain(sources.failed.iter().cloned())
        .chain(lost.cloned())
        .collect()
}

/// The files of pages that have no place in the site.
pub(super) fn unplaced<'a>(sources: &'a Sources, tree: &'a Tree) -> impl Iterator<Item = &'a RelPath> {
    let placed = |path: &RelPath| tree.by_source(path).is_some() || tree.left_out(path).is_some();
    sources.texts_in(CONTENT, "md").map(|source| &source.path).filter(move |path| !placed(path))
}
