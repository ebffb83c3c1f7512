//! `quiz`, as an author writes it: the name of a bank of questions.

use super::Model;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Un quiz dans une page.
    pub(crate) struct Reference as "le quiz" {
        /// Nom d’une banque de questions : un fichier de quizzes/, sans « .yaml ».
        bank: Spanned<String>,
    }
}

impl Model for Reference {}
