//! A site opened for rendering: load and parse, the same way for every command.
//!
//! In: [`Settings`]; for a preview, the files that changed since. Out: a [`Renderer`], when there is
//! enough to render at all, and what was said on the way.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::Report;
use crate::render::Renderer;
use crate::settings::Settings;
use crate::site::{self, Site};
use crate::source::folders::CONTENT;
use crate::source::{Loaded, Sources};
use crate::text::RelPath;
use crate::{embedded, source};

/// Loads and parses a site, laid over what the binary carries.
pub(crate) fn open(settings: &Settings) -> (Option<Renderer>, Report) {
    let (sources, mut report) = source::load(&settings.root, Some(&settings.output));
    if sources.text(site::SETTINGS).is_none() {
        return (None, report);
    }
    let (site, parsed) = site::parse(sources.over(embedded::themes()), &settings.choices());
    report.extend(parsed);
    let Some(site) = site else { return (None, report) };
    let (renderer, loaded) = Renderer::new(Arc::new(site));
    report.extend(loaded);
    (renderer, report)
}

/// An opened site that can be opened again for the price of what changed in it.
#[derive(Default)]
pub(crate) struct Opened {
    loaded: Loaded,
    /// The themes that the binary carries.
    themes: Sources,
    site: Option<Arc<Site>>,
    renderer: Option<Arc<Renderer>>,
    /// What was said by the last parse, of the whole site.
    parsed: Report,
    /// What was said of its theme, and of what is published.
    listed: Report,
}

impl Opened {
    /// Opens a site whole.
    pub(crate) fn new(settings: &Settings) -> Self {
        let mut opened = Self { themes: embedded::themes(), ..Self::default() };
        opened.load(settings);
        opened
    }

    /// Opens it again. `changed`: the only files that are not as they were, when that is known.
    pub(crate) fn again(&mut self, settings: &Settings, changed: Option<&BTreeSet<PathBuf>>) {
        let Some(changed) = changed.and_then(|changed| self.loaded.reread(&settings.root, changed)) else {
            return self.load(settings);
        };
        if !changed.is_empty() && self.texts(&changed).is_none() {
            self.parse(settings, changed.iter().all(|path| path.inside(CONTENT).is_some() && path.ending() == "md"));
        }
    }

    /// What there is to render.
    pub(crate) fn renderer(&self) -> Option<&Arc<Renderer>> {
        self.renderer.as_ref()
    }

    /// All that was said.
    pub(crate) fn report(&self) -> Report {
        let mut report = self.loaded.report();
        report.extend(self.parsed.clone());
        report.extend(self.listed.clone());
        report
    }

    fn load(&mut self, settings: &Settings) {
        self.loaded = Loaded::new(&settings.root, Some(&settings.output));
        self.parse(settings, false);
    }

    /// An edit of nothing but the texts of pages; nothing is done when it was more than that.
    fn texts(&mut self, changed: &BTreeSet<RelPath>) -> Option<()> {
        let files: Option<Vec<_>> = changed.iter().map(|path| self.loaded.sources.texts.get(path).cloned()).collect();
        let (site, report) = self.site.as_ref()?.with_texts(&files?, &self.parsed)?;
        let site = Arc::new(site);
        self.renderer = Some(Arc::new(self.renderer.as_ref()?.with_texts(Arc::clone(&site))));
        (self.site, self.parsed) = (Some(site), report);
        Some(())
    }

    /// `only_pages`: all other files are as they were.
    fn parse(&mut self, settings: &Settings, only_pages: bool) {
        let (last, renderer) = (self.site.take(), self.renderer.take());
        let said = std::mem::take(&mut self.parsed);
        self.listed = Report::default();
        if self.loaded.sources.text(site::SETTINGS).is_none() {
            return;
        }
        let before = last.as_ref().map(|site| (&**site, &said));
        let sources = self.loaded.sources.clone().over(self.themes.clone());
        let (site, parsed) = site::parse_again(sources, &settings.choices(), before);
        self.site = site.map(Arc::new);
        self.parsed = parsed;
        let Some(site) = &self.site else { return };
        let same_theme = renderer.filter(|_| only_pages).and_then(|renderer| renderer.with_pages(site));
        let (renderer, listed) = match same_theme {
            Some((renderer, listed)) => (Some(renderer), listed),
            None => Renderer::new(Arc::clone(site)),
        };
        self.renderer = renderer.map(Arc::new);
        self.listed = listed;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests;
