//! Tiny sites with a fault each: what jalon must say is written in their own files.
//!
//! A line that holds `attendu: GRAVITE CODE [LIGNE]` announces one diagnostic of its file; the file
//! `attendu.txt` announces those of files that cannot say it themselves (`CHEMIN: GRAVITE CODE [LIGNE]`).
//! Nothing more may be said, and nothing less. `report.snap` holds every word of it. What is run is
//! `jalon check`, unless the file `command` holds other lines for the shell.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rayon::prelude::*;

use crate::site::{DAY, Site, Told, assert_no_panic, command, files, pinned, text};

const SEVERITIES: [&str; 3] = ["erreur", "avertissement", "note"];

fn announced(folder: &Path) -> Vec<Told> {
    let mut all = Vec::new();
    for (path, bytes) in files(folder).into_iter().filter(|(path, _)| path != "report.snap") {
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

/// Runs what a case asks for, in a copy of its folder.
fn run(folder: &Path, site: &Site) -> Output {
    let mut run = match fs::read_to_string(folder.join("command")) {
        Ok(lines) => shell(&lines),
        Err(_) => command(&["check"]),
    };
    run.current_dir(site.root()).output().expect("the case runs")
}

/// Lines for the shell, which finds this jalon by its name.
fn shell(lines: &str) -> Command {
    let own = Path::new(env!("CARGO_BIN_EXE_jalon")).parent().expect("a folder");
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(own.to_owned()).chain(std::env::split_paths(&others));
    let mut run = Command::new("bash");
    run.args(["-c", lines])
        .env("NO_COLOR", "1")
        .env(DAY.0, DAY.1)
        .env("PATH", std::env::join_paths(path).expect("a path"));
    run
}

/// Every word that was printed, and the exit status; the same on every machine.
fn printed(output: &Output, site: &Site) -> String {
    let all = format!("{}{}", text(&output.stderr), text(&output.stdout));
    let root = site.root().to_str().expect("UTF-8");
    format!("{}\n\nsortie {}\n", all.replace(root, "SITE").trim_end(), output.status.code().expect("a status"))
}

/// The diagnostics of a report for people.
fn told(printed: &str) -> Vec<Told> {
    let lines: Vec<&str> = printed.lines().collect();
    let mut all = Vec::new();
    for (rank, line) in lines.iter().enumerate() {
        let Some((severity, rest)) = line.split_once('[').filter(|(word, _)| SEVERITIES.contains(word)) else {
            continue;
        };
        let (code, _) = rest.split_once("]: ").expect("a code and its message");
        let place = lines.get(rank + 1).and_then(|line| line.split_once("╭▸ ")).map_or("", |(_, place)| place);
        let mut parts = place.rsplitn(3, ':');
        let (file, line) = match (parts.next(), parts.next(), parts.next()) {
            (Some(_), Some(line), Some(file)) => (file, line.parse().ok()),
            _ => (place, None),
        };
        all.push(Told { file: file.to_owned(), severity: severity.to_owned(), code: code.to_owned(), line });
    }
    all
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<_> = root.read_dir().expect("cases").map(|entry| entry.expect("a case").path()).collect();
    folders.sort();
    assert!(folders.len() >= 20, "{} cases", folders.len());
    folders
}

/// What is wrong with a case, if anything.
fn wrong(folder: &Path) -> Option<String> {
    let expected = announced(folder);
    let site = Site::copy(folder);
    let output = run(folder, &site);
    assert_no_panic(&output);
    let printed = printed(&output, &site);
    let mut told = told(&printed);
    // What is announced without a line is told without one to compare.
    for entry in told.iter_mut().filter(|entry| !expected.contains(entry)) {
        let same = |other: &Told| (&other.file, &other.code) == (&entry.file, &entry.code);
        if expected.iter().any(|other| other.line.is_none() && same(other)) {
            entry.line = None;
        }
    }
    told.sort();
    let name = folder.display();
    if told != expected {
        return Some(format!("{name}:\n  announced {expected:#?}\n  told {told:#?}"));
    }
    (!pinned(folder, "report", &printed)).then(|| format!("{name}: not the words of report.snap, see above"))
}

#[test]
fn every_case_says_what_it_announces() {
    let wrong: Vec<String> = folders().par_iter().filter_map(|folder| wrong(folder)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
