//! Capsules: narrated, captioned sequences of slides, made from text.
//!
//! In: the files of `capsules/`, one each: a head, then `## Title`, the Markdown of the slide, and a
//! ```said block with what is said over it; a slide may have a drawing (```scene) and a gesture to make
//! (```gesture). Out: [`Capsule`]s: slides, sentences, and cues with their times, from the reading speed
//! or from the captions of a recording that stands in their place.
//!
//! `slides` cuts the Markdown, `sentences` what is said, `cues` makes captions of it, `webvtt` writes
//! and reads them, `recording` fits captions written by hand to the sentences; `scene` and `gesture`
//! read what is drawn and what is done.

pub(crate) mod cues;
pub(crate) mod gesture;
mod recording;
pub(crate) mod scene;
pub(crate) mod sentences;
mod slides;
pub(crate) mod webvtt;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::french;
use crate::record;
use crate::source::Sources;
use crate::source::folders::CAPSULES;
use crate::text::RelPath;
use crate::text::Source;
use crate::text::slug::{is_slug, slug};
use crate::yaml::decode::{Day, Decode, Decoder, Spanned};

pub(crate) use cues::Cue;
pub(crate) use gesture::Gesture;
pub(crate) use recording::{Recording, RecordingKind};
pub(crate) use scene::Scene;
use sentences::Sentence;

/// Longest sentence that is heard at once, in characters: four lines of captions.
const LONG_SENTENCE: usize = 160;

record! {
    /// En-tête d’une capsule (capsules/*.md).
    pub(crate) struct CapsuleHead as "l’en-tête de la capsule" {
        /// Titre de la capsule.
        title: Spanned<String>,
        /// Date de la dernière vérification du contenu (AAAA-MM-JJ).
        reviewed: Option<Spanned<Day>>,
        /// Qui la relit ; par défaut, qui relit le site.
        owner: Option<String>,
        /// Clés de la bibliographie sur lesquelles la capsule s’appuie.
        sources: Vec<Spanned<String>>,
        /// Enregistrement sonore qui remplace la lecture des sous-titres, à côté de la capsule.
        audio: Option<Spanned<String>>,
        /// Enregistrement vidéo qui remplace la lecture des sous-titres, à côté de la capsule.
        video: Option<Spanned<String>>,
        /// Sous-titres de l’enregistrement (WebVTT), obligatoires avec lui.
        captions: Option<Spanned<String>>,
    }
}

/// A capsule.
#[derive(Debug, Clone)]
pub(crate) struct Capsule {
    /// The name of its file, without ending.
    pub(crate) id: String,
    /// Its file.
    pub(crate) source: Arc<Source>,
    /// Its head.
    pub(crate) head: CapsuleHead,
    /// Its slides.
    pub(crate) slides: Vec<Slide>,
    /// The recording that stands in place of its captions.
    pub(crate) recording: Option<Recording>,
    /// How long it is, in milliseconds.
    pub(crate) duration: u32,
}

/// A slide, and what is said over it.
#[derive(Debug, Clone)]
pub(crate) struct Slide {
    /// Its identifier in the page.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: Spanned<String>,
    /// The Markdown it shows, by bytes of the file.
    pub(crate) shown: Vec<Range<usize>>,
    /// What is said.
    pub(crate) said: Vec<Said>,
    /// Its drawing.
    pub(crate) scene: Option<Scene>,
    /// What its reader is asked to do.
    pub(crate) gesture: Option<Gesture>,
    /// When it appears, in milliseconds.
    pub(crate) start: u32,
}

/// A sentence and its captions.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    /// The sentence.
    pub(crate) sentence: Sentence,
    /// Its captions, in order: together, its text.
    pub(crate) cues: Vec<Cue>,
}

impl Capsule {
    /// Where its captions are published; those of a recording are published as they are.
    pub(crate) fn captions_path(&self) -> Option<RelPath> {
        match &self.recording {
            Some(recording) => Some(recording.captions.clone()),
            None => RelPath::new(&format!("{CAPSULES}/{}.vtt", self.id)),
        }
    }

    /// Its captions as a WebVTT file.
    pub(crate) fn webvtt(&self) -> String {
        let cues = self.slides.iter().flat_map(|slide| &slide.said).flat_map(|said| &said.cues);
        webvtt::write(&french(&self.head.title.value), cues)
    }

    /// The names of the theme's library that its drawings use, with their place.
    pub(crate) fn drawings(&self) -> impl Iterator<Item = scene::Use<'_>> {
        let scenes = self.slides.iter().flat_map(|slide| &slide.scene).flat_map(Scene::uses);
        scenes.chain(self.slides.iter().flat_map(|slide| &slide.gesture).flat_map(Gesture::uses))
    }

    /// All that a learner is shown or told, for the version of a course.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let slides = self.slides.iter().flat_map(|slide| {
            let shown = slide.shown.iter().map(|range| self.source.text[range.clone()].trim());
            let said = slide.said.iter().map(|said| said.sentence.text.as_str());
            let drawn = slide.scene.iter().map(|scene| scene.alt.value.as_str());
            let done = slide.gesture.iter().flat_map(Gesture::texts);
            std::iter::once(slide.title.value.as_str()).chain(shown).chain(said).chain(drawn).chain(done)
        });
        std::iter::once(self.head.title.value.as_str()).chain(slides)
    }
}

/// Reads and validates all capsules.
pub(crate) fn read_all(sources: &Sources, report: &mut Report) -> BTreeMap<String, Capsule> {
    let files = sources.texts_in(CAPSULES, "md");
    files.filter_map(|source| read(source, sources, report)).map(|capsule| (capsule.id.clone(), capsule)).collect()
}

fn read(source: &Arc<Source>, sources: &Sources, report: &mut Report) -> Option<Capsule> {
    let id = source.path.file_name().trim_end_matches(".md").to_owned();
    if !is_slug(&id) || source.path.inside(CAPSULES) != Some(source.path.file_name()) {
        report.push(
            Diagnostic::error(
                Code::FileName,
                "une capsule est un fichier de capsules/, nommé en minuscules sans accent",
            )
            .in_file(&source.path)
            .hint(format!("nommez-la {CAPSULES}/{}.md", slug(&id))),
        );
        return None;
    }
    let (head, body) = crate::content::front_matter::cut(source, report)?;
    let node = crate::yaml::parse(source, head, report)?;
    let head = CapsuleHead::decode(&node, &mut Decoder { source, report })?;
    let mut own = Report::default();
    let cuts = slides::cut(source, body, &mut own);
    let mut build = Build { id: &id, source, report: &mut own, clock: cues::Clock::default(), taken: BTreeMap::new() };
    let slides: Vec<Slide> = cuts.into_iter().filter_map(|cut| build.slide(cut)).collect();
    let duration = build.clock.end();
    let mut capsule = Capsule { id, source: source.clone(), head, slides, recording: None, duration };
    recording::attach(&mut capsule, sources, &mut own);
    report.extend(own);
    Some(capsule)
}

struct Build<'a> {
    id: &'a str,
    source: &'a Source,
    report: &'a mut Report,
    clock: cues::Clock,
    taken: BTreeMap<String, ()>,
}

impl Build<'_> {
    fn slide(&mut self, cut: slides::Cut) -> Option<Slide> {
        let title = cut.title?;
        let id = format!("{}-{}", self.id, slug(&title.value));
        if self.taken.insert(id.clone(), ()).is_some() {
            self.report.push(
                Diagnostic::error(Code::DuplicateId, format!("deux diapositives ont le titre « {} »", title.value))
                    .at(self.source, title.span.clone())
                    .hint("chaque diapositive a son adresse : donnez-leur des titres différents"),
            );
        }
        let start = self.clock.slide();
        let said = cut.said.map(|range| self.said(range)).unwrap_or_default();
        let shown = cut.shown.iter().map(|range| &self.source.text[range.clone()]);
        let steps = scene::steps(shown);
        let scene = cut.scene.and_then(|range| self.scene(range, said.len(), steps));
        let gesture = cut.gesture.and_then(|range| self.gesture(range));
        Some(Slide { id, title, shown: cut.shown, said, scene, gesture, start })
    }

    fn scene(&mut self, range: Range<usize>, sentences: usize, steps: usize) -> Option<Scene> {
        let node = crate::yaml::parse(self.source, range, self.report)?;
        let mut decoder = Decoder { source: self.source, report: self.report };
        let scene = Scene::decode(&node, &mut decoder)?;
        scene.verify(sentences, steps, &node.span, &mut decoder);
        Some(scene)
    }

    fn gesture(&mut self, range: Range<usize>) -> Option<Gesture> {
        let node = crate::yaml::parse(self.source, range, self.report)?;
        let mut decoder = Decoder { source: self.source, report: self.report };
        let gesture = Gesture::decode(&node, &mut decoder)?;
        gesture.verify(&node.span, &mut decoder);
        Some(gesture)
    }

    fn said(&mut self, range: Range<usize>) -> Vec<Said> {
        let sentences = sentences::split(&self.source.text[range.clone()], range.start);
        sentences
            .into_iter()
            .map(|sentence| {
                self.lint(&sentence);
                Said { cues: self.clock.sentence(&sentence.text), sentence }
            })
            .collect()
    }

    fn lint(&mut self, sentence: &Sentence) {
        let written = &self.source.text[sentence.span.clone()];
        let mut tell = |diagnostic: Diagnostic, hint: &str| {
            self.report.push(diagnostic.at(self.source, sentence.span.clone()).hint(hint));
        };
        if ["**", "`", "](", "[@", "<", "&nbsp;"].iter().any(|mark| written.contains(mark))
            || written.starts_with(['#', '-', '*', '>'])
        {
            tell(
                Diagnostic::error(Code::Capsule, "du balisage dans ce qui est dit"),
                "écrivez du texte simple : mettez listes, liens et images sur la diapositive",
            );
        }
        if !sentence.closed {
            tell(
                Diagnostic::warning(Code::Capsule, "ce passage ne se termine pas comme une phrase"),
                "finissez-le par un point, « ? », « ! » ou « … » : la lecture y marque une pause",
            );
        }
        let size = sentence.text.chars().count();
        if size > LONG_SENTENCE {
            tell(
                Diagnostic::warning(Code::Captions, format!("phrase de {size} signes, longue à suivre")),
                "faites-en deux : une phrase dite se comprend d’un coup, en 160 signes au plus",
            );
        }
        if sentence.text.split(' ').any(|word| word.chars().count() > cues::LINE) {
            tell(
                Diagnostic::warning(Code::Captions, "un mot plus long qu’une ligne de sous-titre"),
                "récrivez-le : une ligne compte environ 40 signes",
            );
        }
    }
}

#[cfg(test)]
mod tests;
