//! What cannot be published side by side, on sites in memory: a disk may hold two names for one.

use std::sync::Arc;

use super::Renderer;
use crate::diagnostic::{Code, Report};
use crate::embedded;
use crate::site::{self, Choices};
use crate::source::Sources;
use crate::text::RelPath;

const HOME: (&str, &str) = ("content/_index.md", "---\ntitle: Accueil\ndescription: D.\n---\nBonjour.\n");

/// What is told of two of these files at once: file and message.
fn collisions(paths: [&str; 2]) -> Vec<(String, String)> {
    let mut sources = Sources::default();
    let mut report = Report::default();
    for (path, text) in
        [("site.yaml", "title: A\ndescription: D.\n"), HOME].into_iter().chain(paths.map(|path| (path, "x")))
    {
        sources.add(RelPath::new(path).unwrap(), text.as_bytes().to_vec(), &mut report);
    }
    let (site, parsed) = site::parse(sources.over(embedded::themes()), &Choices::default());
    report.extend(parsed);
    report.extend(Renderer::new(Arc::new(site.unwrap())).1);
    let told = report.entries().iter().filter(|entry| entry.code == Code::DuplicateAddress);
    told.map(|entry| (entry.file.clone(), entry.message.clone())).collect()
}

#[test]
fn what_collides_is_told_once_with_both_files() {
    let cases = [
        (
            ["content/e\u{301}.pdf", "static/é.pdf"],
            // Names are composed when they are read: these two are one.
            "« é.pdf » est déjà publié par content/é.pdf",
        ),
        (
            ["static/A.txt", "static/a.txt"],
            "« A.txt » et « a.txt » ne diffèrent que par les majuscules (l’autre : static/A.txt)",
        ),
        (["content/a.pdf", "static/a.pdf"], "« a.pdf » est déjà publié par content/a.pdf"),
        (["static/a", "static/a/b"], "« a » est à la fois un fichier et un dossier (l’autre : static/a)"),
        (
            ["static/OK/a", "static/ok/b"],
            "« OK » et « ok » ne diffèrent que par les majuscules (l’autre : static/OK/a)",
        ),
    ];
    for (paths, message) in cases {
        assert_eq!(collisions(paths), [(paths[1].to_owned(), message.to_owned())], "{paths:?}");
    }
}

#[test]
fn what_jalon_writes_is_not_given_away() {
    for (path, owner) in [("static/404.html", "le générateur"), ("static/manifest.json", "le générateur")] {
        let told = collisions([path, "static/autre.txt"]);
        assert!(told.len() == 1 && told[0].0 == path && told[0].1.ends_with(owner), "{told:?}");
    }
    // The rules for robots are the publisher's, who may write all of them.
    assert!(collisions(["static/robots.txt", "static/autre.txt"]).is_empty());
}
