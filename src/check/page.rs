//! One page, read once: its own faults, and the facts that the rules on the whole site need.
//!
//! In: the HTML that is published. Out: [`Facts`] and a [`Report`]. This file drives the reader, calls the
//! rules, and collects the addresses.

use super::address::{self, Base, above, clean};
use super::facts::Facts;
use super::faults::Faults;
use super::link_kind::LinkKind;
use super::reader::handler::Handler;
use super::reader::repeated::Repeated;
use super::reader::tag::Tag;
use super::rules::{self, PageRules, UniqueIds, is_silent};
use super::site_paths::SitePaths;
use super::{reader, texts};
use crate::diagnostic::Report;
use crate::text::RelPath;

/// What `rel` says of a `<link>` that the browser fetches.
const FETCHED: [&str; 9] = [
    "stylesheet",
    "icon",
    "apple-touch-icon",
    "manifest",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
];

/// Reads a page.
pub(super) fn read(path: &RelPath, html: &str, site: &SitePaths<'_>, repeated: &mut Repeated) -> (Facts, Report) {
    let base = Base::new(path.as_str());
    repeated.begin(&base);
    let mut page = Page {
        file: path,
        faults: Faults::new(path),
        site,
        repeated,
        line: Line::default(),
        base,
        reached: Vec::with_capacity(64),
        path: String::with_capacity(64),
        texts: texts::Texts::with_capacity(1024),
        links: Vec::with_capacity(64),
        rules: PageRules::default(),
    };
    reader::read(html, &mut page);
    page.finish()
}

/// The line being read, as far as it may be skipped in the next page.
#[derive(Default)]
struct Line {
    /// Whether it is complete in itself, and adds nothing to the page but a link.
    alone: bool,
    /// How many places were reached before it.
    reached: usize,
    /// How many faults were reported before it.
    faults: usize,
}

struct Page<'a> {
    file: &'a RelPath,
    faults: Faults<'a>,
    site: &'a SitePaths<'a>,
    repeated: &'a mut Repeated,
    line: Line,
    base: Base<'a>,
    /// The places that its links lead to, as far as these are seen at once.
    reached: Vec<usize>,
    /// Where addresses are joined.
    path: String,
    /// The addresses to follow later.
    texts: texts::Texts,
    links: Vec<(LinkKind, texts::Span)>,
    rules: PageRules,
}

impl Handler for Page<'_> {
    fn start(&mut self, tag: &Tag<'_>) {
        self.line.alone = self.line.alone && is_silent(tag.name);
        for (name, value) in tag.attributes {
            self.attribute(tag, name, value);
        }
        self.rules.start(tag, &mut self.faults);
    }

    fn end(&mut self, name: &[u8]) {
        self.line.alone = self.line.alone && is_silent(name);
        self.rules.end(name, &mut self.faults);
    }

    fn text(&mut self, text: &[u8]) {
        self.rules.text(text);
    }

    fn doctype(&mut self, name: &[u8]) {
        self.line.alone = false;
        self.rules.doctype(name);
    }

    fn knows(&mut self, line: &str) -> bool {
        let alone = self.rules.is_idle();
        self.line = Line { alone, reached: self.reached.len(), faults: self.faults.count() };
        let known = if alone { self.repeated.get(line) } else { None };
        self.reached.extend(known.flatten());
        known.is_some()
    }

    fn learn(&mut self, line: &str) {
        let Line { alone, reached, faults } = self.line;
        if alone && self.rules.is_idle() && faults == self.faults.count() {
            self.repeated.note(line, &self.reached[reached..]);
        }
    }
}

impl Page<'_> {
    fn attribute(&mut self, tag: &Tag<'_>, name: &[u8], value: &str) {
        match name {
            b"class" => {}
            b"srcset" => self.addresses(tag, value),
            _ => {
                if self.rules.attribute(tag, name, value, &mut self.faults) {
                    self.line.alone = false;
                } else if let Some(kind) = LinkKind::of(tag.name, name) {
                    self.address(tag, as_fetched(tag, kind), value);
                }
            }
        }
    }

    /// The addresses of a `srcset`.
    fn addresses(&mut self, tag: &Tag<'_>, candidates: &str) {
        let Some(kind) = LinkKind::of(tag.name, b"srcset") else { return };
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

    fn address(&mut self, tag: &Tag<'_>, kind: LinkKind, written: &str) {
        let href = clean(written);
        let own = address::own(&href, self.site.base_url).is_some();
        if rules::refuses(tag, kind, &href, own, &mut self.faults) {
            return;
        }
        if own || (address::scheme(&href).is_none() && !href.starts_with("//")) {
            self.lead(kind, &href);
        }
    }

    /// An address in the site.
    fn lead(&mut self, kind: LinkKind, href: &str) {
        self.line.alone &= above(href).0 == self.base.depth();
        match self.site.place(&self.base, href, &mut self.path) {
            Some(place) if kind.attribute().is_followed() => self.reached.push(place),
            Some(_) => {}
            None => {
                self.line.alone = false;
                let href = self.texts.keep(href);
                self.links.push((kind, href));
            }
        }
    }

    fn finish(mut self) -> (Facts, Report) {
        let (redirect, ids) = std::mem::take(&mut self.rules).finish(&mut self.faults);
        if let (Some(address), Some(kind)) = (&redirect, LinkKind::refresh()) {
            let address = self.texts.keep(address);
            self.links.push((kind, address));
        }
        if redirect.is_none() {
            self.site.link(self.base.page, &self.reached);
        }
        self.settle_links(&ids);
        let links = self.links.iter().map(|(kind, href)| (*kind, self.texts.get(*href)));
        let facts = Facts::page(self.file.clone(), redirect, links, ids.iter());
        (facts, self.faults.into_report())
    }

    /// Drops the links that lead to an id of the page, then sorts the others, each once.
    fn settle_links(&mut self, ids: &UniqueIds) {
        let texts = &self.texts;
        let lands = |fragment: &str| address::lands(fragment, |id| ids.contains(id));
        self.links.retain(|(_, href)| texts.get(*href).strip_prefix('#').is_none_or(|fragment| !lands(fragment)));
        self.links.sort_by(|a, b| (texts.get(a.1), a.0).cmp(&(texts.get(b.1), b.0)));
        self.links.dedup_by(|a, b| a.0 == b.0 && texts.get(a.1) == texts.get(b.1));
    }
}

/// The kind of an address: that of a `<link>` depends on its `rel`.
fn as_fetched(tag: &Tag<'_>, kind: LinkKind) -> LinkKind {
    let fetched = tag.name == b"link" && FETCHED.iter().any(|word| tag.lists(b"rel", word));
    if fetched { LinkKind::fetched_link().unwrap_or(kind) } else { kind }
}
