//! The site as the preview needs it: what loads it, and what one load gives.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::Report;
use crate::output::Output;
use crate::text::RelPath;

/// Loads the site, as often as its files change.
pub(crate) trait SiteLoader: Send + Sync + 'static {
    /// What one load gives.
    type Site: LoadedSite;

    /// Loads and parses the site. The report may hold errors with or without a site. `changed`: the only
    /// files and folders (absolute paths) that changed since the last time; `None` the first time, and
    /// when that is not known.
    fn load(&self, changed: Option<&BTreeSet<PathBuf>>) -> (Option<Self::Site>, Report);

    /// The files and folders to watch, existing or not. Folders are watched with everything in them:
    /// name the folders of the site rather than its root, so that `target` costs nothing.
    fn watched(&self) -> Vec<PathBuf>;

    /// Whether a change of this file (an absolute path) does not matter.
    fn is_ignored(&self, path: &Path) -> bool;
}

/// The site as it was when it was loaded.
pub(crate) trait LoadedSite: Send + Sync + 'static {
    /// One output, by its path in the published folder (`comprendre/roles/index.html`); `None` when
    /// the site has no such output.
    fn render(&self, path: &RelPath) -> Option<RenderedOutput>;

    /// Checks the whole site. May take seconds: it runs beside the server, and gives up, with `None`,
    /// soon after `wanted` says that its result is no longer needed.
    fn check(&self, wanted: &(dyn Fn() -> bool + Sync)) -> Option<Report>;
}

/// What rendering one output gave.
#[derive(Debug, Clone)]
pub(crate) struct RenderedOutput {
    /// The output, unless its template failed.
    pub(crate) output: Option<Output>,
    /// What there is to say about it.
    pub(crate) report: Report,
}
