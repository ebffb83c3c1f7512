//! What is remembered of an output once its text is gone: addresses and ids, packed.
//!
//! A page of 9 KB leaves about 1 KB: texts lie one after the other with a zero byte after each,
//! which no attribute of a page can hold.

use memchr::memchr_iter;

use crate::text::RelPath;

const END: u8 = b'\0';

/// An attribute that holds an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    /// The element.
    pub(super) element: &'static str,
    /// The attribute.
    pub(super) name: &'static str,
    /// What the browser does of the address.
    pub(super) role: Role,
}

impl Attribute {
    /// Whether readers follow it from page to page.
    pub(super) fn is_followed(&self) -> bool {
        matches!(self.element, "a" | "area")
    }
}

/// What a browser does of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Readers follow it.
    Link,
    /// The browser fetches it to show the page.
    Fetched,
    /// The browser fetches it to show an image.
    Image,
    /// Machines read it.
    Told,
}

/// Every attribute that holds an address. `href` on `<link>` comes twice: its role depends on `rel`.
const ATTRIBUTES: [Attribute; 20] = {
    use Role::{Fetched, Image, Link, Told};
    const fn row(element: &'static str, name: &'static str, role: Role) -> Attribute {
        Attribute { element, name, role }
    }
    [
        row("a", "href", Link),
        row("area", "href", Link),
        row("form", "action", Link),
        row("button", "formaction", Link),
        row("input", "formaction", Link),
        row("meta", "content", Link),
        row("link", "href", Told),
        row("link", "href", Fetched),
        row("script", "src", Fetched),
        row("img", "src", Image),
        row("img", "srcset", Image),
        row("input", "src", Image),
        row("image", "href", Image),
        row("video", "poster", Image),
        row("source", "srcset", Image),
        row("source", "src", Fetched),
        row("video", "src", Fetched),
        row("audio", "src", Fetched),
        row("track", "src", Fetched),
        row("use", "href", Fetched),
    ]
};

/// One of [`ATTRIBUTES`], as a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind(u8);

impl Kind {
    /// The kind for an attribute of an element, if it holds an address.
    pub(super) fn of(element: &[u8], name: &[u8]) -> Option<Self> {
        let name = name.strip_prefix(b"xlink:").unwrap_or(name);
        if !matches!(name, b"href" | b"src" | b"srcset" | b"action" | b"formaction" | b"poster") {
            return None;
        }
        Self::find(|row| row.element.as_bytes() == element && row.name.as_bytes() == name)
    }

    /// The kind for the address of a `<link>` that the browser fetches.
    pub(super) fn fetched_link() -> Option<Self> {
        Self::find(|row| row.element == "link" && row.role == Role::Fetched)
    }

    /// The kind for the address where a redirection leads.
    pub(super) fn refresh() -> Option<Self> {
        Self::find(|row| row.element == "meta")
    }

    fn find(wanted: impl Fn(&Attribute) -> bool) -> Option<Self> {
        ATTRIBUTES.iter().position(wanted).and_then(|at| u8::try_from(at).ok()).map(Self)
    }

    /// The element, the attribute and its role.
    pub(super) fn attribute(self) -> &'static Attribute {
        &ATTRIBUTES[usize::from(self.0) % ATTRIBUTES.len()]
    }
}

/// What is known of one output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its path.
    pub path: RelPath,
    /// Whether it is a page.
    pub page: bool,
    /// Where it leads at once, when it is a redirection.
    pub redirect: Option<Box<str>>,
    links: Box<str>,
    ids: Box<str>,
}

impl Facts {
    /// What is known of an output that is no page: where it is.
    pub(super) fn file(path: RelPath) -> Self {
        Self { path, page: false, redirect: None, links: Box::default(), ids: Box::default() }
    }

    /// What is known of a page.
    pub(super) fn page<'a>(
        path: RelPath,
        redirect: Option<Box<str>>,
        links: impl Iterator<Item = (Kind, &'a str)>,
        ids: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut packed = String::new();
        for (kind, href) in links {
            packed.push(char::from(kind.0 + b'A'));
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
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.split_terminator(char::from(END))
    }

    /// Whether the page has this id.
    pub fn has_id(&self, id: &str) -> bool {
        self.ids().any(|known| known == id)
    }

    /// The addresses in the page that lead into the site, as written.
    pub(super) fn links(&self) -> impl Iterator<Item = (Kind, &str)> {
        let mut start = 0;
        memchr_iter(END, self.links.as_bytes()).filter_map(move |end| {
            let entry = self.links.get(std::mem::replace(&mut start, end + 1)..end)?;
            Some((Kind(entry.bytes().next()?.wrapping_sub(b'A')), entry.get(1..)?))
        })
    }

    /// The address readers see: `comprendre/roles/` for `comprendre/roles/index.html`.
    pub fn address(&self) -> &str {
        address(self.path.as_str())
    }
}

/// The address of a path: that of its folder when it is the index of one.
pub(super) fn address(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_again() {
        let kinds: Vec<Kind> =
            ATTRIBUTES.iter().filter_map(|row| Kind::of(row.element.as_bytes(), row.name.as_bytes())).collect();
        let links: Vec<(Kind, &str)> = kinds.into_iter().zip(["é", "", "a/b"].into_iter().cycle()).collect();
        let ids = ["a", "b", "é"];
        let path = RelPath::new("a/index.html").unwrap_or_else(|| unreachable!());
        let facts = Facts::page(path, None, links.iter().copied(), ids.into_iter());
        assert_eq!(facts.links().collect::<Vec<_>>(), links);
        assert_eq!(facts.ids().collect::<Vec<_>>(), ids);
        assert!(facts.has_id("b") && !facts.has_id("c"));
    }

    #[test]
    fn the_index_of_a_folder_has_its_address() {
        let cases = [
            ("index.html", ""),
            ("a/index.html", "a/"),
            ("a/my-index.html", "a/my-index.html"),
            ("404.html", "404.html"),
        ];
        for (path, expected) in cases {
            assert_eq!(address(path), expected);
        }
    }
}
