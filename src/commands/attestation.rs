//! `jalon attestation`: what an attestation proves, a table of those returned, and the versions to
//! remember. Everything happens on this machine.

use std::path::{Path, PathBuf};

use jiff::ToSpan;

use super::Exit;
use crate::attestation::control_code::{clean, read_code, typed_symbols};
use crate::attestation::link::{holds_link, read_link};
use crate::attestation::printed;
use crate::attestation::replay::Replayable;
use crate::attestation::roster::{self, Entry, Unread, label, reason, said};
use crate::attestation::sheet::Sheet;
use crate::attestation::transcript::{self, Fault, Transcript};
use crate::attestation::verdict::{Against, Report as Verified, State, verify};
use crate::attestation::versions::{self, Change, Known};
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::render::Renderer;
use crate::settings::Settings;
use crate::site::Site;
use crate::{open, publish, source};

const PROVES: &str = "Ce que cela prouve : rien de ce que dit la feuille n’a changé depuis que son code a été édité ; le parcours est celui de la version indiquée.
Ce que cela ne prouve pas : qui se tenait devant l’écran, ni que la feuille n’a pas été fabriquée entière (le calcul du code est public).
La signature du représentant légal ou du mandataire sert à cela : vérifiez-la sur l’original.";
const CODES_ONLY: &str = "Un code seul ne dit rien de plus : donnez aussi le fichier de transcription ou le lien, ou saisissez les champs dans la page de vérification.";

/// The site an attestation is compared with.
struct Ground {
    known: Known,
    banks: Vec<Replayable>,
    horizon: String,
}

impl Ground {
    /// Opens the site; without one, only codes can be verified.
    fn new(settings: &Settings) -> Self {
        let has_site = settings.root.join(crate::site::SETTINGS).is_file();
        let renderer = has_site.then(|| open::open(settings).0).flatten();
        let site = renderer.as_ref().map(Renderer::site);
        let known = site.and_then(Site::known_versions).unwrap_or_default();
        let banks = site.map(Site::replayable).unwrap_or_default();
        let horizon = settings.today.checked_add(1.day()).unwrap_or(settings.today).to_string();
        Self { known, banks, horizon }
    }

    fn verify(&self, transcript: &Transcript) -> Verified {
        verify(transcript, Against { known: &self.known, banks: &self.banks, horizon: &self.horizon })
    }
}

fn misuse(message: String, hint: &str, printer: Printer) -> Exit {
    printer.report(&Report::of(Diagnostic::error(Code::Usage, message).hint(hint)), Format::Text);
    Exit::Machine
}

/// What was given to verify.
enum Item {
    Read(String, Box<Result<Transcript, Fault>>),
    Code(String),
}

/// `jalon attestation verify`.
pub(crate) fn run_verify(settings: &Settings, typed: &[String], printer: Printer) -> Exit {
    let ground = Ground::new(settings);
    let items = match items(typed, &ground.known) {
        Ok(items) => items,
        Err((message, hint)) => return misuse(message, hint, printer),
    };
    let mut sheets = Vec::new();
    let (mut good, mut whole) = (true, true);
    for item in &items {
        if let Item::Read(name, read) = item {
            let report = tell(name, read, &ground, &mut sheets, printer);
            good &= report.as_ref().is_some_and(|report| report.verdict.is_valid());
            whole &= report.is_some_and(|report| report.is_whole());
        }
    }
    let read_any = items.iter().any(|item| matches!(item, Item::Read(..)));
    for item in &items {
        if let Item::Code(code) = item {
            good &= tell_code(code, read_any, &sheets, printer);
        }
    }
    printer.say(if read_any { PROVES } else { CODES_ONLY });
    match (good, whole) {
        (false, _) => Exit::Content,
        (true, false) => Exit::Incomplete,
        (true, true) => Exit::Clean,
    }
}

/// Whether this can only be a code, well or badly copied.
fn is_code_like(text: &str) -> bool {
    let shaped = |c: char| c.is_ascii_alphanumeric() || c == '-' || c.is_whitespace();
    read_code(text).is_some() || typed_symbols(text).len() == 20 || text.len() <= 60 && text.chars().all(shaped)
}

fn items(typed: &[String], known: &Known) -> Result<Vec<Item>, (String, &'static str)> {
    const HINT: &str = "donnez un fichier .json, un lien de vérification ou un code comme ABCD-EFGH-JKMN-PQRS-TVWX";
    let mut items = Vec::new();
    let mut codes = Vec::new();
    for text in typed {
        let path = Path::new(text);
        if holds_link(text) {
            items.push(Item::Read("lien".to_owned(), Box::new(read_link(text, known))));
        } else if path.is_file() {
            let bytes = source::head(path, transcript::LIMIT + 1)
                .map_err(|error| (format!("« {text} » : {}", source::reason(&error)), HINT))?;
            items.push(Item::Read(clean(text), Box::new(printed::read_any(&bytes, known))));
        } else if path.exists() {
            return Err((
                format!("« {text} » n’est pas un fichier"),
                "pour un dossier : jalon attestation roster DOSSIER",
            ));
        } else {
            codes.push(text.clone());
        }
    }
    // A code typed with spaces reaches us in pieces.
    let joined = codes.join(" ");
    if read_code(&joined).is_some() {
        codes = vec![joined];
    }
    if let Some(other) = codes.iter().find(|text| !is_code_like(text)) {
        return Err((format!("« {} » n’est ni un fichier, ni un lien, ni un code", clean(other)), HINT));
    }
    items.extend(codes.into_iter().map(Item::Code));
    Ok(items)
}

fn tell(
    name: &str,
    read: &Result<Transcript, Fault>,
    ground: &Ground,
    sheets: &mut Vec<Sheet>,
    printer: Printer,
) -> Option<Verified> {
    match read {
        Err(fault) => {
            printer.say(&format!("{name} : illisible\n  {fault}\n"));
            None
        }
        Ok(transcript) => {
            let report = ground.verify(transcript);
            printer.say(&told(name, &report));
            sheets.push(transcript.sheet.clone());
            Some(report)
        }
    }
}

/// A report in words.
fn told(name: &str, report: &Verified) -> String {
    let mut out = format!("{name} : {}\n", said(report));
    if let Some(incomplete) = report.incomplete.as_ref().filter(|incomplete| !incomplete.missing.is_empty()) {
        out.push_str(&format!("  Il manque : {}.\n", incomplete.missing.join(" ; ")));
    }
    for finding in &report.findings {
        let mark = match finding.state {
            State::Good => "✓",
            State::Note => "·",
            State::Bad => "✗",
        };
        let value = if finding.value.is_empty() { String::new() } else { format!(" {}", finding.value) };
        out.push_str(&format!("  {mark} {} :{value} ({})\n", label(finding), reason(finding)));
    }
    for (title, change) in &report.changes {
        let words = match change {
            Change::Same => continue,
            Change::Changed => "a changé depuis : à revoir",
            Change::Removed => "n’est plus dans le parcours",
            Change::Absent => "pas sur la feuille",
        };
        out.push_str(&format!("  → {title} : {words}\n"));
    }
    out
}

fn tell_code(typed: &str, with_sheets: bool, sheets: &[Sheet], printer: Printer) -> bool {
    let (good, words) = match read_code(typed) {
        None => (false, "ce code n’a pas pu être imprimé : un caractère est faux ou manque".to_owned()),
        Some(code) if sheets.iter().any(|sheet| sheet.code() == code) => {
            (true, "c’est celui de la feuille donnée : le papier et le fichier disent la même chose".to_owned())
        }
        Some(_) if with_sheets => (false, "ce n’est le code d’aucune des feuilles données".to_owned()),
        Some(_) => (true, "bien formé, sans faute de copie".to_owned()),
    };
    printer.say(&format!("{typed} : {words}\n"));
    good
}

/// What `roster` writes.
const TABLES: [&str; 2] = ["attestations.csv", "attestations.html"];

/// `jalon attestation roster`.
pub(crate) fn run_roster(settings: &Settings, folder: &Path, output: Option<PathBuf>, printer: Printer) -> Exit {
    let (files, mut others) = match source::files_in(folder, "json") {
        Ok(found) => found,
        Err(error) => {
            let message = format!("dossier « {} » : {}", folder.display(), source::reason(&error));
            return misuse(message, "donnez le dossier qui contient les fichiers .json reçus", printer);
        }
    };
    others.retain(|name| !TABLES.contains(&name.as_str()));
    let ground = Ground::new(settings);
    let entries: Vec<Entry> = files.iter().map(|path| entry(path, &ground)).collect();
    let rows = roster::rows(&entries);
    let output = output.unwrap_or_else(|| folder.to_path_buf());
    let texts =
        [(TABLES[0], roster::csv(&rows)), (TABLES[1], roster::page(&rows, &others, &settings.today.to_string()))];
    for (name, text) in texts {
        if let Err(error) = publish::update(&output, name, &text) {
            let message = format!("« {} » : {}", output.join(name).display(), source::reason(&error));
            return misuse(message, "donnez avec --output un dossier où écrire", printer);
        }
    }
    let reports = || entries.iter().filter_map(|entry| entry.read.as_ref().ok()).map(|(_, _, report)| report);
    let whole = reports().filter(|report| report.is_whole()).count();
    let unfinished = reports().filter(|report| report.verdict.is_valid() && report.incomplete.is_some()).count();
    if !others.is_empty() {
        printer.say(&format!(
            "Laissés de côté, parce que ce ne sont pas des fichiers .json du dossier : {}.",
            clean(&others.join(", "))
        ));
    }
    printer.say(&format!(
        "{} : {}, {} de parcours non terminé, {} à regarder.\nTableau dans {} (attestations.csv et attestations.html). Il contient des données personnelles.",
        plural(entries.len(), "fichier lu", "fichiers lus"),
        plural(whole, "conforme", "conformes"),
        unfinished,
        entries.len() - whole - unfinished,
        output.display()
    ));
    Exit::Clean
}

fn entry(path: &Path, ground: &Ground) -> Entry {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = source::head(path, transcript::LIMIT + 1)
        .map_err(|error| Unread::System(source::reason(&error)))
        .and_then(|bytes| printed::read_any(&bytes, &ground.known).map_err(Unread::Fault))
        .map(|transcript| {
            let report = ground.verify(&transcript);
            (transcript.sheet, transcript.code, report)
        });
    Entry { file, read }
}

/// `jalon attestation record`.
pub(crate) fn run_record(settings: &Settings, printer: Printer) -> Exit {
    let (renderer, mut report) = open::open(settings);
    report.settle();
    if report.has_errors() {
        printer.report(&report, Format::Text);
        return Exit::of(&report);
    }
    let Some(known) = renderer.as_ref().and_then(|renderer| renderer.site().known_versions()) else {
        return misuse("ce site n’a pas de parcours".to_owned(), "décrivez-le dans data/course.yaml", printer);
    };
    let name = versions::FILE.trim_start_matches("data/");
    if let Err(error) = publish::update(&settings.root.join("data"), name, &versions::file_text(&known)) {
        let message = format!("{} : {}", versions::FILE, source::reason(&error));
        return misuse(message, "rendez le dossier du site accessible en écriture", printer);
    }
    let version = known.current().map(|version| version.version.clone()).unwrap_or_default();
    let count = plural(known.versions.len(), "version connue", "versions connues");
    printer.say(&format!(
        "Version {version} retenue dans {} ({count}) : gardez ce fichier avec le site, puis publiez.",
        versions::FILE
    ));
    Exit::Clean
}
