//! What is shown: the current edition, and the last good state of what was looked at.
//!
//! In: editions from the session, paths from the requests. Out: a [`View`] of each path. One output
//! is rendered for one request, and nothing that nobody asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::board::Board;
use super::{Edition, Rendered, guarded, lock};
use crate::diagnostic::Report;
use crate::text::RelPath;

/// What there is to show at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// The bytes, now or as they were when they were last good.
    Shown(Vec<u8>),
    /// The site has no such output.
    Absent,
    /// It could not be made, and never was.
    Broken(Report),
}

/// Holds the current edition.
#[derive(Debug)]
pub struct Stage<E> {
    board: Arc<Board>,
    current: Mutex<Option<Current<E>>>,
    kept: Mutex<HashMap<RelPath, Kept>>,
}

/// The last good state of an output, and when it was made.
#[derive(Debug)]
struct Kept {
    version: u64,
    bytes: Vec<u8>,
}

#[derive(Debug)]
struct Current<E> {
    edition: Arc<E>,
    version: u64,
    good: bool,
}

impl<E: Edition> Stage<E> {
    /// An empty stage that speaks through this board.
    pub fn new(board: Arc<Board>) -> Self {
        Self { board, current: Mutex::new(None), kept: Mutex::new(HashMap::new()) }
    }

    /// Takes what a load gave. A good edition is only replaced by a good one; before the first good
    /// one, whatever there is is shown. Gives the edition and its version when it is the one shown.
    pub fn receive(&self, edition: Option<E>, report: Report) -> Option<(Arc<E>, u64)> {
        let mut current = lock(&self.current);
        let good = !report.has_errors();
        let replaces = current.as_ref().is_none_or(|current| edition.is_some() && (good || !current.good));
        let version = self.board.opened(report, replaces);
        let edition = Arc::new(edition.filter(|_| replaces)?);
        *current = Some(Current { edition: Arc::clone(&edition), version, good });
        Some((edition, version))
    }

    /// Whether there is nothing to show yet.
    pub fn is_empty(&self) -> bool {
        lock(&self.current).is_none()
    }

    /// Renders a path, and says of which version.
    pub fn view(&self, path: &RelPath) -> (View, u64) {
        match self.edition() {
            Some((edition, version)) => (self.render(&*edition, version, path), version),
            None => {
                let version = self.board.version();
                (View::Broken(self.board.report()), version)
            }
        }
    }

    fn render(&self, edition: &E, version: u64, path: &RelPath) -> View {
        if let Some(bytes) = self.kept(path, Some(version)) {
            return View::Shown(bytes);
        }
        let rendered =
            guarded(|| edition.render(path)).unwrap_or_else(|report| Some(Rendered { output: None, report }));
        let Some(rendered) = rendered else { return self.absent(path) };
        self.board.rendered(version, path, &rendered.report);
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

    fn edition(&self) -> Option<(Arc<E>, u64)> {
        lock(&self.current).as_ref().map(|current| (Arc::clone(&current.edition), current.version))
    }

    /// The last good state of a page names the style sheets and scripts of its time, which the
    /// current edition may no longer have; a page that is gone is gone.
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
