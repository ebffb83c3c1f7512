//! `capsule`: slides and what is said over them. Without scripts it reads as an illustrated transcript.

use std::sync::Arc;

use serde::Serialize;

use super::Block;
use crate::blocks::capsule::Reference;
use crate::capsule::{Capsule, RecordingKind, Said, Slide};
use crate::course::digest;
use crate::french::dates;
use crate::french::french;
use crate::markup::Origin;
use crate::render::markdown::{self, Body};
use crate::text::Source;

#[derive(Serialize)]
struct CueValues {
    start: u32,
    end: u32,
    text: String,
}

#[derive(Serialize)]
struct SentenceValues {
    id: String,
    cues: Vec<CueValues>,
}

#[derive(Serialize)]
struct SlideValues {
    id: String,
    number: usize,
    title: String,
    start: u32,
    body: String,
    sentences: Vec<SentenceValues>,
}

#[derive(Serialize)]
struct RecordingValues {
    kind: &'static str,
    href: String,
}

#[derive(Serialize)]
struct CapsuleValues {
    id: String,
    title: String,
    digest: String,
    duration: u32,
    length: String,
    captions_href: String,
    reviewed: Option<dates::Shown>,
    recording: Option<RecordingValues>,
    slides: Vec<SlideValues>,
}

#[derive(Serialize)]
struct Values {
    capsule: CapsuleValues,
}

/// Renders it.
pub(crate) fn render(reference: &Reference, block: &mut Block) -> Option<Body> {
    let name = &reference.capsule;
    let site = block.scope.site;
    let capsule = site.capsules.get(&name.value)?;
    let slides =
        capsule.slides.iter().enumerate().map(|(index, slide)| slide_values(index, slide, capsule, block)).collect();
    let recording = capsule.recording.as_ref().and_then(|recording| {
        let kind = if recording.kind == RecordingKind::Audio { "audio" } else { "video" };
        Some(RecordingValues { kind, href: block.scope.asset(&recording.file)? })
    });
    let captions = capsule.captions_path()?;
    for key in &capsule.head.sources {
        if site.bibliography.get(&key.value).is_some() {
            block.body.cite(&key.value);
        }
    }
    let values = CapsuleValues {
        id: capsule.id.clone(),
        title: french(&capsule.head.title.value).into_owned(),
        digest: digest::capsule(capsule),
        duration: capsule.duration,
        length: length(capsule.duration),
        captions_href: format!("{}{captions}", block.scope.root()),
        reviewed: capsule.head.reviewed.as_ref().map(|day| dates::shown(day.value.0)),
        recording,
        slides,
    };
    block.body.capsules.push(capsule.id.clone());
    block.template("capsule", &Values { capsule: values })
}

/// « 1 min 45 s ».
fn length(ms: u32) -> String {
    let seconds = ms.div_ceil(1_000);
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds}\u{a0}s"),
        (minutes, 0) => format!("{minutes}\u{a0}min"),
        (minutes, seconds) => format!("{minutes}\u{a0}min\u{a0}{seconds}\u{a0}s"),
    }
}

fn slide_values(index: usize, slide: &Slide, capsule: &Capsule, block: &mut Block) -> SlideValues {
    block.body.anchors.push(slide.id.clone());
    SlideValues {
        id: slide.id.clone(),
        number: index + 1,
        title: french(&slide.title.value).into_owned(),
        start: slide.start,
        body: slide.shown.iter().map(|range| shown(range.clone(), &capsule.source, block)).collect(),
        sentences: slide.said.iter().enumerate().map(|(rank, said)| sentence(rank, said, &slide.id)).collect(),
    }
}

fn shown(range: std::ops::Range<usize>, source: &Arc<Source>, block: &mut Block) -> String {
    let origin = Origin { source: source.clone(), span: range.clone(), exact: true };
    let body = markdown::blocks(&source.text[range], origin, block.scope, &block.body.cited, block.report);
    // Each slide numbers its tables from one, and is shown twice: their names could not tell landmarks apart.
    block.take(body).replace(" role=\"region\"", " role=\"group\"")
}

fn sentence(rank: usize, said: &Said, slide: &str) -> SentenceValues {
    let cues = said.cues.iter().map(|cue| CueValues { start: cue.start, end: cue.end, text: cue.text() });
    SentenceValues { id: format!("{slide}-{}", rank + 1), cues: cues.collect() }
}
