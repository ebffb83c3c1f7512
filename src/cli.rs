//! What was typed: the arguments of the command, its help and its errors, all in French.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::printer::Format;
use crate::diagnostic::{Code, Diagnostic};

mod package;
mod quiz;
mod search;

pub(crate) use package::{Package, TypedPackage};
pub(crate) use quiz::{Quiz, QuizCommand, TypedOrigin, TypedTarget};
pub(crate) use search::{Search, SearchCommand};

const TEMPLATE: &str = "{about}\n\nUtilisation : {usage}\n\n{all-args}{after-help}\n";

const EXIT_CODES: &str = "Codes de sortie :
  0  tout va bien (il peut rester des avertissements)
  1  le contenu a des erreurs : rien n’est publié
  2  la commande est mal employée, ou la machine refuse (disque, droits, port)

Sans couleur : NO_COLOR=1, ou une sortie qui n’est pas un terminal.";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "jalon",
    version,
    about = "Jalon : un site de documentation et d’auto-formation, à partir de Markdown et de YAML.",
    help_template = TEMPLATE,
    after_help = EXIT_CODES,
    subcommand_help_heading = "Commandes\u{a0}",
    subcommand_value_name = "COMMANDE",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    next_help_heading = "Options\u{a0}"
)]
pub(crate) struct Cli {
    /// Afficher cette aide
    #[arg(short = 'h', long = "help", action = ArgAction::Help, global = true)]
    pub(crate) help: Option<bool>,
    /// Afficher la version
    #[arg(short = 'V', long = "version", action = ArgAction::Version)]
    pub(crate) version: Option<bool>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Vérifier le site, puis le publier dans un dossier
    #[command(help_template = TEMPLATE, after_help = "Le dossier publié est remplacé d’un seul geste : jusque-là, l’ancien reste entier.")]
    Build(Typed),
    /// Montrer le site pendant qu’on l’écrit, sur ce poste seulement
    #[command(help_template = TEMPLATE)]
    Serve(Serve),
    /// Dire tout ce qui ne va pas, sans rien publier
    #[command(help_template = TEMPLATE)]
    Check(Check),
    /// Examiner les questions
    #[command(help_template = TEMPLATE, subcommand_help_heading = "Commandes\u{a0}", subcommand_value_name = "COMMANDE", arg_required_else_help = true)]
    Quiz(Quiz),
    /// Essayer la recherche, et dire ce qu’elle ne trouve pas
    #[command(help_template = TEMPLATE, subcommand_help_heading = "Commandes\u{a0}", subcommand_value_name = "COMMANDE", arg_required_else_help = true, after_help = "Rien ne quitte ce poste.")]
    Search(Search),
    /// Mettre le parcours en paquet, pour une plateforme de formation
    #[command(help_template = TEMPLATE, after_help = "Le paquet ne contient que les pages du parcours et celles où ses questions renvoient ; avec --guide, toutes. Avec scorm12 et scorm2004, la plateforme garde la progression.")]
    Package(Package),
    /// Créer un site complet dans un dossier neuf
    #[command(help_template = TEMPLATE)]
    New(New),
    /// Vérifier des attestations, en dresser le tableau, retenir la version du parcours
    #[command(
        help_template = TEMPLATE,
        subcommand_help_heading = "Commandes\u{a0}",
        subcommand_value_name = "COMMANDE",
        disable_help_subcommand = true,
        after_help = "Rien ne quitte ce poste."
    )]
    Attestation(Attestation),
    /// Donner le schéma JSON d’un format YAML, pour les éditeurs de texte
    #[command(help_template = TEMPLATE)]
    Schema(Schema),
    /// Dire ce qui est lu, cherché et introuvable, d’après le journal d’un serveur
    #[command(
        help_template = TEMPLATE,
        after_help = "Rien ne quitte ce poste. Ni adresses de machines, ni noms, ni navigateurs ne sont retenus ; ce que moins de 5 demandes ont voulu n’est pas nommé."
    )]
    Stats(Stats),
    /// Donner la page de manuel
    #[command(help_template = TEMPLATE)]
    Man {
        /// Dossier où écrire les pages de toutes les commandes
        #[arg(long, value_name = "DOSSIER")]
        output: Option<PathBuf>,
    },
    /// Dire ce que veut dire un message, par son code, et que faire
    #[command(help_template = TEMPLATE)]
    Explain(Explain),
    /// Donner les complétions pour un interpréteur de commandes
    #[command(help_template = TEMPLATE)]
    Completions(Completions),
}

/// `jalon build`: all that a run can be told. Other commands take a part of it.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Typed {
    /// Dossier du site [par défaut : le dossier courant]
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) root: Option<PathBuf>,
    /// Dossier à publier [par défaut : public, dans celui du site]
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) output: Option<PathBuf>,
    /// Adresse publique du site, à la place de celle de site.yaml
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) base_url: Option<String>,
    /// Écrire « …/index.html » dans les liens : lisible depuis un disque, un partage, une archive
    #[arg(long)]
    pub(crate) portable: bool,
    /// Publier aussi les brouillons, et les pages qui ont leurs jours
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Publier une répétition : les moteurs de recherche sont priés de l’ignorer, chaque page le dit, et rien n’est promis
    #[arg(long)]
    pub(crate) rehearsal: bool,
    /// Publier aussi tout le guide en une page à imprimer (livre/), et le livret des réponses (reponses/)
    #[arg(long)]
    pub(crate) book: bool,
    /// Écrire aussi les réglages d’un hébergeur : nginx, apache, pages (GitHub), gitlab ou netlify
    #[arg(long, value_name = "HEBERGEUR", hide_possible_values = true)]
    pub(crate) host: Option<TypedHost>,
    /// Dossier du site sur le serveur, pour nginx [par défaut : celui que l’on publie]
    #[arg(long, value_name = "DOSSIER", requires = "host")]
    pub(crate) served_from: Option<String>,
    /// Publier aussi chaque fichier de texte compressé (.br, .gz), pour un serveur qui sait s’en servir
    #[arg(long)]
    pub(crate) compress: bool,
    /// Dire aussi ce qui va : la durée de chaque module
    #[arg(long, short)]
    pub(crate) verbose: bool,
}

/// `--host`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedHost {
    /// nginx.
    Nginx,
    /// Apache.
    Apache,
    /// GitHub Pages.
    Pages,
    /// GitLab Pages.
    Gitlab,
    /// Netlify.
    Netlify,
}

/// `jalon serve`.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Dossier du site [par défaut : le dossier courant]
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) root: Option<PathBuf>,
    /// Port [par défaut : 4321, ou le premier libre ensuite]
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// Ouvrir le navigateur
    #[arg(long)]
    pub(crate) open: bool,
}

/// `jalon check`.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Dossier du site [par défaut : le dossier courant]
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) root: Option<PathBuf>,
    /// Forme du compte rendu : text ou json [par défaut : text]
    #[arg(long, value_name = "FORME", default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: TypedFormat,
    /// Vérifier aussi les brouillons
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Dire aussi ce qui va : la durée de chaque module
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Dire aussi ce qui manque encore pour ouvrir le site au public
    #[arg(long)]
    pub(crate) publish: bool,
    /// Adresse publique du site, à la place de celle de site.yaml
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) base_url: Option<String>,
    /// Dire aussi ce qui est à relire, mois par mois, et par qui
    #[arg(long)]
    pub(crate) stale: bool,
    /// Dossier où écrire ces relectures, en tableau (relectures.csv) et en calendrier (relectures.ics)
    #[arg(long, value_name = "DOSSIER", requires = "stale")]
    pub(crate) output: Option<PathBuf>,
}

/// `--format`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TypedFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

impl From<TypedFormat> for Format {
    fn from(typed: TypedFormat) -> Self {
        match typed {
            TypedFormat::Text => Format::Text,
            TypedFormat::Json => Format::Json,
        }
    }
}

/// `jalon new`.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// Dossier à créer
    #[arg(value_name = "DOSSIER")]
    pub(crate) folder: PathBuf,
    /// Titre du site
    #[arg(long, value_name = "TITRE")]
    pub(crate) title: Option<String>,
}

/// `jalon attestation`.
#[derive(Debug, Args)]
pub(crate) struct Attestation {
    /// What to do.
    #[command(subcommand)]
    pub(crate) action: AttestationAction,
}

/// What `jalon attestation` does.
#[derive(Debug, Subcommand)]
pub(crate) enum AttestationAction {
    /// Dire ce que prouve une attestation, champ par champ
    #[command(help_template = TEMPLATE, after_help = "Codes de sortie : 0 rien n’a été modifié et le parcours est terminé ; 1 modifiée, illisible ou de version inconnue ; 2 mauvais usage ; 3 rien n’a été modifié, mais le parcours n’est pas terminé.\n\nUn code donné avec un fichier est comparé à celui du fichier.")]
    Verify {
        /// Dossier du site auquel comparer le parcours [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        root: Option<PathBuf>,
        /// Transcription (.json), lien de vérification, feuille en PDF, ou code de contrôle
        #[arg(value_name = "FICHIER|LIEN|CODE", required = true)]
        items: Vec<String>,
    },
    /// Dresser le tableau des transcriptions d’un dossier : attestations.csv et attestations.html
    #[command(help_template = TEMPLATE)]
    Roster {
        /// Dossier du site auquel comparer le parcours [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        root: Option<PathBuf>,
        /// Dossier des fichiers .json reçus
        #[arg(value_name = "DOSSIER")]
        folder: PathBuf,
        /// Dossier où écrire le tableau [par défaut : celui des fichiers]
        #[arg(long, value_name = "DOSSIER")]
        output: Option<PathBuf>,
    },
    /// Retenir la version actuelle du parcours, pour reconnaître plus tard ses attestations
    #[command(help_template = TEMPLATE)]
    Record {
        /// Dossier du site [par défaut : le dossier courant]
        #[arg(long, value_name = "DOSSIER")]
        root: Option<PathBuf>,
    },
}

/// `jalon schema`.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Nom d’un format ; sans lui, la liste des formats
    #[arg(value_name = "NOM")]
    pub(crate) name: Option<String>,
}

/// `jalon stats`.
#[derive(Debug, Args)]
pub(crate) struct Stats {
    /// Journaux du serveur, au format « combined », tels quels ou compressés par gzip
    #[arg(value_name = "JOURNAL", required = true)]
    pub(crate) logs: Vec<PathBuf>,
    /// Dossier où écrire ces nombres en tableau : statistiques.csv
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) output: Option<PathBuf>,
}

/// `jalon explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Codes, comme « lien-mort » ; sans eux, la liste de tous
    #[arg(value_name = "CODE")]
    pub(crate) codes: Vec<String>,
}

/// `jalon completions`.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// Interpréteur : bash, zsh, fish, elvish ou powershell
    #[arg(value_name = "INTERPRETEUR", hide_possible_values = true)]
    pub(crate) shell: clap_complete::Shell,
}

/// What to print instead of running a command.
#[derive(Debug)]
pub(crate) enum Interruption {
    /// Help or version, asked for.
    Text(String),
    /// A line that cannot be understood.
    Misuse(Box<Diagnostic>),
}

/// Reads the arguments.
pub(crate) fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Cli, Interruption> {
    Cli::try_parse_from(arguments).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Interruption::Text(headings(error.render().ansi().to_string().trim_end()))
        }
        _ => Interruption::Misuse(Box::new(misuse(&error))),
    })
}

/// The help with French headings, and one of options: clap has its own for what all commands share.
fn headings(help: &str) -> String {
    let french = help.replace("Arguments:", "Arguments\u{a0}:").replace("Options:", "Options\u{a0}:");
    let mut lines: Vec<&str> = Vec::new();
    let mut known = false;
    for line in french.lines() {
        let again = known && line.contains("Options\u{a0}:");
        known |= line.contains("Options\u{a0}:");
        match again {
            true if lines.last().is_some_and(|last| last.trim().is_empty()) => _ = lines.pop(),
            true => {}
            false => lines.push(line),
        }
    }
    lines.join("\n")
}

/// The fault in French, from what clap knows of it.
fn misuse(error: &clap::Error) -> Diagnostic {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        Some(ContextValue::StyledStr(text)) => Some(text.to_string()),
        Some(ContextValue::StyledStrs(texts)) => {
            Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        }
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("commande inconnue « {} »", text(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::UnknownArgument => format!("option ou argument inconnu « {argument} »"),
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::MissingSubcommand => "il manque une commande".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("« {argument} » attend une valeur"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("« {value} » n’est pas une valeur admise pour {argument}")
        }
        ErrorKind::ArgumentConflict => format!("« {argument} » est donné deux fois, ou contredit une autre option"),
        ErrorKind::InvalidUtf8 => "un argument n’est pas en UTF-8".to_owned(),
        _ => "la ligne de commande n’est pas comprise".to_owned(),
    };
    let near = text(ContextKind::SuggestedSubcommand)
        .or_else(|| text(ContextKind::SuggestedArg))
        .or_else(|| text(ContextKind::SuggestedValue));
    let hint = match (near, text(ContextKind::ValidValue)) {
        (Some(near), _) => format!("vouliez-vous dire « {near} » ? « jalon --help » donne toutes les commandes"),
        (None, Some(valid)) if !valid.is_empty() => format!("valeurs admises : {valid}"),
        _ => "« jalon --help » donne les commandes, « jalon COMMANDE --help » leurs options".to_owned(),
    };
    Diagnostic::error(Code::Usage, message).hint(hint)
}

#[cfg(test)]
mod tests;
