//! What the disk answers, in French, and where a path really is.

use std::io;
use std::path::{Path, PathBuf};

/// Why the system refused, in French where we know the kind.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "introuvable".to_owned(),
        io::ErrorKind::PermissionDenied => "droits insuffisants".to_owned(),
        io::ErrorKind::StorageFull => "le disque est plein".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule".to_owned(),
        io::ErrorKind::AlreadyExists => "existe déjà".to_owned(),
        io::ErrorKind::NotADirectory => "ce n’est pas un dossier".to_owned(),
        io::ErrorKind::IsADirectory => "c’est un dossier".to_owned(),
        io::ErrorKind::DirectoryNotEmpty => "le dossier n’est pas vide".to_owned(),
        io::ErrorKind::QuotaExceeded => "votre quota de disque est atteint".to_owned(),
        io::ErrorKind::CrossesDevices => "ce sont deux disques différents".to_owned(),
        io::ErrorKind::ResourceBusy => "un autre programme l’occupe".to_owned(),
        io::ErrorKind::FileTooLarge => "fichier trop gros pour ce disque".to_owned(),
        io::ErrorKind::InvalidFilename => "nom de fichier refusé par ce disque".to_owned(),
        io::ErrorKind::AddrInUse => "l’adresse est déjà utilisée".to_owned(),
        _ => error.to_string(),
    }
}

/// Absolute form of a path that may not exist yet: the longest existing part is resolved.
pub fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut missing = Vec::new();
    let mut existing = full.as_path();
    loop {
        if let Ok(resolved) = existing.canonicalize() {
            return missing.iter().rev().fold(resolved, |base: PathBuf, part| base.join(part));
        }
        match (existing.parent(), existing.file_name()) {
            (Some(parent), Some(name)) => {
                missing.push(name.to_owned());
                existing = parent;
            }
            _ => return full,
        }
    }
}
