//! What we remember of an output once its text is dropped: its addresses and ids, packed.
//!
//! In: what was read of a page. Out: [`Facts`], about 1 KB for a page of 9 KB. Texts lie one after the other,
//! each ended by a zero byte, which no attribute of a page can hold.

use memchr::memchr_iter;

use super::address::of_output;
use super::link_kind::LinkKind;
use crate::text::RelPath;

const END: u8 = b'\0';

/// What we keep of one output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Its path.
    pub(crate) path: RelPath,
    /// Whether it is a page.
    pub(crate) page: bool,
    /// Where it leads at once, when it is a redirection.
    pub(crate) redirect: Option<Box<str>>,
    links: Box<str>,
    ids: Box<str>,
}

impl Facts {
    /// An output that is not a page: only its path.
    pub(crate) fn file(path: RelPath) -> Self {
        Self { path, page: false, redirect: None, links: Box::default(), ids: Box::default() }
    }

    /// A page.
    pub(crate) fn page<'a>(
        path: RelPath,
        redirect: Option<Box<str>>,
        links: impl Iterator<Item = (LinkKind, &'a str)>,
        ids: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut packed = String::new();
        for (kind, href) in links {
            packed.push(kind.to_char());
            packed.push_str(href);
            packed.push(char::from(END));
        }
        let links = packed.as_str().into();
        packed.clear();
        for id in ids {
            packed.push_str(id);
            packed.push(char::from(END));
        }
        Self { path, page: true, redirect, links, ids: packed.into() }
    }

    /// The ids of the page, sorted.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.split_terminator(char::from(END))
    }

    /// Whether the page has this id.
    pub(crate) fn has_id(&self, id: &str) -> bool {
        self.ids().any(|known| known == id)
    }

    /// The addresses in the page that lead into the site, as written.
    pub(crate) fn links(&self) -> impl Iterator<Item = (LinkKind, &str)> {
        let mut start = 0;
        memchr_iter(END, self.links.as_bytes()).filter_map(move |end| {
            let entry = self.links.get(std::mem::replace(&mut start, end + 1)..end)?;
            Some((LinkKind::from_char(entry.chars().next()?), entry.get(1..)?))
        })
    }

    /// The address readers see: `comprendre/roles/` for `comprendre/roles/index.html`.
    pub(crate) fn address(&self) -> &str {
        of_output(self.path.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_again() {
        let kinds = [("a", "href"), ("img", "srcset"), ("link", "href"), ("use", "xlink:href")]
            .map(|(element, name)| LinkKind::of(element.as_bytes(), name.as_bytes()));
        let kinds: Vec<LinkKind> = kinds.into_iter().flatten().chain(LinkKind::refresh()).collect();
        assert_eq!(kinds.len(), 5);
        let links: Vec<(LinkKind, &str)> = kinds.into_iter().zip(["é", "", "a/b"].into_iter().cycle()).collect();
        let ids = ["a", "b", "é"];
        let path = RelPath::new("a/index.html").unwrap_or_else(|| unreachable!());
        let facts = Facts::page(path, None, links.iter().copied(), ids.into_iter());
        assert_eq!(facts.links().collect::<Vec<_>>(), links);
        assert_eq!(facts.ids().collect::<Vec<_>>(), ids);
        assert!(facts.has_id("b") && !facts.has_id("c"));
    }
}
