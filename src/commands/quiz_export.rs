//! `jalon quiz export`: the questions in the format of a platform, and what they lose on the way.
//!
//! In: a site. Out: one file, and the report of losses. With `--strict`, nothing is written when anything is lost.

use std::path::{Path, PathBuf};

use super::Exit;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::exchange::loss::Losses;
use crate::exchange::{self, Group, Surroundings};
use crate::quiz::Bank;
use crate::settings::Settings;
use crate::site::{self, Site};
use crate::yaml::suggest::suggest;
use crate::{embedded, publish, source};

/// The format of a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The text format of Moodle.
    Gift,
    /// The XML of Moodle.
    MoodleXml,
}

impl Target {
    /// The file that is written when none is named.
    fn file(self) -> &'static str {
        match self {
            Target::Gift => "questions.gift",
            Target::MoodleXml => "questions-moodle.xml",
        }
    }

    fn write(self, groups: &[Group], around: Surroundings) -> (Vec<u8>, Losses) {
        let (text, losses) = match self {
            Target::Gift => exchange::gift::write(groups, around),
            Target::MoodleXml => exchange::moodle::write(groups, around),
        };
        (text.into_bytes(), losses)
    }

    /// What to do with the file.
    fn next(self) -> &'static str {
        match self {
            Target::Gift => "Dans Moodle : Banque de questions, Importer, « Format GIFT ».",
            Target::MoodleXml => "Dans Moodle : Banque de questions, Importer, « Format XML Moodle ».",
        }
    }
}

/// What a run was asked for.
pub(crate) struct Options {
    /// The format.
    pub(crate) target: Target,
    /// One bank only.
    pub(crate) bank: Option<String>,
    /// The file to write.
    pub(crate) output: Option<PathBuf>,
    /// Whether any loss is a failure.
    pub(crate) strict: bool,
}

/// Writes the questions of a site for a platform.
pub(crate) fn run(settings: &Settings, options: &Options, printer: Printer) -> Exit {
    let (sources, mut report) = source::load(&settings.root, Some(&settings.output));
    let mut made = None;
    if sources.text(site::SETTINGS).is_some() {
        let (site, parsed) = site::parse(sources.over(embedded::themes()), &settings.choices());
        report.extend(parsed);
        match site
            .as_ref()
            .map(|site| chosen(site, options.bank.as_deref()).map(|banks| export(site, &banks, options.target)))
        {
            Some(Ok(one)) => made = Some(one),
            Some(Err(diagnostic)) => report.push(*diagnostic),
            None => {}
        }
    }
    report.settle();
    let Some((bytes, losses)) = made.filter(|_| !report.has_errors()) else {
        printer.report(&report, Format::Text);
        return Exit::of(&report).max(Exit::Content);
    };
    printer.say(&losses.text());
    if options.strict && losses.any() {
        printer.tell("Rien n’a été écrit : avec --strict, tout doit être gardé.");
        return Exit::Content;
    }
    let path = options.output.clone().unwrap_or_else(|| PathBuf::from(options.target.file()));
    written(&path, &bytes, printer).unwrap_or_else(|| {
        printer.say(&format!("Écrit dans {}. {}", path.display(), options.target.next()));
        Exit::Clean
    })
}

/// Writes a file that was asked for, or tells why it cannot be.
pub(super) fn written(path: &Path, bytes: &[u8], printer: Printer) -> Option<Exit> {
    let error = publish::write(path, bytes).err()?;
    let message = format!("« {} » : {}", path.display(), source::reason(&error));
    let told = Diagnostic::error(Code::Usage, message).hint("donnez avec --output un fichier que l’on peut écrire");
    printer.report(&Report::of(told), Format::Text);
    Some(Exit::Machine)
}

/// The banks that travel: one, or all in the order of the course.
fn chosen<'a>(site: &'a Site, bank: Option<&str>) -> Result<Vec<&'a Bank>, Box<Diagnostic>> {
    let Some(id) = bank else {
        let mut banks: Vec<&Bank> = site.banks.values().collect();
        let rank =
            |bank: &Bank| site.course.as_ref().and_then(|course| course.module_of(&bank.id)).unwrap_or(usize::MAX);
        banks.sort_by_key(|bank| rank(bank));
        return Ok(banks);
    };
    let id = id.trim_end_matches(".yaml");
    site.banks.get(id).map(|bank| vec![bank]).ok_or_else(|| {
        let hint = suggest(id, site.banks.keys().map(String::as_str));
        Box::new(Diagnostic::error(Code::Usage, format!("banque de questions « {id} » introuvable")).hint(hint))
    })
}

fn export(site: &Site, banks: &[&Bank], target: Target) -> (Vec<u8>, Losses) {
    let groups: Vec<Group> = banks.iter().map(|bank| exchange::collect(bank)).collect();
    target.write(&groups, Surroundings::of(site))
}
