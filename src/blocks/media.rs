//! `media`, as an author writes it: a sound or a film, its captions, and what is seen in it without being said.

use super::{Faults, Model};
use crate::diagnostic::Code;
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Un son ou un film, avec ses sous-titres.
    pub(crate) struct Media as "un son ou un film" {
        /// Titre.
        title: String,
        /// Le fichier, à côté de la page (mp3, m4a, ogg, opus, wav ; mp4, webm, ogv).
        file: Spanned<String>,
        /// Ses sous-titres (WebVTT), à côté de la page ; la transcription en est faite.
        captions: Option<Spanned<String>>,
        /// Ce qui se voit dans un film et n’y est pas dit (Markdown).
        seen: Option<Spanned<String>>,
    }
}

/// What a recording is, by the ending of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Sound alone.
    Sound,
    /// Images too.
    Film,
}

const SOUNDS: [&str; 6] = ["mp3", "m4a", "ogg", "oga", "opus", "wav"];
const FILMS: [&str; 3] = ["mp4", "webm", "ogv"];

impl Media {
    /// What it is; none when no browser plays such a file.
    pub(crate) fn kind(&self) -> Option<Kind> {
        let ending = self.file.value.rsplit_once('.')?.1.to_lowercase();
        let of = |known: &[&str], kind| known.contains(&ending.as_str()).then_some(kind);
        of(&SOUNDS, Kind::Sound).or_else(|| of(&FILMS, Kind::Film))
    }
}

impl Model for Media {
    fn verify(&self, faults: &mut Faults) {
        let kind = self.kind();
        if kind.is_none() {
            let message = format!("« {} » n’est pas d’un format admis", self.file.value);
            let hint = format!("formats admis : {}", [&SOUNDS[..], &FILMS].concat().join(", "));
            faults.error(Code::Media, &self.file.span, message, hint);
        }
        if self.captions.is_none() {
            let message = "enregistrement sans sous-titres".to_owned();
            let hint = "ajoutez « captions: FICHIER.vtt » : sans sous-titres, une partie du public n’a rien";
            faults.error(Code::Media, &self.file.span, message, hint);
        }
        if kind == Some(Kind::Film) && self.seen.is_none() {
            let message = "rien ne dit ce qui se voit dans ce film".to_owned();
            let hint = "ajoutez « seen: … » : ce que les images apprennent et que la voix ne dit pas, ou « seen: Rien d’autre que la personne qui parle. »";
            faults.error(Code::Media, &self.file.span, message, hint);
        }
        if let Some(seen) = self.seen.as_ref().filter(|_| kind == Some(Kind::Sound)) {
            let message = "un son ne montre rien".to_owned();
            faults.error(Code::Media, &seen.span, message, "retirez « seen »");
        }
    }
}
