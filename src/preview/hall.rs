//! Where requests come in, and the care that `tiny_http` 0.12 needs.
//!
//! - Of several connections that come at once, as browsers make them, it may leave some waiting until
//!   one of its threads is free again, which a listening page or a silent connection never brings about.
//! - For want of file descriptors or of threads, it stops accepting for good, most often without a word.
//!
//! So when nobody asks anything, small requests of our own are sent: their threads, soon free, take
//! up those who wait; and when they are not heard, `tiny_http` is started again on the same port.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::Request;

use super::Edition;
use super::answer::{Reply, reply};
use super::board::Board;
use super::live::Live;
use super::pool::Pool;
use super::stage::Stage;

/// How often the server, when nobody asks anything, looks around.
const LOOK: Duration = Duration::from_millis(250);
/// The same, right after something was asked.
const SOON: Duration = Duration::from_millis(30);
/// How many connections a browser makes at once, and some more.
const BURST: usize = 8;
/// How many pulses in a row are not heard before `tiny_http` is started again.
const LOST: usize = 3 * BURST;
/// The address of our own small requests.
const PULSE: &str = "/_jalon/pulse";

/// Where requests come in.
pub struct Hall<E> {
    /// The address that answers.
    pub address: SocketAddr,
    /// What is shown there.
    pub stage: Arc<Stage<E>>,
    /// The pages that listen.
    pub live: Live,
    /// Says when to stop.
    pub board: Arc<Board>,
}

impl<E: Edition> Hall<E> {
    /// Serves until the server stops.
    pub fn receive(&self, listener: &TcpListener) {
        let pool = Pool::default();
        while !self.board.is_stopped() {
            let http =
                listener.try_clone().ok().and_then(|listener| tiny_http::Server::from_listener(listener, None).ok());
            match http {
                Some(http) => self.serve(&http, &pool),
                None => thread::sleep(LOOK),
            }
        }
    }

    fn serve(&self, http: &tiny_http::Server, pool: &Pool) {
        let mut pulse = Pulse::default();
        let mut asked = false;
        while !self.board.is_stopped() && pulse.sent < LOST {
            match http.recv_timeout(if asked { SOON } else { LOOK }) {
                Ok(Some(request)) if request.url() == PULSE => pulse.sent = 0,
                Ok(Some(request)) => {
                    asked = true;
                    self.answer(request, pool);
                }
                Ok(None) => pulse.send(self.address, if std::mem::take(&mut asked) { BURST } else { 1 }),
                Err(_) => return,
            }
        }
    }

    fn answer(&self, request: Request, pool: &Pool) {
        let (port, stage, live) = (self.address.port(), Arc::clone(&self.stage), self.live.clone());
        pool.run(move || match reply(&request, port, &stage) {
            Reply::Answer(answer) => answer.send(request),
            Reply::Listen => live.listen(request),
        });
    }
}

/// Our own small requests.
#[derive(Default)]
struct Pulse {
    /// How many were sent since one was heard.
    sent: usize,
    /// Kept open until the next: `tiny_http` asks who is at the other end, and panics if nobody is.
    held: Vec<TcpStream>,
}

impl Pulse {
    fn send(&mut self, address: SocketAddr, times: usize) {
        self.held.clear();
        for _ in 0..times {
            let Ok(mut stream) = TcpStream::connect_timeout(&address, LOOK) else { return };
            if write!(stream, "GET {PULSE} HTTP/1.0\r\n\r\n").is_ok() {
                self.sent += 1;
                self.held.push(stream);
            }
        }
    }
}
