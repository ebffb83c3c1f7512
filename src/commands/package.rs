//! `jalon package`: the course as one file for a training platform.
//!
//! In: a site without errors. Out: a ZIP. Nothing is published.

use std::path::PathBuf;
use std::sync::Mutex;

use super::Exit;
use super::quiz_export::written;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic};
use crate::french::numbers::{plural, thousands};
use crate::inspect::inspect;
use crate::open;
use crate::output::Output;
use crate::package::{self, Files, Kind, Packaged};
use crate::settings::Settings;

/// What a run was asked for.
pub(crate) struct Options {
    /// What the package is for.
    pub(crate) kind: Kind,
    /// The identifier of the course, when it is given.
    pub(crate) course: Option<String>,
    /// With all pages of the site.
    pub(crate) guide: bool,
    /// The file to write.
    pub(crate) output: Option<PathBuf>,
}

/// Writes the package of a course.
pub(crate) fn run(settings: &Settings, options: &Options, printer: Printer) -> Exit {
    let (renderer, mut report) = open::open(settings);
    let mut made = None;
    if let Some(renderer) = &renderer {
        let files: Mutex<Files> = Mutex::default();
        let sink = |output: &Output| {
            if let Ok(mut files) = files.lock() {
                files.insert(output.path.clone(), output.bytes.clone());
            }
            Ok(())
        };
        report.extend(inspect(renderer, settings, &sink).report);
        let files = files.into_inner().unwrap_or_default();
        if !report.has_errors() {
            match course(renderer.site(), options).and_then(|id| {
                Ok((
                    id,
                    package::make(
                        renderer.site(),
                        &files,
                        package::Options { kind: options.kind, guide: options.guide },
                    )?,
                ))
            }) {
                Ok(one) => made = Some(one),
                Err(diagnostic) => report.push(*diagnostic),
            }
        }
    }
    report.settle();
    report.leave_out_standing_notes();
    printer.report(&report, Format::Text);
    let Some((id, packaged)) = made.filter(|_| !report.has_errors()) else {
        printer.tell("Aucun paquet n’a été écrit.");
        return Exit::of(&report).max(Exit::Content);
    };
    let path = options.output.clone().unwrap_or_else(|| PathBuf::from(format!("{id}-{}.zip", word(options.kind))));
    written(&path, &packaged.bytes, printer).unwrap_or_else(|| {
        printer.say(&summary(&packaged, options.kind, &path.display().to_string()));
        Exit::Clean
    })
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Scorm12 => "scorm12",
        Kind::Scorm2004 => "scorm2004",
        Kind::Zip => "site",
    }
}

/// The identifier of the course, which must be the one that was named.
fn course(site: &crate::site::Site, options: &Options) -> Result<String, Box<Diagnostic>> {
    let known = site.course.as_ref().map(|course| course.file.id.value.clone()).unwrap_or_default();
    match &options.course {
        Some(named) if *named != known => Err(Box::new(
            Diagnostic::error(Code::Usage, format!("parcours « {named} » introuvable"))
                .hint(format!("le parcours de ce site est « {known} » : donnez-le, ou retirez --course")),
        )),
        _ => Ok(known),
    }
}

fn summary(packaged: &Packaged, kind: Kind, path: &str) -> String {
    let files = plural(packaged.files, "fichier", "fichiers");
    let size = thousands(packaged.bytes.len().div_ceil(1000));
    let progress = packaged.longest.map(|longest| format!(" Progression : {} signes au plus.", thousands(longest)));
    let next = if kind == Kind::Zip {
        "Décompressez-le là où on le lira."
    } else {
        "Déposez-le tel quel dans votre plateforme, comme activité SCORM."
    };
    format!("Paquet de {files}, {size} ko, dans {path}.{} {next}", progress.unwrap_or_default())
}
