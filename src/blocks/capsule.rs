//! `capsule`, as an author writes it: the name of a capsule.

use super::Model;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Une capsule dans une page.
    pub(crate) struct Reference as "la capsule" {
        /// Nom d’une capsule : un fichier de capsules/, sans « .md ».
        capsule: Spanned<String>,
    }
}

impl Model for Reference {}
