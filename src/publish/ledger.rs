//! What one publication has been given so far. In: paths, as they come. Out: the refusal of two that
//! cannot stand in one folder on every system, and the entries of the new version, sorted.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use foldhash::fast::RandomState;
use unicode_normalization::UnicodeNormalization;

use super::manifest::{Entry, MANIFEST};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::RelPath;

/// A file of the new version.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Placed {
    pub entry: Entry,
    /// Whether it had to be written; otherwise the published one is kept.
    pub written: bool,
}

struct Claim {
    /// How the path is spelled, where that is not as it is folded.
    spelling: Option<Box<str>>,
    folder: bool,
}

impl Claim {
    /// The claim of a path; `folded` is the key that it stands under.
    fn new(spelling: &str, folded: &str, folder: bool) -> Self {
        Self { spelling: (spelling != folded).then(|| spelling.into()), folder }
    }

    fn spelling<'a>(&'a self, folded: &'a str) -> &'a str {
        self.spelling.as_deref().unwrap_or(folded)
    }
}

pub struct Ledger {
    claims: HashMap<String, Claim, RandomState>,
    placed: Vec<Placed>,
}

/// The paths that cannot stand in one folder on every system, told before anything is written.
pub fn collisions<'a>(paths: impl Iterator<Item = &'a RelPath>) -> Report {
    let mut ledger = Ledger::new();
    let mut report = Report::default();
    for path in paths {
        if let Err(diagnostic) = ledger.claim(path.as_str()) {
            report.push(diagnostic);
        }
    }
    report
}

impl Ledger {
    pub fn new() -> Self {
        let claim = Claim::new(MANIFEST, MANIFEST, false);
        Self { claims: HashMap::from_iter([(MANIFEST.to_owned(), claim)]), placed: Vec::new() }
    }

    /// Reserves a path and the folders it lies in.
    pub fn claim(&mut self, path: &str) -> Result<(), Diagnostic> {
        let around = self.reserved(path);
        let folders = path.match_indices('/').map(|(end, _)| (&path[..end], true)).skip(around);
        for (spelling, folder) in folders.chain([(path, false)]) {
            match self.claims.entry(folded(spelling).into_owned()) {
                Slot::Vacant(slot) => {
                    let claim = Claim::new(spelling, slot.key(), folder);
                    slot.insert(claim);
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

    /// How many of the folders of a path, from the root, were reserved as it spells them.
    fn reserved(&self, path: &str) -> usize {
        let known = |folder: &str| {
            let key = folded(folder);
            self.claims.get(&*key).is_some_and(|claim| claim.folder && claim.spelling(&key) == folder)
        };
        // The folder that holds that of the file is that of its neighbours.
        let holder = path.rmatch_indices('/').nth(1).map(|(end, _)| &path[..end]);
        holder.filter(|holder| known(holder)).map_or(0, |holder| holder.matches('/').count() + 1)
    }

    pub fn record(&mut self, placed: Placed) {
        self.placed.push(placed);
    }

    /// All that was recorded, sorted by path.
    pub fn close(&mut self) -> Vec<Placed> {
        let mut placed = std::mem::take(&mut self.placed);
        placed.sort();
        placed
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
            let mut ledger = Ledger::new();
            let outcome = paths.iter().try_for_each(|path| ledger.claim(path));
            assert_eq!(outcome.is_ok(), accepted, "{paths:?}");
            assert!(outcome.err().is_none_or(|fault| fault.code == Code::DuplicateAddress));
        }
    }

    #[test]
    fn a_collision_reads_the_same_in_both_orders() {
        let says = |paths: [&str; 2]| {
            let mut ledger = Ledger::new();
            paths.iter().try_for_each(|path| ledger.claim(path)).err()
        };
        for (a, b) in [("a", "A"), ("a", "a/b"), ("Guide/a", "guide/b")] {
            assert_eq!(says([a, b]), says([b, a]));
        }
    }
}
