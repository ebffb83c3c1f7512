//! What no source file holds on purpose: the markers of a merge that was not finished, characters that nobody sees.
//!
//! In: the text of a file. Out: whether it can be read, and what is to be said.

use memchr::memmem;

use super::photo;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::{RelPath, Source};

/// What git writes at the start of a line where two versions did not agree.
const CONFLICT: [&str; 3] = ["<<<<<<< ", "||||||| ", ">>>>>>> "];

/// Whether the file holds markers of a conflict, which are told: whatever else it says is half of two versions.
pub(super) fn conflict(source: &Source, report: &mut Report) -> bool {
    let text = &source.text;
    let starts = |mark: &str| {
        let mut found = memmem::find_iter(text.as_bytes(), mark.as_bytes());
        found.find(|at| text[..*at].is_empty() || text[..*at].ends_with('\n'))
    };
    let Some(at) = CONFLICT.iter().filter_map(|mark| starts(mark)).min() else { return false };
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    report.push(
        Diagnostic::error(Code::Conflict, "marque de conflit de git : ce fichier contient deux versions à la fois")
            .at(source, at..end)
            .hint("gardez la bonne version, et retirez les lignes « <<<<<<< », « ======= » et « >>>>>>> » ; dans un exemple, écrivez une espace devant"),
    );
    true
}

/// Tells characters that no keyboard types and no reader sees.
pub(super) fn controls(source: &Source, report: &mut Report) {
    let text = &source.text;
    let suspect = |byte: u8| (byte < b' ' && byte != b'\n' && byte != b'\t') | (byte == 0x7f) | (byte == 0xc2);
    if !text.as_bytes().chunks(64).any(|part| part.iter().fold(false, |found, byte| found | suspect(*byte))) {
        return;
    }
    let control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    let all = text.char_indices().filter(|(_, letter)| control(*letter));
    let mut rest = all.skip(1);
    let Some((at, letter)) = text.char_indices().find(|(_, letter)| control(*letter)) else { return };
    let code = u32::from(letter);
    let meant = u8::try_from(code).ok().and_then(super::encoding::windows).filter(|_| code >= 0x80);
    let message = match rest.by_ref().count() {
        0 => format!("caractère invisible U+{code:04X} dans le texte"),
        more => format!(
            "caractère invisible U+{code:04X} dans le texte (et {})",
            crate::french::numbers::plural(more, "autre", "autres")
        ),
    };
    let hint = match meant {
        Some(meant) => format!("écrivez « {meant} » à sa place : il vient d’un fichier de Windows mal converti"),
        None => "effacez-le : il vient sans doute d’un copier-coller".to_owned(),
    };
    let place = at..at + letter.len_utf8();
    report.push(Diagnostic::error(Code::Control, message).at(source, place).hint(hint));
}

/// A photograph without the place where it was taken, which is told.
pub(super) fn discreet(path: &RelPath, bytes: Vec<u8>, report: &mut Report) -> Vec<u8> {
    if !matches!(path.ending().as_str(), "jpg" | "jpeg") {
        return bytes;
    }
    let Some(clean) = photo::without_position(&bytes) else { return bytes };
    report.push(
        Diagnostic::warning(Code::Position, "cette photo dit où elle a été prise (position GPS) : le site la publie sans")
            .in_file(path)
            .hint("retirez aussi la position du fichier lui-même (propriétés de l’image, « Supprimer les informations personnelles ») : qui reçoit ce dossier la lit"),
    );
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RelPath;
    use proptest::prelude::*;

    fn source(text: &str) -> Source {
        Source { path: RelPath::new("a.md").unwrap_or_else(|| unreachable!()), text: text.to_owned() }
    }

    #[test]
    fn conflicts_are_seen_at_the_start_of_a_line() {
        for (text, expected) in [
            ("a\n<<<<<<< HEAD\nb\n", true),
            (">>>>>>> branche\n", true),
            ("||||||| base\n", true),
            (" <<<<<<< HEAD", false),
            ("<<<<<<<HEAD\n=======\n>>>>>>>", false),
        ] {
            let mut report = Report::default();
            assert_eq!(conflict(&source(text), &mut report), expected, "{text}");
            assert_eq!(report.has_errors(), expected);
        }
    }

    proptest! {
        #[test]
        fn invisible_characters_are_told(text in "[a\n\té\u{1}\u{7f}\u{92}°«]{0,80}") {
            let mut report = Report::default();
            controls(&source(&text), &mut report);
            prop_assert_eq!(report.has_errors(), text.contains(['\u{1}', '\u{7f}', '\u{92}']));
        }
    }
}
