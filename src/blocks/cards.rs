//! `cards`, as an author writes it: a few places to go to, each with its words.

use super::List;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Une carte, qui mène à une page, à un fichier ou à une adresse.
    pub(crate) struct Card as "une carte" {
        /// Titre ; c’est lui qui mène quelque part.
        title: Spanned<String>,
        /// Texte (Markdown) ; une image y a sa place.
        text: Option<Spanned<String>>,
        /// Chemin du fichier source, depuis la page, ou adresse entière.
        link: Spanned<String>,
    }
}

/// The cards, in order.
pub(crate) type Cards = List<Card>;
