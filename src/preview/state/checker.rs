//! Checks the whole site in the background, one version at a time, when nothing else happens.
//!
//! In: each version shown. Out: its report, to the announcements and the terminal, unless there is a newer version.
//! A check stops as soon as the site changes, and uses half of the processors, so that no page waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use rayon::ThreadPoolBuilder;

use super::announcements::Announcements;
use super::terminal::Terminal;
use crate::diagnostic::Report;
use crate::preview::guard::guarded;
use crate::preview::site::LoadedSite;

/// Quiet time before a check: after a change, the page that the author looks at comes first.
const IDLE: Duration = Duration::from_millis(250);

/// The queue of versions to check; only the newest one in it is.
#[derive(Debug)]
pub(crate) struct Checker<S> {
    queue: Sender<(Arc<S>, u64)>,
    /// Counts what interrupts a check.
    changes: Arc<AtomicU64>,
}

/// The thread that checks.
struct Worker {
    announcements: Arc<Announcements>,
    terminal: Terminal,
    changes: Arc<AtomicU64>,
}

impl<S: LoadedSite> Checker<S> {
    /// The checker, and the work of its thread. It ends when the checker is dropped.
    pub(crate) fn new(announcements: Arc<Announcements>, terminal: Terminal) -> (Self, impl FnOnce() + Send + 'static) {
        let (queue, next) = mpsc::channel();
        let changes = Arc::new(AtomicU64::new(0));
        let worker = Worker { announcements, terminal, changes: Arc::clone(&changes) };
        (Self { queue, changes }, move || worker.run(&next))
    }

    /// Asks for a check of a version.
    pub(crate) fn ask(&self, shown: (Arc<S>, u64)) {
        self.interrupt();
        let _ = self.queue.send(shown);
    }

    /// Stops the check under way, which begins again when nothing happens.
    pub(crate) fn interrupt(&self) {
        self.changes.fetch_add(1, Ordering::Relaxed);
    }
}

impl Worker {
    fn run<S: LoadedSite>(&self, next: &Receiver<(Arc<S>, u64)>) {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let pool = ThreadPoolBuilder::new().num_threads(processors.div_ceil(2)).build().ok();
        let mut waiting = None;
        while let Some((site, version)) = newest(next, waiting.take()) {
            let at = self.changes.load(Ordering::Relaxed);
            let wanted = || self.changes.load(Ordering::Relaxed) == at && !self.announcements.is_stopped();
            let check = || guarded(|| site.check(&wanted)).unwrap_or_else(Some);
            let report: Option<Report> = match &pool {
                Some(pool) => pool.install(check),
                None => check(),
            };
            match report {
                Some(report) if !self.announcements.is_stopped() && self.announcements.checked(version, &report) => {
                    self.terminal.checked(&self.announcements.report());
                }
                Some(_) => {}
                None => waiting = Some((site, version)),
            }
        }
    }
}

/// The newest of those that wait, once none has come for a while.
fn newest<T>(next: &Receiver<T>, waiting: Option<T>) -> Option<T> {
    let mut newest = match waiting {
        Some(waiting) => waiting,
        None => next.recv().ok()?,
    };
    loop {
        match next.recv_timeout(IDLE) {
            Ok(newer) => newest = newer,
            Err(RecvTimeoutError::Timeout) => return Some(newest),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}
