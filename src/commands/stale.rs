//! `jalon check --stale`: what is to be read again, month by month, and by whom.
//!
//! In: a site. Out: the list; where a folder is given, also `relectures.csv` and `relectures.ics` in it.

use std::path::PathBuf;

use super::Exit;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::reviews::{self, calendar, table};
use crate::settings::Settings;
use crate::{open, publish, source};

/// Prints the readings to come, and writes them where asked.
pub(crate) fn run(settings: &Settings, output: Option<PathBuf>, printer: Printer) -> Exit {
    let (renderer, mut report) = open::open(settings);
    report.settle();
    let Some(renderer) = renderer.filter(|_| !report.has_errors()) else {
        printer.report(&report, Format::Text);
        return Exit::of(&report).max(Exit::Content);
    };
    let items = reviews::items(renderer.site());
    printer.say(&table::text(&items, settings.today));
    let Some(folder) = output else {
        printer.say("Pour en faire un tableau et un calendrier : --output DOSSIER.");
        return Exit::Clean;
    };
    let files =
        [("relectures.csv", table::csv(&items)), ("relectures.ics", calendar::calendar(&items, settings.today))];
    for (name, text) in files {
        if let Err(error) = publish::update(&folder, name, &text) {
            let message = format!("« {} » : {}", folder.join(name).display(), source::reason(&error));
            let told = Diagnostic::error(Code::Usage, message).hint("donnez avec --output un dossier où écrire");
            printer.report(&Report::of(told), Format::Text);
            return Exit::Machine;
        }
    }
    printer.say(&format!("Écrits dans {} : relectures.csv et relectures.ics.", folder.display()));
    Exit::Clean
}
