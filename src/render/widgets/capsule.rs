//! `capsule`: slides, what they draw, and what is said over them. Without scripts it reads as an illustrated transcript.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::Block;
use crate::blocks::capsule::Reference;
use crate::capsule::gesture::{Card, Door};
use crate::capsule::{Capsule, Gesture, RecordingKind, Said, Scene, Slide};
use crate::course::digest;
use crate::french::dates;
use crate::french::french;
use crate::markup::Origin;
use crate::render::markdown::{self, Body};
use crate::text::Source;
use crate::theme::drawings;

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
struct PartValues {
    name: String,
    label: Option<String>,
    rank: usize,
    size: &'static str,
    width: u32,
}

#[derive(Serialize)]
struct SceneValues {
    alt: String,
    parts: Vec<PartValues>,
}

#[derive(Serialize)]
struct DoorValues {
    text: String,
    draw: Option<String>,
    width: u32,
}

#[derive(Serialize)]
struct CardValues {
    text: String,
    door: u32,
    /// The words of its door.
    wanted: String,
    reply: String,
}

#[derive(Serialize)]
struct GestureValues {
    ask: String,
    doors: Vec<DoorValues>,
    cards: Vec<CardValues>,
}

/// A drawing that the page holds once and its slides use.
#[derive(Serialize)]
struct DrawingValues {
    name: String,
    width: u32,
    body: String,
}

#[derive(Serialize)]
struct SlideValues {
    id: String,
    number: usize,
    title: String,
    start: u32,
    body: String,
    /// The ranks of the sentences that tell what the slide lists, from 0.
    told: Option<String>,
    scene: Option<SceneValues>,
    gesture: Option<GestureValues>,
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
    drawings: Vec<DrawingValues>,
}

#[derive(Serialize)]
struct Values {
    capsule: CapsuleValues,
    /// The page is that of a module: it tells the date of its sources itself.
    in_module: bool,
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
        drawings: library(capsule, block),
    };
    block.body.capsules.push(capsule.id.clone());
    let page = block.scope.page.id;
    let in_module = site.course.as_ref().is_some_and(|course| course.module_at(page).is_some());
    block.template("capsule", &Values { capsule: values, in_module })
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
        told: slide.scene.as_ref().and_then(told),
        scene: slide.scene.as_ref().map(|scene| scene_values(scene, slide.said.len(), block)),
        gesture: slide.gesture.as_ref().map(|gesture| gesture_values(gesture, block)),
        sentences: slide.said.iter().enumerate().map(|(rank, said)| sentence(rank, said, &slide.id)).collect(),
    }
}

/// Every drawing that the capsule uses, once.
fn library(capsule: &Capsule, block: &Block) -> Vec<DrawingValues> {
    let names: BTreeSet<&str> = capsule.drawings().map(|(name, _)| name).collect();
    let known = &block.scope.theme.drawings;
    let values = names.into_iter().filter_map(|name| {
        let drawing = known.get(name)?;
        Some(DrawingValues { name: name.to_owned(), width: drawing.width, body: drawing.body.clone() })
    });
    values.collect()
}

fn width(name: &str, block: &Block) -> u32 {
    block.scope.theme.drawings.get(name).map_or(drawings::HEIGHT, |drawing| drawing.width)
}

fn told(scene: &Scene) -> Option<String> {
    let ranks = scene.told.as_ref()?.value.iter();
    let ranks = ranks.map(|rank| rank.checked_sub(1).map_or_else(|| "-".to_owned(), |rank| rank.to_string()));
    Some(ranks.collect::<Vec<String>>().join(" "))
}

fn scene_values(scene: &Scene, sentences: usize, block: &Block) -> SceneValues {
    let parts = scene.draw.value.iter().zip(scene.ranks(sentences)).map(|(part, rank)| {
        let width = width(&part.0.name.value, block);
        PartValues {
            name: part.0.name.value.clone(),
            label: part.0.label.as_deref().map(|label| french(label).into_owned()),
            rank,
            size: size(width),
            width,
        }
    });
    SceneValues { alt: french(&scene.alt.value).into_owned(), parts: parts.collect() }
}

/// How much of a row a drawing takes.
fn size(width: u32) -> &'static str {
    match width {
        0..=60 => "narrow",
        61..=130 => "plain",
        _ => "wide",
    }
}

fn gesture_values(gesture: &Gesture, block: &Block) -> GestureValues {
    let doors = &gesture.doors.value;
    let words = |text: &str| french(text).into_owned();
    GestureValues {
        ask: words(&gesture.ask),
        doors: doors
            .iter()
            .map(|door| DoorValues {
                text: words(&door.text),
                draw: door.draw.as_ref().map(|name| name.value.clone()),
                width: door.draw.as_ref().map_or(0, |name| width(&name.value, block)),
            })
            .collect(),
        cards: gesture.cards.value.iter().map(|card| card_values(card, doors)).collect(),
    }
}

fn card_values(card: &Card, doors: &[Door]) -> CardValues {
    let wanted = doors.get((card.door.value as usize).saturating_sub(1));
    CardValues {
        text: french(&card.text).into_owned(),
        door: card.door.value,
        wanted: wanted.map(|door| french(&door.text).into_owned()).unwrap_or_default(),
        reply: french(&card.reply).into_owned(),
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
