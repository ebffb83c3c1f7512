//! The same sources give the same bytes: from another folder, with other numbers of threads, with
//! other line ends.

use std::path::Path;

use crate::site::{Site, command, copy_into, files, text};

fn reference() -> Site {
    let site = Site::empty();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["capsules", "content", "data", "quizzes", "themes"] {
        copy_into(&repository.join(folder), &site.path(folder));
    }
    std::fs::copy(repository.join("site.yaml"), site.path("site.yaml")).expect("site.yaml");
    site
}

#[test]
fn two_builds_are_the_same_bytes() {
    let (one, two) = (reference(), reference());
    let first = files(&one.build(&["--base-url", "https://exemple.fr/rpps/"]));
    assert!(first.len() > 30, "{} files", first.len());
    for threads in ["1", "2", "7"] {
        let output = two.path(&format!("sortie-{threads}"));
        let root = two.root().to_str().expect("UTF-8");
        let run = command(&[
            "build",
            "--root",
            root,
            "--base-url",
            "https://exemple.fr/rpps/",
            "--output",
            output.to_str().expect("UTF-8"),
        ])
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .expect("jalon runs");
        assert!(run.status.success(), "{}", text(&run.stderr));
        let other = files(&output);
        assert_eq!(first.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (path, bytes) in &first {
            assert!(other[path] == *bytes, "{path} differs with {threads} threads");
        }
    }
}

#[test]
fn line_ends_do_not_show() {
    let unix = Site::small().with("content/a.md", &crate::site::page("A", "Un.\n\n- deux\n- trois\n"));
    let windows =
        Site::small().with("content/a.md", &crate::site::page("A", "Un.\n\n- deux\n- trois\n").replace('\n', "\r\n"));
    assert_eq!(files(&unix.build(&[])), files(&windows.build(&[])));
}

#[test]
fn a_second_build_writes_nothing() {
    let site = reference();
    let stamps = |folder: &Path| -> Vec<_> {
        walkdir::WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .map(|entry| entry.expect("an entry"))
            .map(|entry| (entry.path().to_owned(), entry.metadata().expect("metadata").modified().expect("a time")))
            .collect()
    };
    let before = stamps(&site.build(&[]));
    assert_eq!(before, stamps(&site.build(&[])));
}
