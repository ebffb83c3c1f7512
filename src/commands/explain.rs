//! `jalon explain`: what a message means, why it is told, what to do.

use super::Exit;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report, explanation};
use crate::french::french;
use crate::yaml::suggest::suggest;

/// Explains codes, or lists them all.
pub(crate) fn run(codes: &[String], printer: Printer) -> Exit {
    if codes.is_empty() {
        return list(printer);
    }
    let known = |name: &String| Code::ALL.iter().copied().find(|code| code.name() == name);
    let unknown: Vec<&String> = codes.iter().filter(|name| known(name).is_none()).collect();
    if !unknown.is_empty() {
        let mut report = Report::default();
        for name in unknown {
            let hint = suggest(name, Code::ALL.iter().map(|code| code.name()));
            report.push(Diagnostic::error(Code::Usage, format!("aucun message n’a le code « {name} »")).hint(hint));
        }
        printer.report(&report, Format::Text);
        return Exit::Machine;
    }
    for code in codes.iter().filter_map(known) {
        printer.say(&french(&told(code)));
    }
    printer.say("Corrigez, puis « jalon check ». « jalon explain » donne la liste des codes.");
    Exit::Clean
}

fn list(printer: Printer) -> Exit {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or_default();
    for code in Code::ALL {
        let what = explanation(*code).map_or("", |explanation| explanation.what);
        printer.say(&french(&format!("{:width$}  {what}", code.name())));
    }
    printer.say("\n« jalon explain CODE » dit pourquoi, et que faire.");
    Exit::Clean
}

fn told(code: Code) -> String {
    let Some(explained) = explanation(code) else { return code.name().to_owned() };
    let mut text = format!("{code}\n\n{}\n{}\nÀ faire : {}\n", explained.what, explained.why, explained.mend);
    if let Some((file, lines)) = explained.example {
        // A file can be wrong by its name alone.
        let lines = if lines.is_empty() { file } else { lines };
        text.push_str("\nExemple :\n");
        lines.lines().for_each(|line| text.extend(["    ", line, "\n"]));
    }
    text
}
