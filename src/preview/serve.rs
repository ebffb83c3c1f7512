//! `jalon serve`, until its process ends: starts the server, says where it is, opens the browser.

use super::server::{Options, Server};
use super::site::SiteLoader;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::printer::Printer;
use crate::source::reason;

/// Serves the site until the process is ended.
pub(crate) fn serve<L: SiteLoader>(loader: L, options: &Options, printer: Printer) -> Result<(), Diagnostic> {
    let server = Server::start(loader, options, Some(printer))?;
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
