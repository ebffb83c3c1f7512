//! Arguments → one command → exit code. What was typed becomes what is needed here, and nowhere else.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{self, AttestationAction, Command, Interruption, Typed};
use crate::commands::{self, Exit};
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::preview;
use crate::settings::{self, Settings};

/// Runs what was typed, the name of the program first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let printer = Printer;
    let exit = match cli::parse(arguments) {
        Ok(cli) => match randomness(STATIC, Path::new(URANDOM)).and_then(|()| today()) {
            Ok(today) => command(cli.command, today, printer),
            Err(diagnostic) => refuse(*diagnostic, printer),
        },
        Err(Interruption::Text(text)) => {
            printer.say(&text);
            Exit::Clean
        }
        Err(Interruption::Misuse(diagnostic)) => refuse(*diagnostic, printer),
    };
    ExitCode::from(exit as u8)
}

fn refuse(diagnostic: Diagnostic, printer: Printer) -> Exit {
    printer.report(&Report::of(diagnostic), Format::Text);
    Exit::Machine
}

/// Whether this is a program of one piece, which asks the system for chance through a file: it cannot look for anything else.
const STATIC: bool = cfg!(all(target_os = "linux", target_feature = "crt-static"));
/// That file.
const URANDOM: &str = "/dev/urandom";

/// Says that the file is missing before the first table of hashes needs it, and panics: in a root that holds nothing else.
fn randomness(needed: bool, device: &Path) -> Result<(), Box<Diagnostic>> {
    if !needed || std::fs::File::open(device).is_ok() {
        return Ok(());
    }
    let message = format!("« {} » manque : ce programme en a besoin pour travailler", device.display());
    let hint = "donnez-lui un /dev, comme le font les conteneurs, ou montez ce fichier dans sa racine";
    Err(Box::new(Diagnostic::error(Code::Usage, message).hint(hint)))
}

fn today() -> Result<jiff::civil::Date, Box<Diagnostic>> {
    let epoch = std::env::var_os(settings::EPOCH).map(|value| value.to_string_lossy().into_owned());
    settings::day(epoch.as_deref(), jiff::Zoned::now().date())
}

fn command(command: Command, today: jiff::civil::Date, printer: Printer) -> Exit {
    let settings = |root, drafts| Settings::resolve(Typed { root, drafts, ..Typed::default() }, today);
    match command {
        Command::Build(typed) => commands::build::run(&Settings::resolve(typed, today), printer),
        Command::Serve(typed) => {
            let options = preview::Options { port: typed.port, open: typed.open };
            commands::serve::run(settings(typed.root, true), &options, printer)
        }
        Command::Check(typed) if typed.stale => {
            commands::stale::run(&settings(typed.root, typed.drafts), typed.output, printer)
        }
        Command::Check(typed) => {
            let settings =
                Settings { verbose: typed.verbose, base_url: typed.base_url, ..settings(typed.root, typed.drafts) };
            let run = if typed.publish { commands::check::run_publish } else { commands::check::run };
            run(&settings, typed.format.into(), printer)
        }
        Command::Quiz(cli::Quiz { command: cli::QuizCommand::Report(typed) }) => {
            commands::quiz::report(&settings(typed.root, true), typed.format.into(), printer)
        }
        Command::Quiz(cli::Quiz { command: cli::QuizCommand::Key { root, output } }) => {
            commands::quiz_key::write(&settings(root, false), output, printer)
        }
        Command::New(typed) => {
            commands::new::run(&commands::new::Options { folder: typed.folder, title: typed.title }, printer)
        }
        Command::Attestation(typed) => attestation(typed.action, |root| settings(root, false), printer),
        Command::Schema(typed) => commands::schema::run(typed.name.as_deref(), printer),
        Command::Stats(typed) => commands::stats::run(&typed.logs, typed.output, printer),
        Command::Man { output } => commands::man::run(output, printer),
        Command::Completions(typed) => commands::completions::run(typed.shell, printer),
    }
}

fn attestation(action: AttestationAction, settings: impl Fn(Option<PathBuf>) -> Settings, printer: Printer) -> Exit {
    match action {
        AttestationAction::Verify { root, items } => {
            commands::attestation::run_verify(&settings(root), &items, printer)
        }
        AttestationAction::Roster { root, folder, output } => {
            commands::attestation::run_roster(&settings(root), &folder, output, printer)
        }
        AttestationAction::Record { root } => commands::attestation::run_record(&settings(root), printer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_static_program_misses_is_told() {
        let absent = Path::new("/absent/urandom");
        assert!(randomness(false, absent).is_ok());
        let told = randomness(true, absent).err().map(|told| told.message).unwrap_or_default();
        assert!(told.contains("/absent/urandom"), "{told}");
        assert!(randomness(true, Path::new(env!("CARGO_MANIFEST_DIR"))).is_ok());
    }
}
