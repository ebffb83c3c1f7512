//! Nothing runs or comes from elsewhere: what a strict Content-Security-Policy would block, and
//! what would tell another host who reads the site.
//!
//! In: the tags of a page, or a style sheet. Out: a fault for each.

use super::address::{is_remote, own, scheme};
use super::facts::{Kind, Role};
use super::html::Faults;
use super::tag::{Tag, cut, text};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::output::Output;

/// Types of `<script>` that run; any other type is data.
const RUNNING: [&str; 9] = [
    "",
    "text/javascript",
    "application/javascript",
    "text/ecmascript",
    "application/ecmascript",
    "application/x-javascript",
    "module",
    "importmap",
    "speculationrules",
];
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
const THIRD_PARTY_HINT: &str = "publiez une copie du fichier avec le site : aucune requête ne doit en sortir";

/// Looks at one element.
pub(super) fn element(tag: &Tag<'_>, faults: &mut Faults<'_>) {
    match tag.name {
        b"script" if !tag.has(b"src") && !tag.has(b"href") && runs(tag) => {
            let message = format!("script en ligne : {} n’a pas d’attribut src", tag.shown());
            faults.error(Code::Html, message, "mettez le script dans un fichier du thème");
        }
        b"style" => faults.error(
            Code::Html,
            "feuille de style en ligne : <style>",
            "mettez ces règles dans un fichier du thème",
        ),
        b"iframe" | b"frame" | b"object" | b"embed" => {
            let message = format!("contenu embarqué refusé : {}", tag.shown());
            faults.error(Code::Html, message, "remplacez-le par un lien");
        }
        b"a" | b"area" | b"form" if opens_a_window(tag) => {
            let message = format!("attribut target=\"_blank\" sans rel=\"noopener\" : {}", tag.shown());
            faults.warning(Code::Html, message, "ajoutez rel=\"noopener\", ou retirez target");
        }
        _ => {}
    }
}

fn runs(tag: &Tag<'_>) -> bool {
    let kind = tag.get(b"type").unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    RUNNING.iter().any(|running| running.eq_ignore_ascii_case(essence))
}

fn opens_a_window(tag: &Tag<'_>) -> bool {
    let blank = tag.get(b"target").is_some_and(|target| target.eq_ignore_ascii_case("_blank"));
    blank && !tag.lists(b"rel", "noopener") && !tag.lists(b"rel", "noreferrer")
}

/// Looks at one attribute.
pub(super) fn attribute(tag: &Tag<'_>, name: &[u8], faults: &mut Faults<'_>) {
    match name {
        b"style" => {
            let message = format!("attribut style sur {}", tag.shown());
            faults.error(Code::Html, message, "remplacez-le par une classe, et ses règles dans un fichier du thème");
        }
        b"tabindex"
            if tag.get(name).and_then(|value| value.trim().parse::<i32>().ok()).is_some_and(|index| index > 0) =>
        {
            let message =
                format!("attribut tabindex positif sur {} : il change l’ordre de lecture au clavier", tag.shown());
            faults.warning(Code::Html, message, "écrivez les éléments dans l’ordre, et tabindex=\"0\" au plus");
        }
        [b'o', b'n', _, ..] => {
            let message = format!("attribut {} sur {} : script en ligne", text(name), tag.shown());
            faults.error(Code::Html, message, "posez cet écouteur dans un script du thème");
        }
        _ => {}
    }
}

/// The kind of an address: that of a `<link>` depends on its `rel`.
pub(super) fn kind(tag: &Tag<'_>, kind: Kind) -> Kind {
    let fetched = tag.name == b"link" && FETCHED.iter().any(|word| tag.lists(b"rel", word));
    if fetched { Kind::fetched_link().unwrap_or(kind) } else { kind }
}

/// Looks at an address that is not of this site; says whether it told a fault.
pub(super) fn address(tag: &Tag<'_>, kind: Kind, href: &str, faults: &mut Faults<'_>) -> bool {
    let attribute = kind.attribute();
    let refused = scheme(href)
        .filter(|scheme| ["javascript", "vbscript", "file"].iter().any(|bad| scheme.eq_ignore_ascii_case(bad)));
    if let Some(scheme) = refused {
        let message = format!("adresse « {scheme}: » refusée dans l’attribut {} de {}", attribute.name, tag.shown());
        faults.error(
            Code::LinkScheme,
            message,
            "donnez une adresse que tout lecteur peut ouvrir ; pour une action, employez un <button>",
        );
        return true;
    }
    let third_party = matches!(attribute.role, Role::Fetched | Role::Image) && is_remote(href);
    if third_party {
        let message = format!(
            "ressource d’un autre site : l’attribut {} de <{}> demande « {} »",
            attribute.name,
            attribute.element,
            cut(href)
        );
        faults.error(Code::Html, message, THIRD_PARTY_HINT);
    }
    third_party
}

/// Reads a style sheet: what it fetches from other sites.
pub(super) fn style_sheet(output: &Output, base_url: Option<&str>) -> Report {
    let mut report = Report::default();
    let css = String::from_utf8_lossy(&output.bytes);
    for address in
        fetched_by(&without_comments(&css)).filter(|address| is_remote(address) && own(address, base_url).is_none())
    {
        let message = format!("ressource d’un autre site : la feuille de style demande « {} »", cut(address));
        report.push(Diagnostic::error(Code::Html, message).in_file(&output.path).hint(THIRD_PARTY_HINT));
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
    use crate::check::tests::{body_codes, body_faults, read_css};
    use crate::diagnostic::Code;

    #[test]
    fn what_stays_here_is_accepted() {
        let clean = [
            "<script src=x.js></script>",
            "<script type=application/json>{}</script>",
            "<a href='http://y.org'>y</a><a href='mailto:a@y.org'>y</a>",
            "<a href='https://y.org' target=_blank rel='external NOOPENER'>y</a>",
            "<img src='data:image/png;base64,AA' alt='' width=1 height=1>",
            "<img src='https://x.org/site/i.png' alt='' width=1 height=1>",
            "<img src=i srcset='data:image/png;base64,AA 1x, j 2x, k' alt='' width=1 height=1>",
            "<link rel='license' href='https://y.org'><link rel=stylesheet href=x.css>",
            "<p tabindex=0>a</p><p tabindex=-1>a</p>",
        ];
        for html in clean {
            assert_eq!(body_faults(html), [""; 0], "{html}");
        }
    }

    #[test]
    fn what_runs_or_comes_from_elsewhere_is_refused() {
        let faulty = [
            ("<script>x</script>", Code::Html, "<script>"),
            ("<script type='Text/JavaScript; charset=utf-8'>x</script>", Code::Html, "<script>"),
            ("<script type=module>x</script>", Code::Html, "<script>"),
            ("<style>p{}</style>", Code::Html, "<style>"),
            ("<p style='color:red'>a</p>", Code::Html, "attribut style sur <p>"),
            ("<p id=p ONCLICK=x>a</p>", Code::Html, "attribut onclick sur <p id=\"p\">"),
            ("<a href=' java\nscript:x'>a</a>", Code::LinkScheme, "javascript:"),
            ("<a href='file:///C:/x'>a</a>", Code::LinkScheme, "file:"),
            ("<button formaction='javascript:x'>a</button>", Code::LinkScheme, "formaction"),
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
            ("<iframe src='https://y.org' title=t></iframe>", Code::Html, "<iframe"),
            ("<object data=x></object>", Code::Html, "<object"),
            ("<a href='https://y.org' target=_blank>y</a>", Code::Html, "target"),
            ("<p tabindex=3>a</p>", Code::Html, "tabindex"),
            ("<a href='#'>a</a>", Code::Html, "attribut href de <a href=\"#\">"),
            ("<a href=''>a</a>", Code::Html, "attribut href"),
        ];
        for (html, code, shown) in faulty {
            let found = body_faults(html);
            assert!(found.len() == 1 && found[0].contains(shown), "{html} {found:?}");
            assert_eq!(body_codes(html), [code], "{html}");
        }
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
