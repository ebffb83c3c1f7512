//! A site opened for rendering: load and parse, the same way for every command.
//!
//! In: [`Settings`]. Out: a [`Renderer`], when there is enough to render at all, and what was said
//! on the way.

use std::sync::Arc;

use crate::diagnostic::Report;
use crate::render::Renderer;
use crate::settings::Settings;
use crate::{embedded, site, source};

/// Loads and parses a site, laid over what the binary carries.
pub fn open(settings: &Settings) -> (Option<Renderer>, Report) {
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
