//! Tells an open page what happens, for as long as it listens.
//!
//! One thread for each open page: it waits for news, always takes the latest, and writes. A page
//! that does not read (a paused script, a sleeping machine) so delays nobody, and skips what is old.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tiny_http::Request;

use super::board::{Board, Wake};
use super::message::Answer;

/// How long a page hears nothing before a sign of life, by which pages that have left are noticed.
const PING: Duration = Duration::from_secs(10);
/// How many pages may listen at once.
const MOST: usize = 200;

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: 500\n\n";

/// The pages that listen.
#[derive(Debug, Clone)]
pub struct Live {
    board: Arc<Board>,
    count: Arc<AtomicUsize>,
}

/// One of the pages that listen: counted until dropped.
struct Seat(Arc<AtomicUsize>);

impl Live {
    /// Nobody listens yet.
    pub fn new(board: Arc<Board>) -> Self {
        Self { board, count: Arc::default() }
    }

    /// Keeps the request and writes to it whatever happens.
    pub fn listen(&self, request: Request) {
        let Some(seat) = self.seat() else {
            return Answer::text(503, "Trop de pages ouvertes sur cet aperçu.\n").send(request);
        };
        let board = Arc::clone(&self.board);
        // Were there no thread left, the request would be dropped with the closure, which closes it.
        let _ = thread::Builder::new().name("jalon-live".to_owned()).spawn(move || {
            let _seat = seat;
            let _ = follow(&board, &mut request.into_writer());
        });
    }

    fn seat(&self) -> Option<Seat> {
        let seat = Seat(Arc::clone(&self.count));
        (self.count.fetch_add(1, Ordering::Relaxed) < MOST).then_some(seat)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn follow(board: &Board, writer: &mut dyn Write) -> io::Result<()> {
    writer.write_all(HEAD)?;
    let mut seen = 0;
    loop {
        let event = match board.wait(seen, PING) {
            Wake::News(rank, message) => {
                seen = rank;
                format!("event: state\ndata: {message}\n\n")
            }
            Wake::Quiet => ": ping\n\n".to_owned(),
            Wake::Stop => return Ok(()),
        };
        writer.write_all(event.as_bytes())?;
        writer.flush()?;
    }
}
