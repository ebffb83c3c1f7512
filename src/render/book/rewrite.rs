//! The HTML of a page, made part of a greater one: its headings a level lower, its identifiers its own, its links to other pages of
//! the whole inside it.
//!
//! In: HTML as our templates and the reader of Markdown write it (values between double quotes). Out: HTML.

use std::collections::HashMap;

/// Attributes whose value is one or several identifiers of the same page.
const REFERENCES: [&str; 9] = [
    "id",
    "for",
    "headers",
    "list",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
];
/// Attributes that hold an address.
const ADDRESSES: [&str; 4] = ["href", "src", "poster", "xlink:href"];

/// A page in the whole.
pub(super) struct Chapter<'a> {
    /// What its identifiers begin with.
    pub(super) prefix: String,
    /// Its address.
    pub(super) address: &'a str,
    /// The rank of each page of the whole, by its address.
    pub(super) ranks: &'a HashMap<&'a str, usize>,
    /// What leads from the whole to the root of the site.
    pub(super) root: String,
    /// Whether addresses of pages are spelled out.
    pub(super) portable: bool,
}

impl Chapter<'_> {
    /// The HTML of the page, in the whole.
    pub(super) fn rewritten(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 8);
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            let end = tag_end(&rest[at..]);
            self.tag(&rest[at..at + end], &mut out);
            rest = &rest[at + end..];
        }
        out.push_str(rest);
        out
    }

    /// A tag with its attributes, from `<` to `>`.
    fn tag(&self, tag: &str, out: &mut String) {
        let name_end = tag.find([' ', '\n', '>']).unwrap_or(tag.len());
        out.push_str(&lowered(&tag[..name_end]));
        let mut rest = &tag[name_end..];
        while let Some((before, after)) = rest.split_once("=\"") {
            let Some((value, after)) = after.split_once('"') else { break };
            let name = before.rsplit([' ', '\n']).next().unwrap_or_default();
            out.push_str(before);
            out.push_str("=\"");
            out.push_str(&self.value(name, value));
            out.push('"');
            rest = after;
        }
        out.push_str(rest);
    }

    fn value(&self, name: &str, value: &str) -> String {
        if REFERENCES.contains(&name) {
            let ids: Vec<String> = value.split(' ').map(|id| format!("{}{id}", self.prefix)).collect();
            return ids.join(" ");
        }
        if ADDRESSES.contains(&name) {
            return self.moved(value);
        }
        value.replace("url(#", &format!("url(#{}", self.prefix))
    }

    /// An address of the page, from the whole.
    fn moved(&self, href: &str) -> String {
        if let Some(id) = href.strip_prefix('#') {
            return format!("#{}{id}", self.prefix);
        }
        let scheme = href.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
        if scheme || href.is_empty() {
            return href.to_owned();
        }
        let (path, fragment) = href.split_once('#').map_or((href, None), |(path, id)| (path, Some(id)));
        let path = joined(self.address, path);
        let page = if self.portable { path.strip_suffix("index.html").unwrap_or(&path) } else { &path };
        match (self.ranks.get(page), fragment) {
            (Some(rank), Some(id)) => format!("#p{rank}-{id}"),
            (Some(rank), None) => format!("#p{rank}"),
            (None, Some(id)) => format!("{}{path}#{id}", self.root),
            (None, None) => format!("{}{path}", self.root),
        }
    }
}

/// Where a tag ends: a `>` between quotes does not end it.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

/// `<h2` is `<h3` below the title of its page.
fn lowered(name: &str) -> String {
    let (open, level) = name.split_at(name.len().saturating_sub(1));
    match (open, level.parse::<u8>()) {
        ("<h" | "</h", Ok(level @ 1..=5)) => format!("{open}{}", level + 1),
        _ => name.to_owned(),
    }
}

/// A relative path from an address, from the root of the site.
fn joined(address: &str, path: &str) -> String {
    let mut parts: Vec<&str> = address.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    let folder = path.is_empty() || path.ends_with('/') || path.ends_with("..");
    let slash = if folder && !parts.is_empty() { "/" } else { "" };
    format!("{}{slash}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_part_of_the_whole() {
        let ranks = HashMap::from([("a/b/", 0), ("a/c/", 1)]);
        let chapter = Chapter {
            prefix: "p0-".to_owned(),
            address: "a/b/",
            ranks: &ranks,
            root: "../".to_owned(),
            portable: false,
        };
        for (html, expected) in [
            ("<h2 id=\"x\">X</h2>", "<h3 id=\"p0-x\">X</h3>"),
            ("<a href=\"#x\">1 &gt; 0</a>", "<a href=\"#p0-x\">1 &gt; 0</a>"),
            ("<a class=\"y\" href=\"../c/\">C</a>", "<a class=\"y\" href=\"#p1\">C</a>"),
            ("<a href=\"../c/#z\">C</a>", "<a href=\"#p1-z\">C</a>"),
            ("<a href=\"../../faq/q/#r\">Q</a>", "<a href=\"../faq/q/#r\">Q</a>"),
            ("<a href=\"https://a.fr/#x\">A</a>", "<a href=\"https://a.fr/#x\">A</a>"),
            ("<a href=\"mailto:a@b.fr\">A</a>", "<a href=\"mailto:a@b.fr\">A</a>"),
            ("<img src=\"../../assets/i.png\" alt=\"a > b\">", "<img src=\"../assets/i.png\" alt=\"a > b\">"),
            ("<p aria-labelledby=\"x y\">", "<p aria-labelledby=\"p0-x p0-y\">"),
            ("<path fill=\"url(#g)\"/>", "<path fill=\"url(#p0-g)\"/>"),
            ("<hr><h6>", "<hr><h6>"),
        ] {
            assert_eq!(chapter.rewritten(html), expected);
        }
    }
}
