//! From a request to its answer.
//!
//! In: the head of a request, never a body. Out: a [`Response`], from memory only.

use tiny_http::{Header, Method, Request};

use super::request_path::{LONGEST, RequestPath, is_ours};
use super::response::{Response, kind};
use crate::preview::page::failure;
use crate::preview::page::inject::{SCRIPT, STYLE, inject};
use crate::preview::site::LoadedSite;
use crate::preview::state::shown::{Shown, View};
use crate::text::RelPath;

/// The stream of events for the script of each page.
const EVENTS: &str = "_jalon/events";
/// The page of a site for addresses that do not exist.
const NOT_FOUND: &str = "404.html";
/// Pages that we write ourselves load only our own style and script.
const POLICY: (&str, &str) =
    ("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");

/// What to do with a request.
#[derive(Debug)]
pub(crate) enum Reply {
    /// Send this.
    Answer(Response),
    /// Keep the connection open, and send it the events.
    Listen,
}

/// Answers a request made to this port.
pub(crate) fn reply<E: LoadedSite>(request: &Request, port: u16, shown: &Shown<E>) -> Reply {
    if let Some(refusal) = refuse(request, port) {
        return Reply::Answer(refusal);
    }
    let Some(target) = RequestPath::read(request.url()) else {
        return Reply::Answer(Response::text(400, "Adresse refusée : ce n’est pas un chemin du site.\n"));
    };
    match target.as_str() {
        EVENTS if *request.method() == Method::Get => Reply::Listen,
        EVENTS => Reply::Answer(Response::new(200, "text/event-stream", &[][..])),
        "_jalon/live.js" => Reply::Answer(Response::new(200, kind("js"), SCRIPT.as_bytes())),
        "_jalon/live.css" => Reply::Answer(Response::new(200, kind("css"), STYLE.as_bytes())),
        _ => Reply::Answer(find(&target, header(request, "Range"), shown)),
    }
}

fn refuse(request: &Request, port: u16) -> Option<Response> {
    let hosts: Vec<&Header> = request.headers().iter().filter(|header| header.field.equiv("Host")).collect();
    if !matches!(*hosts, [host] if is_ours(host.value.as_str(), port)) {
        return Some(Response::text(403, "Hôte refusé : cet aperçu ne répond qu’à 127.0.0.1 et à localhost.\n"));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Some(
            Response::text(405, "Méthode refusée : cet aperçu ne fait que montrer le site.\n")
                .with("Allow", "GET, HEAD"),
        );
    }
    (request.url().len() > LONGEST).then(|| Response::text(414, "Adresse trop longue.\n"))
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
}

fn find<E: LoadedSite>(target: &RequestPath, range: Option<&str>, shown: &Shown<E>) -> Response {
    let (view, version) = target.output().map_or((View::Absent, 0), |path| shown.view(&path));
    match view {
        View::Shown(bytes) => found(target, bytes, version, range),
        View::Broken(report) => broken(failure::page(&report), 500, version),
        View::Absent => match target.index().map(|path| shown.view(&path).0) {
            None | Some(View::Absent) => missing(target, shown),
            Some(_) => Response::text(301, "").with("Location", target.with_slash()),
        },
    }
}

fn found(target: &RequestPath, bytes: Vec<u8>, version: u64, range: Option<&str>) -> Response {
    let ending = target.output().map(|path| path.ending()).unwrap_or_default();
    match ending.as_str() {
        "html" => Response::new(200, kind("html"), inject(&bytes, version)),
        ending => Response::new(200, kind(ending), bytes).part(range),
    }
}

fn missing<E: LoadedSite>(target: &RequestPath, shown: &Shown<E>) -> Response {
    match RelPath::new(NOT_FOUND).map(|path| shown.view(&path)) {
        Some((View::Shown(bytes), version)) => Response::new(404, kind("html"), inject(&bytes, version)),
        Some((_, version)) => broken(failure::not_found(target.as_str()), 404, version),
        None => Response::text(404, "Page introuvable.\n"),
    }
}

fn broken(html: String, status: u16, version: u64) -> Response {
    Response::new(status, kind("html"), inject(html.as_bytes(), version)).with(POLICY.0, POLICY.1)
}
