//! Checks the whole site beside the server, one edition at a time, when nothing else happens.
//!
//! In: each edition shown. Out: its report, to the board and the terminal, unless a newer edition is there.
//! A check under way is given up as soon as the site changes, and works on part of the processors only:
//! whoever waits for a page does not wait for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use rayon::ThreadPoolBuilder;

use super::board::Board;
use super::voice::Voice;
use super::{Edition, guarded};
use crate::diagnostic::Report;

/// Quiet time before a check: after a change, the page being looked at comes first.
const IDLE: Duration = Duration::from_millis(250);

/// An edition and its version.
pub type Shown<E> = (Arc<E>, u64);

/// The waiting line: only the newest edition in it is checked.
#[derive(Debug)]
pub struct Inspector<E> {
    line: Sender<Shown<E>>,
    /// Counts what interrupts a check.
    changes: Arc<AtomicU64>,
}

struct Bench {
    board: Arc<Board>,
    voice: Voice,
    changes: Arc<AtomicU64>,
}

impl<E: Edition> Inspector<E> {
    /// The inspector, and what its thread has to run. It ends when the inspector is dropped.
    pub fn new(board: Arc<Board>, voice: Voice) -> (Self, impl FnOnce() + Send + 'static) {
        let (line, next) = mpsc::channel();
        let changes = Arc::new(AtomicU64::new(0));
        let bench = Bench { board, voice, changes: Arc::clone(&changes) };
        (Self { line, changes }, move || bench.inspect(&next))
    }

    /// Has an edition checked.
    pub fn ask(&self, shown: Shown<E>) {
        self.interrupt();
        let _ = self.line.send(shown);
    }

    /// Has the check under way given up, to be begun again when nothing happens.
    pub fn interrupt(&self) {
        self.changes.fetch_add(1, Ordering::Relaxed);
    }
}

impl Bench {
    fn inspect<E: Edition>(&self, next: &Receiver<Shown<E>>) {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let pool = ThreadPoolBuilder::new().num_threads(processors.div_ceil(2)).build().ok();
        let mut waiting = None;
        while let Some((edition, version)) = newest(next, waiting.take()) {
            let at = self.changes.load(Ordering::Relaxed);
            let wanted = || self.changes.load(Ordering::Relaxed) == at && !self.board.is_stopped();
            let check = || guarded(|| edition.check(&wanted)).unwrap_or_else(Some);
            let report: Option<Report> = match &pool {
                Some(pool) => pool.install(check),
                None => check(),
            };
            match report {
                Some(report) if !self.board.is_stopped() && self.board.checked(version, &report) => {
                    self.voice.checked(&self.board.report());
                }
                Some(_) => {}
                None => waiting = Some((edition, version)),
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
