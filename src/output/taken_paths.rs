//! Paths that can stand in one folder on every system: what Windows and macOS hold for one name is one.
//!
//! In: paths as they come, each with who publishes it. Out: for a path that is taken, a [`Collision`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use foldhash::fast::RandomState;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Code, Diagnostic};

/// The list of what was published, which every published folder holds: no other file may have its name.
pub(crate) const MANIFEST: &str = "manifest.json";

/// The paths taken so far, files and the folders they lie in.
#[derive(Debug)]
pub(crate) struct TakenPaths<Owner>(HashMap<String, Taken<Owner>, RandomState>);

#[derive(Debug)]
struct Taken<Owner> {
    /// How the path is spelled, where that is not as it is folded.
    spelling: Option<Box<str>>,
    folder: bool,
    owner: Owner,
}

/// A path that cannot stand beside one that was there before.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Collision<Owner> {
    /// The path that came first, a file or a folder.
    pub(crate) standing: Name,
    /// Who publishes it, or something in it.
    pub(crate) owner: Owner,
    /// The path that came after it, or a folder of that path.
    pub(crate) refused: Name,
}

/// A path, as it is spelled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    /// The path.
    pub(crate) path: String,
    /// Whether it is that of a folder.
    pub(crate) folder: bool,
}

impl<Owner: Copy> TakenPaths<Owner> {
    /// None is taken but that of the manifest, by its owner.
    pub(crate) fn new(owner: Owner) -> Self {
        let manifest = Taken { spelling: None, folder: false, owner };
        Self(HashMap::from_iter([(MANIFEST.to_owned(), manifest)]))
    }

    /// Takes a path and the folders it lies in.
    pub(crate) fn take(&mut self, path: &str, owner: Owner) -> Result<(), Collision<Owner>> {
        let around = self.known(path);
        let folders = path.match_indices('/').map(|(end, _)| (&path[..end], true)).skip(around);
        for (spelling, folder) in folders.chain([(path, false)]) {
            match self.0.entry(folded(spelling).into_owned()) {
                Entry::Vacant(slot) => {
                    let spelling = (spelling != slot.key()).then(|| spelling.into());
                    slot.insert(Taken { spelling, folder, owner });
                }
                Entry::Occupied(slot) => {
                    let standing = (slot.get().spelling(slot.key()), slot.get().folder);
                    if !folder || standing != (spelling, true) {
                        let name = |(path, folder): (&str, bool)| Name { path: path.to_owned(), folder };
                        let refused = name((spelling, folder));
                        return Err(Collision { standing: name(standing), owner: slot.get().owner, refused });
                    }
                }
            }
        }
        Ok(())
    }

    /// How many of the folders of a path, from the root, were taken as it spells them.
    fn known(&self, path: &str) -> usize {
        let known = |folder: &str| {
            let key = folded(folder);
            self.0.get(&*key).is_some_and(|taken| taken.folder && taken.spelling(&key) == folder)
        };
        // The folder that holds that of the file is that of its neighbours.
        let holder = path.rmatch_indices('/').nth(1).map(|(end, _)| &path[..end]);
        holder.filter(|holder| known(holder)).map_or(0, |holder| holder.matches('/').count() + 1)
    }
}

impl<Owner> Taken<Owner> {
    fn spelling<'a>(&'a self, folded: &'a str) -> &'a str {
        self.spelling.as_deref().unwrap_or(folded)
    }
}

impl<Owner> Collision<Owner> {
    /// The collision in words, without those who made it.
    pub(crate) fn told(&self) -> String {
        // In order, so that the message does not depend on which thread came first.
        let (a, b) = (&self.standing.path, &self.refused.path);
        let (a, b) = (a.min(b), a.max(b));
        match (a == b, self.standing.folder == self.refused.folder) {
            (true, true) => format!("deux fichiers ont la même adresse : « {a} »"),
            (false, true) => format!("« {a} » et « {b} » ne diffèrent que par {}", self.difference()),
            (true, false) => format!("« {a} » est à la fois un fichier et un dossier"),
            (false, false) => {
                format!("« {a} » et « {b} », un fichier et un dossier, ne diffèrent que par {}", self.difference())
            }
        }
    }

    /// What alone tells the two paths apart.
    fn difference(&self) -> &'static str {
        let (a, b) = (&self.standing.path, &self.refused.path);
        if a.nfc().eq(b.nfc()) {
            "l’écriture des accents (NFC et NFD)"
        } else if a.to_lowercase() == b.to_lowercase() {
            "les majuscules"
        } else {
            "les majuscules et l’écriture des accents (NFC et NFD)"
        }
    }

    /// The refusal of the path that came after the other.
    pub(crate) fn refusal(&self) -> Diagnostic {
        Diagnostic::error(Code::DuplicateAddress, self.told()).hint(self.hint())
    }

    /// What to do, in French.
    pub(crate) fn hint(&self) -> &'static str {
        if self.standing.path == self.refused.path {
            "renommez l’un des deux"
        } else {
            "renommez l’un des deux : sous Windows ou macOS, ils n’en feraient qu’un"
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the last of these paths meets, those before it being accepted.
    fn collision<'a>(paths: &[&'a str]) -> Option<Collision<&'a str>> {
        let mut taken = TakenPaths::new("le manifeste");
        let mut outcomes: Vec<_> = paths.iter().map(|path| taken.take(path, *path).err()).collect();
        let last = outcomes.pop().flatten();
        assert!(outcomes.iter().all(Option::is_none), "{paths:?}");
        last
    }

    #[test]
    fn paths_that_no_folder_can_hold_together_are_refused() {
        assert_eq!(collision(&["a/index.html", "a/b.html", "b/index.html"]), None);
        let refused = [
            (["x", "Manifest.json"], "« Manifest.json » et « manifest.json » ne diffèrent que par les majuscules"),
            (["x", "manifest.json"], "deux fichiers ont la même adresse"),
            (["a", "a"], "deux fichiers ont la même adresse"),
            (["a", "A"], "« A » et « a » ne diffèrent que par les majuscules"),
            (["é", "e\u{301}"], "« e\u{301} » et « é » ne diffèrent que par l’écriture des accents"),
            (["é", "É"], "les majuscules"),
            (["É", "e\u{301}"], "les majuscules et l’écriture des accents"),
            (["a", "a/b"], "« a » est à la fois un fichier et un dossier"),
            (["a/b", "a"], "« a » est à la fois un fichier et un dossier"),
            (["a", "A/b"], "« A » et « a », un fichier et un dossier, ne diffèrent que par les majuscules"),
            (["a/b", "A/c"], "« A » et « a » ne diffèrent que par les majuscules"),
            (["é/b", "e\u{301}/c"], "l’écriture des accents"),
        ];
        for (paths, words) in refused {
            let collision = collision(&paths).unwrap_or_else(|| panic!("{paths:?}"));
            let owner = if paths[0] == "x" { "le manifeste" } else { paths[0] };
            assert_eq!(collision.owner, owner);
            assert!(collision.told().contains(words), "{paths:?}: {}", collision.told());
        }
    }

    #[test]
    fn a_collision_reads_the_same_in_both_orders() {
        for (a, b) in [("a", "A"), ("a", "a/b"), ("Guide/a", "guide/b"), ("é", "e\u{301}")] {
            assert_eq!(
                collision(&[a, b]).map(|collision| collision.told()),
                collision(&[b, a]).map(|collision| collision.told())
            );
        }
    }
}
