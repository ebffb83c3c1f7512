//! Checks on what is really published: the HTML, not the Markdown it came from.
//!
//! In: each [`Output`], once ([`read`]); then all that was learnt of them ([`verify`]). Out: a
//! [`Report`]. [`Facts`] are small, so an output can be dropped as soon as it was read:
//!
//! ```text
//! Output ──read──▶ Facts ──┬─verify────────────▶ dead links and fragments, orphan pages
//!            │             └─anchors::Lock─────▶ published anchors that vanished
//!            └──▶ faults of the page alone       freshness::verify ▶ pages to review again
//!                                                 reviews::Lock ────▶ questions to review again
//! ```
//!
//! Where a rule stands: `document` (head, redirections), `accessibility` (images, fields, headings,
//! tables), `names` (links, buttons and headings that say nothing), `security` (inline code, other
//! hosts, style sheets), `html` (ids), `links`, [`anchors`], [`freshness`], [`reviews`].
//! How a page is read: `tokens`, from `plain` for what we write and `tokenizer` for any HTML, as a `tag` for each tag;
//! lines that other pages had too (`repeated`) are passed over.

mod accessibility;
mod address;
pub mod anchors;
mod document;
mod facts;
pub mod freshness;
mod html;
mod links;
mod names;
mod plain;
mod published;
mod repeated;
pub mod reviews;
mod security;
mod suggest;
mod tag;
mod tokenizer;
mod tokens;

use std::collections::BTreeMap;

pub use facts::Facts;
pub use links::{Context, Origin, verify};
pub use published::Published;
pub use repeated::Repeated;

use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::french::numbers::plural;
use crate::output::Output;

/// Reads an output: what the other checks must know of it, and its own faults. What it leads to is
/// noted in `published`, or, where that takes all the facts to tell, in its own. `repeated` holds what
/// pages read before with it had in common, and makes no other difference.
pub fn read(output: &Output, published: &Published<'_>, repeated: &mut Repeated) -> (Facts, Report) {
    match output.path.ending().as_str() {
        "html" => page(output, published, repeated),
        "css" => (Facts::file(output.path.clone()), security::style_sheet(output, published.base_url)),
        _ => (Facts::file(output.path.clone()), Report::default()),
    }
}

fn page(output: &Output, published: &Published<'_>, repeated: &mut Repeated) -> (Facts, Report) {
    if let Some(text) = output.html() {
        return html::read(&output.path, text, published, repeated);
    }
    let mut report = Report::default();
    report.push(Diagnostic::error(Code::Encoding, "page publiée qui n’est pas en UTF-8").in_file(&output.path));
    (Facts::file(output.path.clone()), report)
}

/// Says once what is said of many files: a fault in a template is in every page. The first file, in
/// the order of paths, stands for the others.
pub fn fold(report: Report) -> Report {
    let mut report = report;
    report.settle();
    let mut groups: BTreeMap<(Severity, Code, &str), (usize, usize)> = BTreeMap::new();
    for (index, entry) in report.entries().iter().enumerate().filter(|(_, entry)| entry.place.is_none()) {
        groups.entry((entry.severity, entry.code, &entry.message)).or_insert((index, 0)).1 += 1;
    }
    let others: BTreeMap<usize, usize> = groups.into_values().map(|(first, count)| (first, count - 1)).collect();
    let mut folded = Report::default();
    for (index, entry) in report.entries().iter().enumerate() {
        match others.get(&index) {
            None if entry.place.is_none() => {}
            None | Some(0) => folded.push(entry.clone()),
            Some(count) => {
                let message = format!("{} (et {})", entry.message, plural(*count, "autre fichier", "autres fichiers"));
                folded.push(Diagnostic { message, ..entry.clone() });
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RelPath;
    use proptest::prelude::*;

    pub(super) const BASE: Option<&str> = Some("https://x.org/site/");

    /// Reads a text published at a path.
    pub(super) fn read_at(path: &str, text: &str) -> (Facts, Report) {
        let path = RelPath::new(path).unwrap_or_else(|| unreachable!());
        read(&Output { path, bytes: text.as_bytes().to_vec() }, &alone(), &mut Repeated::default())
    }

    /// A site of which no path is known.
    fn alone() -> Published<'static> {
        Published::new(std::iter::empty(), BASE, false)
    }

    /// The facts of a page.
    pub(super) fn page(html: &str) -> Facts {
        read_at("index.html", html).0
    }

    /// What is said of a page.
    pub(super) fn faults(html: &str) -> Vec<String> {
        read_at("index.html", html).1.entries().iter().map(|entry| entry.message.clone()).collect()
    }

    /// A page without a fault around some content.
    pub(super) fn around(body: &str) -> String {
        format!("<!doctype html><html lang=fr><head><title>t</title></head><body><h1>t</h1>{body}</body></html>")
    }

    /// What is said of some content.
    pub(super) fn body_faults(body: &str) -> Vec<String> {
        faults(&around(body))
    }

    /// The codes of what is said of some content.
    pub(super) fn body_codes(body: &str) -> Vec<Code> {
        read_at("index.html", &around(body)).1.entries().iter().map(|entry| entry.code).collect()
    }

    /// What is said of a style sheet.
    pub(super) fn read_css(css: &str) -> Vec<String> {
        read_at("site.css", css).1.entries().iter().map(|entry| entry.message.clone()).collect()
    }

    #[test]
    fn ids_are_unique_and_named_rightly() {
        let clean = [
            "<p id=a>a</p><p id=b>b</p>",
            "<template><p id=a>a</p></template><p id=a>b</p>",
            "<p id=d>a</p><p aria-describedby='d d'>b</p>",
        ];
        for html in clean {
            assert_eq!(body_faults(html), [""; 0], "{html}");
        }
        let faulty = [
            ("<p id=a>a</p><p id=b>b</p><p id=a>c</p><p id=a>d</p>", Code::DuplicateId, "id=\"a\""),
            ("<p id=''>a</p>", Code::Html, "<p id=\"\">"),
            ("<p id='a b'>a</p>", Code::Html, "<p id=\"a b\">"),
            ("<p aria-describedby=d>a</p>", Code::Html, "aria-describedby de <p> désigne « d »"),
            ("<button aria-controls=m>a</button>", Code::Html, "aria-controls"),
            ("<a href=x aria-labelledby=m>a</a>", Code::Html, "aria-labelledby de <a href=\"x\">"),
            ("<label for=c>a</label>", Code::Html, "attribut for de <label for=\"c\">"),
        ];
        for (html, code, shown) in faulty {
            let found = body_faults(html);
            assert!(found.len() == 1 && found[0].contains(shown), "{html} {found:?}");
            assert_eq!(body_codes(html), [code], "{html}");
        }
    }

    #[test]
    fn other_files_are_only_noted() {
        let (facts, report) = read_at("x.js", "<p>");
        assert!(!facts.page && report.is_empty());
        let latin = Output { path: facts.path, bytes: vec![0xe9] };
        let html = Output { path: RelPath::new("x.html").unwrap_or_else(|| unreachable!()), ..latin };
        assert_eq!(read(&html, &alone(), &mut Repeated::default()).1.entries()[0].code, Code::Encoding);
    }

    #[test]
    fn a_fault_of_many_pages_is_said_once() {
        let mut report = Report::default();
        for path in ["c.html", "a.html", "b.html"] {
            report.extend(read_at(path, &around("<style></style>")).1);
        }
        report.extend(read_at("d.html", &around("<p style=x>a</p>")).1);
        let folded = fold(report);
        let said: Vec<(&str, &str)> =
            folded.entries().iter().map(|entry| (entry.file.as_str(), entry.message.as_str())).collect();
        assert_eq!(
            said,
            [
                ("a.html", "feuille de style en ligne : <style> (et 2 autres fichiers)"),
                ("d.html", "attribut style sur <p>")
            ]
        );
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
                let (facts, _) = read(&Output { path: path.clone(), bytes: bytes.clone() }, &alone(), &mut Repeated::default());
                prop_assert_eq!(facts.path, path);
            }
        }
    }
}
