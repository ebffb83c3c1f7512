//! The life of a preview: load, show, wait for a change, load again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::inspector::Inspector;
use super::stage::Stage;
use super::voice::{Voice, lasting};
use super::watch::{Changes, Watch};
use super::{Workshop, guarded};
use crate::diagnostic::printer::summary;
use crate::french::numbers::plural;

/// Loads the site at the start and whenever it changes.
pub struct Session<W: Workshop> {
    /// Loads the site.
    pub workshop: W,
    /// Shows it.
    pub stage: Arc<Stage<W::Edition>>,
    /// Checks it.
    pub inspector: Inspector<W::Edition>,
    /// Sees it change.
    pub watch: Watch,
    /// Tells of it.
    pub voice: Voice,
}

impl<W: Workshop> Session<W> {
    /// The first load. The watch is there before it, so that a change during the load is seen.
    pub fn begin(&mut self) {
        self.follow();
        self.load(None);
    }

    /// Loads again at each change, until the watch is ended.
    pub fn run(mut self) {
        loop {
            let ignored = |path: &Path| guarded(|| self.workshop.ignored(path)).unwrap_or(false);
            let Some(changes) = self.watch.next(&ignored) else { return };
            let start = Instant::now();
            let result = self.load((!changes.unknown).then_some(&changes.paths));
            let what = self.name(&changes);
            self.voice.tell(&format!("{what} : site relu en {}{result}.", lasting(start.elapsed())));
        }
    }

    /// Loads the site, and says in words what came of it.
    fn load(&mut self, changed: Option<&BTreeSet<PathBuf>>) -> String {
        self.inspector.interrupt();
        let (edition, report) = guarded(|| self.workshop.open(changed)).unwrap_or_else(|defect| (None, defect));
        let said = report.clone();
        let mut result = if report.is_empty() { String::new() } else { format!(", {}", summary(&report)) };
        match self.stage.receive(edition, report) {
            Some(shown) => self.inspector.ask(shown),
            None if self.stage.is_empty() => result += " ; aucune page ne peut être affichée",
            None => result += " ; la dernière version correcte reste affichée",
        }
        // Told after it is shown: a terminal may be slow.
        self.voice.opened(&said);
        self.follow();
        result
    }

    fn follow(&mut self) {
        if let Ok(roots) = guarded(|| self.workshop.watched()) {
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
