//! From a request to its answer.
//!
//! In: the head of a request, never a body. Out: an [`Answer`], from memory only.

use tiny_http::{Header, Method, Request};

use super::Edition;
use super::address::{LONGEST, Target, is_ours};
use super::failure;
use super::inject::{SCRIPT, STYLE, inject};
use super::message::{Answer, kind};
use super::stage::{Stage, View};
use crate::text::RelPath;

/// Where the page's script listens.
const EVENTS: &str = "_jalon/events";
/// The page of last resort of a site.
const NOT_FOUND: &str = "404.html";
/// The pages that we write ourselves ask for nothing but our own style and script.
const POLICY: (&str, &str) =
    ("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");

/// What to do with a request.
#[derive(Debug)]
pub enum Reply {
    /// Answer it.
    Answer(Answer),
    /// Keep it, and tell it what happens.
    Listen,
}

/// Answers a request made to this port.
pub fn reply<E: Edition>(request: &Request, port: u16, stage: &Stage<E>) -> Reply {
    if let Some(refusal) = refuse(request, port) {
        return Reply::Answer(refusal);
    }
    let Some(target) = Target::read(request.url()) else {
        return Reply::Answer(Answer::text(400, "Adresse refusée : ce n’est pas un chemin du site.\n"));
    };
    match target.as_str() {
        EVENTS if *request.method() == Method::Get => Reply::Listen,
        EVENTS => Reply::Answer(Answer::new(200, "text/event-stream", &[][..])),
        "_jalon/live.js" => Reply::Answer(Answer::new(200, kind("js"), SCRIPT.as_bytes())),
        "_jalon/live.css" => Reply::Answer(Answer::new(200, kind("css"), STYLE.as_bytes())),
        _ => Reply::Answer(find(&target, header(request, "Range"), stage)),
    }
}

fn refuse(request: &Request, port: u16) -> Option<Answer> {
    let hosts: Vec<&Header> = request.headers().iter().filter(|header| header.field.equiv("Host")).collect();
    if !matches!(*hosts, [host] if is_ours(host.value.as_str(), port)) {
        return Some(Answer::text(403, "Hôte refusé : cet aperçu ne répond qu’à 127.0.0.1 et à localhost.\n"));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Some(
            Answer::text(405, "Méthode refusée : cet aperçu ne fait que montrer le site.\n").with("Allow", "GET, HEAD"),
        );
    }
    (request.url().len() > LONGEST).then(|| Answer::text(414, "Adresse trop longue.\n"))
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
}

fn find<E: Edition>(target: &Target, range: Option<&str>, stage: &Stage<E>) -> Answer {
    let (view, version) = target.output().map_or((View::Absent, 0), |path| stage.view(&path));
    match view {
        View::Shown(bytes) => shown(target, bytes, version, range),
        View::Broken(report) => broken(failure::page(&report), 500, version),
        View::Absent => match target.index().map(|path| stage.view(&path).0) {
            None | Some(View::Absent) => missing(target, stage),
            Some(_) => Answer::text(301, "").with("Location", target.with_slash()),
        },
    }
}

fn shown(target: &Target, bytes: Vec<u8>, version: u64, range: Option<&str>) -> Answer {
    let ending = target.output().map(|path| path.ending()).unwrap_or_default();
    match ending.as_str() {
        "html" => Answer::new(200, kind("html"), inject(&bytes, version)),
        ending => Answer::new(200, kind(ending), bytes).part(range),
    }
}

fn missing<E: Edition>(target: &Target, stage: &Stage<E>) -> Answer {
    match RelPath::new(NOT_FOUND).map(|path| stage.view(&path)) {
        Some((View::Shown(bytes), version)) => Answer::new(404, kind("html"), inject(&bytes, version)),
        Some((_, version)) => broken(failure::not_found(target.as_str()), 404, version),
        None => Answer::text(404, "Page introuvable.\n"),
    }
}

fn broken(html: String, status: u16, version: u64) -> Answer {
    Answer::new(status, kind("html"), inject(html.as_bytes(), version)).with(POLICY.0, POLICY.1)
}
