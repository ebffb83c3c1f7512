//! The server: a port of this machine, and the threads behind it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::http::accept::Acceptor;
use super::http::events::EventStreams;
use super::site::SiteLoader;
use super::state::announcements::Announcements;
use super::state::checker::Checker;
use super::state::session::Session;
use super::state::shown::Shown;
use super::state::terminal::Terminal;
use super::state::watch::{Stopper, Watch};
use crate::diagnostic::printer::Printer;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::reason;

/// The port when none is asked for.
const PORT: u16 = 4321;
/// How many ports are tried when none is asked for.
const TRIES: u16 = 10;

/// How the site is served.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// The port: when not given, 4321 or the next free one; 0 lets the system choose.
    pub(crate) port: Option<u16>,
    /// Whether to open the browser.
    pub(crate) open: bool,
}

/// A running preview. It stops when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    announcements: Arc<Announcements>,
    watch: Stopper,
    threads: Vec<JoinHandle<()>>,
}

impl Server {
    /// Loads the site, then serves it from threads of its own. Without a printer nothing is written.
    pub(crate) fn start<L: SiteLoader>(
        loader: L,
        options: &Options,
        printer: Option<Printer>,
    ) -> Result<Self, Diagnostic> {
        let listener = bind(options.port)?;
        let address = listener.local_addr().map_err(|error| refused("ouvrir un port", &error))?;
        let announcements = Arc::new(Announcements::new());
        let shown = Arc::new(Shown::new(Arc::clone(&announcements)));
        let terminal = Terminal::new(printer);
        let (checker, check) = Checker::new(Arc::clone(&announcements), terminal.clone());
        let watch = Watch::new(false, terminal.clone());
        let mut server =
            Self { address, announcements: Arc::clone(&announcements), watch: watch.stopper(), threads: Vec::new() };

        // Not joined at the end: a check may take seconds.
        spawn("jalon-check", check)?;
        let mut session = Session { loader, shown: Arc::clone(&shown), checker, watch, terminal };
        session.begin();
        server.threads.push(spawn("jalon-watch", move || session.run())?);
        let streams = EventStreams::new(Arc::clone(&announcements));
        let acceptor = Acceptor { address, shown, streams, announcements };
        server.threads.push(spawn("jalon-serve", move || acceptor.run(&listener))?);
        Ok(server)
    }

    /// Where it answers.
    pub(crate) fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Waits until it stops, that is until something breaks.
    pub(crate) fn wait(mut self) {
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.announcements.stop();
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
