//! What `jalon search` can be told: the part of the command line that is about the search.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{TEMPLATE, TypedFormat};

/// `jalon search`.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: SearchCommand,
}

/// What can be asked of the search.
#[derive(Debug, Subcommand)]
pub(crate) enum SearchCommand {
    /// Chercher, comme le fait la page : les premiers résultats de chaque question
    #[command(help_template = TEMPLATE, after_help = "Sans question, une par ligne est lue sur l’entrée standard.")]
    Try(SearchTry),
    /// Vérifier que chaque façon de demander (« asked ») trouve sa page
    #[command(help_template = TEMPLATE)]
    Check {
        /// Dossier du site [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        root: Option<PathBuf>,
        /// Forme du compte rendu : text ou json [par défaut : text]
        #[arg(
            long,
            value_name = "FORME",
            default_value = "text",
            hide_default_value = true,
            hide_possible_values = true
        )]
        format: TypedFormat,
        /// Essayer aussi celles des brouillons
        #[arg(long)]
        drafts: bool,
    },
    /// Dire ce qui manque : phrases perdues, pages où rien ne mène, mots inconnus d’une liste de demandes
    #[command(help_template = TEMPLATE, after_help = "La liste : une demande par ligne, ou un tableau (CSV) dont une colonne compte.")]
    Report {
        /// Dossier du site [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        root: Option<PathBuf>,
        /// Ce que vos lecteurs ont tapé, si vous l’avez
        #[arg(long, value_name = "FICHIER")]
        queries: Option<PathBuf>,
        /// Tableau à écrire, entier (CSV)
        #[arg(long, value_name = "FICHIER")]
        output: Option<PathBuf>,
    },
}

/// `jalon search try`.
#[derive(Debug, Args)]
pub(crate) struct SearchTry {
    /// Questions, chacune entre guillemets
    #[arg(value_name = "QUESTION")]
    pub(crate) queries: Vec<String>,
    /// Dossier du site [par défaut : le dossier courant]
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) root: Option<PathBuf>,
    /// Forme du compte rendu : text ou json [par défaut : text]
    #[arg(long, value_name = "FORME", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: TypedFormat,
    /// Nombre de résultats [par défaut : 3]
    #[arg(long, value_name = "NOMBRE", default_value_t = 3, hide_default_value = true)]
    pub(crate) limit: usize,
    /// Chercher comme pendant que l’on tape : le dernier mot peut se prolonger
    #[arg(long)]
    pub(crate) typing: bool,
}
