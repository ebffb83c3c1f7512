//! A path inside the site: it cannot leave it.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A path inside the site, with forward slashes, that cannot leave it: no `..`, no root, no empty part. Its letters are
/// composed (NFC), whatever the disk or the author wrote: a Mac decomposes « é », and no one sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RelPath(Arc<str>);

impl RelPath {
    /// Takes a clean relative path; `None` when it would escape or is not clean.
    pub(crate) fn new(path: &str) -> Option<Self> {
        let clean = !path.is_empty()
            && !path.contains(['\\', '\0'])
            && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        clean.then(|| match is_nfc(path) {
            true => Self(path.into()),
            false => Self(path.nfc().collect::<String>().into()),
        })
    }

    /// The path that `reference` (relative, may climb with `..`) means when read from this file.
    /// `None` when it leaves the site.
    pub(crate) fn join(&self, reference: &str) -> Option<Self> {
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
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the last slash.
    pub(crate) fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The path without the folder `prefix`, when it lies in it.
    pub(crate) fn inside(&self, prefix: &str) -> Option<&str> {
        self.0.strip_prefix(prefix)?.strip_prefix('/')
    }

    /// Whether the file name ends with a dot and this, in small letters or capitals.
    pub(crate) fn has_ending(&self, ending: &str) -> bool {
        self.file_name().rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
    }

    /// What follows the last dot of the file name, in lower case.
    pub(crate) fn ending(&self) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_are_composed() {
        let path = |path: &str| RelPath::new(path);
        assert_eq!(path("me\u{301}diateur.md"), path("médiateur.md"));
        assert_eq!(path("a/b.md").and_then(|base| base.join("e\u{301}.md")), path("a/é.md"));
    }

    proptest! {
        #[test]
        fn a_joined_path_never_escapes(base in "[a-z]{1,3}(/[a-z]{1,3}){0,3}", reference in "[a-z./]{0,24}") {
            let base = RelPath::new(&base).ok_or_else(|| TestCaseError::fail("base"))?;
            if let Some(joined) = base.join(&reference) {
                prop_assert!(!joined.as_str().starts_with('/'));
                prop_assert!(joined.as_str().split('/').all(|part| !part.is_empty() && part != ".."));
            }
        }
    }
}
