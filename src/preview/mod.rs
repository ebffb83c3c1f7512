//! The local server of `jalon serve`: the site as its readers will see it, while it is being written.
//!
//! In: a [`Workshop`], which loads the site again whenever it is asked. Out: answers on the loopback
//! address only, pages that follow the changes by themselves, and the diagnostics laid over them.
//!
//! ```text
//! watch ─▶ session ──open()──▶ stage: edition, last good pages ◀──render()── answer ◀─ server
//!             └──▶ inspector ──check()──▶ board: version, diagnostics ──▶ live: event streams
//! ```

#![allow(clippy::result_large_err, reason = "made once in the life of the process")]

mod address;
mod answer;
mod board;
mod failure;
mod hall;
mod inject;
mod inspector;
mod live;
mod message;
mod pool;
mod server;
mod session;
mod stage;
mod voice;
mod watch;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diagnostic::printer::Printer;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::output::Output;
use crate::source::reason;
use crate::text::RelPath;

pub use server::Server;

/// Whoever can load the site, as often as its files change.
pub trait Workshop: Send + Sync + 'static {
    /// What one load gives.
    type Edition: Edition;

    /// Loads and parses the site. The report may hold errors with or without an edition. `changed`: the only
    /// files and folders (absolute paths) that changed since the last time; `None` the first time, and
    /// when that is not known.
    fn open(&self, changed: Option<&BTreeSet<PathBuf>>) -> (Option<Self::Edition>, Report);

    /// The files and folders to watch, existing or not. Folders are watched with all that they hold:
    /// name the folders of the site rather than its root, so that `target` costs nothing.
    fn watched(&self) -> Vec<PathBuf>;

    /// Whether a change of this file (an absolute path) does not matter.
    fn ignored(&self, path: &Path) -> bool;
}

/// The site as it stood when it was opened.
pub trait Edition: Send + Sync + 'static {
    /// One output, by its path in the published folder (`comprendre/roles/index.html`); `None` when
    /// the site has no such output.
    fn render(&self, path: &RelPath) -> Option<Rendered>;

    /// Checks the whole site. May take seconds: it runs beside the server, and gives up, with `None`,
    /// soon after `wanted` says that it is of no use any more.
    fn check(&self, wanted: &(dyn Fn() -> bool + Sync)) -> Option<Report>;
}

/// What the render of one output gave.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The output, unless its template failed.
    pub output: Option<Output>,
    /// What there is to say about it.
    pub report: Report,
}

/// How the site is served.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port: when not given, 4321 or the next free one; 0 lets the system choose.
    pub port: Option<u16>,
    /// Whether to open the browser.
    pub open: bool,
}

/// Serves the site until the process is ended.
pub fn serve<W: Workshop>(workshop: W, options: &Options, printer: Printer) -> Result<(), Diagnostic> {
    let server = Server::start(workshop, options, Some(printer))?;
    let address = format!("http://{}/", server.addr());
    printer.say(&format!("Site servi à l’adresse {address} (Ctrl+C pour arrêter)"));
    if options.open
        && let Err(error) = open::that_detached(&address)
    {
        printer.tell(&format!(
            "Le navigateur n’a pas pu être ouvert ({}) : ouvrez vous-même l’adresse ci-dessus.",
            reason(&error)
        ));
    }
    server.wait();
    Ok(())
}

/// Runs code of the generator; if it panics, that one piece of work fails and the server goes on.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Report> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let said = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let said = said.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "sans message".to_owned());
        let mut report = Report::default();
        report.push(
            Diagnostic::error(Code::Internal, format!("défaut de jalon : {said}"))
                .hint("vos fichiers n’y sont pour rien ; signalez ces mots aux auteurs de jalon, le reste du site continue d’être servi"),
        );
        report
    })
}

/// A lock that a panic elsewhere does not close for good: what it guards is replaced whole, never left half-made.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
