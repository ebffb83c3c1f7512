//! Reading a site: the only code, with `publish`, that knows the disk.
//!
//! In: a root folder. Out: [`Sources`], every file by its path relative to the root, text decoded
//! and checked, and what could not be read as diagnostics. A bad file never stops the others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use walkdir::DirEntry;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::{RelPath, Source};
use folders::{CAPSULES, CONTENT, STATIC};

mod disk;
mod encoding;
pub(crate) mod folders;
mod loaded;
mod marks;
pub(crate) mod photo;

pub(crate) use disk::{absolute, files_in, head, reason};
pub(crate) use loaded::Loaded;

/// Largest text file, in bytes: 5 MB is a thousand times a long page.
pub(crate) const TEXT_LIMIT: u64 = 5_000_000;
/// Largest other file, in bytes: they are held in memory.
pub(crate) const ASSET_LIMIT: u64 = 200_000_000;

/// Folders of a site that are read, besides `site.yaml` and the files that we keep.
const FOLDERS: [&str; 6] = [CAPSULES, CONTENT, "data", "quizzes", STATIC, "themes"];
/// Single files of a site that are read.
const FILES: [&str; 3] = ["site.yaml", "anchors.lock", "reviews.lock"];
/// Files and folders of a site, relative to its root: what is read, and what is worth watching.
pub(crate) fn places() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().chain(FOLDERS)
}

/// Endings of files that are text to us; everything else is bytes.
const TEXT_ENDINGS: [&str; 9] = ["md", "yaml", "yml", "html", "css", "js", "svg", "vtt", "lock"];

/// Every file of a site, by path. Maps are ordered, so nothing depends on the order of the disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    /// Text files.
    pub(crate) texts: BTreeMap<RelPath, Arc<Source>>,
    /// Other files, and SVG images too (they are both).
    pub(crate) assets: BTreeMap<RelPath, Arc<[u8]>>,
    /// Files that are there and could not be read: what refers to them is not to blame.
    pub(crate) failed: BTreeSet<RelPath>,
}

impl Sources {
    /// The text file at a path.
    pub(crate) fn text(&self, path: &str) -> Option<&Arc<Source>> {
        self.texts.get(path)
    }

    /// The text files of a folder with a given ending, in order.
    pub(crate) fn texts_in<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a Arc<Source>> {
        self.texts.values().filter(move |source| source.path.inside(folder).is_some() && source.path.has_ending(ending))
    }

    /// Lays these files over others: a file of `self` wins over one of `base` at the same path.
    pub(crate) fn over(mut self, base: Sources) -> Sources {
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
    pub(crate) fn add(&mut self, path: RelPath, bytes: Vec<u8>, report: &mut Report) {
        let ending = path.ending();
        // What lies in `static/` is published as it is, whatever it holds.
        let as_is = path.inside(STATIC).is_some();
        if TEXT_ENDINGS.contains(&ending.as_str()) && !as_is {
            match encoding::decode(&path, &bytes, report) {
                Some(text) => {
                    let source = Source { path: path.clone(), text };
                    if marks::conflict(&source, report) {
                        self.failed.insert(path);
                        return;
                    }
                    if matches!(ending.as_str(), "md" | "yaml" | "yml") {
                        marks::controls(&source, report);
                    }
                    self.texts.insert(path.clone(), Arc::new(source));
                }
                None => {
                    self.failed.insert(path);
                    return;
                }
            }
        }
        if as_is || !matches!(ending.as_str(), "md" | "yaml" | "yml" | "html") {
            let bytes = marks::discreet(&path, bytes, report);
            self.assets.insert(path, bytes.into());
        }
    }
}

/// The text of a file that is not of the site, named on the command line; what to say when there is none.
pub(crate) fn given(path: &Path) -> Result<String, Box<Diagnostic>> {
    let refused = |why: &str| {
        let message = format!("« {} » : {why}", path.display());
        Box::new(Diagnostic::error(Code::Usage, message))
    };
    let limit = usize::try_from(TEXT_LIMIT).unwrap_or(usize::MAX);
    let bytes = head(path, limit.saturating_add(1))
        .map_err(|error| Box::new(refused(&reason(&error)).hint("donnez le chemin d’un fichier de texte")))?;
    if bytes.len() > limit {
        return Err(Box::new(refused("plus de 5 Mo").hint("gardez les lignes les plus fréquentes")));
    }
    encoding::lenient(&bytes).ok_or_else(|| {
        Box::new(refused("fichier en UTF-16").hint("enregistrez-le en UTF-8, ou en CSV depuis le tableur"))
    })
}

/// What to say when there is no site in a folder.
pub(crate) fn absent(root: &Path) -> Option<Diagnostic> {
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
pub(crate) fn load(root: &Path, skip: Option<&Path>) -> (Sources, Report) {
    let loaded = Loaded::new(root, skip);
    let report = loaded.report();
    (loaded.sources, report)
}

/// Files and folders whose name starts with a dot are the editor's or the system's, never the site's;
/// but in `static/` they are meant: `.htaccess`, `.well-known`.
fn visible(entry: &DirEntry, skip: Option<&Path>, folder: &str) -> bool {
    let name = entry.file_name().to_string_lossy();
    let hidden = entry.depth() > 0 && folder != STATIC && name.starts_with('.');
    !hidden && !leftover(&name) && skip != Some(entry.path())
}

/// Whether what stands at this path, from the folder of a site, is the editor's or the system's: see `visible`.
pub(crate) fn foreign(path: &Path) -> bool {
    let meant = path.starts_with(STATIC);
    path.iter().map(|part| part.to_string_lossy()).any(|part| leftover(&part) || !meant && part.starts_with('.'))
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

    #[test]
    fn a_name_with_a_dot_is_meant_in_static_only() {
        for path in ["static/.htaccess", "static/.well-known/security.txt", "content/a.md", "site.yaml"] {
            assert!(!foreign(Path::new(path)), "{path}");
        }
        for path in
            ["content/.a.md.swp", ".git/index", "content/a.md~", "static/.DS_Store", ".anchors.lock.1.jalon-new"]
        {
            assert!(foreign(Path::new(path)), "{path}");
        }
    }

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
