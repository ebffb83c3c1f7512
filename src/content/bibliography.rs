//! The sources that pages cite (`data/bibliography.yaml`).

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::dates;
use crate::text::Source;
use crate::text::slug::slug;
use crate::yaml::decode::{Day, Spanned};
use crate::yaml::suggest::nearest;
use crate::{choice, record};

/// The file, inside the folder of the site.
pub(crate) const FILE: &str = "data/bibliography.yaml";

choice! {
    /// Ce qui a été lu d’une source.
    pub(crate) enum Reading {
        /// En entier.
        Whole => "entier",
        /// Son début seulement.
        Start => "début",
        /// Dans la copie qu’en donne une autre source.
        Through => "recueil",
        /// Pas lue : connue par une autre source.
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
        /// Quand la copie a été lue.
        read_on: Option<Day>,
        /// Clé de la source dans laquelle elle a été lue (« read: recueil »).
        through: Option<Spanned<String>>,
        /// Date que porte la source, telle qu’elle l’écrit.
        dated: Option<String>,
        /// Ce qu’il faut y guetter, et pourquoi.
        watch: Option<String>,
        /// Remarque pour le lecteur.
        note: Option<String>,
    }
}

impl Entry {
    /// What was read of the source, when, the date it bears and the remark of its author, in a few words; nothing when
    /// nothing is known of it.
    pub(crate) fn reading(&self, bibliography: &Bibliography) -> Option<String> {
        let read = self.read.map(|read| match read {
            Reading::Whole => "copie archivée, lue en entier",
            Reading::Start => "copie archivée, lue au début",
            Reading::Through => "copie d’un recueil, lue",
            Reading::Unread => "page non lue",
        });
        let when = self.when();
        let read = read.map(|read| format!("{read}{}", when.map(|when| format!(" {when}")).unwrap_or_default()));
        self.joined(read, bibliography)
    }

    /// The same where the extent is shown otherwise.
    pub(crate) fn reading_without_extent(&self, bibliography: &Bibliography) -> Option<String> {
        self.joined(self.when(), bibliography)
    }

    /// « le 30 novembre 2026 ».
    fn when(&self) -> Option<String> {
        self.read_on.map(|day| format!("le {}", dates::shown(day.0).text))
    }

    fn joined(&self, read: Option<String>, bibliography: &Bibliography) -> Option<String> {
        let through = self.through.as_ref().and_then(|key| bibliography.get(&key.value));
        let through = through.map(|other| format!("dans : {}", other.title));
        let dated = self.dated.as_ref().map(|date| format!("date portée : {date}"));
        let parts: Vec<String> = [read, through, dated, self.note.clone()].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" ; "))
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

/// Tells a source read through one that is not in the bibliography, or through none.
pub(crate) fn known_readings(bibliography: &Bibliography, source: &Source, report: &mut Report) {
    for (key, entry) in bibliography.iter() {
        match (&entry.value.through, entry.value.read) {
            (Some(other), _) if bibliography.lacks(&other.value) => {
                report.push(unknown_source(&other.value, bibliography).at(source, other.span.clone()));
            }
            (None, Some(Reading::Through)) => report.push(
                Diagnostic::error(Code::MissingKey, format!("« {key} » est lue dans un recueil qui n’est pas dit"))
                    .at(source, entry.span.clone())
                    .hint("ajoutez « through: » avec la clé de la source qui en donne la copie"),
            ),
            _ => {}
        }
    }
}
