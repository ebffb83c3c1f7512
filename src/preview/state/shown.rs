//! What is shown: the site as last loaded, and the last good state of the files that were asked for.
//!
//! In: loaded sites from the session, paths from the requests. Out: a [`View`] of each path. Only what
//! is asked for is rendered.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::announcements::Announcements;
use crate::diagnostic::Report;
use crate::preview::guard::{guarded, lock};
use crate::preview::site::{LoadedSite, RenderedOutput};
use crate::text::RelPath;

/// What there is to show at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum View {
    /// The bytes, as they are or as they were when last good.
    Shown(Vec<u8>),
    /// The site has no such output.
    Absent,
    /// It cannot be rendered, and never was.
    Broken(Report),
}

/// The site that is shown.
#[derive(Debug)]
pub(crate) struct Shown<S> {
    announcements: Arc<Announcements>,
    current: Mutex<Option<Current<S>>>,
    kept: Mutex<HashMap<RelPath, Kept>>,
}

/// The last good state of an output, and when it was made.
#[derive(Debug)]
struct Kept {
    version: u64,
    bytes: Vec<u8>,
}

#[derive(Debug)]
struct Current<S> {
    site: Arc<S>,
    version: u64,
    good: bool,
}

impl<S: LoadedSite> Shown<S> {
    /// Nothing to show yet.
    pub(crate) fn new(announcements: Arc<Announcements>) -> Self {
        Self { announcements, current: Mutex::new(None), kept: Mutex::new(HashMap::new()) }
    }

    /// Takes what a load gave. A site without errors is only replaced by another; before the first one,
    /// whatever there is is shown. Gives the site and its version when it is now the one shown.
    pub(crate) fn receive(&self, site: Option<S>, report: Report) -> Option<(Arc<S>, u64)> {
        let mut current = lock(&self.current);
        let good = !report.has_errors();
        let replaces = current.as_ref().is_none_or(|current| site.is_some() && (good || !current.good));
        let version = self.announcements.opened(report, replaces);
        let site = Arc::new(site.filter(|_| replaces)?);
        *current = Some(Current { site: Arc::clone(&site), version, good });
        Some((site, version))
    }

    /// Whether there is nothing to show yet.
    pub(crate) fn is_empty(&self) -> bool {
        lock(&self.current).is_none()
    }

    /// Renders a path, and returns the version it is of.
    pub(crate) fn view(&self, path: &RelPath) -> (View, u64) {
        match self.site() {
            Some((site, version)) => (self.render(&*site, version, path), version),
            None => {
                let version = self.announcements.version();
                (View::Broken(self.announcements.report()), version)
            }
        }
    }

    fn render(&self, site: &S, version: u64, path: &RelPath) -> View {
        if let Some(bytes) = self.kept(path, Some(version)) {
            return View::Shown(bytes);
        }
        let rendered =
            guarded(|| site.render(path)).unwrap_or_else(|report| Some(RenderedOutput { output: None, report }));
        let Some(rendered) = rendered else { return self.absent(path) };
        self.announcements.rendered(version, path, &rendered.report);
        match rendered.output {
            Some(output) => {
                if is_kept(path) && !rendered.report.has_errors() {
                    lock(&self.kept).insert(path.clone(), Kept { version, bytes: output.bytes.clone() });
                }
                View::Shown(output.bytes)
            }
            None => self.kept(path, None).map_or(View::Broken(rendered.report), View::Shown),
        }
    }

    /// What was made last at a path: in this version, or in any.
    fn kept(&self, path: &RelPath, version: Option<u64>) -> Option<Vec<u8>> {
        let kept = lock(&self.kept);
        let found = kept.get(path).filter(|kept| version.is_none_or(|version| kept.version == version));
        found.map(|kept| kept.bytes.clone())
    }

    fn site(&self) -> Option<(Arc<S>, u64)> {
        lock(&self.current).as_ref().map(|current| (Arc::clone(&current.site), current.version))
    }

    /// The last good state of a page names style sheets and scripts of its time, which the current site may
    /// no longer have. A page that was removed is not kept.
    fn absent(&self, path: &RelPath) -> View {
        if path.ending() == "html" {
            lock(&self.kept).remove(path);
            return View::Absent;
        }
        self.kept(path, None).map_or(View::Absent, View::Shown)
    }
}

fn is_kept(path: &RelPath) -> bool {
    matches!(path.ending().as_str(), "html" | "css" | "js")
}
