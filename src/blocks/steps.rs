//! `steps`, as an author writes it: numbered markers along a path.

use super::List;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Une étape.
    pub(crate) struct Step as "une étape" {
        /// Titre.
        title: String,
        /// Texte (Markdown).
        text: Spanned<String>,
        /// Chemin du fichier source de la page où elle est expliquée.
        link: Option<Spanned<String>>,
    }
}

/// The markers, in order.
pub(crate) type Steps = List<Step>;
