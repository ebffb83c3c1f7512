//! `jalon serve`: the site while it is being written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::Exit;
use crate::diagnostic::Report;
use crate::diagnostic::printer::{Format, Printer};
use crate::inspect::inspect_while;
use crate::open::Opened;
use crate::output::Output;
use crate::preview::{self, LoadedSite, RenderedOutput, SiteLoader};
use crate::render::Renderer;
use crate::search;
use crate::settings::Settings;
use crate::source;
use crate::text::RelPath;

/// Serves until the process ends.
pub(crate) fn run(settings: Settings, options: &preview::Options, printer: Printer) -> Exit {
    if let Some(absent) = source::absent(&settings.root) {
        printer.report(&Report::of(absent), Format::Text);
        return Exit::Machine;
    }
    match preview::serve(Loader::new(settings), options, printer) {
        Ok(()) => Exit::Clean,
        Err(diagnostic) => {
            printer.report(&Report::of(diagnostic), Format::Text);
            Exit::Machine
        }
    }
}

/// Opens the site as often as it changes.
struct Loader {
    settings: Settings,
    /// What the last opening left for the next.
    last: Mutex<Option<Opened>>,
}

impl Loader {
    fn new(settings: Settings) -> Self {
        Self { settings, last: Mutex::new(None) }
    }
}

/// The site as it was when it was opened.
struct Loaded {
    renderer: Arc<Renderer>,
    settings: Settings,
}

impl SiteLoader for Loader {
    type Site = Loaded;

    fn load(&self, changed: Option<&BTreeSet<PathBuf>>) -> (Option<Loaded>, Report) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken out meanwhile: after a panic, nothing half-made is left to go on from.
        let opened = match last.take() {
            Some(mut opened) => {
                opened.again(&self.settings, changed);
                opened
            }
            None => Opened::new(&self.settings),
        };
        let opened = last.insert(opened);
        let loaded = opened
            .renderer()
            .map(|renderer| Loaded { renderer: Arc::clone(renderer), settings: self.settings.clone() });
        (loaded, opened.report())
    }

    fn watched(&self) -> Vec<PathBuf> {
        source::places().map(|place| self.settings.root.join(place)).collect()
    }

    fn is_ignored(&self, path: &Path) -> bool {
        let inside = path.strip_prefix(&self.settings.root).unwrap_or(path);
        source::foreign(inside) || path.starts_with(&self.settings.output)
    }
}

impl LoadedSite for Loaded {
    fn render(&self, path: &RelPath) -> Option<RenderedOutput> {
        let Some(item) = self.renderer.items().get(path) else {
            // Only who searches asks for these files, and only then are they made.
            let map = search::map(self.renderer.site());
            let asked = path.inside("assets/search").is_some() || map.as_ref() == Some(path);
            let bytes = asked.then(|| self.renderer.search().get(path).cloned()).flatten()?;
            return Some(RenderedOutput {
                output: Some(Output { path: path.clone(), bytes }),
                report: Report::default(),
            });
        };
        let rendered = self.renderer.render(path, item);
        Some(RenderedOutput { output: rendered.output, report: rendered.report })
    }

    fn check(&self, wanted: &(dyn Fn() -> bool + Sync)) -> Option<Report> {
        let inspection = inspect_while(&self.renderer, &self.settings, &|_| Ok(()), wanted);
        wanted().then_some(inspection.report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Typed;

    #[test]
    fn the_search_is_made_for_who_asks_wherever_its_page_is() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
        std::fs::create_dir(folder.path().join("content"))?;
        write("site.yaml", "title: Essai\ndescription: Un site.\n")?;
        write("content/_index.md", "---\ntitle: Accueil\ndescription: D.\n---\n```search\n```\n")?;
        let typed = Typed { root: Some(folder.path().to_path_buf()), ..Typed::default() };
        let loader = Loader::new(Settings::resolve(typed, "2026-11-22".parse()?));
        let (loaded, report) = loader.load(None);
        let loaded = loaded.ok_or_else(|| format!("{report:?}"))?;
        let made = |path: &str| RelPath::new(path).and_then(|path| loaded.render(&path)).is_some();
        assert!(made("index.html") && made("map.js"));
        assert!(!made("autre/map.js"));
        Ok(())
    }
}
