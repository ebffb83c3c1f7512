//! What is announced to the open pages.
//!
//! In: the diagnostics of the last load, of the pages rendered since, of the last whole check.
//! Out: one JSON message, new at each change, for every thread that waits for it.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::preview::guard::lock;
use crate::text::RelPath;

/// How many diagnostics are sent to a page: nobody would read more, and each change sends them again.
const MOST: usize = 100;

/// Why a waiter woke up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wake {
    /// There is something new: its rank, and the message.
    News(u64, String),
    /// Nothing happened for the time given.
    Quiet,
    /// The server stops.
    Stop,
}

/// What there is to say, and the threads that wait for it to change.
#[derive(Debug)]
pub(crate) struct Announcements {
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

impl Announcements {
    /// Nothing to say yet. Versions start from the time, so that a page that was open before
    /// the server restarted sees that it is out of date.
    pub(crate) fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis());
        let inner = Inner { version: u64::try_from(now).unwrap_or_default(), rank: 1, ..Inner::default() };
        Self { inner: Mutex::new(inner), changed: Condvar::new() }
    }

    /// The version of what is shown now.
    pub(crate) fn version(&self) -> u64 {
        lock(&self.inner).version
    }

    /// The site was loaded again. `renewed`: what is shown has changed. Returns its version.
    /// The warnings of the last check stand until the next one, which would most often bring them back.
    pub(crate) fn opened(&self, report: Report, renewed: bool) -> u64 {
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

    /// An output was rendered. The report of an older version is dropped.
    pub(crate) fn rendered(&self, version: u64, path: &RelPath, report: &Report) {
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
    pub(crate) fn checked(&self, version: u64, report: &Report) -> bool {
        self.change(|inner| {
            let current = inner.version == version;
            if current {
                inner.checked = report.clone();
                inner.checked_version = version;
            }
            (current, current)
        })
    }

    /// Wakes every waiting thread, to end.
    pub(crate) fn stop(&self) {
        self.change(|inner| {
            inner.stopped = true;
            (true, ())
        });
    }

    /// Whether the server stops.
    pub(crate) fn is_stopped(&self) -> bool {
        lock(&self.inner).stopped
    }

    /// All diagnostics, sorted, each once.
    pub(crate) fn report(&self) -> Report {
        lock(&self.inner).report()
    }

    /// Waits for news after those of rank `seen`.
    pub(crate) fn wait(&self, seen: u64, patience: Duration) -> Wake {
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

    /// All diagnostics, sorted, each once. Nothing is copied: a big site would pay for the warnings of all its
    /// pages at each edit.
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
        let announcements = Announcements::new();
        let old = announcements.opened(Report::default(), true);
        let new = announcements.opened(Report::default(), true);
        assert!(!announcements.checked(old, &report("vieux")));
        assert!(announcements.report().is_empty());
        assert!(announcements.checked(new, &report("neuf")));
        assert_eq!(announcements.report(), report("neuf"));
    }

    #[test]
    fn a_load_that_changes_nothing_shown_keeps_what_was_said_of_it() {
        let announcements = Announcements::new();
        let version = announcements.opened(Report::default(), true);
        announcements.checked(version, &report("lien"));
        assert_eq!(announcements.opened(report("yaml"), false), version);
        assert_eq!(announcements.report().entries().len(), 2);
    }

    #[test]
    fn after_a_change_the_warnings_of_the_last_check_stand_until_the_next() {
        let announcements = Announcements::new();
        let version = announcements.opened(Report::default(), true);
        let mut both = report("erreur");
        both.push(Diagnostic::warning(Code::Freshness, "avertissement"));
        announcements.checked(version, &both);
        let version = announcements.opened(Report::default(), true);
        assert_eq!(
            (announcements.report().count(Severity::Error), announcements.report().count(Severity::Warning)),
            (0, 1)
        );
        announcements.checked(version, &Report::default());
        assert!(announcements.report().is_empty());
    }

    #[test]
    fn nothing_new_is_not_news() {
        let announcements = Announcements::new();
        let version = announcements.opened(Report::default(), true);
        let Wake::News(rank, _) = announcements.wait(0, Duration::ZERO) else { panic!("news") };
        let path = RelPath::new("a.html").unwrap_or_else(|| unreachable!());
        announcements.rendered(version, &path, &Report::default());
        announcements.rendered(version - 1, &path, &report("vieux"));
        assert_eq!(announcements.wait(rank, Duration::ZERO), Wake::Quiet);
        announcements.stop();
        assert_eq!(announcements.wait(rank, Duration::ZERO), Wake::Stop);
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
