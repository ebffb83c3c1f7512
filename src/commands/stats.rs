//! `jalon stats`: what a server's log says of a site, and of nobody. Everything happens on this machine.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use super::Exit;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::stats::{Stats, table};
use crate::{publish, source};

/// What gzip writes first (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// The file written.
const FILE: &str = "statistiques.csv";
/// Longest line read, in bytes: beyond, it is no log.
const LONGEST: u64 = 64 * 1024;

/// Reads the logs, prints what they say, and writes it where asked.
pub(crate) fn run(logs: &[PathBuf], output: Option<PathBuf>, printer: Printer) -> Exit {
    let mut stats = Stats::default();
    for log in logs {
        if let Err(error) = read(log, &mut stats) {
            let hint = "donnez le journal du serveur, tel quel ou compressé par gzip";
            return refuse(format!("« {} » : {}", log.display(), source::reason(&error)), hint, printer);
        }
    }
    if stats.read == 0 {
        let message = format!(
            "aucune ligne lisible ({} en tout)",
            plural(usize::try_from(stats.unread).unwrap_or(usize::MAX), "ligne", "lignes")
        );
        return refuse(message, "il faut un journal au format « combined » d’Apache ou de nginx", printer);
    }
    printer.say(&table::text(&stats));
    let Some(folder) = output else {
        printer.say("Rien n’a quitté ce poste. Pour un tableur : --output DOSSIER.");
        return Exit::Clean;
    };
    if let Err(error) = publish::update(&folder, FILE, &table::csv(&stats)) {
        let message = format!("« {} » : {}", folder.join(FILE).display(), source::reason(&error));
        return refuse(message, "donnez avec --output un dossier où écrire", printer);
    }
    printer.say(&format!("Écrit dans {} : {FILE}. Rien n’a quitté ce poste.", folder.display()));
    Exit::Clean
}

fn refuse(message: String, hint: &str, printer: Printer) -> Exit {
    printer.report(&Report::of(Diagnostic::error(Code::Usage, message).hint(hint)), Format::Text);
    Exit::Machine
}

/// Reads a log line by line, whatever its size, as it is or compressed.
fn read(path: &Path, stats: &mut Stats) -> io::Result<()> {
    let mut file = BufReader::new(File::open(path)?);
    let compressed = file.fill_buf()?.starts_with(&GZIP);
    let lines: Box<dyn BufRead> = match compressed {
        true => Box::new(BufReader::new(MultiGzDecoder::new(file))),
        false => Box::new(file),
    };
    each_line(lines, &mut |line| stats.add(line))
}

fn each_line(mut lines: impl BufRead, tell: &mut impl FnMut(&str)) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        tell(&String::from_utf8_lossy(&line));
    }
}
