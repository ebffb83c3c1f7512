//! The paths of the published site, known before any page is rendered.
//!
//! In: paths. Out: where plain addresses lead. Most links of a page are those of its menus: once one is seen
//! to lead somewhere, nothing of it need be kept.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::fast::RandomState;

use super::address::{Base, NOT_FOUND, above, of_output};
use crate::text::RelPath;

/// The paths of a site, and which of them a link was seen to lead to.
pub(crate) struct SitePaths<'a> {
    /// The address of the site, if it has one.
    pub(crate) base_url: Option<&'a str>,
    /// Whether pages are read without a server, so that `index.html` must be spelled out.
    pub(crate) portable: bool,
    paths: Vec<&'a RelPath>,
    /// By path, and by the address of its folder where a server finds the index.
    places: HashMap<&'a str, usize, RandomState>,
    linked: Vec<AtomicBool>,
}

impl<'a> SitePaths<'a> {
    /// Notes the paths of a site.
    pub(crate) fn new(paths: impl Iterator<Item = &'a RelPath>, base_url: Option<&'a str>, portable: bool) -> Self {
        let paths: Vec<&RelPath> = paths.collect();
        let mut places = HashMap::with_capacity_and_hasher(2 * paths.len(), RandomState::default());
        for (place, path) in paths.iter().enumerate() {
            places.insert(path.as_str(), place);
            if !portable {
                places.insert(of_output(path.as_str()), place);
            }
        }
        let linked = paths.iter().map(|_| AtomicBool::new(false)).collect();
        Self { base_url, portable, paths, places, linked }
    }

    /// Every published path.
    pub(crate) fn paths(&self) -> &[&'a RelPath] {
        &self.paths
    }

    /// Where a plain address leads, if something is there; the rule of links follows any other address.
    pub(crate) fn place(&self, base: &Base<'_>, href: &str, buffer: &mut String) -> Option<usize> {
        let (climbed, rest) = above(href);
        let folder = base.folder(climbed).filter(|_| is_plain(rest) && base.page != NOT_FOUND)?;
        if folder.is_empty() {
            return self.places.get(rest).copied();
        }
        buffer.clear();
        buffer.extend([folder, rest]);
        self.places.get(buffer.as_str()).copied()
    }

    /// Notes that a page leads to these places. That it leads to itself does not count.
    pub(crate) fn link(&self, from: &str, places: &[usize]) {
        let own = self.places.get(from).copied();
        for place in places.iter().filter(|place| Some(**place) != own) {
            if let Some(linked) = self.linked.get(*place) {
                linked.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Whether a page was seen to lead to this path.
    pub(crate) fn is_linked(&self, path: &str) -> bool {
        let linked = self.places.get(path).and_then(|place| self.linked.get(*place));
        linked.is_some_and(|linked| linked.load(Ordering::Relaxed))
    }
}

/// Whether a byte has a meaning of its own in an address.
const MEANS: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    let bytes = b"#?%:\\";
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Whether an address holds nothing but names: no fragment, query, escape, scheme, root or dot folder.
fn is_plain(address: &str) -> bool {
    let means = address.bytes().any(|byte| MEANS[usize::from(byte)]);
    let dots = || address.contains('.') && (address.starts_with('.') || address.contains("/."));
    !(means || address.starts_with('/') || dots())
}
