//! Reading a site: the only code, with `publish`, that knows the disk.
//!
//! In: a root folder. Out: [`Sources`], every file by its path relative to the root, text decoded
//! and checked, and what could not be read as diagnostics. A bad file never stops the others.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Code, Diagnostic, Report};

/// Largest text file, in bytes: 5 MB is a thousand times a long page.
pub const TEXT_LIMIT: u64 = 5_000_000;
/// Largest other file, in bytes: they are held in memory.
pub const ASSET_LIMIT: u64 = 200_000_000;

/// Folders of a site that are read, besides `site.yaml` and the lock of anchors.
const FOLDERS: [&str; 5] = ["content", "data", "quizzes", "static", "themes"];
/// Single files of a site that are read.
const FILES: [&str; 2] = ["site.yaml", "anchors.lock"];
/// Files and folders of a site, relative to its root: what is read, and what is worth watching.
pub fn places() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().chain(FOLDERS)
}

/// Endings of files that are text to us; everything else is bytes.
const TEXT_ENDINGS: [&str; 8] = ["md", "yaml", "yml", "html", "css", "js", "svg", "lock"];

/// A path inside the site, with forward slashes, that cannot leave it: no `..`, no root, no empty part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(String);

impl RelPath {
    /// Takes a clean relative path; `None` when it would escape or is not clean.
    pub fn new(path: &str) -> Option<Self> {
        let clean = !path.is_empty()
            && !path.contains(['\\', '\0'])
            && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        clean.then(|| Self(path.to_owned()))
    }

    /// The path that `reference` (relative, may climb with `..`) means when read from this file.
    /// `None` when it leaves the site.
    pub fn join(&self, reference: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.0.split('/').collect();
        parts.pop();
        for part in reference.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Self::new(&parts.join("/"))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the last slash.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The path without the folder `prefix`, when it lies in it.
    pub fn inside(&self, prefix: &str) -> Option<&str> {
        self.0.strip_prefix(prefix)?.strip_prefix('/')
    }

    /// What follows the last dot of the file name, in lower case.
    pub fn ending(&self) -> String {
        self.file_name().rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for RelPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

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
        self
    }

    /// Adds a file from its bytes, decoding text. Says what is wrong with it.
    pub fn add(&mut self, path: RelPath, bytes: Vec<u8>, report: &mut Report) {
        let ending = path.ending();
        if TEXT_ENDINGS.contains(&ending.as_str()) {
            match decode(&path, &bytes, report) {
                Some(text) => {
                    self.texts.insert(path.clone(), Arc::new(Source { path: path.clone(), text }));
                }
                None => return,
            }
        }
        if !matches!(ending.as_str(), "md" | "yaml" | "yml" | "html") {
            self.assets.insert(path, bytes.into());
        }
    }
}

/// Reads the site in `root`: see [`Sources`]. `skip` is a folder that must not be read although it
/// lies inside (the output).
pub fn load(root: &Path, skip: Option<&Path>) -> (Sources, Report) {
    let mut loader = Loader { root, skip, sources: Sources::default(), report: Report::default(), windows: 0 };
    if root.join("site.yaml").symlink_metadata().is_err() {
        loader.report.push(
            Diagnostic::error(
                Code::NoSite,
                format!("aucun site dans le dossier « {} » : le fichier site.yaml manque", root.display()),
            )
            .hint("indiquez le dossier du site avec --root, ou créez-en un avec « jalon new DOSSIER »"),
        );
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
        let entries: Vec<_> = walk.into_iter().filter_entry(|entry| visible(entry, skip.as_deref())).collect();
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
        let size = path.metadata()?.len();
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
        self.report.push(
            Diagnostic::error(Code::Unreadable, format!("lecture impossible : {}", reason(error)))
                .in_file(inside.display()),
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

/// Files and folders whose name starts with a dot are the editor's or the system's, never the site's.
fn visible(entry: &DirEntry, skip: Option<&Path>) -> bool {
    let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    !hidden && skip != Some(entry.path())
}

/// Text from bytes: UTF-8, a byte order mark removed, line ends made `\n`.
fn decode(path: &RelPath, bytes: &[u8], report: &mut Report) -> Option<String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || looks_like_utf16(bytes) {
        report.push(
            Diagnostic::error(Code::Encoding, "fichier en UTF-16, et non en UTF-8")
                .in_file(path)
                .hint("dans votre éditeur, « Enregistrer sous… », encodage « UTF-8 »"),
        );
        return None;
    }
    let (bytes, marked) = match bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            if marked {
                report.push(
                    Diagnostic::warning(
                        Code::ByteOrderMark,
                        "le fichier commence par une marque d’ordre des octets (BOM) : elle est ignorée",
                    )
                    .in_file(path)
                    .hint("enregistrez-le en « UTF-8 » plutôt qu’en « UTF-8 avec BOM »"),
                );
            }
            Some(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() })
        }
        Err(error) => {
            report.push(not_utf8(path, bytes, error.valid_up_to()));
            None
        }
    }
}

fn not_utf8(path: &RelPath, bytes: &[u8], at: usize) -> Diagnostic {
    let byte = bytes.get(at).copied().unwrap_or_default();
    let shown = Source { path: path.clone(), text: bytes.iter().map(|byte| char::from(*byte)).collect() };
    let offset: usize = bytes[..at].iter().map(|byte| char::from(*byte).len_utf8()).sum();
    Diagnostic::error(
        Code::Encoding,
        format!(
            "le fichier n’est pas en UTF-8 : octet 0x{byte:02X}, sans doute « {} » en Latin-1 (Windows-1252)",
            char::from(byte)
        ),
    )
    .at(&shown, offset..offset + char::from(byte).len_utf8())
    .hint("dans votre éditeur, « Enregistrer sous… », encodage « UTF-8 »")
}

/// UTF-16 without a mark shows itself by a zero in every other byte of plain text.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64) & !1];
    !head.is_empty() && [0, 1].iter().any(|phase| head.iter().skip(*phase).step_by(2).all(|byte| *byte == 0))
}

/// Why the system refused, in French where we know the kind.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "introuvable".to_owned(),
        io::ErrorKind::PermissionDenied => "droits insuffisants".to_owned(),
        io::ErrorKind::StorageFull => "le disque est plein".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule".to_owned(),
        io::ErrorKind::AlreadyExists => "existe déjà".to_owned(),
        io::ErrorKind::NotADirectory => "ce n’est pas un dossier".to_owned(),
        io::ErrorKind::IsADirectory => "c’est un dossier".to_owned(),
        io::ErrorKind::DirectoryNotEmpty => "le dossier n’est pas vide".to_owned(),
        io::ErrorKind::AddrInUse => "l’adresse est déjà utilisée".to_owned(),
        _ => error.to_string(),
    }
}

/// Absolute form of a path that may not exist yet: the longest existing part is resolved.
pub fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut missing = Vec::new();
    let mut existing = full.as_path();
    loop {
        if let Ok(resolved) = existing.canonicalize() {
            return missing.iter().rev().fold(resolved, |base: PathBuf, part| base.join(part));
        }
        match (existing.parent(), existing.file_name()) {
            (Some(parent), Some(name)) => {
                missing.push(name.to_owned());
                existing = parent;
            }
            _ => return full,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_joined_path_never_escapes(base in "[a-z]{1,3}(/[a-z]{1,3}){0,3}", reference in "[a-z./]{0,24}") {
            let base = RelPath::new(&base).ok_or_else(|| TestCaseError::fail("base"))?;
            if let Some(joined) = base.join(&reference) {
                prop_assert!(!joined.as_str().starts_with('/'));
                prop_assert!(joined.as_str().split('/').all(|part| !part.is_empty() && part != ".."));
            }
        }

        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut report = Report::default();
            let mut sources = Sources::default();
            let path = RelPath::new("content/a.md").ok_or_else(|| TestCaseError::fail("path"))?;
            sources.add(path, bytes, &mut report);
            prop_assert!(sources.texts.len() == 1 || report.has_errors());
        }
    }

    #[test]
    fn encodings_are_told_apart() {
        let cases: [(&[u8], Option<&str>, Option<Code>); 5] = [
            ("é".as_bytes(), Some("é"), None),
            (b"\xef\xbb\xbfa", Some("a"), Some(Code::ByteOrderMark)),
            (b"\xe9t\xe9", None, Some(Code::Encoding)),
            (b"\xff\xfea\0", None, Some(Code::Encoding)),
            (b"a\r\nb\rc", Some("a\nb\nc"), None),
        ];
        for (bytes, text, code) in cases {
            let mut report = Report::default();
            let path = RelPath::new("a.md").unwrap_or_else(|| unreachable!());
            assert_eq!(decode(&path, bytes, &mut report).as_deref(), text, "{bytes:?}");
            assert_eq!(report.entries().first().map(|entry| entry.code), code, "{bytes:?}");
        }
    }
}
