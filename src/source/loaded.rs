//! What was read of a folder, and how it is read: all of it, or again only what changed.
//!
//! In: a root folder, then the files that changed in it. Out: [`Sources`] and their report, the same
//! whichever way they were come by.

use std::collections::BTreeSet;
use std::fs::{File, FileType};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use memchr::memchr;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::{
    ASSET_LIMIT, FILES, FOLDERS, RelPath, Sources, TEXT_ENDINGS, TEXT_LIMIT, absent, absolute, leftover, reason,
    visible,
};
use crate::diagnostic::{Code, Diagnostic, Report};

/// Files read at once, whatever the number of processors: a disk serves several in the time of one.
const READERS: usize = 8;
/// Files that a reader takes at a time: each is found while the others wait to ask for theirs.
const HANDFUL: usize = 16;

/// The files of a site, as they were when they were read.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// What they hold.
    pub(crate) sources: Sources,
    report: Report,
    /// Pages with the line ends of Windows.
    windows: BTreeSet<RelPath>,
    /// Some are links to others, which change along with those.
    links: bool,
}

/// A file that is there; of which kind, the folder that holds it tells without a question to the disk.
struct Found {
    path: PathBuf,
    kind: FileType,
}

/// One file of them.
#[derive(Default)]
struct Piece {
    loaded: Loaded,
}

impl Loaded {
    /// Reads everything. `skip` is a folder that must not be read although it lies inside.
    pub(crate) fn new(root: &Path, skip: Option<&Path>) -> Self {
        if let Some(absent) = absent(root) {
            let mut loaded = Self::default();
            loaded.report.push(absent);
            return loaded;
        }
        let kind = |path: &Path| path.symlink_metadata().ok().map(|metadata| metadata.file_type());
        let files = FILES.into_iter().map(|file| root.join(file));
        let files = files.filter_map(|path| kind(&path).map(|kind| Ok(Found { path, kind })));
        let present = |folder: &&str| kind(&root.join(folder)).is_some();
        let folders = FOLDERS.into_iter().filter(present).flat_map(|folder| walk(root, folder, skip));
        let mut found = files.chain(folders);
        let handfuls = std::iter::from_fn(|| {
            let handful: Vec<_> = found.by_ref().take(HANDFUL).collect();
            (!handful.is_empty()).then_some(handful)
        });
        let piece = |found| match found {
            Ok(found) => Piece::read(root, &found),
            Err(error) => Piece::lost(root, error),
        };
        // Files are read while others are still being found.
        let read = || -> Vec<(usize, Vec<Piece>)> {
            let handfuls = handfuls.enumerate().par_bridge();
            handfuls.map(|(rank, handful)| (rank, handful.into_iter().map(piece).collect())).collect()
        };
        let mut pieces = match ThreadPoolBuilder::new().num_threads(READERS).build() {
            Ok(readers) => readers.install(read),
            Err(_) => read(),
        };
        let mut loaded = Self::default();
        pieces.sort_unstable_by_key(|(rank, _)| *rank);
        pieces.into_iter().flat_map(|(_, handful)| handful).for_each(|piece| loaded.take(piece.loaded));
        loaded
    }

    /// Reads again those files, of all that was read, that are named here; tells which hold something
    /// else now. `None`, and nothing done, when that is not enough: files came, or links and folders play a part.
    pub(crate) fn reread(&mut self, root: &Path, changed: &BTreeSet<PathBuf>) -> Option<BTreeSet<RelPath>> {
        if self.links {
            return None;
        }
        let root = absolute(root);
        let mut pieces = Vec::new();
        for path in changed {
            let inside = path.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
            let relative = RelPath::new(&inside)?;
            let kind = match path.symlink_metadata() {
                Ok(metadata) => Some(metadata.file_type()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(_) => return None,
            };
            match kind {
                Some(kind) if kind.is_file() && self.holds(&relative) => {
                    pieces.push((relative, Piece::read(&root, &Found { path: path.clone(), kind })))
                }
                // A file that left; but without its settings a site is no site, and a folder takes all it holds along.
                None if self.holds(&relative) && inside != FILES[0] => pieces.push((relative, Piece::default())),
                None if !self.holds_under(&relative) => {}
                Some(kind) if kind.is_file() && leftover(relative.file_name()) => {}
                _ => return None,
            }
        }
        if pieces.iter().any(|(_, piece)| piece.loaded.links) {
            return None;
        }
        Some(pieces.into_iter().filter_map(|(path, piece)| self.replace(&path, piece.loaded).then_some(path)).collect())
    }

    /// All that there is to say of the reading.
    pub(crate) fn report(&self) -> Report {
        let mut report = self.report.clone();
        if !self.windows.is_empty() {
            let files = crate::french::numbers::plural(self.windows.len(), "page a", "pages ont");
            report.push(Diagnostic::note(
                Code::LineEnds,
                format!("{files} des fins de ligne Windows (CRLF) : acceptées, le site publié n’en dépend pas"),
            ));
        }
        report
    }

    fn holds(&self, path: &RelPath) -> bool {
        let Sources { texts, assets, failed } = &self.sources;
        texts.contains_key(path) || assets.contains_key(path) || failed.contains(path)
    }

    fn holds_under(&self, folder: &RelPath) -> bool {
        let Sources { texts, assets, failed } = &self.sources;
        let under = |path: &RelPath| path.inside(folder.as_str()).is_some();
        texts.keys().any(under) || assets.keys().any(under) || failed.iter().any(under)
    }

    fn take(&mut self, mut other: Loaded) {
        let sources = &other.sources;
        let double = sources.texts.keys().chain(sources.assets.keys()).find(|path| self.holds(path)).cloned();
        if let Some(path) = double {
            let apart: String = path.as_str().nfd().collect();
            let message =
                format!("« {path} » et « {apart} » sont un seul nom, en lettres composées (NFC) et décomposées (NFD)");
            let hint = "retirez l’un des deux, ou renommez-le : un seul serait lu";
            other.report.push(Diagnostic::error(Code::DuplicateAddress, message).in_file(&path).hint(hint));
            // Either may change, under one name: all is then read again.
            other.links = true;
        }
        self.sources.texts.extend(other.sources.texts);
        self.sources.assets.extend(other.sources.assets);
        self.sources.failed.extend(other.sources.failed);
        self.report.extend(other.report);
        self.windows.extend(other.windows);
        self.links |= other.links;
    }

    /// Whether the file holds something else now.
    fn replace(&mut self, path: &RelPath, file: Loaded) -> bool {
        let text = self.sources.texts.remove(path);
        let asset = self.sources.assets.remove(path);
        let failed = self.sources.failed.remove(path);
        self.windows.remove(path);
        self.report.retain(|entry| entry.file != path.as_str());
        let same = !failed
            && file.sources.failed.is_empty()
            && text.as_ref() == file.sources.texts.get(path)
            && asset.as_ref() == file.sources.assets.get(path);
        self.take(file);
        !same
    }
}

/// What is read of a folder, in order.
fn walk(root: &Path, folder: &'static str, skip: Option<&Path>) -> impl Iterator<Item = Result<Found, walkdir::Error>> {
    let walk = WalkDir::new(root.join(folder)).sort_by_file_name();
    let entries = walk.into_iter().filter_entry(move |entry| visible(entry, skip, folder));
    entries
        .filter(|entry| entry.as_ref().map_or(true, |entry| !entry.file_type().is_dir()))
        .map(|entry| entry.map(|entry| Found { kind: entry.file_type(), path: entry.into_path() }))
}

impl Piece {
    fn read(root: &Path, found: &Found) -> Self {
        let mut piece = Self::default();
        let Some(relative) = piece.relative(root, &found.path) else { return piece };
        match piece.bytes(root, found, &relative) {
            Ok(Some(bytes)) => {
                if relative.has_ending("md")
                    && memchr(b'\r', &bytes).is_some()
                    && bytes.windows(2).any(|pair| pair == b"\r\n")
                {
                    piece.loaded.windows.insert(relative.clone());
                }
                piece.loaded.sources.add(relative, bytes, &mut piece.loaded.report);
            }
            Ok(None) => {}
            Err(error) => piece.unreadable(root, &found.path, &error),
        }
        piece
    }

    fn lost(root: &Path, error: walkdir::Error) -> Self {
        let mut piece = Self::default();
        let path = error.path().map(Path::to_path_buf).unwrap_or_default();
        let error = error.into_io_error().unwrap_or_else(|| io::Error::other("boucle de liens"));
        piece.unreadable(root, &path, &error);
        piece
    }

    fn bytes(&mut self, root: &Path, found: &Found, relative: &RelPath) -> io::Result<Option<Vec<u8>>> {
        if found.kind.is_symlink() {
            self.loaded.links = true;
            if !self.accepts_link(root, &found.path, relative)? {
                return Ok(None);
            }
        } else if !found.kind.is_file() {
            return Err(io::Error::other("ce n’est pas un fichier ordinaire"));
        }
        let file = File::open(&found.path)?;
        let size = file.metadata()?.len();
        let limit = if TEXT_ENDINGS.contains(&relative.ending().as_str()) { TEXT_LIMIT } else { ASSET_LIMIT };
        if size > limit {
            self.loaded.report.push(
                Diagnostic::error(
                    Code::TooLarge,
                    format!("fichier de {} Mo, plus que la limite de {} Mo", size / 1_000_000, limit / 1_000_000),
                )
                .in_file(relative)
                .hint("découpez ce fichier en plusieurs"),
            );
            self.loaded.sources.failed.insert(relative.clone());
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// Links inside the root to a file are followed; all others are refused, so that a site never
    /// publishes what lies outside of it.
    fn accepts_link(&mut self, root: &Path, path: &Path, relative: &RelPath) -> io::Result<bool> {
        let target = path.canonicalize()?;
        let inside = target.starts_with(root.canonicalize()?);
        if inside && target.is_file() {
            return Ok(true);
        }
        let message = if inside {
            "lien symbolique vers un dossier : il n’est pas suivi"
        } else {
            "lien symbolique qui sort du dossier du site"
        };
        self.loaded.report.push(
            Diagnostic::error(Code::Symlink, message)
                .in_file(relative)
                .hint("remplacez ce lien par une copie de ce qu’il désigne"),
        );
        Ok(false)
    }

    fn relative(&mut self, root: &Path, path: &Path) -> Option<RelPath> {
        let inside = path.strip_prefix(root).unwrap_or(path);
        let parts: Option<Vec<&str>> = inside
            .components()
            .map(|part| match part {
                Component::Normal(name) => name.to_str(),
                _ => None,
            })
            .collect();
        let relative = parts.and_then(|parts| RelPath::new(&parts.join("/")));
        if relative.is_none() {
            self.loaded.report.push(
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

    fn unreadable(&mut self, root: &Path, path: &Path, error: &io::Error) {
        let inside = path.strip_prefix(root).unwrap_or(path);
        self.loaded.sources.failed.extend(inside.to_str().and_then(|inside| RelPath::new(&inside.replace('\\', "/"))));
        self.loaded.report.push(
            Diagnostic::error(Code::Unreadable, format!("lecture impossible : {}", reason(error)))
                .in_file(inside.display())
                .hint("rendez ce fichier lisible, ou retirez-le du site"),
        );
    }
}
