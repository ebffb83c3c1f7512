//! The server: a port of this machine, and the threads behind it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::board::Board;
use super::hall::Hall;
use super::inspector::Inspector;
use super::live::Live;
use super::session::Session;
use super::stage::Stage;
use super::voice::Voice;
use super::watch::{Stopper, Watch};
use super::{Options, Workshop};
use crate::diagnostic::printer::Printer;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::reason;

/// The port when none is asked for.
const PORT: u16 = 4321;
/// How many ports are tried when none is asked for.
const TRIES: u16 = 10;

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
        let hall = Hall { address, stage, live: Live::new(Arc::clone(&board)), board };
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
    Diagnostic::error(Code::Usage, format!("{what} : impossible ({})", reason(error)))
}
