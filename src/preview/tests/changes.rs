//! What happens when files change.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use super::{PATIENCE, Preview, messages};
use crate::preview::state::terminal::Terminal;
use crate::preview::state::watch::Watch;

fn page(text: &str) -> String {
    format!("<!DOCTYPE html><html><head><title>t</title></head><body><main>{text}</main></body></html>")
}

#[test]
fn a_saved_file_reaches_the_open_page() {
    let preview = Preview::of(&[("index.html", &page("un"))]);
    let mut events = preview.events();
    let first = events.version();
    assert!(preview.get("/").body.contains(&format!("data-version=\"{first}\"")));
    preview.write("index.html", &page("deux"));
    events.wait(|state| state["version"].as_u64() > Some(first));
    preview.wait("/", |response| response.body.contains("deux"));
}

#[test]
fn all_the_ways_to_save_are_seen() {
    let preview = Preview::of(&[("index.html", &page("un"))]);
    let mut events = preview.events();
    let mut version = events.version();
    let mut next = |what: &str| {
        let state = events.wait(|state| state["version"].as_u64() > Some(version));
        version = state["version"].as_u64().unwrap_or_else(|| panic!("{what}"));
    };
    // A temporary file put in the place of the page, as most editors do.
    fs::write(preview.path(".tmp"), page("deux")).unwrap();
    fs::rename(preview.path(".tmp"), preview.path("index.html")).unwrap();
    next("rename");
    preview.wait("/", |response| response.body.contains("deux"));
    // A tree that comes at once, then a change deep in it.
    preview.write("a/b/c/index.html", &page("trois"));
    next("tree");
    preview.wait("/a/b/c/", |response| response.body.contains("trois"));
    preview.write("a/b/c/index.html", &page("quatre"));
    preview.wait("/a/b/c/", |response| response.body.contains("quatre"));
    // A folder that leaves, and comes back.
    fs::rename(preview.path("a"), preview.path("z")).unwrap();
    preview.wait("/z/b/c/", |response| response.status == 200);
    preview.wait("/a/b/c/", |response| response.status == 404);
    fs::remove_dir_all(preview.path("z")).unwrap();
    preview.wait("/z/b/c/", |response| response.status == 404);
    // The watched folder itself, replaced.
    fs::remove_dir_all(preview.path("/content")).unwrap();
    preview.wait("/", |response| response.status == 404);
    preview.write("index.html", &page("cinq"));
    preview.wait("/", |response| response.body.contains("cinq"));
    preview.write("index.html", &page("six"));
    preview.wait("/", |response| response.body.contains("six"));
}

#[test]
fn reading_the_site_or_changing_what_does_not_matter_loads_nothing() {
    let preview = Preview::of(&[("index.html", &page("un")), ("b.html", &page("un"))]);
    let mut events = preview.events();
    let first = events.version();
    for _ in 0..5 {
        preview.get("/");
        fs::read(preview.path("index.html")).unwrap();
        preview.write(".b.swp", "x");
        preview.write("/autre.txt", "x");
    }
    preview.write("b.html", &page("deux"));
    events.wait(|state| state["version"].as_u64() > Some(first));
    // Changes are told in the order they were made: once the last is there, none before it is still to come.
    let loaded = preview.log.loaded.lock().unwrap();
    assert_eq!(loaded[0], None);
    assert!(loaded[1..].iter().all(|changed| changed.as_deref() == Some(&["b.html".to_owned()])), "{loaded:?}");
}

#[test]
fn a_failing_template_leaves_the_last_good_page_and_says_why() {
    let preview = Preview::of(&[("index.html", &page("bon"))]);
    let mut events = preview.events();
    let first = events.version();
    preview.get("/");
    preview.write("index.html", &page("FAIL"));
    events.wait(|state| state["version"].as_u64() > Some(first));
    let response = preview.get("/");
    assert_eq!(response.status, 200);
    assert!(response.body.contains("bon"), "{response:?}");
    let state = events.wait(|state| state["erreurs"] == 1);
    assert_eq!(messages(&state), ["gabarit en panne"]);
    let notice = &state["diagnostics"][0];
    assert_eq!((&notice["fichier"], &notice["ligne"]), (&"index.html".into(), &1.into()));
    assert_eq!(
        notice["extrait"].as_str().map(|line| &line[notice["marque"][0].as_u64().unwrap() as usize..][..4]),
        Some("FAIL")
    );
    preview.write("index.html", &page("encore bon"));
    events.wait(|state| state["erreurs"] == 0);
    preview.wait("/", |response| response.body.contains("encore bon"));
}

#[test]
fn a_page_that_was_never_good_is_explained() {
    let preview = Preview::of(&[("index.html", &page("FAIL")), ("b.html", &page("PANIC")), ("c.html", &page("bon"))]);
    let response = preview.get("/");
    assert_eq!(response.status, 500);
    assert!(response.body.contains("gabarit en panne") && response.body.contains("index.html:1:"), "{response:?}");
    assert!(response.body.contains("<mark>FAIL</mark>") && response.body.contains("réparez &lt;b&gt;"), "{response:?}");
    assert!(response.body.contains("/_jalon/live.js"));
    for _ in 0..10 {
        let response = preview.get("/b.html");
        assert_eq!(response.status, 500);
        assert!(response.body.contains("défaut de jalon"), "{response:?}");
    }
    assert_eq!(preview.get("/c.html").status, 200);
}

#[test]
fn a_site_with_errors_does_not_replace_a_good_one() {
    let preview = Preview::of(&[("index.html", &page("bon"))]);
    let mut events = preview.events();
    let first = events.version();
    for cause in ["/site.yaml", "/nothing.yaml", "/panic.yaml"] {
        preview.write("index.html", &page("mauvais"));
        preview.write(cause, "");
        let state = events.wait(|state| state["erreurs"].as_u64() > Some(0));
        assert!(!messages(&state).is_empty());
        fs::remove_file(preview.path(cause)).unwrap();
        preview.write("index.html", &page(&format!("bon après {cause}")));
        preview.wait("/", |response| response.body.contains(&format!("bon après {cause}")));
    }
    assert!(events.wait(|state| state["erreurs"] == 0)["version"].as_u64() > Some(first));
}

#[test]
fn while_there_are_errors_the_last_good_site_stays() {
    let preview = Preview::of(&[("index.html", &page("bon"))]);
    let mut events = preview.events();
    let first = events.version();
    preview.write("/site.yaml", "");
    let state = events.wait(|state| state["erreurs"] == 1);
    assert_eq!(state["version"].as_u64(), Some(first));
    preview.write("index.html", &page("mauvais"));
    preview.write("/nothing.yaml", "");
    // The second error came after the page that must not be shown: once it is told, that page was read.
    let state = events.wait(|state| state["erreurs"] == 2);
    assert_eq!(state["version"].as_u64(), Some(first));
    let body = preview.get("/").body;
    assert!(body.contains("bon") && !body.contains("mauvais"), "{body}");
}

#[test]
fn a_site_that_starts_with_errors_is_shown_as_far_as_it_goes() {
    let preview = Preview::of(&[("index.html", &page("bon")), ("/site.yaml", "")]);
    assert_eq!(preview.get("/").status, 200);
    preview.write("index.html", &page("mieux"));
    preview.wait("/", |response| response.body.contains("mieux"));
}

#[test]
fn a_site_that_cannot_be_loaded_at_all_says_so_until_it_can() {
    let preview = Preview::of(&[("index.html", &page("bon")), ("/site.yaml", ""), ("/nothing.yaml", "")]);
    for path in ["/", "/a.css", "/rien"] {
        let response = preview.get(path);
        assert_eq!(response.status, 500, "{path}");
        assert!(response.body.contains("site.yaml illisible"), "{response:?}");
    }
    fs::remove_file(preview.path("/nothing.yaml")).unwrap();
    preview.wait("/", |response| response.status == 200);
}

#[test]
fn the_last_good_page_keeps_its_style() {
    let preview = Preview::of(&[("index.html", &page("bon")), ("site.1.css", "main{}"), ("photo.png", "x")]);
    for path in ["/", "/site.1.css", "/photo.png"] {
        assert_eq!(preview.get(path).status, 200);
    }
    preview.write("index.html", &page("FAIL"));
    fs::remove_file(preview.path("site.1.css")).unwrap();
    fs::remove_file(preview.path("photo.png")).unwrap();
    preview.wait("/photo.png", |response| response.status == 404);
    assert_eq!(preview.get("/site.1.css").body, "main{}");
    assert!(preview.get("/").body.contains("bon"));
}

#[test]
fn the_whole_site_is_checked_beside() {
    let preview = Preview::of(&[("index.html", &page("bon")), ("jamais/vu.html", &page("DEAD"))]);
    let mut events = preview.events();
    let state = events.wait(|state| state["avertissements"] == 1);
    assert_eq!(messages(&state), ["lien mort"]);
    preview.write("jamais/vu.html", &page("vif"));
    events.wait(|state| state["avertissements"] == 0);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn only_what_is_asked_for_is_rendered_and_what_changed_is_named() {
    let preview = Preview::of(&[("index.html", &page("un")), ("a.html", &page("un")), ("b.html", &page("un"))]);
    let mut events = preview.events();
    let first = events.version();
    preview.get("/a.html");
    preview.write("b.html", &page("deux"));
    events.wait(|state| state["version"].as_u64() > Some(first));
    preview.get("/a.html");
    assert_eq!(*preview.log.rendered.lock().unwrap(), ["a.html", "a.html"]);
    let loaded = preview.log.loaded.lock().unwrap();
    assert_eq!(loaded[0], None);
    assert!(loaded[1..].iter().all(|changed| changed.as_deref() == Some(&["b.html".to_owned()])), "{loaded:?}");
}

#[test]
fn a_check_gives_way_to_a_change_and_is_taken_up_again() {
    let preview = Preview::of(&[("index.html", &page("SLOW"))]);
    let checks = |least: usize| {
        let start = std::time::Instant::now();
        while preview.log.checks.load(Ordering::Relaxed) < least {
            assert!(start.elapsed() < PATIENCE, "no check");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    };
    checks(1);
    // What is shown stays the same, and still has to be checked.
    preview.write("/nothing.yaml", "");
    checks(2);
    fs::remove_file(preview.path("/nothing.yaml")).unwrap();
    preview.write("index.html", &page("DEAD"));
    let state = preview.events().wait(|state| state["avertissements"] == 1);
    assert_eq!(state["verifie"], true);
}

#[test]
fn without_the_help_of_the_system_the_disk_is_looked_at() {
    let folder = tempfile::TempDir::new().unwrap();
    let root = folder.path().join("content");
    fs::create_dir(&root).unwrap();
    let mut watch = Watch::new(true, Terminal::new(None));
    watch.follow(&[root.clone(), folder.path().join("site.yaml")]);
    let stopper = watch.stopper();
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        stopper.stop();
    });
    for name in ["content/a.md", "site.yaml"] {
        fs::write(folder.path().join(name), "x").unwrap();
        let changes = watch.next(&|_: &Path| false).unwrap();
        assert!(changes.paths.iter().any(|path| watch.short(path) == Path::new(name)), "{changes:?}");
    }
}
