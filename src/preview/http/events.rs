//! The stream of server-sent events to each open page.
//!
//! One thread for each page: it waits for news, takes the latest, and writes. So a page that does not read
//! (a paused script, a sleeping machine) delays no other, and skips what is old.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tiny_http::Request;

use super::response::Response;
use crate::preview::state::announcements::{Announcements, Wake};

/// Time without news before a ping is sent; writing it shows which pages have left, and a page that hears none
/// for three times as long knows that its stream is lost.
const PING: Duration = Duration::from_secs(10);
/// How many pages may listen at once.
const MOST: usize = 200;

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: 500\n\n";

/// The open streams.
#[derive(Debug, Clone)]
pub(crate) struct EventStreams {
    announcements: Arc<Announcements>,
    count: Arc<AtomicUsize>,
}

/// One open stream, counted until dropped.
struct Slot(Arc<AtomicUsize>);

impl EventStreams {
    /// No stream yet.
    pub(crate) fn new(announcements: Arc<Announcements>) -> Self {
        Self { announcements, count: Arc::default() }
    }

    /// Keeps the connection of a request open, and sends it the events.
    pub(crate) fn listen(&self, request: Request) {
        let Some(slot) = self.slot() else {
            return Response::text(503, "Trop de pages ouvertes sur cet aperçu.\n").send(request);
        };
        let announcements = Arc::clone(&self.announcements);
        // Were there no thread left, the request would be dropped with the closure, which closes it.
        let _ = thread::Builder::new().name("jalon-live".to_owned()).spawn(move || {
            let _slot = slot;
            let _ = follow(&announcements, &mut request.into_writer());
        });
    }

    fn slot(&self) -> Option<Slot> {
        let slot = Slot(Arc::clone(&self.count));
        (self.count.fetch_add(1, Ordering::Relaxed) < MOST).then_some(slot)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn follow(announcements: &Announcements, writer: &mut dyn Write) -> io::Result<()> {
    writer.write_all(HEAD)?;
    let mut seen = 0;
    loop {
        let event = match announcements.wait(seen, PING) {
            Wake::News(rank, message) => {
                seen = rank;
                format!("event: state\ndata: {message}\n\n")
            }
            Wake::Quiet => "event: ping\ndata: \n\n".to_owned(),
            Wake::Stop => return Ok(()),
        };
        writer.write_all(event.as_bytes())?;
        writer.flush()?;
    }
}
