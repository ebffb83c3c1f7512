//! `jalon new`: a complete working site, from what is embedded in the binary.

use std::path::PathBuf;

use super::Exit;
use crate::diagnostic::Report;
use crate::diagnostic::printer::{Format, Printer};
use crate::{embedded, publish, source};

/// What to create.
#[derive(Debug)]
pub(crate) struct Options {
    /// Where.
    pub(crate) folder: PathBuf,
    /// Title of the site.
    pub(crate) title: Option<String>,
}

/// Creates the site.
pub(crate) fn run(options: &Options, printer: Printer) -> Exit {
    let folder = source::absolute(&options.folder);
    let outputs = embedded::site(options.title.as_deref());
    match publish::create(&folder, &outputs) {
        Ok(_) => {
            let shown = options.folder.display().to_string();
            let shown = if shown.contains(' ') { format!("\"{shown}\"") } else { shown };
            printer.say(&format!("Site créé dans {shown}.\n\n  jalon serve --root {shown} --open\n\npuis modifiez site.yaml et les pages de content/."));
            Exit::Clean
        }
        Err(diagnostic) => {
            printer.report(&Report::of(diagnostic), Format::Text);
            Exit::Machine
        }
    }
}
