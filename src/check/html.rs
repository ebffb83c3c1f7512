//! One page, read once: its own faults, and the facts that the other checks need.
//!
//! In: the HTML that is published. Out: [`Facts`] and a [`Report`]. This file follows ids,
//! references and addresses; the other rules stand in `document`, `accessibility`, `names` and
//! `security`, which all see the same pass.

use super::accessibility::Accessibility;
use super::address::{self, Base, above, clean};
use super::document::Document;
use super::facts::{Facts, Kind, Role};
use super::names::Names;
use super::published::Published;
use super::repeated::{Repeated, is_silent};
use super::security;
use super::tag::Tag;
use super::tokens::{self, Handler};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::RelPath;

/// Reads a page.
pub(super) fn read(path: &RelPath, html: &str, published: &Published<'_>, repeated: &mut Repeated) -> (Facts, Report) {
    let base = Base::new(path.as_str());
    repeated.begin(&base);
    let mut page = Page {
        faults: Faults { file: path, report: Report::default() },
        published,
        repeated,
        line: Line::default(),
        base,
        reached: Vec::with_capacity(64),
        path: String::with_capacity(64),
        arena: Arena(String::with_capacity(2048)),
        ids: Vec::with_capacity(64),
        references: Vec::new(),
        links: Vec::with_capacity(64),
        inert: 0,
        document: Document::default(),
        accessibility: Accessibility::default(),
        names: Names::default(),
    };
    tokens::read(html, &mut page);
    page.finish()
}

/// Where the faults of a page are told.
pub(super) struct Faults<'a> {
    file: &'a RelPath,
    report: Report,
}

impl Faults<'_> {
    /// Tells a fault that forbids the publication.
    pub(super) fn error(&mut self, code: Code, message: impl Into<String>, hint: impl Into<String>) {
        self.report.push(Diagnostic::error(code, message).in_file(self.file).hint(hint));
    }

    /// Tells a fault that somebody should look at.
    pub(super) fn warning(&mut self, code: Code, message: impl Into<String>, hint: impl Into<String>) {
        self.report.push(Diagnostic::warning(code, message).in_file(self.file).hint(hint));
    }
}

/// Texts one after the other, so that a page costs a few allocations and not hundreds.
struct Arena(String);

#[derive(Clone, Copy)]
struct Span(usize, usize);

impl Arena {
    fn keep(&mut self, text: &str) -> Span {
        let start = self.0.len();
        self.0.push_str(text);
        Span(start, self.0.len())
    }

    fn get(&self, span: Span) -> &str {
        &self.0[span.0..span.1]
    }
}

struct Reference {
    attribute: &'static str,
    id: Span,
    shown: Span,
}

/// The line being read, as far as it may be passed over in the next page.
#[derive(Default)]
struct Line {
    /// Whether it is on its own, and says nothing but where it leads.
    alone: bool,
    /// How many places were reached before it.
    reached: usize,
    /// How many faults were told before it.
    faults: usize,
}

struct Page<'a> {
    faults: Faults<'a>,
    published: &'a Published<'a>,
    repeated: &'a mut Repeated,
    line: Line,
    base: Base<'a>,
    /// The places that its links lead to, as far as these are seen at once.
    reached: Vec<usize>,
    /// Where addresses are joined.
    path: String,
    arena: Arena,
    ids: Vec<Span>,
    references: Vec<Reference>,
    links: Vec<(Kind, Span)>,
    /// How many `<template>` are open: what they hold is not in the page before a script fills it.
    inert: usize,
    document: Document,
    accessibility: Accessibility,
    names: Names,
}

impl Handler for Page<'_> {
    fn start(&mut self, tag: &Tag<'_>) {
        self.line.alone = self.line.alone && is_silent(tag.name);
        for (name, value) in tag.attributes {
            self.attribute(tag, name, value);
        }
        self.document.start(tag, &mut self.faults);
        security::element(tag, &mut self.faults);
        if self.inert == 0 {
            self.accessibility.start(tag, &self.names, &mut self.faults);
            self.names.start(tag);
        }
        self.inert += usize::from(tag.name == b"template");
    }

    fn end(&mut self, name: &[u8]) {
        self.line.alone = self.line.alone && is_silent(name);
        if name == b"template" {
            self.inert = self.inert.saturating_sub(1);
        }
        if self.inert == 0 {
            self.accessibility.end(name, &mut self.faults);
            self.names.end(name, &mut self.faults);
        }
    }

    fn text(&mut self, text: &[u8]) {
        self.names.text(text);
    }

    fn doctype(&mut self, name: &[u8]) {
        self.line.alone = false;
        self.document.doctype(name);
    }

    fn knows(&mut self, line: &str) -> bool {
        let alone = self.is_between();
        self.line = Line { alone, reached: self.reached.len(), faults: self.faults.report.entries().len() };
        let known = if alone { self.repeated.get(line) } else { None };
        self.reached.extend(known.flatten());
        known.is_some()
    }

    fn learn(&mut self, line: &str) {
        let Line { alone, reached, faults } = self.line;
        if alone && self.is_between() && faults == self.faults.report.entries().len() {
            self.repeated.note(line, &self.reached[reached..]);
        }
    }
}

impl Page<'_> {
    /// Whether nothing is open that what comes next would be part of.
    fn is_between(&self) -> bool {
        self.inert == 0 && self.names.is_idle()
    }

    fn attribute(&mut self, tag: &Tag<'_>, name: &[u8], value: &str) {
        match name {
            b"class" => {}
            b"id" => {
                self.line.alone = false;
                self.id(tag, value);
            }
            b"srcset" => self.addresses(tag, value),
            _ => {
                security::attribute(tag, name, &mut self.faults);
                if let Some(attribute) = reference(name) {
                    self.line.alone = false;
                    self.references(tag, attribute, value);
                } else if let Some(kind) = Kind::of(tag.name, name) {
                    self.address(tag, security::kind(tag, kind), value);
                }
            }
        }
    }

    fn id(&mut self, tag: &Tag<'_>, id: &str) {
        if id.is_empty() || id.contains(char::is_whitespace) {
            let message = format!("identifiant vide ou avec une espace : {}", tag.shown());
            self.faults.error(
                Code::Html,
                message,
                "donnez à « id » des lettres minuscules, des chiffres et des tirets",
            );
        } else if self.inert == 0 {
            let id = self.arena.keep(id);
            self.ids.push(id);
        }
    }

    fn references(&mut self, tag: &Tag<'_>, attribute: &'static str, ids: &str) {
        if self.inert > 0 {
            return;
        }
        let shown = self.arena.0.len();
        tag.show_in(&mut self.arena.0);
        let shown = Span(shown, self.arena.0.len());
        for id in ids.split_ascii_whitespace() {
            let id = self.arena.keep(id);
            self.references.push(Reference { attribute, id, shown });
        }
    }

    fn addresses(&mut self, tag: &Tag<'_>, candidates: &str) {
        let Some(kind) = Kind::of(tag.name, b"srcset") else { return };
        let between = |c: char| c.is_ascii_whitespace() || c == ',';
        let mut rest = candidates.trim_start_matches(between);
        while !rest.is_empty() {
            let (address, after) = rest.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((rest, ""));
            // Without a comma at its end, an address is followed by its size.
            let alone = address.ends_with(',');
            self.address(tag, kind, address.trim_end_matches(','));
            rest = if alone { after } else { after.split_once(',').map_or("", |(_, rest)| rest) };
            rest = rest.trim_start_matches(between);
        }
    }

    fn address(&mut self, tag: &Tag<'_>, kind: Kind, written: &str) {
        let href = clean(written);
        let own = address::own(&href, self.published.base_url).is_some();
        if !own && security::address(tag, kind, &href, &mut self.faults) {
            return;
        }
        if matches!(&*href, "" | "#") {
            self.empty(tag, kind);
        } else if own || (address::scheme(&href).is_none() && !href.starts_with("//")) {
            self.lead(kind, &href);
        }
    }

    fn lead(&mut self, kind: Kind, href: &str) {
        self.line.alone &= above(href).0 == self.base.depth();
        match self.published.place(&self.base, href, &mut self.path) {
            Some(place) if kind.attribute().is_followed() => self.reached.push(place),
            Some(_) => {}
            None => {
                self.line.alone = false;
                let href = self.arena.keep(href);
                self.links.push((kind, href));
            }
        }
    }

    fn empty(&mut self, tag: &Tag<'_>, kind: Kind) {
        let attribute = kind.attribute();
        if attribute.role == Role::Link && attribute.element != "a" {
            return;
        }
        let message = format!("adresse vide : l’attribut {} de {} ne mène nulle part", attribute.name, tag.shown());
        self.faults.error(Code::Html, message, "donnez une adresse ; pour une action, employez un <button>");
    }

    fn finish(mut self) -> (Facts, Report) {
        self.names.finish(&mut self.faults);
        let redirect = self.document.finish(&mut self.faults);
        self.accessibility.finish(redirect.is_some(), &mut self.faults);
        if let (Some(address), Some(kind)) = (&redirect, Kind::refresh()) {
            let address = self.arena.keep(address);
            self.links.push((kind, address));
        }
        if redirect.is_none() {
            self.published.link(self.base.page, &self.reached);
        }
        let Page { mut faults, arena, mut ids, references, mut links, .. } = self;
        unique(&arena, &mut ids, &mut faults);
        let has = |id: &str| ids.binary_search_by(|known| arena.get(*known).cmp(id)).is_ok();
        for reference in references.iter().filter(|reference| !has(arena.get(reference.id))) {
            let (id, shown) = (arena.get(reference.id), arena.get(reference.shown));
            let message =
                format!("l’attribut {} de {shown} désigne « {id} », que la page n’a pas", reference.attribute);
            faults.error(Code::Html, message, "corrigez l’attribut, ou donnez cet id à l’élément désigné");
        }
        links.retain(|(_, href)| {
            arena.get(*href).strip_prefix('#').is_none_or(|fragment| !address::lands(fragment, has))
        });
        links.sort_by(|a, b| (arena.get(a.1), a.0).cmp(&(arena.get(b.1), b.0)));
        links.dedup_by(|a, b| a.0 == b.0 && arena.get(a.1) == arena.get(b.1));
        let links = links.iter().map(|(kind, href)| (*kind, arena.get(*href)));
        let facts = Facts::page(faults.file.clone(), redirect, links, ids.iter().map(|id| arena.get(*id)));
        (facts, faults.report)
    }
}

/// An attribute that names other elements of the page by their ids.
fn reference(name: &[u8]) -> Option<&'static str> {
    match name {
        b"for" => Some("for"),
        b"aria-labelledby" => Some("aria-labelledby"),
        b"aria-describedby" => Some("aria-describedby"),
        b"aria-controls" => Some("aria-controls"),
        _ => None,
    }
}

/// Sorts ids and tells those that come twice.
fn unique(arena: &Arena, ids: &mut Vec<Span>, faults: &mut Faults<'_>) {
    ids.sort_by(|a, b| arena.get(*a).cmp(arena.get(*b)));
    let mut last = None;
    ids.dedup_by(|later, earlier| {
        let id = arena.get(*later);
        let twice = id == arena.get(*earlier);
        if twice && last != Some(earlier.0) {
            last = Some(earlier.0);
            faults.error(
                Code::DuplicateId,
                format!("deux éléments de la page ont l’attribut id=\"{id}\""),
                "un identifiant n’est donné qu’une fois par page",
            );
        }
        twice
    });
}
