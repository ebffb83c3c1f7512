//! Links as a browser follows them, and what is said of each that leads nowhere.

use std::sync::Arc;

use super::broken_link::Origin;
use super::*;
use crate::check::read;
use crate::check::tests::{BASE, around, read_at};
use crate::output::Output;
use crate::text::{RelPath, Source};
use proptest::prelude::*;

/// Links between pages given as (path, content); a path that is no page exists and no more.
fn verify_site(pages: &[(&str, &str)], portable: bool, origin: &dyn Fn(&RelPath, &str) -> Option<Origin>) -> Report {
    let path = |path: &str| RelPath::new(path).unwrap_or_else(|| unreachable!());
    let paths: Vec<RelPath> = pages.iter().map(|(name, _)| path(name)).collect();
    let published = || SitePaths::new(paths.iter(), BASE, portable);
    let report = |early: &SitePaths<'_>| {
        let read =
            |(name, body): &(&str, &str)| read(&Output { path: path(name), bytes: around(body).into_bytes() }, early).0;
        let facts: Vec<Facts> = pages.iter().map(read).collect();
        let late = published();
        verify(&facts, &Context { published: if early.paths().is_empty() { &late } else { early }, origin })
    };
    // What was seen to lead somewhere when its page was read, and what is followed afterwards.
    let (early, late) = (report(&published()), report(&SitePaths::new(std::iter::empty(), BASE, portable)));
    assert_eq!(early.entries(), late.entries());
    early
}

/// What is said of one link, of the page `comprendre/index.html` of a small site.
fn said_in(page: &str, link: &str, portable: bool) -> Vec<(Code, String, Option<String>)> {
    let menu = "<a href='comprendre/index.html'>c</a><a href='comprendre/roles/index.html'>r</a><a href='outils/aide/index.html'>o</a>";
    let mut pages = vec![
        ("index.html", menu),
        ("404.html", "<p>t</p>"),
        ("comprendre/index.html", "<p id=ici>t</p>"),
        ("comprendre/roles/index.html", "<h2 id=coordination>t</h2><p id='é'>t</p>"),
        ("outils/aide/index.html", "<p>t</p>"),
        ("assets/Carte.png", ""),
        ("assets/site.css", ""),
    ];
    if let Some(known) = pages.iter_mut().find(|known| known.0 == page) {
        known.1 = link;
    }
    let report = verify_site(&pages, portable, &|_, _| None);
    let entries = report.entries().iter();
    entries
        .filter(|entry| entry.code != Code::OrphanPage)
        .map(|entry| (entry.code, entry.message.clone(), entry.hint.clone()))
        .collect()
}

#[test]
fn live_links_are_accepted() {
    let hrefs = [
        "roles/",
        "roles/#coordination",
        "roles/#",
        "roles/#top",
        "roles/#:~:text=t",
        "roles/index.html#coordination",
        "roles/#%C3%A9",
        "roles/#é",
        "../",
        "../index.html",
        "./",
        "#ici",
        "#top",
        "?q=1",
        "../assets/site.css#x",
        "../404.html",
        "%72oles/",
        "https://y.org/z",
        "mailto:a@y.org",
        "https://x.org/site/comprendre/roles/#coordination",
        "https://x.org/site",
    ];
    for href in hrefs {
        let link = format!("<p id=ici>t</p><a href='{href}'>t</a>");
        assert_eq!(said_in("comprendre/index.html", &link, false), [], "{href}");
    }
}

#[test]
fn dead_links_are_told_precisely() {
    use Code::*;
    let cases = [
        ("<a href='rolse/'>t</a>", DeadLink, "l’adresse « comprendre/rolse/ »", "« comprendre/roles/ »"),
        ("<a href='../roles/'>t</a>", DeadLink, "l’adresse « roles/ »", "« comprendre/roles/ »"),
        ("<a href='../xyz'>t</a>", DeadLink, "l’adresse « xyz »", "corrigez"),
        ("<a href='Roles/'>t</a>", DeadLink, "la casse diffère : Roles ≠ roles", "« comprendre/roles/ »"),
        ("<a href='Roles'>t</a>", DeadLink, "la casse diffère : Roles ≠ roles", "« comprendre/roles/ »"),
        ("<a href='roles'>t</a>", DeadLink, "il manque « / » à la fin", "« comprendre/roles/ »"),
        (
            "<a href='roles/#cordination'>t</a>",
            DeadFragment,
            "la page « comprendre/roles/ » n’a pas d’élément d’id « cordination »",
            "« coordination »",
        ),
        (
            "<a href='roles/#Coordination'>t</a>",
            DeadFragment,
            "la casse diffère : Coordination ≠ coordination",
            "« coordination »",
        ),
        ("<a href='#la'>t</a>", DeadFragment, "« la »", "corrigez"),
        ("<a href='/comprendre/'>t</a>", LinkScheme, "racine", "relative"),
        ("<a href='../../x/'>t</a>", DeadLink, "sort du site", "<a href=\"../../x/\">"),
        (
            "<img src='../assets/carte.png' alt='' width=1 height=1>",
            MissingImage,
            "la casse diffère : carte.png ≠ Carte.png",
            "« assets/Carte.png »",
        ),
        ("<img src='x.png' alt='' width=1 height=1>", MissingImage, "image absente", "<img src=\"x.png\">"),
        ("<link rel=stylesheet href='../assets/sit.css'>", DeadLink, "fichier absent", "« assets/site.css »"),
        (
            "<img src='../assets/Carte.png' srcset='data:image/png;base64,AA 1x, x.png 2x' alt='' width=1 height=1>",
            MissingImage,
            "x.png",
            "<img srcset=\"x.png\">",
        ),
        ("<script src='https://x.org/site/x.js'></script>", DeadLink, "« x.js »", "<script src="),
    ];
    for (link, code, message, hint) in cases {
        let said = said_in("comprendre/index.html", link, false);
        let [(found, text, Some(advice))] = said.as_slice() else { panic!("{link} {said:?}") };
        assert_eq!(*found, code, "{link}");
        assert!(
            text.contains(message) && text.contains("écrite par le gabarit") && advice.contains(hint),
            "{link} {said:?}"
        );
    }
}

#[test]
fn without_a_server_the_index_is_spelled_out() {
    for (href, faults) in [
        ("roles/index.html", 0),
        ("roles/index.html#coordination", 0),
        ("#ici", 0),
        ("roles/", 1),
        ("roles", 1),
        ("../", 1),
    ] {
        let said = said_in("comprendre/index.html", &format!("<p id=ici>t</p><a href='{href}'>t</a>"), true);
        assert_eq!(said.len(), faults, "{href} {said:?}");
        assert!(said.iter().all(|(code, text, _)| *code == Code::DeadLink && text.contains("index.html")), "{said:?}");
    }
}

#[test]
fn the_page_of_missing_addresses_uses_paths_from_the_root() {
    for (href, faults) in
        [("/site/comprendre/", 0), ("/site/", 0), ("#t", 1), ("/comprendre/", 1), ("comprendre/", 1), ("/site/xyz/", 1)]
    {
        let said = said_in("404.html", &format!("<a href='{href}'>t</a>"), false);
        assert_eq!(said.len(), faults, "{href} {said:?}");
    }
}

#[test]
fn a_dead_link_is_told_where_it_was_written() {
    let path = RelPath::new("content/a.md").unwrap_or_else(|| unreachable!());
    let source = Arc::new(Source { path, text: "un\n[b](b.md)\n".to_owned() });
    let origin =
        |page: &RelPath, href: &str| (page.as_str() == "index.html" && href == "b/").then(|| (source.clone(), 6..10));
    let report = verify_site(&[("index.html", "<a href=b/>t</a>")], false, &origin);
    let [entry] = report.entries() else { panic!("{report:?}") };
    assert_eq!((entry.file.as_str(), entry.place.as_ref().map(|place| place.line)), ("content/a.md", Some(2)));
    assert!(!entry.message.contains("gabarit"));
}

#[test]
fn pages_without_a_way_to_them_are_told() {
    let redirect = "<meta http-equiv=refresh content='0; url=../b/'><link rel=canonical href=../b/><a href=../b/>b</a>";
    let pages = [
        ("index.html", "<a href=a/>a</a>"),
        ("404.html", ""),
        ("a/index.html", ""),
        ("b/index.html", "<a href=#x>b</a><p id=x>x</p>"),
        ("old/index.html", redirect),
    ];
    let orphans =
        |report: Report| report.entries().iter().map(|entry| (entry.code, entry.file.clone())).collect::<Vec<_>>();
    assert_eq!(orphans(verify_site(&pages, false, &|_, _| None)), [(Code::OrphanPage, "b/index.html".to_owned())]);
    let facts = [read_at("index.html", "").0, read_at("a/index.html", "").0];
    let files =
        ["index.html", "a/index.html", "b/index.html"].map(|path| RelPath::new(path).unwrap_or_else(|| unreachable!()));
    let published = SitePaths::new(files.iter(), None, false);
    let partial = verify(&facts, &Context { published: &published, origin: &|_, _| None });
    assert!(partial.is_empty(), "pages that were not read may hold the link");
}

proptest! {
    #[test]
    fn no_address_panics(href in "[a-zA-Zéß./#?%:\\\\0-9 ]{0,24}") {
        let link = format!("<a href=\"{href}\">t</a><img src=\"{href}\">");
        for portable in [false, true] {
            verify_site(&[("index.html", &link), ("a/é/index.html", &link), ("404.html", &link)], portable, &|_, _| None);
        }
    }
}
