//! Arguments → one command → exit code. What was typed becomes what is needed here, and nowhere else.

use std::process::ExitCode;

use jalon::cli::{self, AttestationAction, Command, Interruption};
use jalon::commands::{self, Exit};
use jalon::diagnostic::Report;
use jalon::diagnostic::printer::{Format, Printer};
use jalon::preview;
use jalon::settings::{Settings, Typed};

// Rendering asks for memory all the time, in small pieces and from all threads.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let printer = Printer;
    let exit = match cli::parse(std::env::args_os()) {
        Ok(cli) => run(cli.command, printer),
        Err(Interruption::Text(text)) => {
            printer.say(&text);
            Exit::Clean
        }
        Err(Interruption::Misuse(diagnostic)) => {
            let mut report = Report::default();
            report.push(*diagnostic);
            printer.report(&report, Format::Text);
            Exit::Machine
        }
    };
    ExitCode::from(exit as u8)
}

fn run(command: Command, printer: Printer) -> Exit {
    let today = jiff::Zoned::now().date();
    match command {
        Command::Build(typed) => {
            let typed = Typed {
                root: typed.root,
                output: typed.output,
                base_url: typed.base_url,
                portable: typed.portable,
                drafts: typed.drafts,
            };
            commands::build::run(&Settings::resolve(typed, today), printer)
        }
        Command::Serve(typed) => {
            let options = preview::Options { port: typed.port, open: typed.open };
            let typed = Typed { root: typed.root, drafts: true, ..Typed::default() };
            commands::serve::run(Settings::resolve(typed, today), &options, printer)
        }
        Command::Check(typed) => {
            let format: Format = typed.format.into();
            let typed = Typed { root: typed.root, drafts: typed.drafts, ..Typed::default() };
            commands::check::run(&Settings::resolve(typed, today), format, printer)
        }
        Command::Quiz(cli::Quiz { command: cli::QuizCommand::Report(typed) }) => {
            let format: Format = typed.format.into();
            let typed = Typed { root: typed.root, drafts: true, ..Typed::default() };
            commands::quiz::report(&Settings::resolve(typed, today), format, printer)
        }
        Command::New(typed) => {
            commands::new::run(&commands::new::Options { folder: typed.folder, title: typed.title }, printer)
        }
        Command::Attestation(typed) => attestation(typed.action, today, printer),
        Command::Schema(typed) => commands::schema::run(typed.name.as_deref(), printer),
        Command::Completions(typed) => commands::completions::run(typed.shell, printer),
    }
}

fn attestation(action: AttestationAction, today: jiff::civil::Date, printer: Printer) -> Exit {
    let settings = |root| Settings::resolve(Typed { root, ..Typed::default() }, today);
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
