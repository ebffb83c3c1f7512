//! The main loop of a preview: load, show, wait for a change, load again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::checker::Checker;
use super::shown::Shown;
use super::terminal::{Terminal, lasting};
use super::watch::{Changes, Watch};
use crate::diagnostic::printer::summary;
use crate::french::numbers::plural;
use crate::preview::guard::guarded;
use crate::preview::site::SiteLoader;

/// Loads the site at the start and whenever it changes.
pub(crate) struct Session<L: SiteLoader> {
    /// Loads it.
    pub(crate) loader: L,
    /// Shows it.
    pub(crate) shown: Arc<Shown<L::Site>>,
    /// Checks it.
    pub(crate) checker: Checker<L::Site>,
    /// Notices that it changes.
    pub(crate) watch: Watch,
    /// Where the author reads what happens.
    pub(crate) terminal: Terminal,
}

impl<L: SiteLoader> Session<L> {
    /// The first load. The watch is there before it, so that a change during the load is seen.
    pub(crate) fn begin(&mut self) {
        self.follow();
        self.load(None);
    }

    /// Loads again at each change, until the watch is ended.
    pub(crate) fn run(mut self) {
        loop {
            let ignored = |path: &Path| guarded(|| self.loader.is_ignored(path)).unwrap_or(false);
            let Some(changes) = self.watch.next(&ignored) else { return };
            let start = Instant::now();
            let result = self.load((!changes.unknown).then_some(&changes.paths));
            let what = self.name(&changes);
            self.terminal.tell(&format!("{what} : site relu en {}{result}.", lasting(start.elapsed())));
        }
    }

    /// Loads the site. Returns the result in words.
    fn load(&mut self, changed: Option<&BTreeSet<PathBuf>>) -> String {
        self.checker.interrupt();
        let (site, report) = guarded(|| self.loader.load(changed)).unwrap_or_else(|defect| (None, defect));
        let said = report.clone();
        let mut result = if report.is_empty() { String::new() } else { format!(", {}", summary(&report)) };
        match self.shown.receive(site, report) {
            Some(shown) => self.checker.ask(shown),
            None if self.shown.is_empty() => result += " ; aucune page ne peut être affichée",
            None => result += " ; la dernière version correcte reste affichée",
        }
        // After it is shown: a terminal may be slow.
        self.terminal.opened(&said);
        self.follow();
        result
    }

    fn follow(&mut self) {
        if let Ok(roots) = guarded(|| self.loader.watched()) {
            self.watch.follow(&roots);
        }
    }

    fn name(&self, changes: &Changes) -> String {
        let mut paths = changes.paths.iter();
        match (paths.next(), paths.len()) {
            (Some(path), 0) if !changes.unknown => self.watch.short(path).display().to_string(),
            (Some(_), more) if !changes.unknown => plural(more + 1, "fichier modifié", "fichiers modifiés"),
            _ => "fichiers modifiés".to_owned(),
        }
    }
}
