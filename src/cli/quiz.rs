//! What was typed after `jalon quiz`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{TEMPLATE, TypedFormat};

/// `jalon quiz`.
#[derive(Debug, Args)]
pub(crate) struct Quiz {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: QuizCommand,
}

/// What can be asked about the questions.
#[derive(Debug, Subcommand)]
pub(crate) enum QuizCommand {
    /// Dire ce que les questions couvrent, leur durée prévue, et ce qu’il y a à améliorer
    #[command(help_template = TEMPLATE)]
    Report(QuizReport),
    /// Écrire les questions pour une plateforme, et dire ce que chacune y perd
    #[command(help_template = TEMPLATE, after_help = "De chaque question, le compte rendu dit ce qui est gardé, approché ou perdu. moodle-xml garde le plus.")]
    Export {
        /// Format : gift ou moodle-xml
        #[arg(value_name = "FORMAT", hide_possible_values = true)]
        target: TypedTarget,
        /// Dossier du site [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        root: Option<PathBuf>,
        /// Une seule banque, par le nom de son fichier [par défaut : toutes]
        #[arg(long, value_name = "BANQUE")]
        bank: Option<String>,
        /// Fichier à écrire [par défaut : questions.gift ou questions-moodle.xml]
        #[arg(long, value_name = "FICHIER")]
        output: Option<PathBuf>,
        /// Ne rien écrire si quelque chose est approché ou perdu
        #[arg(long)]
        strict: bool,
    },
    /// Reprendre les questions d’une plateforme dans une banque neuve
    #[command(help_template = TEMPLATE, after_help = "Ce qui n’a pas de place dans une banque y reste en commentaire. Rien n’est remplacé.")]
    Import {
        /// Format : gift, moodle-xml ou aiken
        #[arg(value_name = "FORMAT", hide_possible_values = true)]
        origin: TypedOrigin,
        /// Fichier de la plateforme
        #[arg(value_name = "FICHIER")]
        file: PathBuf,
        /// Dossier du site [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        root: Option<PathBuf>,
        /// Banque à créer [par défaut : quizzes/NOM.yaml, dans le dossier du site]
        #[arg(long, value_name = "FICHIER")]
        output: Option<PathBuf>,
    },
    /// Écrire les questions à imprimer, sans les réponses : questionnaire.html
    #[command(help_template = TEMPLATE)]
    Paper {
        /// Dossier du site [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        root: Option<PathBuf>,
        /// Une seule banque, par le nom de son fichier [par défaut : toutes]
        #[arg(long, value_name = "BANQUE")]
        bank: Option<String>,
        /// Dossier où écrire le questionnaire [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        output: Option<PathBuf>,
    },
    /// Écrire le corrigé à imprimer, pour les formateurs : corrige.html
    #[command(help_template = TEMPLATE)]
    Key {
        /// Dossier du site [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        root: Option<PathBuf>,
        /// Dossier où écrire le corrigé [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        output: Option<PathBuf>,
    },
}

/// The format of `jalon quiz export`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedTarget {
    /// The text format of Moodle.
    Gift,
    /// The XML of Moodle.
    MoodleXml,
}

/// The format of `jalon quiz import`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedOrigin {
    /// The text format of Moodle.
    Gift,
    /// The XML of Moodle.
    MoodleXml,
    /// One right answer, nothing said of it.
    Aiken,
}

/// `jalon quiz report`.
#[derive(Debug, Args)]
pub(crate) struct QuizReport {
    /// Dossier du site [par défaut : le dossier courant]
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) root: Option<PathBuf>,
    /// Forme du compte rendu : text ou json [par défaut : text]
    #[arg(long, value_name = "FORME", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: TypedFormat,
}
