//! `media`: a sound or a film, played by the browser itself, with its captions and all that they say as text.

use serde::Serialize;

use super::Block;
use crate::blocks::media::{Kind, Media};
use crate::capsule::webvtt;
use crate::diagnostic::{Code, Diagnostic};
use crate::french::french;
use crate::render::markdown::Body;
use crate::text::{RelPath, Source};
use crate::yaml::decode::Spanned;

#[derive(Serialize)]
struct Values {
    title: String,
    film: bool,
    href: String,
    captions: String,
    /// What is said, a paragraph for each stop of the voice.
    said: Vec<String>,
    seen: Option<String>,
}

/// Renders it.
pub(crate) fn render(media: &Media, block: &mut Block) -> Option<Body> {
    if !block.sound {
        return None;
    }
    let source = block.source();
    let file = beside(&media.file, "enregistrement", block);
    let captions = media.captions.as_ref().and_then(|captions| beside(captions, "sous-titres", block));
    let (captions, href) = (captions?, block.scope.asset(&file?)?);
    let said = said(&captions, block)?;
    let values = Values {
        title: french(&media.title).into_owned(),
        film: media.kind() == Some(Kind::Film),
        href,
        captions: block.scope.asset(&captions)?,
        said,
        seen: media.seen.as_ref().map(|seen| block.blocks(seen, &source)),
    };
    block.template("media", &values)
}

/// A file beside the page; says when it is not there.
fn beside(written: &Spanned<String>, what: &str, block: &mut Block) -> Option<RelPath> {
    let source = block.source();
    let decoded = percent_encoding::percent_decode_str(&written.value).decode_utf8_lossy();
    let path = source.path.join(&decoded).filter(|path| block.scope.asset(path).is_some());
    let path = path.filter(|path| what != "sous-titres" || path.ending() == "vtt");
    if path.is_none() {
        let hint = match what {
            "sous-titres" => "placez un fichier .vtt à côté de la page, et écrivez son nom",
            _ => "placez le fichier à côté de la page, et écrivez son nom",
        };
        let message = format!("{what} : fichier « {} » introuvable", written.value);
        block.report.push(Diagnostic::error(Code::Media, message).at(&source, written.span.clone()).hint(hint));
    }
    path
}

/// A stop of the voice after which another paragraph begins, in milliseconds.
const STOP: u32 = 2_000;

/// What the captions say; what is wrong with them is told at their lines.
fn said(path: &RelPath, block: &mut Block) -> Option<Vec<String>> {
    let bytes = block.scope.site.assets.get(path)?;
    let Ok(text) = std::str::from_utf8(bytes) else {
        let message = "ces sous-titres ne sont pas en UTF-8".to_owned();
        block
            .report
            .push(Diagnostic::error(Code::Encoding, message).in_file(path).hint("enregistrez le fichier en UTF-8"));
        return None;
    };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let cues = webvtt::read(&Source { path: path.clone(), text }, block.report);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut end = 0;
    for written in &cues {
        match paragraphs.last_mut().filter(|_| written.cue.start < end + STOP) {
            Some(paragraph) => paragraph.extend([" ", &written.cue.text()]),
            None => paragraphs.push(written.cue.text()),
        }
        end = written.cue.end;
    }
    Some(paragraphs.iter().map(|text| french(text).into_owned()).collect())
}
