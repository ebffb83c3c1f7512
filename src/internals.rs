//! What the benchmarks and the integration tests need of the inside, and nothing more: all else is private, so that the
//! compiler tells what nothing uses.
//!
//! In: a folder, then what one verb gave to the next, sealed. Out: the same bytes as a build; the code of a transcript.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::attestation::transcript;
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::embedded;
use crate::output::Output;
use crate::publish::{Publication, Target};
use crate::render::{Item, Renderer};
use crate::search;
use crate::site;
use crate::source;
use crate::text::RelPath;

/// Files and folders that make a site, relative to its root.
pub fn places() -> impl Iterator<Item = &'static str> {
    source::places()
}

/// The control code that belongs to a transcript, as the page saves it; none when it is not one.
pub fn code(transcript: &serde_json::Value) -> Option<String> {
    Some(transcript::transcript(transcript).ok()?.sheet.code())
}

/// What was loaded.
pub struct Sources(source::Sources);

/// Loads a folder.
pub fn load(root: &Path) -> Sources {
    Sources(source::load(root, None).0)
}

/// What was parsed.
pub struct Site(Arc<site::Site>);

/// Parses what was loaded; none when it is no site.
pub fn parse(sources: Sources) -> Option<Site> {
    let (site, _) = site::parse(sources.0.over(embedded::themes()), &site::Choices::default());
    Some(Site(Arc::new(site?)))
}

impl Site {
    /// Reads its theme; none when it cannot be rendered.
    pub fn theme(&self) -> Option<Theme> {
        Some(Theme(Renderer::new(Arc::clone(&self.0)).0?))
    }

    /// Makes the index of its search, and returns how many files that is.
    pub fn index(&self) -> usize {
        search::files(&self.0).len()
    }
}

/// A site and its theme, ready to be rendered.
pub struct Theme(Renderer);

impl Theme {
    /// Renders all of it, on all processors.
    pub fn render(&self) -> Pages {
        let items: Vec<(&RelPath, &Item)> = self.0.items().iter().collect();
        Pages(items.par_iter().filter_map(|(path, item)| self.0.render(path, item).output).collect())
    }
}

/// What was rendered.
pub struct Pages(Vec<Output>);

impl Pages {
    /// Checks all of it, and returns how many faults it has.
    pub fn check(&self, theme: &Theme) -> usize {
        let published = check::SitePaths::new(theme.0.items().keys(), None, false);
        let read = self.0.par_iter().with_max_len(16).map(|output| check::read(output, &published).0);
        let facts: Vec<check::Facts> = read.collect();
        check::verify(&facts, &check::Context { published: &published, origin: &|_, _| None }).entries().len()
    }

    /// Publishes all of it; what the machine refuses, in words.
    pub fn publish(&self, root: &Path, output: &Path) -> Result<(), String> {
        self.try_publish(root, output).map_err(|diagnostic| diagnostic.message)
    }

    fn try_publish(&self, root: &Path, output: &Path) -> Result<(), Diagnostic> {
        let stage = Publication::open(&Target { output, root })?;
        self.0.par_iter().try_for_each(|output| stage.put(output))?;
        stage.commit().map(|_| ())
    }
}
