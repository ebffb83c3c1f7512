//! Accepts requests, and works around two faults of `tiny_http` 0.12.
//!
//! - When several connections come at once, as browsers make them, it may leave some waiting until one of
//!   its threads is free, which a listening page or a silent connection can delay for ever.
//! - When file descriptors or threads run out, it stops accepting for good, mostly without an error.
//!
//! So when the server is idle it sends small requests to itself. Their threads are soon free and serve the
//! waiting connections; and when those requests get no answer, `tiny_http` is restarted on the same port.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::Request;

use super::answer::{Reply, reply};
use super::events::EventStreams;
use super::pool::ThreadPool;
use crate::preview::site::LoadedSite;
use crate::preview::state::announcements::Announcements;
use crate::preview::state::shown::Shown;

/// Time without a request before we send our own.
const LOOK: Duration = Duration::from_millis(250);
/// The same, right after a request.
const SOON: Duration = Duration::from_millis(30);
/// How many connections a browser makes at once, and some more.
const BURST: usize = 8;
/// How many requests of ours get no answer before `tiny_http` is restarted.
const LOST: usize = 3 * BURST;
/// The address of our own small requests.
const PROBE: &str = "/_jalon/pulse";

/// Accepts requests.
pub(crate) struct Acceptor<E> {
    /// The address that answers.
    pub(crate) address: SocketAddr,
    /// What is shown there.
    pub(crate) shown: Arc<Shown<E>>,
    /// The open pages.
    pub(crate) streams: EventStreams,
    /// Knows when the server stops.
    pub(crate) announcements: Arc<Announcements>,
}

impl<E: LoadedSite> Acceptor<E> {
    /// Serves until the server stops.
    pub(crate) fn run(&self, listener: &TcpListener) {
        let pool = ThreadPool::default();
        while !self.announcements.is_stopped() {
            let http =
                listener.try_clone().ok().and_then(|listener| tiny_http::Server::from_listener(listener, None).ok());
            match http {
                Some(http) => self.serve(&http, &pool),
                None => thread::sleep(LOOK),
            }
        }
    }

    fn serve(&self, http: &tiny_http::Server, pool: &ThreadPool) {
        let mut probe = Probe::default();
        let mut asked = false;
        while !self.announcements.is_stopped() && probe.sent < LOST {
            match http.recv_timeout(if asked { SOON } else { LOOK }) {
                Ok(Some(request)) if request.url() == PROBE => probe.sent = 0,
                Ok(Some(request)) => {
                    asked = true;
                    self.answer(request, pool);
                }
                Ok(None) => probe.send(self.address, if std::mem::take(&mut asked) { BURST } else { 1 }),
                Err(_) => return,
            }
        }
    }

    fn answer(&self, request: Request, pool: &ThreadPool) {
        let (port, shown, streams) = (self.address.port(), Arc::clone(&self.shown), self.streams.clone());
        pool.run(move || match reply(&request, port, &shown) {
            Reply::Answer(answer) => answer.send(request),
            Reply::Listen => streams.listen(request),
        });
    }
}

/// Our own small requests.
#[derive(Default)]
struct Probe {
    /// How many were sent since one was heard.
    sent: usize,
    /// Kept open until the next: `tiny_http` asks for the address of the peer, and panics if it has left.
    held: Vec<TcpStream>,
}

impl Probe {
    fn send(&mut self, address: SocketAddr, times: usize) {
        self.held.clear();
        for _ in 0..times {
            let Ok(mut stream) = TcpStream::connect_timeout(&address, LOOK) else { return };
            if write!(stream, "GET {PROBE} HTTP/1.0\r\n\r\n").is_ok() {
                self.sent += 1;
                self.held.push(stream);
            }
        }
    }
}
