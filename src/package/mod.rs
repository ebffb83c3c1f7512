//! Packages for training platforms: the course as one unit, with the pages it needs, relative and self-contained.
//!
//! In: a site and its published files, portable. Out: the bytes of a ZIP, the same for the same site.
//!
//! | you look for | it is in |
//! |---|---|
//! | which pages and files go in; what becomes of links to others | `pages.rs` |
//! | what the platform reads | `manifest.rs` |
//! | what the scripts of a package know of the course | `table.rs` |
//! | how long the progress can become | `budget.rs` |
//! | the scripts themselves | `assets/` |

mod archive;
mod budget;
mod manifest;
mod pages;
mod shell;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic};
use crate::site::{SETTINGS, Site};
use crate::text::RelPath;

/// What a package is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// SCORM 1.2.
    Scorm12,
    /// SCORM 2004, 4th edition.
    Scorm2004,
    /// No platform: an archive to put where pages can be read.
    Zip,
}

impl Kind {
    /// Whether a platform follows the learner.
    pub(crate) fn is_followed(self) -> bool {
        self != Kind::Zip
    }
}

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// What it is for.
    pub(crate) kind: Kind,
    /// With all pages of the site, not only those of the course.
    pub(crate) guide: bool,
}

/// The published files of a site, by path.
pub(crate) type Files = BTreeMap<RelPath, Vec<u8>>;

/// A package.
#[derive(Debug)]
pub(crate) struct Packaged {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// How many files are in it.
    pub(crate) files: usize,
    /// How long the progress can become, in characters, where a platform keeps it.
    pub(crate) longest: Option<usize>,
}

type Refused = Box<Diagnostic>;

/// Makes a package of the course of a site.
pub(crate) fn make(site: &Site, files: &Files, options: Options) -> Result<Packaged, Refused> {
    let missing =
        |message: &str, hint: &str| Box::new(Diagnostic::error(Code::Course, message).in_file(SETTINGS).hint(hint));
    let course = site.course.as_deref().ok_or_else(|| {
        missing("le site n’a pas de parcours à mettre en paquet", "décrivez-le dans data/course.yaml")
    })?;
    let start = site.landmarks.course.map(|id| site.tree.page(id).address.file()).ok_or_else(|| {
        missing(
            "aucune page ne montre le parcours",
            "mettez un bloc « course » dans une page, comme content/formation/_index.md",
        )
    })?;
    let mut packed = pages::chosen(site, course, files, options);
    let mut longest = None;
    if options.kind.is_followed() {
        longest = Some(within(site, course, options.kind)?);
        shell::add(site, course, &start, options.kind, &mut packed)
            .ok_or_else(|| missing("le thème n’a pas les scripts du parcours", "partez du thème « rpps »"))?;
        let names: Vec<String> = packed.keys().cloned().collect();
        packed.insert("imsmanifest.xml".to_owned(), manifest::write(course, options.kind, &names).into_bytes());
    } else {
        packed
            .entry("index.html".to_owned())
            .or_insert_with(|| shell::redirect(&course.file.title, &start).into_bytes());
    }
    let bytes = archive::zip(&packed)
        .map_err(|error| Box::new(Diagnostic::error(Code::Unwritable, format!("archive : {error}"))))?;
    Ok(Packaged { bytes, files: packed.len(), longest })
}

/// The longest progress, which must fit into what the platform keeps.
fn within(site: &Site, course: &Course, kind: Kind) -> Result<usize, Refused> {
    let worst = budget::worst(site, course);
    if kind == Kind::Scorm12 && worst.longest > budget::MOST {
        let message = format!(
            "la progression peut atteindre {} signes, et SCORM 1.2 n’en garde que {} : le quiz « {} » en prend {}",
            worst.longest,
            budget::MOST,
            worst.culprit,
            worst.part
        );
        let hint = "tirez-en moins de questions avec « draw », ou faites un paquet scorm2004";
        return Err(Box::new(
            Diagnostic::error(Code::Course, message).in_file(format!("quizzes/{}.yaml", worst.culprit)).hint(hint),
        ));
    }
    Ok(worst.longest)
}
