//! `quiz`, as an author writes it: the name of a bank of questions.

use super::{Faults, Model};
use crate::diagnostic::Code;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Un quiz dans une page.
    pub(crate) struct Reference as "le quiz" {
        /// Nom d’une banque de questions : un fichier de quizzes/, sans « .yaml ».
        bank: Spanned<String>,
        /// Nombre de questions d’une révision : de préférence parmi celles que l’on n’a pas encore vues ; elle ne compte pour aucun module.
        review: Option<Spanned<u32>>,
    }
}

impl Model for Reference {
    fn verify(&self, faults: &mut Faults) {
        if let Some(count) = self.review.as_ref().filter(|count| count.value == 0) {
            let message = "une révision pose une question au moins";
            faults.error(Code::Quiz, &count.span, message, "écrivez par exemple « review: 5 »");
        }
    }
}
