//! Why nothing can be published: the diagnostics that several files share.
//!
//! In: a path and an error of the system, or a sentence. Out: a diagnostic.

use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::reason;

/// The system refused to write at `path`.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(Code::Unwritable, format!("écriture de « {} » impossible : {}", path.display(), reason(error)))
        .hint(remedy(error))
}

/// The output folder cannot be used.
pub(crate) fn refused(message: String) -> Diagnostic {
    Diagnostic::error(Code::OutputFolder, message)
}

fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "libérez de la place, ou publiez sur un autre disque avec --output"
        }
        io::ErrorKind::ReadOnlyFilesystem => "publiez sur un autre disque avec --output",
        io::ErrorKind::PermissionDenied => {
            "vérifiez vos droits sur ce dossier et sur celui qui le contient, ou publiez ailleurs avec --output"
        }
        io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => {
            "le dossier de sortie est sans doute un point de montage : publiez dans un dossier à l’intérieur, avec --output"
        }
        io::ErrorKind::NotADirectory => {
            "un fichier porte le nom d’un dossier de ce chemin : renommez-le, ou publiez ailleurs avec --output"
        }
        _ => "vérifiez ce chemin, ou publiez ailleurs avec --output",
    }
}
