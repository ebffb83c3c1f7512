//! The versions of the course that were published, against which attestations are read.
//!
//! In: the course as it is, and `data/course-versions.yaml`, which `jalon attestation record` keeps.
//! Out: [`Known`], whose first version is that of today.

use serde::Serialize;

use super::control_code::canonical_text;
use crate::content::configuration::Configuration;
use crate::course::Course;
use crate::french::french;
use crate::record;

/// The file, inside the folder of the site.
pub(crate) const FILE: &str = "data/course-versions.yaml";

record! {
    /// Une version publiée du parcours. Ce fichier est tenu par « jalon attestation record ».
    pub(crate) struct Recorded as "une version du parcours" {
        /// Empreinte de la version.
        version: String,
        /// Éditeur, tel qu’il figure sur l’attestation.
        publisher: String,
        /// Intitulé du parcours.
        title: String,
        /// Durée annoncée, en minutes.
        duration: u32,
        /// Seuil de réussite, en pour cent.
        pass: u32,
        /// Mois après lesquels l’attestation est à revoir.
        validity: Option<u32>,
        /// Modules, dans l’ordre.
        modules: Vec<RecordedModule>,
    }
}

record! {
    /// Un module d’une version publiée.
    pub(crate) struct RecordedModule as "un module" {
        /// Identifiant.
        id: String,
        /// Intitulé.
        title: String,
        /// Empreinte de son contenu.
        version: String,
        /// Objectifs, dans l’ordre.
        objectives: Vec<String>,
    }
}

/// A module of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct KnownModule {
    /// Identifier.
    pub(crate) id: String,
    /// Number, as printed.
    pub(crate) number: String,
    /// Title, as printed.
    pub(crate) title: String,
    /// Digest.
    pub(crate) version: String,
    /// Objectives, as printed.
    pub(crate) objectives: Vec<String>,
}

/// A version of the course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Version {
    /// Digest.
    pub(crate) version: String,
    /// Publisher, as printed.
    pub(crate) publisher: String,
    /// Title, as printed.
    pub(crate) title: String,
    /// Minutes, as printed.
    pub(crate) duration: String,
    /// Pass mark, in percent.
    pub(crate) pass: u32,
    /// Months after which it is to be done again, when the publisher sets a number.
    pub(crate) validity: Option<u32>,
    /// Modules.
    pub(crate) modules: Vec<KnownModule>,
}

/// What the site knows of its course.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Known {
    /// Identifier of the course.
    pub(crate) course: String,
    /// Versions, that of today first.
    pub(crate) versions: Vec<Version>,
}

/// What a module of an attestation has become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// As it was: nothing to do.
    Same,
    /// Its content changed: a refresher is due.
    Changed,
    /// The course no longer has it.
    Removed,
    /// The course has it and the sheet does not.
    Absent,
}

/// Name of the publisher, as it is printed.
pub(crate) fn publisher(configuration: &Configuration) -> String {
    let name = configuration.publisher.as_ref().map_or(&configuration.title, |publisher| &publisher.name);
    french(name).into_owned()
}

impl Version {
    /// The day from which a sheet whose last day is this one is to be done again; nothing when no number of months was set.
    pub(crate) fn review(&self, last: &str) -> String {
        let day = self.validity.and_then(|months| {
            let last: jiff::civil::Date = last.parse().ok()?;
            last.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
        });
        day.map(|day| day.to_string()).unwrap_or_default()
    }
}

impl Known {
    /// What a publisher's site knows: its course, and the versions recorded, oldest first.
    pub(crate) fn new(course: &Course, recorded: &[Recorded], publisher: &str) -> Self {
        let mut versions = vec![current(course, publisher)];
        for recorded in recorded.iter().rev() {
            if versions.iter().all(|known| known.version != recorded.version) {
                versions.push(printed(recorded));
            }
        }
        Self { course: course.file.id.value.clone(), versions }
    }

    /// The version of a digest.
    pub(crate) fn of(&self, digest: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.version == digest)
    }

    /// The version of today.
    pub(crate) fn current(&self) -> Option<&Version> {
        self.versions.first()
    }

    /// Whether a module was ever published with this digest.
    pub(crate) fn had(&self, id: &str, digest: &str) -> bool {
        self.versions.iter().flat_map(|version| &version.modules).any(|known| known.id == id && known.version == digest)
    }

    /// What became of the modules of a sheet, then the modules it does not have.
    pub(crate) fn changes(&self, sheet: &super::sheet::Sheet) -> Vec<(String, Change)> {
        let Some(now) = self.current() else { return Vec::new() };
        let then = self.versions.iter().find(|version| version.version == sheet.version);
        let mut seen = Vec::new();
        let mut changes = Vec::new();
        for module in &sheet.modules {
            let id =
                then.and_then(|then| then.modules.iter().find(|one| one.number == module.number)).map(|one| &one.id);
            let title = canonical_text(&module.title);
            let kin = now.modules.iter().find(|one| one.version == module.version).or_else(|| {
                now.modules
                    .iter()
                    .find(|one| id.map_or_else(|| canonical_text(&one.title) == title, |id| *id == one.id))
            });
            let change = match kin {
                Some(kin) if kin.version == module.version => Change::Same,
                Some(_) => Change::Changed,
                None => Change::Removed,
            };
            seen.extend(kin.map(|kin| &kin.id));
            changes.push((super::control_code::clean(&module.title), change));
        }
        let absent = now.modules.iter().filter(|module| !seen.contains(&&module.id));
        changes.extend(absent.map(|module| (module.title.clone(), Change::Absent)));
        changes
    }
}

fn current(course: &Course, publisher: &str) -> Version {
    let modules = course.file.modules.iter().zip(&course.module_digests).enumerate();
    let modules = modules.map(|(index, (module, digest))| KnownModule {
        id: module.id.value.clone(),
        number: (index + 1).to_string(),
        title: french(&module.title).into_owned(),
        version: digest.clone(),
        objectives: module.objectives.iter().map(|objective| french(&objective.text).into_owned()).collect(),
    });
    Version {
        version: course.digest.clone(),
        publisher: publisher.to_owned(),
        title: french(&course.file.title).into_owned(),
        duration: course.file.duration.value.to_string(),
        pass: course.default_pass(),
        validity: course.validity(),
        modules: modules.collect(),
    }
}

/// What was recorded is what was printed: nothing is set again.
fn printed(recorded: &Recorded) -> Version {
    let modules = recorded.modules.iter().enumerate().map(|(index, module)| KnownModule {
        id: module.id.clone(),
        number: (index + 1).to_string(),
        title: module.title.clone(),
        version: module.version.clone(),
        objectives: module.objectives.clone(),
    });
    Version {
        version: recorded.version.clone(),
        publisher: recorded.publisher.clone(),
        title: recorded.title.clone(),
        duration: recorded.duration.to_string(),
        pass: recorded.pass,
        validity: recorded.validity,
        modules: modules.collect(),
    }
}

/// The text of the file once it holds all known versions, oldest first.
pub(crate) fn file_text(known: &Known) -> String {
    let mut out = String::from(
        "# Versions publiées du parcours, tenues par « jalon attestation record » : ne rien retirer, sans quoi les attestations\n# de cette version ne seraient plus reconnues.\n",
    );
    // A JSON string is a YAML one.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    for version in known.versions.iter().rev() {
        out.push_str(&format!(
            "- version: {}\n  publisher: {}\n  title: {}\n  duration: {}\n  pass: {}\n{}  modules:\n",
            quoted(&version.version),
            quoted(&version.publisher),
            quoted(&version.title),
            version.duration,
            version.pass,
            version.validity.map(|months| format!("  validity: {months}\n")).unwrap_or_default()
        ));
        for module in &version.modules {
            out.push_str(&format!(
                "    - id: {}\n      title: {}\n      version: {}\n      objectives:{}\n",
                quoted(&module.id),
                quoted(&module.title),
                quoted(&module.version),
                if module.objectives.is_empty() { " []" } else { "" }
            ));
            for objective in &module.objectives {
                out.push_str(&format!("        - {}\n", quoted(objective)));
            }
        }
    }
    out
}
