//! What the tests of the rules share, and pages that must not make the reader panic.

use super::*;
use crate::text::RelPath;
use proptest::prelude::*;

pub(crate) const BASE: Option<&str> = Some("https://x.org/site/");

/// Reads a text published at a path.
pub(crate) fn read_at(path: &str, text: &str) -> (Facts, Report) {
    let path = RelPath::new(path).unwrap_or_else(|| unreachable!());
    read(&Output { path, bytes: text.as_bytes().to_vec() }, &alone())
}

/// A site of which no path is known.
fn alone() -> SitePaths<'static> {
    SitePaths::new(std::iter::empty(), BASE, false)
}

/// The facts of a page.
pub(crate) fn page(html: &str) -> Facts {
    read_at("index.html", html).0
}

/// What is said of a page.
pub(crate) fn faults(html: &str) -> Vec<String> {
    read_at("index.html", html).1.entries().iter().map(|entry| entry.message.clone()).collect()
}

/// A page without a fault around some content.
pub(crate) fn around(body: &str) -> String {
    format!("<!doctype html><html lang=fr><head><title>t</title></head><body><h1>t</h1>{body}</body></html>")
}

/// What is said of some content.
pub(crate) fn body_faults(body: &str) -> Vec<String> {
    faults(&around(body))
}

/// The codes of what is said of some content.
pub(crate) fn body_codes(body: &str) -> Vec<Code> {
    read_at("index.html", &around(body)).1.entries().iter().map(|entry| entry.code).collect()
}

/// Some content without a fault.
pub(crate) fn accepts(bodies: &[&str]) {
    for body in bodies {
        assert_eq!(body_faults(body), [""; 0], "{body}");
    }
}

/// Contents with one fault each, its code, and a part of its message.
pub(crate) fn refuses(bodies: &[(&str, Code, &str)]) {
    for (body, code, shown) in bodies {
        let found = body_faults(body);
        assert!(found.len() == 1 && found[0].contains(shown), "{body} {found:?}");
        assert_eq!(body_codes(body), [*code], "{body}");
    }
}

/// A whole page without a fault.
pub(crate) fn page_accepts(html: &str) {
    page_refuses(html, &[]);
}

/// A whole page, and a part of the message of each of its faults.
pub(crate) fn page_refuses(html: &str, expected: &[&str]) {
    let found = faults(html);
    assert_eq!(found.len(), expected.len(), "{html} {found:?}");
    assert!(found.iter().zip(expected).all(|(fault, word)| fault.contains(word)), "{found:?}");
}

/// What is said of a style sheet.
pub(crate) fn read_css(css: &str) -> Vec<String> {
    read_at("site.css", css).1.entries().iter().map(|entry| entry.message.clone()).collect()
}

#[test]
fn other_files_are_only_noted() {
    let (facts, report) = read_at("x.js", "<p>");
    assert!(!facts.page && report.is_empty());
    let latin = Output { path: facts.path, bytes: vec![0xe9] };
    let html = Output { path: RelPath::new("x.html").unwrap_or_else(|| unreachable!()), ..latin };
    assert_eq!(read(&html, &alone()).1.entries()[0].code, Code::Encoding);
}

const PIECES: [&str; 40] = [
    "<",
    ">",
    "</",
    "/>",
    "<a href=",
    "<a href=\"",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "&",
    "&amp;",
    "&#0;",
    "<!--",
    "-->",
    "<!doctype ",
    "<svg>",
    "</svg>",
    "<title>",
    "</title>",
    "<script>",
    "</script>",
    "<template>",
    "</template>",
    "<label for=x>",
    "</label>",
    "<input id=x ",
    "<table>",
    "</table>",
    "<h1>",
    "</h3>",
    "<meta http-equiv=refresh content='0;url=x'>",
    "<textarea",
    "<style>",
    "é",
    "\0",
    "<![CDATA[",
    " aria-hidden=true>",
    "#x",
];

proptest! {
    #[test]
    fn no_text_panics(text in ".{0,200}") {
        let (facts, report) = read_at("a/index.html", &text);
        prop_assert!(facts.page && report.has_errors());
    }

    #[test]
    fn no_tag_soup_panics(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60)) {
        let (facts, _) = read_at("a/index.html", &pieces.concat());
        prop_assert!(facts.ids().all(|id| !id.is_empty()));
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for path in ["a.html", "a.css", "a.bin"] {
            let path = RelPath::new(path).ok_or_else(|| TestCaseError::fail("path"))?;
            let (facts, _) = read(&Output { path: path.clone(), bytes: bytes.clone() }, &alone());
            prop_assert_eq!(facts.path, path);
        }
    }
}
