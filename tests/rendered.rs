//! What Markdown and widgets become, to the byte.
//!
//! In: the sites of `rendered/`, with a page for each thing that authors can write. Out: the `<main>` of each
//! page, compared with the snapshot beside its source.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::site::{Site, files, pinned, text};

fn folder(site: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rendered").join(site)
}

/// The published file of a page, by its path in `content/` without ending.
fn published(page: &str) -> String {
    match page.strip_suffix("_index") {
        Some(folder) => format!("{folder}index.html"),
        None => format!("{page}/index.html"),
    }
}

/// What a page has of its own.
fn main(html: &str) -> &str {
    let start = html.find("<main").expect("a main element");
    let end = html.find("</main>").expect("its end");
    &html[start..end + "</main>".len()]
}

/// The names of assets without the fingerprint of what they hold, which is another matter.
fn without_fingerprints(html: &str) -> String {
    let is_fingerprint = |part: &&str| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    html.split('.').filter(|part| !is_fingerprint(part)).collect::<Vec<_>>().join(".")
}

/// The pages of a site, by path in `content/` without ending; the home page, mostly a drawing, only leads to them.
fn pages(folder: &Path) -> Vec<String> {
    let all = files(&folder.join("content")).into_keys();
    all.filter_map(|path| path.strip_suffix(".md").filter(|page| *page != "_index").map(str::to_owned)).collect()
}

fn every_page_is_as_before(name: &str) {
    let folder = folder(name);
    let site = Site::copy(&folder);
    site.build(&[]);
    let mut wrong = Vec::new();
    for page in pages(&folder) {
        let html = without_fingerprints(main(&site.published(&published(&page))));
        let source = folder.join("content").join(&page);
        let name = source.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        if !pinned(source.parent().expect("a folder"), name, &html) {
            wrong.push(page);
        }
    }
    assert!(wrong.is_empty(), "not as before, see above: {wrong:?}");
}

#[test]
fn markdown_is_rendered_as_before() {
    every_page_is_as_before("markdown");
}

#[test]
fn widgets_that_say_all_they_can_are_rendered_as_before() {
    every_page_is_as_before("widgets");
}

#[test]
fn widgets_that_say_the_least_are_rendered_as_before() {
    every_page_is_as_before("widgets-minimal");
}

/// Whole pages of each template, and the files that machines read, of a site that knows its address.
#[test]
fn whole_files_are_as_before() {
    let folder = folder("widgets");
    let site = Site::copy(&folder);
    site.build(&["--base-url", "https://exemple.fr/s/"]);
    let wrong: Vec<&str> = [
        "index.html",
        "404.html",
        "lire/index.html",
        "questions/index.html",
        "questions/un/index.html",
        "questions/un/affiche/index.html",
        "ancienne/adresse/index.html",
        "atom.xml",
        "opensearch.xml",
        "robots.txt",
        "sitemap.xml",
    ]
    .into_iter()
    .filter(|path| {
        let name = path.replace('/', "-");
        !pinned(&folder.join("published"), &name, &without_fingerprints(&site.published(path)))
    })
    .collect();
    assert!(wrong.is_empty(), "not as before, see above: {wrong:?}");
}

#[test]
fn every_snapshot_has_its_page() {
    for name in ["markdown", "widgets", "widgets-minimal"] {
        let content = folder(name).join("content");
        for snapshot in files(&content).into_keys().filter(|path| path.ends_with(".snap")) {
            assert!(content.join(snapshot.replace(".snap", ".md")).is_file(), "{name}: {snapshot} is left over");
        }
    }
}

/// A kind of widget has a template; one named after another template is a part of it.
#[test]
fn every_kind_of_widget_is_rendered() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/rpps/templates/widgets");
    let names: BTreeSet<String> =
        files(&templates).into_keys().map(|path| path.trim_end_matches(".html").to_owned()).collect();
    let part =
        |name: &str| names.iter().any(|other| name.strip_prefix(other).is_some_and(|rest| rest.starts_with('-')));
    let kinds: Vec<&String> = names.iter().filter(|name| !part(name)).collect();
    assert!(kinds.len() >= 19, "{kinds:?}");
    for site in ["widgets", "widgets-minimal"] {
        let sources = files(&folder(site).join("content"));
        let written: String =
            sources.iter().filter(|(path, _)| path.ends_with(".md")).map(|(_, bytes)| text(bytes)).collect();
        for kind in &kinds {
            assert!(written.contains(&format!("\n```{kind}\n")), "{site}: no page with {kind}");
        }
    }
}
