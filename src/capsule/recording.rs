//! A recording in place of a capsule's own clock: it must have captions, which say what is said.
//!
//! In: a capsule whose head names `audio:` or `video:`, and the files beside it. Out: the capsule
//! with the times of those captions, each sentence keeping its own words.

use super::webvtt::{self, Written};
use super::{Capsule, Cue};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::Sources;
use crate::text::RelPath;
use crate::text::Source;
use crate::yaml::decode::Spanned;

/// What kind of recording it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecordingKind {
    /// Sound: the slides stay.
    Audio,
    /// Images too: they take the place of the slides.
    Video,
}

/// A recording and its captions.
#[derive(Debug, Clone)]
pub(crate) struct Recording {
    /// What it is.
    pub(crate) kind: RecordingKind,
    /// Its file.
    pub(crate) file: RelPath,
    /// Its captions.
    pub(crate) captions: RelPath,
}

const AUDIO: [&str; 6] = ["mp3", "m4a", "ogg", "oga", "opus", "wav"];
const VIDEO: [&str; 3] = ["mp4", "webm", "ogv"];

/// Takes the recording that the head names, if any.
pub(crate) fn attach(capsule: &mut Capsule, sources: &Sources, report: &mut Report) {
    let source = capsule.source.clone();
    let head = &capsule.head;
    let fault = |report: &mut Report, at: &Spanned<String>, message: String, hint: &str| {
        report.push(Diagnostic::error(Code::Captions, message).at(&source, at.span.clone()).hint(hint));
    };
    let (written, kind) = match (&head.audio, &head.video, &head.captions) {
        (Some(_), Some(video), _) => {
            return fault(
                report,
                video,
                "un son et une vidéo pour la même capsule".to_owned(),
                "gardez « audio » ou « video »",
            );
        }
        (None, None, Some(captions)) => {
            let message = "des sous-titres sans enregistrement".to_owned();
            return fault(
                report,
                captions,
                message,
                "retirez « captions » : sans enregistrement, jalon fait les sous-titres lui-même",
            );
        }
        (None, None, None) => return,
        (Some(audio), None, _) => (audio.clone(), RecordingKind::Audio),
        (None, Some(video), _) => (video.clone(), RecordingKind::Video),
    };
    let Some(captions) = head.captions.clone() else {
        let hint = "ajoutez « captions: FICHIER.vtt » : sans sous-titres, une partie du public n’a rien";
        return fault(report, &written, "enregistrement sans sous-titres".to_owned(), hint);
    };
    let endings: &[&str] = if kind == RecordingKind::Audio { &AUDIO } else { &VIDEO };
    let file = source.path.join(&written.value).filter(|path| crate::source::folders::published_asset(path).is_some());
    let Some(file) = file.filter(|path| sources.assets.contains_key(path) && endings.contains(&path.ending().as_str()))
    else {
        let message = format!("enregistrement « {} » introuvable ou d’un format non admis", written.value);
        let hint = format!("placez-le dans capsules/, à côté de la capsule ; formats admis : {}", endings.join(", "));
        return fault(report, &written, message, &hint);
    };
    let text = source.path.join(&captions.value).and_then(|path| sources.text(path.as_str()).cloned());
    let Some(text) = text.filter(|text| text.path.ending() == "vtt") else {
        let message = format!("sous-titres « {} » introuvables", captions.value);
        return fault(report, &captions, message, "placez un fichier .vtt dans capsules/, à côté de la capsule");
    };
    let cues = webvtt::read(&text, report);
    fit(capsule, &cues, &text, report);
    capsule.recording = Some(Recording { kind, file, captions: text.path.clone() });
}

/// A word of the captions, and when it is said.
struct Word<'a> {
    text: String,
    start: u32,
    end: u32,
    cue: usize,
    written: &'a Written,
}

/// Letters and digits only, in lower case: what two spellings of one word share.
fn bare(word: &str) -> String {
    word.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn bare_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| character.is_whitespace() || matches!(character, '’' | '\'' | '-'))
        .map(bare)
        .filter(|word| !word.is_empty())
}

/// The words of captions, without what is noted between brackets, each with its share of the time.
fn spoken(captions: &[Written]) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for (cue, written) in captions.iter().enumerate() {
        let mut text = String::new();
        let mut depth = 0_usize;
        for character in written.cue.text().chars() {
            depth += usize::from(character == '[');
            if depth == 0 {
                text.push(character);
            }
            depth -= usize::from(character == ']').min(depth);
        }
        let list: Vec<String> = bare_words(&text).collect();
        let span = u64::from(written.cue.end - written.cue.start);
        let at =
            |rank: usize| written.cue.start + u32::try_from(span * rank as u64 / list.len().max(1) as u64).unwrap_or(0);
        words.extend(list.iter().enumerate().map(|(rank, text)| Word {
            text: text.clone(),
            start: at(rank),
            end: at(rank + 1),
            cue,
            written,
        }));
    }
    words
}

/// Gives each sentence the times of the captions that say it.
fn fit(capsule: &mut Capsule, captions: &[Written], text: &Source, report: &mut Report) {
    let words = spoken(captions);
    let mut rest = words.iter().peekable();
    for slide in &mut capsule.slides {
        for said in &mut slide.said {
            let mut cues: Vec<(usize, Cue)> = Vec::new();
            for part in said.sentence.text.split(' ') {
                let mut shown = false;
                for wanted in bare_words(part) {
                    let next = rest.peek().copied().or(words.last());
                    let Some(word) = rest.next_if(|word| word.text == wanted) else {
                        let place = next.map(|word| word.written.span.clone()).unwrap_or_default();
                        return differ(&wanted, place, text, report);
                    };
                    grow(&mut cues, word, if shown { "" } else { part });
                    shown = true;
                }
                if let Some((_, cue)) = cues.last_mut().filter(|_| !shown && !part.is_empty()) {
                    append(cue, part);
                }
            }
            said.cues = cues.into_iter().map(|(_, cue)| cue).collect();
        }
        slide.start = slide.said.iter().flat_map(|said| &said.cues).next().map_or(slide.start, |cue| cue.start);
    }
    if let Some(more) = rest.next() {
        return differ(&more.text, more.written.span.clone(), text, report);
    }
    if let Some(first) = capsule.slides.first_mut() {
        first.start = 0;
    }
    capsule.duration = captions.iter().map(|written| written.cue.end).max().unwrap_or_default();
}

fn grow(cues: &mut Vec<(usize, Cue)>, word: &Word, part: &str) {
    match cues.last_mut() {
        Some((cue, held)) if *cue == word.cue || part.is_empty() => {
            held.end = word.end;
            append(held, part);
        }
        _ => cues.push((word.cue, Cue { lines: vec![part.to_owned()], start: word.start, end: word.end })),
    }
}

fn append(cue: &mut Cue, part: &str) {
    if let Some(line) = cue.lines.last_mut().filter(|_| !part.is_empty()) {
        line.push(' ');
        line.push_str(part);
    }
}

fn differ(word: &str, place: std::ops::Range<usize>, text: &Source, report: &mut Report) {
    report.push(
        Diagnostic::error(Code::Captions, format!("les sous-titres et la transcription ne disent pas la même chose, à partir de « {word} »"))
            .at(text, place)
            .hint("les blocs ```said et les sous-titres disent les mêmes mots ; notez les bruits entre crochets, comme [musique]"),
    );
}
