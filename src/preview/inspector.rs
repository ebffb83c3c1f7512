//! Checks the whole site beside the server, one edition at a time, when nothing else happens.
//!
//! In: each edition shown. Out: its report, to the board and the terminal, unless a newer edition is there.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::board::Board;
use super::voice::Voice;
use super::{Edition, guarded};

/// Quiet time before a check: after a change, the page being looked at comes first.
const IDLE: Duration = Duration::from_millis(250);

/// An edition and its version.
pub type Shown<E> = (Arc<E>, u64);

/// The waiting line: only the newest edition in it is checked.
#[derive(Debug)]
pub struct Inspector<E> {
    line: Sender<Shown<E>>,
}

impl<E: Edition> Inspector<E> {
    /// The inspector, and what its thread has to run. It ends when the inspector is dropped.
    pub fn new(board: Arc<Board>, voice: Voice) -> (Self, impl FnOnce() + Send + 'static) {
        let (line, next) = mpsc::channel();
        (Self { line }, move || inspect(&next, &board, &voice))
    }

    /// Has an edition checked.
    pub fn ask(&self, shown: Shown<E>) {
        let _ = self.line.send(shown);
    }
}

fn inspect<E: Edition>(next: &Receiver<Shown<E>>, board: &Board, voice: &Voice) {
    while let Some((edition, version)) = newest(next) {
        let report = guarded(|| edition.check()).unwrap_or_else(|defect| defect);
        if !board.is_stopped() && board.checked(version, &report) {
            voice.checked(&board.report());
        }
    }
}

fn newest<T>(next: &Receiver<T>) -> Option<T> {
    let mut newest = next.recv().ok()?;
    loop {
        match next.recv_timeout(IDLE) {
            Ok(newer) => newest = newer,
            Err(RecvTimeoutError::Timeout) => return Some(newest),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}
