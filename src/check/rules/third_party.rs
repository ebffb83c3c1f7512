//! A page fetches nothing from another site.
//!
//! Why: each such request tells that site who reads which page; and without a network it fails.
//! Example: `<img src="https://example.org/i.png">`, `@import "https://example.org/x.css"`.
//!
//! In: the addresses of a page, or a style sheet. Out: a fault for each that is fetched from elsewhere.

use crate::check::address::{is_remote, own};
use crate::check::faults::Faults;
use crate::check::link_kind::{LinkKind, Role};
use crate::check::reader::tag::cut;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::output::Output;

const HINT: &str = "publiez une copie du fichier avec le site : aucune requête ne doit en sortir";

/// An address that is not of this site; says whether it is refused.
pub(crate) fn address(kind: LinkKind, href: &str, faults: &mut Faults<'_>) -> bool {
    let attribute = kind.attribute();
    let refused = matches!(attribute.role, Role::Fetched | Role::Image) && is_remote(href);
    if refused {
        let message = format!(
            "ressource d’un autre site : l’attribut {} de <{}> demande « {} »",
            attribute.name,
            attribute.element,
            cut(href)
        );
        faults.error(Code::Html, message, HINT);
    }
    refused
}

/// What a style sheet fetches from other sites.
pub(crate) fn style_sheet(output: &Output, base_url: Option<&str>) -> Report {
    let mut report = Report::default();
    let css = String::from_utf8_lossy(&output.bytes);
    for address in
        fetched_by(&without_comments(&css)).filter(|address| is_remote(address) && own(address, base_url).is_none())
    {
        let message = format!("ressource d’un autre site : la feuille de style demande « {} »", cut(address));
        report.push(Diagnostic::error(Code::Html, message).in_file(&output.path).hint(HINT));
    }
    report
}

/// What stands in `url(…)` or after `@import`, without quotes.
fn fetched_by(css: &str) -> impl Iterator<Item = &str> {
    let after = |word: &'static str| {
        css.char_indices().filter_map(move |(at, _)| {
            let head = css.get(at..at + word.len())?;
            head.eq_ignore_ascii_case(word).then(|| &css[at + word.len()..])
        })
    };
    after("url(").chain(after("@import")).map(|rest| {
        let rest = rest.trim_start().trim_start_matches(['"', '\'']).trim_start();
        &rest[..rest.find(['"', '\'', ')', ';']).unwrap_or(rest.len())]
    })
}

fn without_comments(css: &str) -> String {
    let mut rest = css;
    let mut clean = String::with_capacity(css.len());
    while let Some((before, comment)) = rest.split_once("/*") {
        clean.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, read_css, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn what_a_page_fetches_is_its_own() {
        accepts(&[
            "<img src='data:image/png;base64,AA' alt='' width=1 height=1>",
            "<img src='https://x.org/site/i.png' alt='' width=1 height=1>",
            "<img src=i srcset='data:image/png;base64,AA 1x, j 2x, k' alt='' width=1 height=1>",
            "<link rel='license' href='https://y.org'><link rel=stylesheet href=x.css>",
        ]);
        refuses(&[
            (
                "<script src='https://y.org/x.js'></script>",
                Code::Html,
                "attribut src de <script> demande « https://y.org/x.js »",
            ),
            ("<script src='//y.org/x.js'></script>", Code::Html, "//y.org/x.js"),
            ("<link rel='alternate stylesheet' href='http://y.org/x.css'>", Code::Html, "attribut href de <link>"),
            ("<img src='https://y.org/i' alt='' width=1 height=1>", Code::Html, "attribut src de <img>"),
            ("<img src='https://x.org/site-2/i' alt='' width=1 height=1>", Code::Html, "attribut src de <img>"),
            (
                "<img src=i srcset='i 1x, https://y.org/i 2x' alt='' width=1 height=1>",
                Code::Html,
                "attribut srcset de <img>",
            ),
            ("<video src='https://y.org/v'></video>", Code::Html, "<video>"),
            ("<video poster='https://y.org/v'></video>", Code::Html, "attribut poster de <video>"),
            ("<audio><source src='https://y.org/v'></audio>", Code::Html, "<source>"),
            ("<svg><use xlink:href='https://y.org/v#x'/></svg>", Code::Html, "<use>"),
        ]);
    }

    #[test]
    fn style_sheets_fetch_nothing_from_elsewhere() {
        let clean = [
            "p { background: url(x.svg) } @import 'y.css';",
            "/* url(https://y.org) */ p { content: 'https://y.org' }",
            "p { background: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\") }",
            "@import url(https://x.org/site/y.css);",
            "url(",
        ];
        for css in clean {
            assert_eq!(read_css(css).len(), 0, "{css}");
        }
        let faulty = [
            "p { background: URL( 'https://y.org/x' ) }",
            "@import \"//y.org/x.css\" screen;",
            "@font-face { src: url(http://y.org/f) }",
            "é@import 'http://y.org'",
        ];
        for css in faulty {
            assert_eq!(read_css(css).len(), 1, "{css}");
        }
    }
}
