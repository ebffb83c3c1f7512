//! `doors`, as an author writes it: large cards that lead somewhere.

use super::List;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Une porte : une grande carte qui mène à une page.
    pub(crate) struct Door as "une porte" {
        /// Titre.
        title: String,
        /// Texte (Markdown).
        text: Spanned<String>,
        /// Chemin du fichier source, depuis la page.
        link: Spanned<String>,
        /// Nom d’une icône du thème.
        icon: Option<String>,
    }
}

/// The cards, in order.
pub(crate) type Doors = List<Door>;
