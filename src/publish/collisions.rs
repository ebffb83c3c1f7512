//! Paths that cannot stand in one folder on every system: Windows and macOS ignore letter case, and macOS
//! holds both spellings of an accented letter for one.
//!
//! In: paths, in any order. Out: the refusal of a path that collides with one given before.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use foldhash::fast::RandomState;
use unicode_normalization::UnicodeNormalization;

use super::manifest::MANIFEST;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::RelPath;

/// How a path was taken.
struct TakenPath {
    /// How it is spelled, when that is not its folded form.
    spelling: Option<Box<str>>,
    folder: bool,
}

impl TakenPath {
    /// A path; `folded` is its key.
    fn new(spelling: &str, folded: &str, folder: bool) -> Self {
        Self { spelling: (spelling != folded).then(|| spelling.into()), folder }
    }

    fn spelling<'a>(&'a self, folded: &'a str) -> &'a str {
        self.spelling.as_deref().unwrap_or(folded)
    }
}

/// The paths taken so far, with their folders, each under its folded form.
pub struct TakenPaths(HashMap<String, TakenPath, RandomState>);

/// Every collision among these paths, before anything is written.
pub fn collisions<'a>(paths: impl Iterator<Item = &'a RelPath>) -> Report {
    let mut taken = TakenPaths::new();
    let mut report = Report::default();
    for path in paths {
        if let Err(diagnostic) = taken.take(path.as_str()) {
            report.push(diagnostic);
        }
    }
    report
}

impl TakenPaths {
    pub fn new() -> Self {
        let taken = TakenPath::new(MANIFEST, MANIFEST, false);
        Self(HashMap::from_iter([(MANIFEST.to_owned(), taken)]))
    }

    /// Takes a path and the folders it lies in.
    pub fn take(&mut self, path: &str) -> Result<(), Diagnostic> {
        let around = self.known_folders(path);
        let folders = path.match_indices('/').map(|(end, _)| (&path[..end], true)).skip(around);
        for (spelling, folder) in folders.chain([(path, false)]) {
            match self.0.entry(folded(spelling).into_owned()) {
                Slot::Vacant(slot) => {
                    let taken = TakenPath::new(spelling, slot.key(), folder);
                    slot.insert(taken);
                }
                Slot::Occupied(slot) => {
                    let standing = (slot.get().spelling(slot.key()), slot.get().folder);
                    if !folder || standing != (spelling, true) {
                        return Err(collision(standing, (spelling, folder)));
                    }
                }
            }
        }
        Ok(())
    }

    /// How many of the folders of a path, from the root, were taken as it spells them.
    fn known_folders(&self, path: &str) -> usize {
        let known = |folder: &str| {
            let key = folded(folder);
            self.0.get(&*key).is_some_and(|taken| taken.folder && taken.spelling(&key) == folder)
        };
        // The files before it mostly lie in the same parent folder.
        let holder = path.rmatch_indices('/').nth(1).map(|(end, _)| &path[..end]);
        holder.filter(|holder| known(holder)).map_or(0, |holder| holder.matches('/').count() + 1)
    }
}

/// Windows and macOS hold `Guide` and `guide` for one name, and macOS both spellings of « é ».
fn folded(path: &str) -> Cow<'_, str> {
    if !path.is_ascii() {
        path.nfc().collect::<String>().to_lowercase().into()
    } else if path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        path.to_ascii_lowercase().into()
    } else {
        path.into()
    }
}

/// Two paths, each with whether it is that of a folder, that no folder can hold together.
fn collision(one: (&str, bool), other: (&str, bool)) -> Diagnostic {
    // In order, so that the message does not depend on which thread came first.
    let (a, b) = (one.0.min(other.0), one.0.max(other.0));
    let message = match (a == b, one.1 == other.1) {
        (true, true) => format!("deux fichiers ont la même adresse : « {a} »"),
        (false, true) => format!("« {a} » et « {b} » ne diffèrent que par les majuscules ou l’écriture des accents"),
        (true, false) => format!("« {a} » est à la fois un fichier et un dossier"),
        (false, false) => {
            format!("« {a} » et « {b} », un fichier et un dossier, auraient le même nom sous Windows et macOS")
        }
    };
    let hint = match (folded(a) == MANIFEST, a == b) {
        (true, _) => "renommez le vôtre : c’est le nom du manifeste que Jalon écrit",
        (false, true) => "renommez l’un des deux",
        (false, false) => "renommez l’un des deux : sous Windows et macOS, ils n’en feraient qu’un",
    };
    Diagnostic::error(Code::DuplicateAddress, message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_no_folder_can_hold_together_are_refused() {
        let cases: [(&[&str], bool); 10] = [
            (&["a/index.html", "a/b.html", "b/index.html"], true),
            (&["a", "a"], false),
            (&["a", "A"], false),
            (&["é", "e\u{301}"], false),
            (&["é", "É"], false),
            (&["a", "a/b"], false),
            (&["a/b", "a"], false),
            (&["a/b", "A/c"], false),
            (&["manifest.json"], false),
            (&["Manifest.json"], false),
        ];
        for (paths, accepted) in cases {
            let mut taken = TakenPaths::new();
            let outcome = paths.iter().try_for_each(|path| taken.take(path));
            assert_eq!(outcome.is_ok(), accepted, "{paths:?}");
            assert!(outcome.err().is_none_or(|fault| fault.code == Code::DuplicateAddress));
        }
    }

    #[test]
    fn a_collision_reads_the_same_in_both_orders() {
        let says = |paths: [&str; 2]| {
            let mut taken = TakenPaths::new();
            paths.iter().try_for_each(|path| taken.take(path)).err()
        };
        for (a, b) in [("a", "A"), ("a", "a/b"), ("Guide/a", "guide/b")] {
            assert_eq!(says([a, b]), says([b, a]));
        }
    }
}
