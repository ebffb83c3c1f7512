//! `watch`, as an author writes it: a point that is open, what would close it and where to look.

use super::{Faults, Model};
use crate::diagnostic::Code;
use crate::record;
use crate::yaml::decode::{Day, Spanned};

record! {
    /// Un point ouvert : ce qui le fermerait, et où regarder.
    pub(crate) struct Watch as "un point à surveiller" {
        /// Ce qui le fermerait (Markdown, une ligne).
        closes: Spanned<String>,
        /// Où regarder : clés de la bibliographie.
        r#where: Vec<Spanned<String>>,
        /// Depuis quand il est ouvert (AAAA-MM-JJ).
        since: Spanned<Day>,
        /// Quand il a été fermé (AAAA-MM-JJ).
        closed: Option<Spanned<Day>>,
        /// Qui le surveille ; par défaut, qui relit la page.
        owner: Option<String>,
    }
}

impl Model for Watch {
    fn verify(&self, faults: &mut Faults) {
        if let Some(closed) = self.closed.as_ref().filter(|closed| closed.value.0 < self.since.value.0) {
            let message = "ce point est fermé avant d’être ouvert".to_owned();
            faults.error(Code::BadValue, &closed.span, message, "donnez une date qui suit « since »");
        }
        if self.r#where.is_empty() && self.closed.is_none() {
            let message = "rien ne dit où regarder".to_owned();
            faults.error(
                Code::BadValue,
                &self.closes.span,
                message,
                "ajoutez « where » avec des clés de la bibliographie",
            );
        }
    }
}
