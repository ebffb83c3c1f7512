//! The picture of the rooms in `CONTRIBUTING.md`, held against the code.
//!
//! In: the picture, a line a floor, and every path that the files of `src/` name. An arrow goes to a lower floor: never
//! up, never along. Inside a room, files use each other one way: only a folder and its own `mod.rs` are one thing, and two
//! files of which one says so in its head (« One thing with `writer` »).
//! Tests inside `src/` are left out: they may look at anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Where the picture stands.
const OPENS: &str = "```text rooms\n";

/// A file of `src/`: its path below it, without its ending, and its code without tests and comments.
struct File {
    path: String,
    code: String,
    /// Files beside it that are one thing with it, as its head says.
    kin: Vec<String>,
}

impl File {
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or(&self.path)
    }

    /// The module it is: `check/mod` is `check`.
    fn module(&self) -> &str {
        self.path.strip_suffix("/mod").unwrap_or(&self.path)
    }
}

fn files(folder: &Path, below: &str, list: &mut Vec<File>) {
    let mut entries: Vec<_> = folder.read_dir().expect("src").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for entry in entries {
        let name = entry.file_name().expect("a name").to_str().expect("UTF-8").to_owned();
        if name == "tests" || name == "tests.rs" {
            continue;
        }
        if entry.is_dir() {
            files(&entry, &format!("{below}{name}/"), list);
        } else if let Some(stem) = name.strip_suffix(".rs") {
            let text = fs::read_to_string(&entry).expect("a source");
            list.push(File { path: format!("{below}{stem}"), code: code(&text), kin: kin(&text) });
        }
    }
}

/// The files that the head of one says it is one thing with.
fn kin(text: &str) -> Vec<String> {
    let head = text.lines().take_while(|line| line.starts_with("//!"));
    let named = head.filter_map(|line| Some(line.split_once("One thing with `")?.1.split_once('`')?.0.to_owned()));
    named.collect()
}

/// What a file says to the compiler, without its tests.
fn code(text: &str) -> String {
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    lines.map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn source() -> Vec<File> {
    let mut list = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut list);
    assert!(list.len() > 100, "{} files", list.len());
    list
}

/// The paths named behind a prefix: `crate::{a, b::c}` names `a` and `b::c`.
fn named(code: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let whole = code[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric() && before != '_' && before != ':');
        if whole {
            expand("", &code[at + prefix.len()..], &mut found);
        }
    }
    found
}

/// Reads one tree of names, as `use` writes it, and returns what follows it.
fn expand<'c>(before: &str, code: &'c str, found: &mut Vec<String>) -> &'c str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = expand(before, rest, found).trim_start();
            match rest.strip_prefix(',') {
                Some(next) if !next.trim_start().starts_with('}') => rest = next,
                _ => return rest.trim_start_matches([',', ' ', '\n']).strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let length = code.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(code.len());
    let (name, rest) = code.split_at(length);
    let path = if before.is_empty() { name.to_owned() } else { format!("{before}::{name}") };
    match rest.strip_prefix("::") {
        Some(rest) if !rest.starts_with('<') => expand(&path, rest, found),
        _ => {
            found.push(path);
            rest
        }
    }
}

/// Each room and its floor, the ground being the last line of the picture.
fn floors() -> BTreeMap<String, usize> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    let picture = text.split_once(OPENS).expect("the picture").1.split_once("```").expect("its end").0;
    let lines: Vec<&str> = picture.lines().collect();
    let mut floors = BTreeMap::new();
    for (rank, line) in lines.iter().enumerate() {
        let rooms = line.split("  ").next().unwrap_or_default();
        for room in rooms.split_whitespace() {
            assert!(floors.insert(room.to_owned(), lines.len() - rank).is_none(), "{room} stands twice in the picture");
        }
    }
    floors
}

/// What is wrong with the arrows between rooms.
fn wrong(files: &[File], floors: &BTreeMap<String, usize>) -> Vec<String> {
    let mut wrong = BTreeSet::new();
    for file in files.iter().filter(|file| file.path != "lib") {
        let Some(own) = floors.get(file.room()) else {
            wrong.insert(format!("{} is not in the picture", file.room()));
            continue;
        };
        let prefix = if file.path == "main" { "jalon::" } else { "crate::" };
        for path in named(&file.code, prefix) {
            let room = path.split("::").next().unwrap_or_default();
            if room != file.room() && floors.get(room).is_some_and(|floor| floor >= own) {
                wrong.insert(format!("src/{}.rs uses {room}, which does not stand below", file.path));
            }
        }
    }
    wrong.into_iter().collect()
}

/// The circles between the files of one folder, its own `mod.rs` aside.
fn circles(files: &[File]) -> Vec<String> {
    let arrows: BTreeMap<&str, BTreeSet<String>> =
        files.iter().map(|file| (file.module(), beside(file, files))).collect();
    let mut circles = Vec::new();
    for start in arrows.keys() {
        let (mut met, mut open) = (BTreeSet::new(), vec![*start]);
        while let Some(at) = open.pop() {
            for next in arrows.get(at).into_iter().flatten() {
                if next == start {
                    circles.push(format!("src/{start}.rs is part of a circle, by src/{at}.rs"));
                } else if met.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
    }
    circles
}

/// The files beside this one, in its folder, that it uses.
fn beside(file: &File, files: &[File]) -> BTreeSet<String> {
    let Some((folder, own)) = file.module().rsplit_once('/') else { return BTreeSet::new() };
    // What a `mod.rs` says of `super` is said of the folder above.
    let inside = format!("{}::", folder.replace('/', "::"));
    let absolute = named(&file.code, "crate::");
    let absolute = absolute.iter().filter_map(|path| path.strip_prefix(&inside)).map(str::to_owned);
    let names = named(&file.code, "super::").into_iter().chain(absolute);
    let known: BTreeSet<&str> = files.iter().map(File::module).collect();
    let modules = names
        .filter_map(|path| path.split("::").next().map(str::to_owned))
        .filter(|name| name != own && !file.kin.contains(name));
    modules.map(|name| format!("{folder}/{name}")).filter(|module| known.contains(module.as_str())).collect()
}

#[test]
fn rooms_use_only_what_stands_below_them() {
    let wrong = wrong(&source(), &floors());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_picture_is_there() {
    let files = source();
    let rooms: BTreeSet<&str> = files.iter().map(File::room).collect();
    let missing: Vec<String> = floors().into_keys().filter(|room| !rooms.contains(room.as_str())).collect();
    assert!(missing.is_empty(), "in the picture, not in src/: {missing:?}");
}

#[test]
fn files_of_a_folder_use_each_other_one_way() {
    let circles = circles(&source());
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

fn file(path: &str, code: &str) -> File {
    File { path: path.to_owned(), code: self::code(code), kin: kin(code) }
}

#[test]
fn a_planted_arrow_is_seen() {
    let floors = BTreeMap::from([("site".to_owned(), 2), ("text".to_owned(), 1), ("theme".to_owned(), 2)]);
    let fine = [
        file("site/mod", "use crate::text::{self, Source};"),
        file("text/mod", "// crate::site\n#[cfg(test)]\nuse crate::site;"),
    ];
    assert!(wrong(&fine, &floors).is_empty());
    for planted in
        ["use crate::site::Site;", "use crate::{text, site::{Site, parse}};", "fn f() -> crate::site::Site {}"]
    {
        let wrong = wrong(&[file("text/path", planted)], &floors);
        assert_eq!(wrong, ["src/text/path.rs uses site, which does not stand below"], "{planted}");
    }
    assert_eq!(wrong(&[file("theme/mod", "use crate::site::Site;")], &floors).len(), 1, "never along");
    assert_eq!(wrong(&[file("attic/mod", "")], &floors), ["attic is not in the picture"]);
}

#[test]
fn a_planted_circle_is_seen() {
    let one = || file("check/links", "use super::suggest::nearest;");
    assert!(circles(&[one(), file("check/suggest", "")]).is_empty());
    let back = file("check/suggest", "use super::{html::Html, links::Link};");
    assert_eq!(circles(&[one(), back]).len(), 2);
    let far =
        [one(), file("check/suggest", "use crate::check::third::f;"), file("check/third", "use super::links::Link;")];
    assert_eq!(circles(&far).len(), 3);
    let said = file("check/suggest", "//! One thing with `links`.\nuse super::links::Link;");
    assert!(circles(&[one(), said]).is_empty());
}
