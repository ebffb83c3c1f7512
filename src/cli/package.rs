//! What was typed after `jalon package`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `jalon package`.
#[derive(Debug, Args)]
pub(crate) struct Package {
    /// Genre : scorm12, scorm2004, ou zip pour un simple dossier de pages
    #[arg(value_name = "GENRE", hide_possible_values = true)]
    pub(crate) kind: TypedPackage,
    /// Dossier du site [par défaut : le dossier courant]
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) root: Option<PathBuf>,
    /// Identifiant du parcours, dans data/course.yaml
    #[arg(long, value_name = "PARCOURS")]
    pub(crate) course: Option<String>,
    /// Prendre toutes les pages du site
    #[arg(long)]
    pub(crate) guide: bool,
    /// Adresse publique du site, à la place de celle de site.yaml
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) base_url: Option<String>,
    /// Fichier à écrire [par défaut : PARCOURS-GENRE.zip]
    #[arg(long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

/// What a package is for.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedPackage {
    /// SCORM 1.2.
    Scorm12,
    /// SCORM 2004, 4th edition.
    Scorm2004,
    /// No platform.
    Zip,
}
