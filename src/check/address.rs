//! Where an address written in a page leads.
//!
//! In: the output path of the page and the address. Out: a [`Resolved`], with the path from the root
//! of the published folder. These are functions of texts: whether anything is published there, only the
//! rules know.

use std::borrow::Cow;

use memchr::{memchr, memchr3};
use percent_encoding::percent_decode_str;

/// The page served for addresses that do not exist, at any depth.
pub(crate) const NOT_FOUND: &str = "404.html";

/// What an address means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Resolved<'a> {
    /// Another site, a mail address, data in the page.
    Elsewhere,
    /// From the root of the host (`/x`), which a page must not depend on.
    Rooted,
    /// Above the root of the site.
    Outside,
    /// In the site: the path is in the buffer, empty or ending with `/` when it is a folder.
    /// Holds what follows `#`, as written.
    Inside(Option<&'a str>),
}

/// A page, as the start of the addresses written in it.
pub(crate) struct Base<'p> {
    /// Its path.
    pub(crate) page: &'p str,
    /// Its folder, then those around it up to the root. Each is empty, or ends with `/`.
    folders: Vec<&'p str>,
}

impl<'p> Base<'p> {
    /// A page by its path from the root of the published folder.
    pub(crate) fn new(page: &'p str) -> Self {
        let ends = page.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(at, _)| at + 1);
        let mut folders: Vec<&str> = std::iter::once(0).chain(ends).map(|end| &page[..end]).collect();
        folders.reverse();
        Self { page, folders }
    }

    /// The folder so many levels above that of the page.
    pub(crate) fn folder(&self, above: usize) -> Option<&'p str> {
        self.folders.get(above).copied()
    }
}

/// Resolves `href`, written in a page, and puts the path in `path`.
pub(crate) fn resolve<'a>(base: &Base<'_>, href: &'a str, base_url: Option<&str>, path: &mut String) -> Resolved<'a> {
    path.clear();
    if let Some(rest) = own(href, base_url) {
        return inside(&[""], rest, path);
    }
    if scheme(href).is_some() || href.starts_with("//") {
        return Resolved::Elsewhere;
    }
    if href.starts_with('/') {
        return match href.strip_prefix(base_path(base_url)).and_then(|rest| rest.strip_prefix('/')) {
            _ if base.page != NOT_FOUND => Resolved::Rooted,
            Some(rest) => inside(&[""], rest, path),
            None => Resolved::Outside,
        };
    }
    if href.is_empty() || href.starts_with(['#', '?']) {
        path.push_str(base.page);
        return Resolved::Inside(href.split_once('#').map(|(_, fragment)| fragment));
    }
    inside(&base.folders, href, path)
}

fn inside<'a>(folders: &[&str], href: &'a str, path: &mut String) -> Resolved<'a> {
    // Most addresses of a page, those of its menus, are plain.
    if memchr3(b'#', b'?', b'%', href.as_bytes()).is_none() {
        return if join(path, folders, href) { Resolved::Inside(None) } else { Resolved::Outside };
    }
    let (address, fragment) = match href.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (href, None),
    };
    let address = address.split_once('?').map_or(address, |(address, _)| address);
    if join(path, folders, &decoded(address)) { Resolved::Inside(fragment) } else { Resolved::Outside }
}

/// Follows `reference` from a folder, given before those around it, and puts the result in `path`. `false` when
/// it climbs above the root.
fn join(path: &mut String, folders: &[&str], reference: &str) -> bool {
    let (climbed, reference) = above(reference);
    let Some(folder) = folders.get(climbed) else { return false };
    path.push_str(folder);
    if memchr(b'.', reference.as_bytes()).is_none() {
        path.push_str(reference);
        return true;
    }
    let mut parts = reference.split('/').peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." => {}
            ".." if path.is_empty() => return false,
            ".." => climb(path),
            "" if last => {}
            part => {
                path.push_str(part);
                if !last {
                    path.push('/');
                }
            }
        }
    }
    true
}

/// The address of a published path: `roles/` for `roles/index.html`.
pub(crate) fn of_output(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

/// An address for messages: that of the home page is empty.
pub(crate) fn shown(address: &str) -> &str {
    if address.is_empty() { "./" } else { address }
}

/// How many levels an address climbs first, and the rest of it.
pub(crate) fn above(mut href: &str) -> (usize, &str) {
    let mut climbed = 0;
    while let Some(rest) = href.strip_prefix("../") {
        climbed += 1;
        href = rest;
    }
    (climbed, href)
}

/// To the folder that holds this one.
fn climb(path: &mut String) {
    path.pop();
    path.truncate(path.rfind('/').map_or(0, |at| at + 1));
}

/// An address as browsers read it: white space around it and line ends in it do not count.
pub(crate) fn clean(href: &str) -> Cow<'_, str> {
    if href.bytes().all(|byte| byte > b' ') {
        return href.into();
    }
    let href = href.trim_matches(|c: char| c <= ' ');
    if href.contains(['\t', '\n', '\r']) { href.replace(['\t', '\n', '\r'], "").into() } else { href.into() }
}

/// `%C3%A9` as `é`; what does not decode to text stays as it is.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if text.contains('%') { percent_decode_str(text).decode_utf8().unwrap_or(text.into()) } else { text.into() }
}

/// Whether a fragment leads somewhere in a page that has these ids. The top of the page always is
/// there, and a search for a text (`:~:`) is the browser's business.
pub(crate) fn lands(fragment: &str, has: impl Fn(&str) -> bool) -> bool {
    let id = if fragment.contains(':') { fragment.split(":~:").next().unwrap_or_default() } else { fragment };
    id.is_empty() || has(id) || has(&decoded(id)) || id.eq_ignore_ascii_case("top")
}

/// The scheme of an absolute address: `mailto` of `mailto:x`.
pub(crate) fn scheme(href: &str) -> Option<&str> {
    let end = href.bytes().position(|byte| !byte.is_ascii_alphanumeric() && !b"+-.".contains(&byte))?;
    (href.as_bytes()[end] == b':' && href.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| &href[..end])
}

/// Whether an address asks a host for something.
pub(crate) fn is_remote(href: &str) -> bool {
    href.starts_with("//")
        || scheme(href)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
}

/// What follows the address of this site in an absolute address, without its slash.
pub(crate) fn own<'a>(href: &'a str, base_url: Option<&str>) -> Option<&'a str> {
    let rest = href.strip_prefix(base_url?.trim_end_matches('/'))?;
    if rest.is_empty() || rest.starts_with(['#', '?']) { Some(rest) } else { rest.strip_prefix('/') }
}

/// The path in the address of the site, without its last slash: empty, or `/guide`.
fn base_path(base_url: Option<&str>) -> &str {
    let host = base_url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    host.find('/').map_or("", |at| host[at..].trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BASE: Option<&str> = Some("https://x.org/guide/");

    #[test]
    fn addresses_are_resolved_from_the_folder_of_the_page() {
        let page = "a/b/index.html";
        let cases = [
            ("c/", "a/b/c/", None),
            ("c", "a/b/c", None),
            ("./c.png", "a/b/c.png", None),
            ("../", "a/", None),
            ("..", "a/", None),
            ("../..", "", None),
            (".", "a/b/", None),
            ("./", "a/b/", None),
            ("../c/index.html#x", "a/c/index.html", Some("x")),
            ("../../c/?q=1/2#x?y", "c/", Some("x?y")),
            ("#x", page, Some("x")),
            ("", page, None),
            ("?q=a/b#x", page, Some("x")),
            ("c//d/", "a/b/c//d/", None),
            ("d%C3%A9j%C3%A0/", "a/b/déjà/", None),
            ("50%/", "a/b/50%/", None),
            ("a%FF", "a/b/a%FF", None),
            ("https://x.org/guide", "", None),
            ("https://x.org/guide/c/#x", "c/", Some("x")),
            ("https://x.org/guide#x", "", Some("x")),
        ];
        for (href, expected, fragment) in cases {
            let mut path = String::new();
            assert_eq!(resolve(&Base::new(page), href, BASE, &mut path), Resolved::Inside(fragment), "{href}");
            assert_eq!(path, expected, "{href}");
        }
    }

    #[test]
    fn addresses_out_of_the_site_are_told_apart() {
        let cases = [
            ("../../..", Resolved::Outside),
            ("../../../c", Resolved::Outside),
            ("/c", Resolved::Rooted),
            ("//y.org/c", Resolved::Elsewhere),
            ("https://y.org", Resolved::Elsewhere),
            ("https://x.org/guideline", Resolved::Elsewhere),
            ("mailto:a@x.org", Resolved::Elsewhere),
        ];
        for (href, expected) in cases {
            assert_eq!(resolve(&Base::new("a/b/index.html"), href, BASE, &mut String::new()), expected, "{href}");
        }
    }

    #[test]
    fn the_page_of_missing_addresses_starts_from_the_root() {
        let cases = [
            ("/c/", None, "c/"),
            ("/guide/c/", BASE, "c/"),
            ("/", None, ""),
            ("/guide/c/", Some("https://x.org/guide"), "c/"),
        ];
        for (href, base, expected) in cases {
            let mut path = String::new();
            assert_eq!(resolve(&Base::new(NOT_FOUND), href, base, &mut path), Resolved::Inside(None), "{href}");
            assert_eq!(path, expected, "{href}");
        }
        assert_eq!(resolve(&Base::new(NOT_FOUND), "/c/", BASE, &mut String::new()), Resolved::Outside);
    }

    #[test]
    fn schemes_are_found() {
        let cases =
            [("mailto:x", Some("mailto")), ("a/b:c", None), (":x", None), ("é:x", None), ("1a:x", None), ("x", None)];
        for (href, expected) in cases {
            assert_eq!(scheme(href), expected, "{href}");
        }
        assert_eq!(clean(" java\nscript:x\t"), "javascript:x");
    }

    #[test]
    fn fragments_land() {
        let cases = [
            ("a", true),
            ("", true),
            ("top", true),
            ("Top", true),
            (":~:text=b", true),
            ("a:~:text=b", true),
            ("%C3%A9", true),
            ("b", false),
            ("A", false),
        ];
        for (fragment, expected) in cases {
            assert_eq!(lands(fragment, |id| ["a", "é"].contains(&id)), expected, "{fragment}");
        }
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
            assert_eq!(of_output(path), expected);
        }
    }

    proptest! {
        #[test]
        fn no_address_escapes(page in "[a-z]{1,3}(/[a-z]{1,3}){0,3}", href in "[a-zé./#?%:0-9]{0,24}") {
            let mut path = String::new();
            if let Resolved::Inside(_) = resolve(&Base::new(&page), &href, BASE, &mut path) {
                let climbs = !href.contains('%') && path.split('/').any(|part| part == "..");
                prop_assert!(!climbs, "{} {}", href, path);
            }
        }
    }
}
