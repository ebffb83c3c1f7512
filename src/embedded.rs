//! The reference site and its theme, carried by the binary.
//!
//! In: the folders of this repository, at compile time. Out: the base over which a site is laid, and
//! the files that `jalon new` writes.

use include_dir::{Dir, include_dir};

use crate::diagnostic::Report;
use crate::output::Output;
use crate::source::Sources;
use crate::text::RelPath;

static FOLDERS: [(&str, Dir<'static>); 5] = [
    ("capsules", include_dir!("$CARGO_MANIFEST_DIR/capsules")),
    ("content", include_dir!("$CARGO_MANIFEST_DIR/content")),
    ("data", include_dir!("$CARGO_MANIFEST_DIR/data")),
    ("quizzes", include_dir!("$CARGO_MANIFEST_DIR/quizzes")),
    ("themes", include_dir!("$CARGO_MANIFEST_DIR/themes")),
];

const SETTINGS: &str = include_str!("../site.yaml");

fn files(folder: &'static str, dir: &'static Dir<'static>, list: &mut Vec<Output>) {
    for file in dir.files() {
        if let Some(path) =
            file.path().to_str().and_then(|path| RelPath::new(&format!("{folder}/{}", path.replace('\\', "/"))))
        {
            list.push(Output { path, bytes: file.contents().to_vec() });
        }
    }
    for inner in dir.dirs() {
        files(folder, inner, list);
    }
}

fn folder(wanted: &str) -> Vec<Output> {
    let mut list = Vec::new();
    for (name, dir) in FOLDERS.iter().filter(|(name, _)| *name == wanted) {
        files(name, dir, &mut list);
    }
    list
}

/// The themes that every site may use.
pub(crate) fn themes() -> Sources {
    let mut sources = Sources::default();
    let mut report = Report::default();
    for Output { path, bytes } in folder("themes") {
        sources.add(path, bytes, &mut report);
    }
    sources
}

/// The asset of the theme that stands under a logical name.
pub(crate) fn theme_asset(name: &str) -> Option<&'static [u8]> {
    let (_, themes) = FOLDERS.iter().find(|(folder, _)| *folder == "themes")?;
    themes.get_file(format!("rpps/assets/{name}")).map(include_dir::File::contents)
}

/// The whole reference site, to start a new one from. A title takes the place of its own.
pub(crate) fn site(title: Option<&str>) -> Vec<Output> {
    let mut list: Vec<Output> = FOLDERS.iter().flat_map(|(name, _)| folder(name)).collect();
    if let Some(path) = RelPath::new("site.yaml") {
        list.push(Output { path, bytes: settings(title).into_bytes() });
    }
    list
}

fn settings(title: Option<&str>) -> String {
    let Some(title) = title else { return SETTINGS.to_owned() };
    let quoted = serde_json::Value::from(title).to_string();
    let line = |line: &str| match line.split_once(": ") {
        Some(("title", _)) => format!("title: {quoted}\n"),
        Some(("short_title" | "tagline", _)) => String::new(),
        _ => format!("{line}\n"),
    };
    SETTINGS.lines().map(line).collect()
}
