//! `jalon check`: everything that is wrong, and nothing published.

use super::Exit;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Report, Severity};
use crate::french::numbers::plural;
use crate::inspect::inspect;
use crate::open;
use crate::settings::Settings;

/// Checks the site and prints the report.
pub(crate) fn run(settings: &Settings, format: Format, printer: Printer) -> Exit {
    let (mut report, pages) = report(settings);
    // Machines are told everything; people, what they have to do, unless they ask.
    if format == Format::Text && !settings.verbose {
        report.leave_out_standing_notes();
    }
    match format {
        Format::Json => printer.json(&report, Some(pages)),
        Format::Text => printer.report(&report, format),
    }
    if format == Format::Text && report.entries().iter().all(|entry| entry.severity == Severity::Note) {
        printer.say(&format!(
            "{} : rien à signaler. « jalon build » publie le site.",
            plural(pages, "page vérifiée", "pages vérifiées")
        ));
    }
    Exit::of(&report)
}

/// The report on a site and how many pages it has.
pub(crate) fn report(settings: &Settings) -> (Report, usize) {
    let (renderer, mut report) = open::open(settings);
    let mut pages = 0;
    if let Some(renderer) = renderer {
        let inspection = inspect(&renderer, settings, &|_| Ok(()));
        pages = inspection.pages;
        report.extend(inspection.report);
    }
    report.settle();
    (report, pages)
}
