//! The sources that pages cite (`data/bibliography.yaml`).

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;
use crate::text::slug::slug;
use crate::yaml::decode::{Day, Spanned};
use crate::yaml::suggest::nearest;
use crate::{choice, record};

/// The file, inside the folder of the site.
pub(crate) const FILE: &str = "data/bibliography.yaml";

choice! {
    /// How much of a source was read.
    pub(crate) enum Reading {
        /// All of it.
        Whole => "entier",
        /// Its beginning only.
        Start => "début",
        /// Not read: known by another source.
        Unread => "non",
    }
}

record! {
    /// Une source citée par les pages.
    pub(crate) struct Entry as "une source" {
        /// Ce que c’est, avec nos mots.
        title: String,
        /// Qui la publie.
        publisher: Option<String>,
        /// Son adresse.
        url: Option<Spanned<String>>,
        /// Quand elle a été consultée.
        consulted: Option<Day>,
        /// Ce qui en a été lu.
        read: Option<Reading>,
        /// Remarque pour le lecteur.
        note: Option<String>,
    }
}

/// All sources, by key.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bibliography {
    entries: BTreeMap<String, Spanned<Entry>>,
    unreadable: bool,
}

impl Bibliography {
    /// From the decoded file. When it could not be read, no key is said to be missing from it.
    pub(crate) fn new(entries: BTreeMap<String, Spanned<Entry>>, unreadable: bool) -> Self {
        Self { entries, unreadable }
    }

    /// Whether a key is surely not a source.
    pub(crate) fn lacks(&self, key: &str) -> bool {
        !self.unreadable && !self.entries.contains_key(key)
    }

    /// The source with this key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key).map(|entry| &entry.value)
    }

    /// The known key nearest to a mistyped one.
    pub(crate) fn nearest(&self, key: &str) -> Option<&str> {
        nearest(key, self.entries.keys().map(String::as_str))
    }

    /// All sources, by key.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Spanned<Entry>)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), entry))
    }
}

/// The anchor of a source, in the list at the foot of a page and on the page of all sources.
pub(crate) fn anchor(key: &str) -> String {
    format!("source-{}", slug(key))
}

/// Tells the keys that are not in the bibliography.
pub(crate) fn known_sources(
    keys: &[Spanned<String>],
    source: &Source,
    bibliography: &Bibliography,
    report: &mut Report,
) {
    for key in keys.iter().filter(|key| bibliography.lacks(&key.value)) {
        report.push(unknown_source(&key.value, bibliography).at(source, key.span.clone()));
    }
}

/// The diagnostic for a key that is not in the bibliography.
pub(crate) fn unknown_source(key: &str, bibliography: &Bibliography) -> Diagnostic {
    let hint = match bibliography.nearest(key) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None => format!("ajoutez cette source à {FILE}"),
    };
    Diagnostic::error(Code::UnknownSource, format!("source « {key} » absente de la bibliographie")).hint(hint)
}
