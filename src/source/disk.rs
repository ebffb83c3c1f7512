//! What the disk answers, in French, and where a path really is.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why the system refused, in French where we know the kind.
pub(crate) fn reason(error: &io::Error) -> String {
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
pub(crate) fn absolute(path: &Path) -> PathBuf {
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

/// The first bytes of a file, so that no size can fill the memory.
pub(crate) fn head(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // A pipe or a device could keep one waiting for ever.
    if !path.metadata()?.is_file() {
        return Err(io::Error::from(io::ErrorKind::InvalidFilename));
    }
    std::fs::File::open(path)?.take(u64::try_from(limit).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The visible files of a folder with an ending, in order, then the names of all else that stands visibly in it.
pub(crate) fn files_in(folder: &Path, ending: &str) -> io::Result<(Vec<PathBuf>, Vec<String>)> {
    let (mut files, mut others) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.extension().is_some_and(|known| known.eq_ignore_ascii_case(ending)) {
            files.push(path);
        } else {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            others.push(if path.is_dir() { format!("{name}/") } else { name.into_owned() });
        }
    }
    files.sort();
    others.sort();
    Ok((files, others))
}
