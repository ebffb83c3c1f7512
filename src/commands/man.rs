//! `jalon man`: pages of the manual, made of the help.

use std::path::PathBuf;

use clap::CommandFactory;

use super::Exit;
use crate::cli::Cli;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::{publish, source};

/// Titles of the sections, in French.
const TITLES: [(&str, &str); 4] = [
    (".SH NAME\n", ".SH NOM\n"),
    (".SH SUBCOMMANDS\n", ".SH COMMANDES\n"),
    (".SH EXTRA\n", ".SH NOTES\n"),
    (".SH ARGUMENTS\n", ".SH ARGUMENTS\n"),
];

/// Prints the page of the program, or writes those of all commands.
pub(crate) fn run(output: Option<PathBuf>, printer: Printer) -> Exit {
    let pages = pages();
    let Some(folder) = output else {
        printer.raw(pages.first().map_or("", |(_, page)| page).as_bytes());
        return Exit::Clean;
    };
    for (name, page) in &pages {
        if let Err(error) = publish::update(&folder, name, page) {
            let message = format!("« {} » : {}", folder.join(name).display(), source::reason(&error));
            let told = Diagnostic::error(Code::Usage, message).hint("donnez avec --output un dossier où écrire");
            printer.report(&Report::of(told), Format::Text);
            return Exit::Machine;
        }
    }
    let count = plural(pages.len(), "page écrite", "pages écrites");
    printer.say(&format!(
        "{count} dans {}. Lisez-en une : man -l {}",
        folder.display(),
        folder.join("jalon.1").display()
    ));
    Exit::Clean
}

/// The name of the file of each page and its text, that of the program first.
fn pages() -> Vec<(String, String)> {
    let mut program = Cli::command();
    program.build();
    let mut pages = Vec::new();
    add(&program, "jalon", &mut pages);
    pages
}

fn add(command: &clap::Command, name: &str, pages: &mut Vec<(String, String)>) {
    let titled = command.clone().name(name.to_owned()).display_name(name.to_owned());
    let mut bytes = Vec::new();
    // A vector takes all that is written to it.
    if clap_mangen::Man::new(titled).render(&mut bytes).is_ok() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let text = TITLES.iter().fold(text, |text, (english, french)| text.replace(english, french));
        pages.push((format!("{name}.1"), text));
    }
    for inner in command.get_subcommands() {
        add(inner, &format!("{name}-{}", inner.get_name()), pages);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_has_its_page_in_french() {
        let pages = pages();
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["jalon.1", "jalon-build.1", "jalon-attestation-verify.1", "jalon-stats.1"] {
            assert!(names.contains(&name), "{names:?}");
        }
        for (name, page) in &pages {
            assert!(page.contains(".SH NOM\n"), "{name}: {page}");
            for english in [".SH NAME", ".SH SUBCOMMANDS", ".SH EXTRA", "Print help", "default:", "Possible values"] {
                assert!(!page.contains(english), "{name} « {english} »: {page}");
            }
        }
    }
}
