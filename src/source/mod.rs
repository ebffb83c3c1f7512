//! Reading a site: the only code, with `publish`, that knows the disk.
//!
//! In: a root folder. Out: [`Sources`], every file by its path relative to the root, text decoded
//! and checked, and what could not be read as diagnostics. A bad file never stops the others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Code, Diagnostic, Report};

mod disk;
mod encoding;
mod path;

pub use disk::{absolute, files_in, head, reason};
pub use path::RelPath;

/// Largest text file, in bytes: 5 MB is a thousand times a long page.
pub const TEXT_LIMIT: u64 = 5_000_000;
/// Largest other file, in bytes: they are held in memory.
pub const ASSET_LIMIT: u64 = 200_000_000;

/// Folders of a site that are read, besides `site.yaml` and the files that we keep.
const FOLDERS: [&str; 6] = ["capsules", "content", "data", "quizzes", "static", "themes"];
/// Single files of a site that are read.
const FILES: [&str; 3] = ["site.yaml", "anchors.lock", "reviews.lock"];
/// The folder of files that are published as they are.
const STATIC: &str = "static";
/// Files and folders of a site, relative to its root: what is read, and what is worth watching.
pub fn places() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().chain(FOLDERS)
}

/// Endings of files that are text to us; everything else is bytes.
const TEXT_ENDINGS: [&str; 9] = ["md", "yaml", "yml", "html", "css", "js", "svg", "vtt", "lock"];

/// A text file: where it came from and what it says, in UTF-8 with `\n` line ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path relative to the root.
    pub path: RelPath,
    /// The decoded text.
    pub text: String,
}

/// Every file of a site, by path. Maps are ordered, so nothing depends on the order of the disk.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Text files.
    pub texts: BTreeMap<RelPath, Arc<Source>>,
    /// Other files, and SVG images too (they are both).
    pub assets: BTreeMap<RelPath, Arc<[u8]>>,
    /// Files that are there and could not be read: what refers to them is not to blame.
    pub failed: BTreeSet<RelPath>,
}

impl Sources {
    /// The text file at a path.
    pub fn text(&self, path: &str) -> Option<&Arc<Source>> {
        self.texts.get(path)
    }

    /// The text files of a folder with a given ending, in order.
    pub fn texts_in<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a Arc<Source>> {
        self.texts.values().filter(move |source| source.path.inside(folder).is_some() && source.path.ending() == ending)
    }

    /// Lays these files over others: a file of `self` wins over one of `base` at the same path.
    pub fn over(mut self, base: Sources) -> Sources {
        for (path, source) in base.texts {
            self.texts.entry(path).or_insert(source);
        }
        for (path, bytes) in base.assets {
            self.assets.entry(path).or_insert(bytes);
        }
        self.failed.extend(base.failed);
        self
    }

    /// Adds a file from its bytes, decoding text. Says what is wrong with it.
    pub fn add(&mut self, path: RelPath, bytes: Vec<u8>, report: &mut Report) {
        let ending = path.ending();
        // What lies in `static/` is published as it is, whatever it holds.
        let as_is = path.inside(STATIC).is_some();
        if TEXT_ENDINGS.contains(&ending.as_str()) && !as_is {
            match encoding::decode(&path, &bytes, report) {
                Some(text) => {
                    self.texts.insert(path.clone(), Arc::new(Source { path: path.clone(), text }));
                }
                None => {
                    self.failed.insert(path);
                    return;
                }
            }
        }
        if as_is || !matches!(ending.as_str(), "md" | "yaml" | "yml" | "html") {
            self.assets.insert(path, bytes.into());
        }
    }
}

/// What to say when there is no site in a folder.
pub fn absent(root: &Path) -> Option<Diagnostic> {
    if root.join("site.yaml").symlink_metadata().is_ok() {
        return None;
    }
    let shown = root.display();
    let message = match root.is_dir() {
        true => format!("aucun site dans le dossier « {shown} » : le fichier site.yaml manque"),
        false => format!("le dossier « {shown} » n’existe pas"),
    };
    let hint = "indiquez le dossier du site avec --root, ou créez-en un avec « jalon new DOSSIER »";
    Some(Diagnostic::error(Code::NoSite, message).hint(hint))
}

/// Reads the site in `root`: see [`Sources`]. `skip` is a folder that must not be read although it
/// lies inside (the output).
pub fn load(root: &Path, skip: Option<&Path>) -> (Sources, Report) {
    let mut loader = Loader { root, skip, sources: Sources::default(), report: Report::default(), windows: 0 };
    if let Some(absent) = absent(root) {
        loader.report.push(absent);
        return (loader.sources, loader.report);
    }
    for file in FILES {
        let path = root.join(file);
        if path.symlink_metadata().is_ok() {
            loader.file(&path);
        }
    }
    for folder in FOLDERS {
        if root.join(folder).symlink_metadata().is_ok() {
            loader.folder(folder);
        }
    }
    loader.finish()
}

struct Loader<'a> {
    root: &'a Path,
    skip: Option<&'a Path>,
    sources: Sources,
    report: Report,
    windows: usize,
}

impl Loader<'_> {
    fn folder(&mut self, folder: &str) {
        let skip = self.skip.map(Path::to_path_buf);
        let walk = WalkDir::new(self.root.join(folder)).sort_by_file_name();
        let entries: Vec<_> = walk.into_iter().filter_entry(|entry| visible(entry, skip.as_deref(), folder)).collect();
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => self.file(entry.path()),
                Err(error) => {
                    let path = error.path().map(Path::to_path_buf).unwrap_or_default();
                    let error = error.into_io_error().unwrap_or_else(|| io::Error::other("boucle de liens"));
                    self.unreadable(&path, &error);
                }
            }
        }
    }

    fn file(&mut self, path: &Path) {
        let Some(relative) = self.relative(path) else { return };
        match self.bytes(path, &relative) {
            Ok(Some(bytes)) => {
                self.windows += usize::from(relative.ending() == "md" && bytes.windows(2).any(|pair| pair == b"\r\n"));
                self.sources.add(relative, bytes, &mut self.report);
            }
            Ok(None) => {}
            Err(error) => self.unreadable(path, &error),
        }
    }

    fn bytes(&mut self, path: &Path, relative: &RelPath) -> io::Result<Option<Vec<u8>>> {
        if path.symlink_metadata()?.file_type().is_symlink() && !self.accepts_link(path, relative)? {
            return Ok(None);
        }
        let metadata = path.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::other("ce n’est pas un fichier ordinaire"));
        }
        let size = metadata.len();
        let limit = if TEXT_ENDINGS.contains(&relative.ending().as_str()) { TEXT_LIMIT } else { ASSET_LIMIT };
        if size > limit {
            self.report.push(
                Diagnostic::error(
                    Code::TooLarge,
                    format!("fichier de {} Mo, plus que la limite de {} Mo", size / 1_000_000, limit / 1_000_000),
                )
                .in_file(relative)
                .hint("découpez ce fichier en plusieurs"),
            );
            self.sources.failed.insert(relative.clone());
            return Ok(None);
        }
        fs::read(path).map(Some)
    }

    /// Links inside the root to a file are followed; all others are refused, so that a site never
    /// publishes what lies outside of it.
    fn accepts_link(&mut self, path: &Path, relative: &RelPath) -> io::Result<bool> {
        let target = path.canonicalize()?;
        let inside = target.starts_with(self.root.canonicalize()?);
        if inside && target.is_file() {
            return Ok(true);
        }
        let message = if inside {
            "lien symbolique vers un dossier : il n’est pas suivi"
        } else {
            "lien symbolique qui sort du dossier du site"
        };
        self.report.push(
            Diagnostic::error(Code::Symlink, message)
                .in_file(relative)
                .hint("remplacez ce lien par une copie de ce qu’il désigne"),
        );
        Ok(false)
    }

    fn relative(&mut self, path: &Path) -> Option<RelPath> {
        let inside = path.strip_prefix(self.root).unwrap_or(path);
        let parts: Option<Vec<&str>> = inside
            .components()
            .map(|part| match part {
                Component::Normal(name) => name.to_str(),
                _ => None,
            })
            .collect();
        let relative = parts.and_then(|parts| RelPath::new(&parts.join("/")));
        if relative.is_none() {
            self.report.push(
                Diagnostic::error(
                    Code::FileName,
                    "nom de fichier illisible : il n’est pas en UTF-8, ou contient « \\ »",
                )
                .in_file(inside.display())
                .hint("renommez ce fichier avec des lettres, des chiffres et des tirets"),
            );
        }
        relative
    }

    fn unreadable(&mut self, path: &Path, error: &io::Error) {
        let inside = path.strip_prefix(self.root).unwrap_or(path);
        self.sources.failed.extend(inside.to_str().and_then(|inside| RelPath::new(&inside.replace('\\', "/"))));
        self.report.push(
            Diagnostic::error(Code::Unreadable, format!("lecture impossible : {}", reason(error)))
                .in_file(inside.display())
                .hint("rendez ce fichier lisible, ou retirez-le du site"),
        );
    }

    fn finish(mut self) -> (Sources, Report) {
        if self.windows > 0 {
            let files = crate::french::numbers::plural(self.windows, "page a", "pages ont");
            self.report.push(Diagnostic::note(
                Code::LineEnds,
                format!("{files} des fins de ligne Windows (CRLF) : acceptées, le site publié n’en dépend pas"),
            ));
        }
        (self.sources, self.report)
    }
}

/// Files and folders whose name starts with a dot are the editor's or the system's, never the site's;
/// but in `static/` they are meant: `.htaccess`, `.well-known`.
fn visible(entry: &DirEntry, skip: Option<&Path>, folder: &str) -> bool {
    let name = entry.file_name().to_string_lossy();
    let hidden = entry.depth() > 0 && folder != STATIC && name.starts_with('.');
    !hidden && !leftover(&name) && skip != Some(entry.path())
}

/// What editors and systems leave beside the files one edits. Published, it would show what was taken
/// out of a page.
fn leftover(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(name.as_str(), ".ds_store" | ".git" | "thumbs.db" | "desktop.ini")
        || ["~", ".bak", ".swp", ".swo", ".orig", ".rej", ".tmp"].iter().any(|ending| name.ends_with(ending))
        || name.starts_with("~")
        || name.starts_with("#") && name.ends_with('#')
        || name.starts_with(".~lock")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut report = Report::default();
            let mut sources = Sources::default();
            let path = RelPath::new("content/a.md").ok_or_else(|| TestCaseError::fail("path"))?;
            sources.add(path, bytes, &mut report);
            prop_assert!(sources.texts.len() == 1 || report.has_errors());
        }
    }
}
