//! Watches the files of the site.
//!
//! In: the files and folders of the site. Out: one [`Changes`] for each burst of changes, once it is over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::terminal::Terminal;
use crate::source::{absolute, reason};

/// Quiet time that ends a burst of changes: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(20);
/// Longest burst that we wait for.
const LONGEST: Duration = Duration::from_millis(200);
/// Time between two scans of the disk when the system does not report changes.
const LOOK: Duration = Duration::from_secs(1);

/// What reaches the watching thread.
#[derive(Debug)]
enum Note {
    Seen(notify::Result<Event>),
    Stop,
}

/// Ends the watch from elsewhere.
#[derive(Debug, Clone)]
pub(crate) struct Stopper(Sender<Note>);

impl Stopper {
    /// Makes [`Watch::next`] give `None`.
    pub(crate) fn stop(&self) {
        let _ = self.0.send(Note::Stop);
    }
}

/// A burst of changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// The files and folders that changed.
    pub(crate) paths: BTreeSet<PathBuf>,
    /// Some changes may have been missed: anything may have changed.
    pub(crate) unknown: bool,
    /// Folders came, of which not everything may be watched yet.
    folders: bool,
}

/// Watches files and folders.
pub(crate) struct Watch {
    roots: Vec<PathBuf>,
    watcher: Option<Box<dyn Watcher + Send>>,
    polling: bool,
    notes: Receiver<Note>,
    sender: Sender<Note>,
    terminal: Terminal,
}

impl Watch {
    /// Watches nothing yet. `polling`: scans the disk from time to time, instead of being notified.
    pub(crate) fn new(polling: bool, terminal: Terminal) -> Self {
        let (sender, notes) = mpsc::channel();
        Self { roots: Vec::new(), watcher: None, polling, notes, sender, terminal }
    }

    /// What ends this watch.
    pub(crate) fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Sets what is watched.
    pub(crate) fn follow(&mut self, roots: &[PathBuf]) {
        let roots: Vec<_> = roots.iter().map(|root| absolute(root)).collect();
        if roots != self.roots {
            self.roots = roots;
            self.arm();
        }
    }

    /// Waits for the next burst of changes; `None` when the watch was ended.
    pub(crate) fn next(&mut self, ignored: &dyn Fn(&Path) -> bool) -> Option<Changes> {
        let mut changes = Changes::default();
        let mut first = None;
        let mut last = None;
        loop {
            let end = first.zip(last).map(|(first, last): (Instant, Instant)| (first + LONGEST).min(last + QUIET));
            match self.note(end)? {
                Some(Note::Stop) => return None,
                Some(Note::Seen(seen)) => {
                    if self.gather(seen, ignored, &mut changes) {
                        last = Some(Instant::now());
                        first = first.or(last);
                    }
                }
                None => break,
            }
        }
        if changes.folders {
            self.arm();
        }
        Some(changes)
    }

    /// A short name of a path, for people.
    pub(crate) fn short<'a>(&self, path: &'a Path) -> &'a Path {
        let inside = |root: &PathBuf| path.strip_prefix(root.parent()?).ok();
        self.roots.iter().find_map(inside).unwrap_or(path)
    }

    /// The next note before an instant; `Some(None)` when there was none.
    fn note(&self, end: Option<Instant>) -> Option<Option<Note>> {
        let Some(end) = end else { return self.notes.recv().ok().map(Some) };
        match self.notes.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(note) => Some(Some(note)),
            Err(RecvTimeoutError::Timeout) => Some(None),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Adds what was seen to the changes; `false` when it does not matter.
    fn gather(&mut self, seen: notify::Result<Event>, ignored: &dyn Fn(&Path) -> bool, changes: &mut Changes) -> bool {
        let event = match seen {
            Ok(event) => event,
            Err(error) => {
                let lost = self.lost(&error);
                changes.unknown |= lost;
                return lost;
            }
        };
        // Loading the site makes such events: taken for changes, they would load it again without end.
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        let known = |path: &&PathBuf| self.roots.iter().any(|root| path.starts_with(root)) && !ignored(path);
        let paths: Vec<_> = event.paths.iter().filter(known).cloned().collect();
        let came = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)));
        let matters = event.need_rescan() || !paths.is_empty();
        changes.unknown |= event.need_rescan();
        changes.folders |= event.need_rescan() || came && paths.iter().any(|path| path.is_dir());
        changes.paths.extend(paths);
        matters
    }

    /// An error of the watcher; says whether changes may have been missed.
    fn lost(&mut self, error: &notify::Error) -> bool {
        let lost = !self.polling && matches!(error.kind, ErrorKind::MaxFilesWatch);
        if lost {
            self.poll(error);
        }
        lost
    }

    /// Watches all the roots. Done again when a folder appears: the watcher may have missed what appeared in
    /// it before it was armed, but the load that follows reads it.
    fn arm(&mut self) {
        let armed = match self.watcher.as_mut() {
            Some(watcher) => watch_all(watcher.as_mut(), &self.roots),
            None => self.start(),
        };
        if let Err(error) = armed {
            self.poll(&error);
        }
    }

    fn start(&mut self) -> notify::Result<()> {
        let sender = self.sender.clone();
        let tell = move |seen| drop(sender.send(Note::Seen(seen)));
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher: Box<dyn Watcher + Send> = if self.polling {
            // Without their contents, it compares seconds: a second save within one would be missed.
            Box::new(PollWatcher::new(tell, config.with_poll_interval(LOOK).with_compare_contents(true))?)
        } else {
            Box::new(RecommendedWatcher::new(tell, config)?)
        };
        watch_all(watcher.as_mut(), &self.roots)?;
        self.watcher = Some(watcher);
        Ok(())
    }

    fn poll(&mut self, error: &notify::Error) {
        let why = match &error.kind {
            ErrorKind::MaxFilesWatch => "la limite du système est atteinte (fs.inotify.max_user_watches)".to_owned(),
            ErrorKind::Io(error) => reason(error),
            _ => error.to_string(),
        };
        if self.polling {
            self.terminal.tell(&format!(
                "Les fichiers ne peuvent pas être surveillés : {why}. Relancez « jalon serve » après chaque changement."
            ));
            return;
        }
        self.terminal.tell(&format!(
            "Le système ne signale pas les changements : {why}. Les fichiers sont relus chaque seconde."
        ));
        self.polling = true;
        self.watcher = None;
        self.arm();
    }
}

fn watch_all(watcher: &mut dyn Watcher, roots: &[PathBuf]) -> notify::Result<()> {
    for (path, mode) in plan(roots) {
        match watcher.watch(&path, mode) {
            Err(error) if is_absent(&error) => {}
            result => result?,
        }
    }
    Ok(())
}

/// What to watch so that every change of these roots is seen: folders whole; and the folder around
/// each root, where it appears, or is replaced, as most editors do with the file that they save.
fn plan(roots: &[PathBuf]) -> BTreeMap<PathBuf, RecursiveMode> {
    let whole = |path: &Path| roots.iter().any(|root| path.starts_with(root) && root.is_dir());
    let folders = roots.iter().filter(|root| root.is_dir()).map(|root| (root.clone(), RecursiveMode::Recursive));
    let around = roots.iter().filter_map(|root| root.parent()).filter(|parent| !whole(parent));
    around.map(|parent| (parent.to_path_buf(), RecursiveMode::NonRecursive)).chain(folders).collect()
}

fn is_absent(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}
