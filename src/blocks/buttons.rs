//! `buttons`, as an author writes it: links that look like buttons, the first of which stands out.

use super::List;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Un lien en forme de bouton.
    pub(crate) struct Button as "un bouton" {
        /// Ce qu’il dit : où il mène, ou ce que l’on y fait.
        text: String,
        /// Chemin du fichier source, depuis la page, ou adresse entière.
        link: Spanned<String>,
    }
}

/// The buttons, in order.
pub(crate) type Buttons = List<Button>;
