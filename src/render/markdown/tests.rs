//! The examples of the CommonMark specification, rendered by us: what differs does so by choice.
//!
//! The examples are those that the parser brings with it (`tests/suite/spec.rs` of the crate, made from the specification,
//! © John MacFarlane, CC BY-SA 4.0): they are read where cargo put them, and not copied here. `tests/commonmark/differences.txt`
//! lists those that differ, each under its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Body, NoFences, Scope, page};
use crate::diagnostic::{Report, Severity};
use crate::render::Renderer;
use crate::site::{self, Choices};
use crate::source::Sources;
use crate::text::{RelPath, Source};

/// Number, Markdown, HTML.
type Example = (usize, String, String);

fn spec() -> PathBuf {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let (_, rest) = lock.split_once("name = \"pulldown-cmark\"\nversion = \"").unwrap();
    let name = format!("pulldown-cmark-{}", rest.split('"').next().unwrap());
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap();
    let registries = home.join("registry/src").read_dir().unwrap();
    let found = registries.map(|registry| registry.unwrap().path().join(&name).join("tests/suite/spec.rs"));
    found.into_iter().find(|path| path.is_file()).unwrap()
}

/// Addresses that lead to no file become outside ones, so that what they show is compared too.
fn outside(text: &str) -> String {
    text.replace("/url", "https://e.fr/url").replace("/uri", "https://e.fr/uri")
}

fn examples() -> Vec<Example> {
    let text = std::fs::read_to_string(spec()).unwrap();
    let raw = |text: &str, name: &str| {
        let (_, rest) = text.split_once(&format!("let {name} = r##\"")).unwrap();
        outside(rest.split_once("\"##;").unwrap().0)
    };
    let functions = text.split("fn spec_test_").skip(1);
    functions
        .map(|text| {
            let number = text.split('(').next().unwrap().parse().unwrap();
            (number, raw(text, "original"), raw(text, "expected"))
        })
        .collect()
}

/// What we make of a text, and the codes of its errors.
fn rendered(markdown: &str) -> (Body, BTreeSet<&'static str>) {
    let mut sources = Sources::default();
    let head = "---\ntitle: T\ndescription: D.\n---\n";
    for (path, text) in
        [("site.yaml", "title: T\ndescription: D.\n"), ("content/_index.md", &format!("{head}{markdown}"))]
    {
        let path = RelPath::new(path).unwrap();
        sources.texts.insert(path.clone(), Arc::new(Source { path, text: text.to_owned() }));
    }
    let (site, _) = site::parse(sources.over(crate::embedded::themes()), &Choices::default());
    let renderer = Renderer::new(Arc::new(site.unwrap())).0.unwrap();
    let home = renderer.site().tree.home().unwrap();
    let mut report = Report::default();
    let scope = Scope { site: renderer.site(), page: home, theme: &renderer.theme };
    let body = page(home, &scope, &NoFences, &mut report);
    let errors = report.entries().iter().filter(|entry| entry.severity == Severity::Error);
    let codes = errors.map(|entry| entry.code.name()).collect();
    (body, codes)
}

/// Our HTML without what we add to it.
fn plain(html: &str) -> String {
    let mut out = html.replace(" rel=\"external\"", "").replace("<pre tabindex=\"0\">", "<pre>");
    out = out.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'");
    // Headings: their identifier, and the link to themselves.
    while let Some(start) = out.find(" <a class=\"anchor\"") {
        let end = out[start..].find("</a>").map_or(out.len(), |end| start + end + 4);
        out.replace_range(start..end, "");
    }
    for level in 2..=6 {
        let open = format!("<h{level} id=\"");
        while let Some(start) = out.find(&open) {
            let end = out[start + open.len()..].find('"').map_or(out.len(), |end| start + open.len() + end + 1);
            out.replace_range(start + 3..end, "");
        }
    }
    normal(&out)
}

/// What HTML means does not change: quotes written as references, spaces between blocks.
fn normal(html: &str) -> String {
    let html = html.replace("&quot;", "\"").replace("<br />", "<br>").replace("<hr />", "<hr>").replace('\u{a0}', " ");
    let lines = html.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    lines.replace("<li>\n", "<li>").replace("\n<blockquote>", "<blockquote>").replace("  <pre>", "<pre>")
}

/// Number of an example → its reason, from `reason: 1 2 3`.
fn listed() -> BTreeMap<usize, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commonmark/differences.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
    let numbers = lines.flat_map(|(reason, numbers)| {
        numbers.split_whitespace().map(move |number| (number.parse().unwrap(), reason.to_owned()))
    });
    numbers.collect()
}

#[test]
fn what_differs_from_commonmark_does_so_by_choice() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let mut listed = listed();
    let mut wrong = Vec::new();
    for (number, markdown, expected) in &examples {
        let (body, codes) = rendered(markdown);
        let own = plain(&body.html);
        let reason = listed.remove(number);
        // A reason that is the name of a diagnostic: the text is refused by it.
        let refused = |reason: &String| codes.contains(reason.as_str());
        let same = codes.is_empty() && own == normal(expected);
        let right = match &reason {
            None => same,
            Some(reason) if codes.is_empty() => reason.contains(' ') && !same,
            Some(reason) => refused(reason),
        };
        if !right {
            wrong.push(format!("{number} {reason:?} {codes:?}\n{markdown}\n-- expected\n{expected}\n-- own\n{own}\n"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(listed.is_empty(), "no such example: {listed:?}");
}
