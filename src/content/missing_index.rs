//! A folder of pages has its `_index.md`.
//!
//! In: the folders that hold pages. Out: an error for each that lacks one, or lies below one that does.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::Sources;
use crate::source::folders::CONTENT;

/// Says which folders have no page of entry.
pub(super) fn verify<'f>(folders: impl Iterator<Item = &'f String>, sources: &Sources, report: &mut Report) {
    let mut wanted: Vec<String> = vec![String::new()];
    for folder in folders {
        wanted.extend(folder.match_indices('/').map(|(at, _)| folder[..at].to_owned()));
        wanted.push(folder.clone());
    }
    wanted.sort();
    wanted.dedup();
    for folder in wanted {
        let path =
            if folder.is_empty() { format!("{CONTENT}/_index.md") } else { format!("{CONTENT}/{folder}/_index.md") };
        if sources.text(&path).is_none() && !sources.failed.contains(path.as_str()) {
            let what = if folder.is_empty() {
                "la page d’accueil manque".to_owned()
            } else {
                format!("la section « {folder} » n’a pas de page d’entrée")
            };
            report.push(
                Diagnostic::error(Code::MissingIndex, what)
                    .in_file(&path)
                    .hint(format!("créez le fichier {path}, avec un en-tête et une introduction")),
            );
        }
    }
}
