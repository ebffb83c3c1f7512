//! `jalon quiz import`: a bank in YAML from the file of a platform.
//!
//! In: a file from anybody. Out: a new file of `quizzes/`, and what is left to do in it. Nothing is overwritten.

use std::path::{Path, PathBuf};

use super::Exit;
use super::quiz_export::written;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::exchange::{self, Group, Surroundings};
use crate::french::numbers::plural;
use crate::settings::Settings;
use crate::site;
use crate::source::Sources;
use crate::text::RelPath;
use crate::text::slug::slug;
use crate::{embedded, quiz, source};

/// Largest file, in bytes.
const LARGEST: usize = 20_000_000;

/// The format of a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The text format of Moodle.
    Gift,
    /// The XML of Moodle.
    MoodleXml,
    /// One right answer, nothing said of it.
    Aiken,
}

/// What a run was asked for.
pub(crate) struct Options {
    /// The format.
    pub(crate) origin: Origin,
    /// The file to read.
    pub(crate) file: PathBuf,
    /// The file to write.
    pub(crate) output: Option<PathBuf>,
}

/// Writes a bank from the file of a platform.
pub(crate) fn run(settings: &Settings, options: &Options, printer: Printer) -> Exit {
    match imported(settings, options) {
        Ok((group, path)) => {
            let name = options.file.file_name().unwrap_or_default().to_string_lossy();
            let text = exchange::bank::write(&group, &name);
            if let Some(exit) = written(&path, text.as_bytes(), printer) {
                return exit;
            }
            printer.report(&left_to_do(&text, &path), Format::Text);
            let unknown: usize = group.exercises.iter().map(|one| one.unknown.len()).sum();
            let count = plural(group.exercises.len(), "question reprise", "questions reprises");
            let kept = plural(unknown, "élément gardé en commentaire", "éléments gardés en commentaire");
            printer.say(&format!("{count} dans {}, {kept}. Relisez-la, puis lancez « jalon check ».", path.display()));
            Exit::Clean
        }
        Err(diagnostic) => {
            let report = Report::of(*diagnostic);
            printer.report(&report, Format::Text);
            Exit::of(&report)
        }
    }
}

type Refused = Box<Diagnostic>;

fn imported(settings: &Settings, options: &Options) -> Result<(Group, PathBuf), Refused> {
    let file = options.file.display().to_string();
    let refuse = |why: &str| {
        Box::new(
            Diagnostic::error(Code::Unreadable, why)
                .in_file(&file)
                .hint("donnez un fichier exporté par la plateforme, en UTF-8"),
        )
    };
    let bytes = source::head(&options.file, LARGEST + 1).map_err(|error| refuse(&source::reason(&error)))?;
    if bytes.len() > LARGEST {
        return Err(refuse(&format!("le fichier dépasse {} Mo", LARGEST / 1_000_000)));
    }
    let text = String::from_utf8(bytes).map_err(|_| refuse("le fichier n’est pas en UTF-8"))?;
    // The site knows the pages that remarks send to; without one, remarks stay as they are.
    let (sources, _) = source::load(&settings.root, Some(&settings.output));
    let site = sources
        .text(site::SETTINGS)
        .is_some()
        .then(|| site::parse(sources.over(embedded::themes()), &settings.choices()).0);
    let site = site.flatten();
    let around = site.as_ref().map(Surroundings::of).unwrap_or_default();
    let mut group = match options.origin {
        Origin::Gift => exchange::gift::read(&text, around),
        Origin::MoodleXml => exchange::moodle::read(&text, around).map_err(|why| refuse(&why))?,
        Origin::Aiken => exchange::aiken::read(&text),
    };
    if group.exercises.is_empty() {
        return Err(refuse("aucune question dans ce fichier"));
    }
    let stem = options.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    group.named(&stem);
    let path = options.output.clone().unwrap_or_else(|| settings.root.join(format!("quizzes/{}.yaml", slug(&stem))));
    free(&path)?;
    Ok((group, path))
}

/// A file that is not there yet, in a folder that is.
fn free(path: &Path) -> Result<(), Refused> {
    let told = |message: String| {
        Box::new(
            Diagnostic::error(Code::Usage, message)
                .hint("donnez avec --output un fichier neuf, comme quizzes/reprise.yaml"),
        )
    };
    if path.exists() {
        return Err(told(format!("« {} » existe déjà", path.display())));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if !folder.is_dir() {
        return Err(told(format!("le dossier « {} » n’existe pas", folder.display())));
    }
    Ok(())
}

/// What `jalon check` would say of the bank alone.
fn left_to_do(text: &str, path: &Path) -> Report {
    let mut report = Report::default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(at) = RelPath::new(&format!("quizzes/{name}")) {
        let mut sources = Sources::default();
        sources.add(at, text.as_bytes().to_vec(), &mut report);
        quiz::read_all(&sources, &mut report);
    }
    report.settle();
    report
}
