//! One page, read once: its own faults, and the facts that the rules on the whole site need.
//!
//! In: the HTML that is published. Out: [`Facts`] and a [`Report`]. This file drives the reader, calls the
//! rules, and collects the addresses.

use super::address::{self, Base, clean};
use super::facts::Facts;
use super::faults::Faults;
use super::link_kind::LinkKind;
use super::reader::handler::Handler;
use super::reader::tag::Tag;
use super::rules::{self, PageRules, UniqueIds};
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
pub(super) fn read(path: &RelPath, html: &str, site: &SitePaths<'_>) -> (Facts, Report) {
    let mut page = Page {
        file: path,
        faults: Faults::new(path),
        site,
        base: Base::new(path.as_str()),
        reached: Vec::with_capacity(64),
        path: String::with_capacity(64),
        texts: texts::Texts::with_capacity(1024),
        links: Vec::with_capacity(64),
        rules: PageRules::default(),
    };
    reader::read(html, &mut page);
    rules::said_variables::page(html, &mut page.faults);
    page.finish()
}

struct Page<'a> {
    file: &'a RelPath,
    faults: Faults<'a>,
    site: &'a SitePaths<'a>,
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
        for (name, value) in tag.attributes {
            self.attribute(tag, name, value);
        }
        self.rules.start(tag, &mut self.faults);
    }

    fn end(&mut self, name: &[u8]) {
        self.rules.end(name, &mut self.faults);
    }

    fn text(&mut self, text: &[u8]) {
        self.rules.text(text);
    }

    fn doctype(&mut self, name: &[u8]) {
        self.rules.doctype(name);
    }
}

impl Page<'_> {
    fn attribute(&mut self, tag: &Tag<'_>, name: &[u8], value: &str) {
        match name {
            b"class" => {}
            b"srcset" => self.addresses(tag, value),
            _ => {
                self.rules.attribute(tag, name, value, &mut self.faults);
                if let Some(kind) = LinkKind::of(tag.name, name) {
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
        match self.site.place(&self.base, href, &mut self.path) {
            Some(place) if kind.attribute().is_followed() => self.reached.push(place),
            Some(_) => {}
            None => {
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
