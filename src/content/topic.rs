//! A theme under which a section files its questions. (In code a theme of content is a *topic*: *theme* names the
//! templates.)

use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Un thème, sous lequel une section range ses questions.
    pub(crate) struct Topic as "un thème" {
        /// Identifiant, que les pages citent dans « theme ».
        id: Spanned<String>,
        /// Titre.
        title: String,
    }
}

impl Topic {
    /// The anchor of its questions, on the page of the section.
    pub(crate) fn anchor(&self) -> String {
        format!("theme-{}", self.id.value)
    }
}
