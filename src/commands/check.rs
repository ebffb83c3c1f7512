//! `jalon check`: everything that is wrong, and nothing published.

use super::Exit;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Report, Severity};
use crate::french::numbers::plural;
use crate::inspect::inspect;
use crate::open;
use crate::readiness;
use crate::settings::Settings;
use crate::site::Site;

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

/// Checks the site, and whether it can open to the public.
pub(crate) fn run_publish(settings: &Settings, format: Format, printer: Printer) -> Exit {
    let (mut report, pages) = report_with(settings, readiness::verify);
    if format == Format::Text && !settings.verbose {
        report.leave_out_standing_notes();
    }
    printer.report(&report, format);
    if format == Format::Text {
        let left = report.entries().iter().filter(|entry| entry.severity == Severity::Error).count();
        printer.say(&match left {
            0 => format!(
                "{} : le site peut ouvrir. Publiez-le : jalon build",
                plural(pages, "page vérifiée", "pages vérifiées")
            ),
            _ => format!(
                "{} avant l’ouverture. Reprenez-les, puis relancez : jalon check --publish",
                plural(left, "chose à faire", "choses à faire")
            ),
        });
    }
    Exit::of(&report)
}

/// The report on a site and how many pages it has.
pub(crate) fn report(settings: &Settings) -> (Report, usize) {
    report_with(settings, |_| Report::default())
}

/// The same, with what else there is to say of the site.
fn report_with(settings: &Settings, more: impl Fn(&Site) -> Report) -> (Report, usize) {
    let (renderer, mut report) = open::open(settings);
    let mut pages = 0;
    if let Some(renderer) = renderer {
        let inspection = inspect(&renderer, settings, &|_| Ok(()));
        pages = inspection.pages;
        report.extend(inspection.report);
        report.extend(more(renderer.site()));
    }
    report.settle();
    (report, pages)
}
