//! Tiny sites with a fault each: what jalon must say is written in their own files.
//!
//! A line that holds `attendu: GRAVITE CODE [LIGNE]` announces one diagnostic of its file; the file
//! `attendu.txt` announces those of files that cannot say it themselves (`CHEMIN: GRAVITE CODE [LIGNE]`).
//! Nothing more may be said, and nothing less.

use std::path::Path;

use crate::site::{Site, Told, files, text};

fn announced(folder: &Path) -> Vec<Told> {
    let mut all = Vec::new();
    for (path, bytes) in files(folder) {
        for line in text(&bytes).lines() {
            if path == "attendu.txt" {
                let (file, rest) = line.split_once(": ").expect("CHEMIN: GRAVITE CODE");
                all.push(read(file, rest));
            } else if let Some((_, rest)) = line.split_once("attendu: ") {
                all.push(read(&path, rest));
            }
        }
    }
    all.sort();
    all
}

fn read(file: &str, words: &str) -> Told {
    let mut words = words.trim_end_matches("-->").split_whitespace();
    let mut next = || words.next().map(str::to_owned);
    let (severity, code) = (next().expect("a severity"), next().expect("a code"));
    let line = next().and_then(|line| line.parse().ok());
    Told { file: if file == "-" { String::new() } else { file.to_owned() }, severity, code, line }
}

#[test]
fn every_case_says_what_it_announces() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<_> = root.read_dir().expect("cases").map(|entry| entry.expect("a case").path()).collect();
    folders.sort();
    assert!(folders.len() >= 20, "{} cases", folders.len());
    let mut wrong = Vec::new();
    for folder in folders {
        let expected = announced(&folder);
        let mut told = Site::copy(&folder).told();
        // What is announced without a line is told without one to compare.
        for entry in &mut told {
            let known = expected.iter().any(|expected| expected == entry);
            if !known
                && expected
                    .iter()
                    .any(|other| other.line.is_none() && (&other.file, &other.code) == (&entry.file, &entry.code))
            {
                entry.line = None;
            }
        }
        told.sort();
        if told != expected {
            wrong.push(format!("{}:\n  announced {expected:#?}\n  told {told:#?}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
