//! The server: a port of this machine, and the threads behind it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::answer::{Reply, reply};
use super::board::Board;
use super::inspector::Inspector;
use super::live::Live;
use super::pool::Pool;
use super::session::Session;
use super::stage::Stage;
use super::voice::Voice;
use super::watch::{Stopper, Watch};
use super::{Edition, Options, Workshop};
use crate::diagnostic::printer::Printer;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::reason;

/// The port when none is asked for.
const PORT: u16 = 4321;
/// How many ports are tried when none is asked for.
const TRIES: u16 = 10;
/// How often the server looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(250);

/// A running preview. It stops when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    board: Arc<Board>,
    watch: Stopper,
    threads: Vec<JoinHandle<()>>,
}

impl Server {
    /// Loads the site, then serves it from threads of its own. Without a printer it says nothing.
    pub fn start<W: Workshop>(workshop: W, options: &Options, printer: Option<Printer>) -> Result<Self, Diagnostic> {
        let listener = bind(options.port)?;
        let address = listener.local_addr().map_err(|error| refused("ouvrir un port", &error))?;
        let board = Arc::new(Board::new());
        let stage = Arc::new(Stage::new(Arc::clone(&board)));
        let voice = Voice::new(printer);
        let (inspector, inspect) = Inspector::new(Arc::clone(&board), voice.clone());
        let watch = Watch::new(false, voice.clone());
        let mut server = Self { address, board: Arc::clone(&board), watch: watch.stopper(), threads: Vec::new() };

        // Not waited for at the end: a check may take seconds.
        spawn("jalon-check", inspect)?;
        let mut session = Session { workshop, stage: Arc::clone(&stage), inspector, watch, voice };
        session.begin();
        server.threads.push(spawn("jalon-watch", move || session.run())?);
        let hall = Hall { port: address.port(), stage, live: Live::new(Arc::clone(&board)), board };
        server.threads.push(spawn("jalon-serve", move || hall.receive(&listener))?);
        Ok(server)
    }

    /// Where it answers.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Stops it: the port is free again soon after.
    pub fn stop(self) {
        drop(self);
    }

    /// Waits until it stops, which is for ever unless something breaks.
    pub fn wait(mut self) {
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.board.stop();
        self.watch.stop();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// Where requests come in.
struct Hall<E> {
    port: u16,
    stage: Arc<Stage<E>>,
    live: Live,
    board: Arc<Board>,
}

impl<E: Edition> Hall<E> {
    /// Serves until the server stops. `tiny_http` ends for good at the first connection that it
    /// cannot accept, for instance for want of file descriptors: it is then started again.
    fn receive(&self, listener: &TcpListener) {
        let pool = Pool::default();
        while !self.board.is_stopped() {
            let http =
                listener.try_clone().ok().and_then(|listener| tiny_http::Server::from_listener(listener, None).ok());
            if let Some(http) = http {
                self.serve(&http, &pool);
            }
            thread::sleep(LOOK);
        }
    }

    fn serve(&self, http: &tiny_http::Server, pool: &Pool) {
        while !self.board.is_stopped() {
            match http.recv_timeout(LOOK) {
                Ok(Some(request)) => {
                    let (port, stage, live) = (self.port, Arc::clone(&self.stage), self.live.clone());
                    pool.run(move || match reply(&request, port, &stage) {
                        Reply::Answer(answer) => answer.send(request),
                        Reply::Listen => live.listen(request),
                    });
                }
                Ok(None) => {}
                Err(_) => return,
            }
        }
    }
}

fn bind(asked: Option<u16>) -> Result<TcpListener, Diagnostic> {
    let open = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let busy =
        |result: &io::Result<TcpListener>| matches!(result, Err(error) if error.kind() == io::ErrorKind::AddrInUse);
    let Some(port) = asked else {
        let found = (PORT..PORT + TRIES).map(open).find(|result| !busy(result));
        return found.unwrap_or_else(|| Err(io::ErrorKind::AddrInUse.into())).map_err(|error| {
            refused(&format!("ouvrir un port entre {PORT} et {}", PORT + TRIES - 1), &error)
                .hint("indiquez un autre port avec --port")
        });
    };
    open(port).map_err(|error| {
        refused(&format!("ouvrir le port {port}"), &error)
            .hint("indiquez un autre port avec --port, ou arrêtez le programme qui l’occupe")
    })
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Diagnostic> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(|error| refused("démarrer un fil d’exécution", &error))
}

fn refused(what: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error(Code::Usage, format!("impossible de {what} : {}", reason(error)))
}
