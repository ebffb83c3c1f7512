//! What the open pages are told.
//!
//! In: the diagnostics of the last load, of the pages rendered since, of the last whole check.
//! Out: one JSON message, new at each change, for whoever waits for it.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use super::lock;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::text::RelPath;

/// How many diagnostics a page is sent: more would not be read, and would cost at each change.
const MOST: usize = 100;

/// Why a waiter woke up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wake {
    /// There is something new: its rank, and the message.
    News(u64, String),
    /// Nothing happened for the time given.
    Quiet,
    /// The server stops.
    Stop,
}

/// The state of the preview, and the waiting room for its changes.
#[derive(Debug)]
pub struct Board {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inner {
    version: u64,
    rank: u64,
    opened: Report,
    pages: BTreeMap<RelPath, Report>,
    checked: Report,
    /// The version that `checked` speaks of.
    checked_version: u64,
    stopped: bool,
}

#[derive(Serialize)]
struct State<'a> {
    version: u64,
    verifie: bool,
    erreurs: usize,
    avertissements: usize,
    diagnostics: Vec<Notice<'a>>,
    reste: usize,
}

#[derive(Serialize)]
struct Notice<'a> {
    #[serde(flatten)]
    diagnostic: &'a Diagnostic,
    #[serde(skip_serializing_if = "Option::is_none")]
    marque: Option<[usize; 2]>,
}

impl Board {
    /// A board with nothing to tell. Versions start from the time, so that a page left open over a
    /// restart of the server sees that it is out of date.
    pub fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis());
        let inner = Inner { version: u64::try_from(now).unwrap_or_default(), rank: 1, ..Inner::default() };
        Self { inner: Mutex::new(inner), changed: Condvar::new() }
    }

    /// The version of what is shown now.
    pub fn version(&self) -> u64 {
        lock(&self.inner).version
    }

    /// The site was loaded again. `renewed`: what is shown is no longer the same; gives its version.
    /// The warnings of the last check stand until the next one, which would most often bring them back.
    pub fn opened(&self, report: Report, renewed: bool) -> u64 {
        self.change(|inner| {
            inner.opened = report;
            if renewed {
                inner.version += 1;
                inner.pages.clear();
                inner.checked.retain(|entry| entry.severity != Severity::Error);
            }
            (true, inner.version)
        })
    }

    /// An output was rendered. What is said of an older version is dropped.
    pub fn rendered(&self, version: u64, path: &RelPath, report: &Report) {
        self.change(|inner| {
            let news = inner.version == version && inner.pages.get(path).unwrap_or(&Report::default()) != report;
            if news && report.is_empty() {
                inner.pages.remove(path);
            } else if news {
                inner.pages.insert(path.clone(), report.clone());
            }
            (news, ())
        });
    }

    /// The whole site was checked; `false` when it has changed since, and the result was dropped.
    pub fn checked(&self, version: u64, report: &Report) -> bool {
        self.change(|inner| {
            let current = inner.version == version;
            if current {
                inner.checked = report.clone();
                inner.checked_version = version;
            }
            (current, current)
        })
    }

    /// Lets everybody go.
    pub fn stop(&self) {
        self.change(|inner| {
            inner.stopped = true;
            (true, ())
        });
    }

    /// Whether the server stops.
    pub fn is_stopped(&self) -> bool {
        lock(&self.inner).stopped
    }

    /// All that there is to say now, sorted and without repetitions.
    pub fn report(&self) -> Report {
        lock(&self.inner).report()
    }

    /// Waits for news after those of rank `seen`.
    pub fn wait(&self, seen: u64, patience: Duration) -> Wake {
        let inner = lock(&self.inner);
        let idle = |inner: &mut Inner| inner.rank == seen && !inner.stopped;
        let (inner, _) = self.changed.wait_timeout_while(inner, patience, idle).unwrap_or_else(PoisonError::into_inner);
        if inner.stopped {
            Wake::Stop
        } else if inner.rank == seen {
            Wake::Quiet
        } else {
            Wake::News(inner.rank, inner.message())
        }
    }

    fn change<T>(&self, work: impl FnOnce(&mut Inner) -> (bool, T)) -> T {
        let mut inner = lock(&self.inner);
        let (news, result) = work(&mut inner);
        if news {
            inner.rank += 1;
            self.changed.notify_all();
        }
        result
    }
}

impl Inner {
    fn report(&self) -> Report {
        let mut report = Report::default();
        self.entries().into_iter().for_each(|entry| report.push(entry.clone()));
        report
    }

    /// All that there is to say, sorted and without repetitions. Nothing is copied: at each edit a big
    /// site would pay for the warnings of all its pages.
    fn entries(&self) -> Vec<&Diagnostic> {
        let reports = std::iter::once(&self.opened).chain(self.pages.values()).chain(std::iter::once(&self.checked));
        let mut entries: Vec<&Diagnostic> = reports.flat_map(Report::entries).collect();
        entries.sort_by(|a, b| a.order().cmp(&b.order()));
        entries.dedup();
        entries
    }

    fn message(&self) -> String {
        let mut entries = self.entries();
        entries.sort_by_key(|entry| entry.severity);
        let count = |severity| entries.iter().filter(|entry| entry.severity == severity).count();
        let state = State {
            version: self.version,
            verifie: self.checked_version == self.version,
            erreurs: count(Severity::Error),
            avertissements: count(Severity::Warning),
            reste: entries.len().saturating_sub(MOST),
            diagnostics: entries
                .iter()
                .take(MOST)
                .map(|diagnostic| Notice { diagnostic, marque: mark(diagnostic) })
                .collect(),
        };
        serde_json::to_string(&state).unwrap_or_default()
    }
}

/// The mark in UTF-16 units, in which scripts count.
fn mark(diagnostic: &Diagnostic) -> Option<[usize; 2]> {
    let place = diagnostic.place.as_ref()?;
    let units = |end: usize| place.excerpt.get(..end).map(|text| text.encode_utf16().count());
    Some([units(place.mark.start)?, units(place.mark.end)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::text::Place;

    fn report(message: &str) -> Report {
        let mut report = Report::default();
        report.push(Diagnostic::error(Code::DeadLink, message));
        report
    }

    #[test]
    fn a_late_check_of_an_older_version_is_dropped() {
        let board = Board::new();
        let old = board.opened(Report::default(), true);
        let new = board.opened(Report::default(), true);
        assert!(!board.checked(old, &report("vieux")));
        assert!(board.report().is_empty());
        assert!(board.checked(new, &report("neuf")));
        assert_eq!(board.report(), report("neuf"));
    }

    #[test]
    fn a_load_that_changes_nothing_shown_keeps_what_was_said_of_it() {
        let board = Board::new();
        let version = board.opened(Report::default(), true);
        board.checked(version, &report("lien"));
        assert_eq!(board.opened(report("yaml"), false), version);
        assert_eq!(board.report().entries().len(), 2);
    }

    #[test]
    fn after_a_change_the_warnings_of_the_last_check_stand_until_the_next() {
        let board = Board::new();
        let version = board.opened(Report::default(), true);
        let mut both = report("erreur");
        both.push(Diagnostic::warning(Code::Freshness, "avertissement"));
        board.checked(version, &both);
        let version = board.opened(Report::default(), true);
        assert_eq!((board.report().count(Severity::Error), board.report().count(Severity::Warning)), (0, 1));
        board.checked(version, &Report::default());
        assert!(board.report().is_empty());
    }

    #[test]
    fn nothing_new_is_not_news() {
        let board = Board::new();
        let version = board.opened(Report::default(), true);
        let Wake::News(rank, _) = board.wait(0, Duration::ZERO) else { panic!("news") };
        let path = RelPath::new("a.html").unwrap_or_else(|| unreachable!());
        board.rendered(version, &path, &Report::default());
        board.rendered(version - 1, &path, &report("vieux"));
        assert_eq!(board.wait(rank, Duration::ZERO), Wake::Quiet);
        board.stop();
        assert_eq!(board.wait(rank, Duration::ZERO), Wake::Stop);
    }

    #[test]
    fn the_message_counts_as_scripts_do_and_says_what_it_leaves_out() {
        let mut report = Report::default();
        for index in 0..MOST {
            report.push(Diagnostic::warning(Code::DeadLink, index.to_string()));
        }
        let mut error = Diagnostic::error(Code::BadValue, "valeur");
        error.place = Some(Box::new(Place::new("é🙂 mot", 7..10)));
        report.push(error);
        let inner = Inner { version: 7, opened: report, ..Inner::default() };
        let message: serde_json::Value = serde_json::from_str(&inner.message()).unwrap_or_default();
        assert_eq!(message["version"], 7);
        assert_eq!(message["reste"], 1);
        assert_eq!(message["erreurs"], 1);
        let first = &message["diagnostics"][0];
        assert_eq!(first["gravite"], "erreur");
        assert_eq!(first["marque"], serde_json::json!([4, 7]));
        assert_eq!(first["colonne"], 4);
    }
}
