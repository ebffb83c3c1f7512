//! `jalon completions`: what a shell needs to complete our command line.

use clap::CommandFactory;

use super::Exit;
use crate::cli::Cli;
use crate::diagnostic::printer::Printer;

/// Prints the completions of a shell.
pub(crate) fn run(shell: clap_complete::Shell, printer: Printer) -> Exit {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "jalon", &mut bytes);
    printer.raw(&bytes);
    Exit::Clean
}
