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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests {
    use super::*;
    use crate::diagnostic::Explanation;
    use std::path::Path;

    const HEAD: &str = "---
title: Que veut dire ce message de Jalon ?
menu_title: Les messages
description: Chaque code que donne Jalon, ce qu’il dit, pourquoi, que faire, avec un exemple.
asked:
  - \"que veut dire erreur jalon check\"
  - \"comprendre un avertissement de Jalon\"
  - \"liste des codes d'erreur\"
  - \"jalon explain\"
order: 70
reviewed: 2026-12-01
audience: [grades]
toc: false
---

Un message de `jalon check` porte un code, entre crochets. Cherchez-le dans cette page, ou tapez `jalon explain` suivi du code : vous lirez la même chose. {#lire-un-message}

Une erreur empêche de publier ; un avertissement demande un regard ; une note ne demande rien. Le code ne change jamais de sens. {#gravites}
";

    /// What stands between « » is code when it is what one types, and words otherwise.
    fn marked(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("« ") {
            let Some((quoted, tail)) = after.split_once(" »") else { break };
            let typed = quoted.contains(['#', '{', '[', '<', '>', '=', ':', '*', '&', '!', '_', '/'])
                || quoted.starts_with("jalon ")
                || quoted.starts_with(['-', '.'])
                || quoted.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            out.push_str(before);
            match typed {
                true => out.extend(["`", quoted, "`"]),
                false => out.extend(["« ", quoted, " »"]),
            }
            rest = tail;
        }
        out + rest
    }

    fn section(code: Code) -> String {
        let Explanation { what, why, mend, example } = explanation(code).unwrap();
        let mut text =
            format!("\n## `{code}` {{#{code}}}\n\n{} {}\n\nÀ faire : {}\n", marked(what), marked(why), marked(mend));
        if let Some((file, lines)) = example {
            let lines = if lines.is_empty() { file } else { lines };
            // At the beginning of a line, it would be taken for a conflict in the page itself.
            let lines = lines.replace("<<<<<<<", " <<<<<<<");
            let language = match file.rsplit('.').next() {
                Some("md") => "markdown",
                Some("yaml") => "yaml",
                Some(_) if file.ends_with("/command") => "sh",
                _ => "text",
            };
            text.push_str(&format!("\n````{language}\n{lines}\n````\n"));
        }
        text
    }

    /// The page of the guide is made from what the command says: `INSTA_UPDATE=always` makes it again.
    #[test]
    fn the_guide_says_the_same() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/publier/messages.md");
        let mut page = HEAD.to_owned();
        Code::ALL.iter().for_each(|code| page.push_str(&section(*code)));
        page.push_str("\n## Et après ?\n\n- Écrire sans faute : [Écrire une page](ecrire.md).\n- Mettre en ligne : [Héberger](heberger.md).\n");
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            std::fs::write(&path, &page).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page);
    }
}
