//! Whole capsules: what they become, and what is said of those that do not hold together.

use super::*;
use proptest::prelude::*;

fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        let path = RelPath::new(path).unwrap_or_else(|| unreachable!());
        sources.add(path, text.as_bytes().to_vec(), &mut Report::default());
    }
    sources
}

fn made(files: &[(&str, &str)]) -> (Option<Capsule>, Vec<String>) {
    let mut report = Report::default();
    let capsule = read_all(&sources(files), &mut report).remove("a");
    report.settle();
    let told = report.entries().iter().map(|entry| {
        let line = entry.place.as_ref().map_or(0, |place| place.line);
        format!("{line} {}", entry.message)
    });
    (capsule, told.collect())
}

fn body(text: &str) -> (Option<Capsule>, Vec<String>) {
    made(&[("capsules/a.md", &format!("---\ntitle: A\n---\n{text}"))])
}

const SLIDES: &str =
    "\n## Un\n\n- point\n\n```said\nBonjour. Voici M. Durand.\n```\n\nsuite\n\n## Deux\n\n```said\nAu revoir !\n```\n";

#[test]
fn a_capsule_is_slides_sentences_and_cues() {
    let (capsule, told) = body(SLIDES);
    let capsule = capsule.unwrap_or_else(|| unreachable!());
    assert_eq!(told, [""; 0]);
    let slide = &capsule.slides[0];
    assert_eq!((slide.id.as_str(), slide.title.value.as_str()), ("a-un", "Un"));
    let shown: Vec<&str> = slide.shown.iter().map(|range| capsule.source.text[range.clone()].trim()).collect();
    assert_eq!(shown, ["- point", "suite"]);
    let said: Vec<&str> = slide.said.iter().map(|said| said.sentence.text.as_str()).collect();
    assert_eq!(said, ["Bonjour.", "Voici M. Durand."]);
    assert_eq!(capsule.slides[1].said[0].sentence.text, "Au revoir\u{202f}!");
    assert!(capsule.slides[1].start > slide.said[1].cues[0].end);
    assert!(capsule.webvtt().contains("00:00:00.600 --> 00:00:01.600\nBonjour."));
}

#[test]
fn faults_are_told_at_their_line() {
    let cases = [
        ("", "4 la capsule n’a pas de diapositive"),
        ("texte\n\n## Un\n```said\nOui.\n```\n", "4 du texte avant la première diapositive"),
        ("## Un\n", "4 rien n’est dit sur cette diapositive"),
        ("## Un\n```said\n```\n", "4 rien n’est dit sur cette diapositive"),
        ("## Un\n```said\nOui.\n```\n```said\nNon.\n```\n", "8 un second bloc « said » dans la diapositive"),
        ("## Un\n```said\nOui.\n", "5 ce bloc « said » n’est pas fermé"),
        ("## Un\n### Sous\n```said\nOui.\n```\n", "5 un titre dans une diapositive"),
        ("## Un\n```said\nOui.\n```\n## Un\n```said\nOui.\n```\n", "8 deux diapositives ont le titre « Un »"),
        ("## Un\n```said\nUn **mot**.\n```\n", "6 du balisage dans ce qui est dit"),
        ("## Un\n```said\nSans point\n```\n", "6 ce passage ne se termine pas comme une phrase"),
        (
            "## Un\n> ```said\n> Oui.\n> ```\n\n```said\nNon.\n```\n",
            "5 le bloc « said » est dans une liste ou une citation",
        ),
    ];
    for (text, expected) in cases {
        let (_, told) = body(text);
        assert!(told.iter().any(|told| told == expected), "{text:?} {told:?}");
    }
    let long = format!("## Un\n```said\n{}.\n```\n", "mot ".repeat(60).trim());
    assert!(body(&long).1[0].contains("longue à suivre"));
    assert_eq!(made(&[("capsules/Été.md", "---\ntitle: A\n---\n")]).1.len(), 1);
    assert!(
        made(&[("capsules/a.md", "---\ntitle: A\ntitel: B\n---\n## U\n```said\nA.\n```\n")]).1[0].contains("titel")
    );
}

const RECORDED: &str = "---\ntitle: A\naudio: a.mp3\ncaptions: a.vtt\n---\n## Un\n```said\nBonjour à tous. Voici l'essentiel : rien.\n```\n## Deux\n```said\nFin.\n```\n";

#[test]
fn a_recording_gives_the_times_and_keeps_the_words() {
    let captions = "WEBVTT\n\n00:01.000 --> 00:03.000\n[musique] Bonjour à tous.\nVoici\n\n00:03.000 --> 00:05.000\nl’essentiel : rien\n\n00:06.000 --> 00:07.500\nFin\n";
    let (capsule, told) = made(&[("capsules/a.md", RECORDED), ("capsules/a.mp3", "son"), ("capsules/a.vtt", captions)]);
    let capsule = capsule.unwrap_or_else(|| unreachable!());
    assert_eq!(told, [""; 0]);
    let cues: Vec<(u32, u32, String)> = capsule
        .slides
        .iter()
        .flat_map(|slide| &slide.said)
        .flat_map(|said| &said.cues)
        .map(|cue| (cue.start, cue.end, cue.text()))
        .collect();
    assert_eq!(
        cues,
        [
            (1_000, 2_500, "Bonjour à tous.".to_owned()),
            (2_500, 3_000, "Voici".to_owned()),
            (3_000, 5_000, "l’essentiel\u{a0}: rien.".to_owned()),
            (6_000, 7_500, "Fin.".to_owned()),
        ]
    );
    assert_eq!((capsule.duration, capsule.slides[1].start), (7_500, 6_000));
}

#[test]
fn a_recording_needs_captions_that_say_the_same() {
    let audio = ("capsules/a.mp3", "son");
    let vtt = |text| ("capsules/a.vtt", text);
    let alone = RECORDED.replace("captions: a.vtt\n", "");
    let only = RECORDED.replace("audio: a.mp3\n", "");
    let both = RECORDED.replace("audio:", "video: a.mp4\naudio:");
    let other = "WEBVTT\n\n00:01.000 --> 00:03.000\nBonsoir à tous.\n";
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[("capsules/a.md", &alone), audio], "3 enregistrement sans sous-titres"),
        (&[("capsules/a.md", &only)], "3 des sous-titres sans enregistrement"),
        (&[("capsules/a.md", &both), audio], "3 un son et une vidéo"),
        (&[("capsules/a.md", RECORDED)], "3 enregistrement « a.mp3 » introuvable"),
        (&[("capsules/a.md", RECORDED), audio], "4 sous-titres « a.vtt » introuvables"),
        (&[("capsules/a.md", RECORDED), audio, vtt(other)], "3 les sous-titres et la transcription"),
    ];
    for (files, expected) in cases {
        let told = made(files).1;
        assert!(told.len() == 1 && told[0].starts_with(expected), "{expected} {told:?}");
    }
}

const PIECES: [&str; 22] = [
    "## Un",
    "## ",
    "### Trois",
    "\n",
    "\n\n",
    "```said\n",
    "```\n",
    "~~~said\n",
    "> ",
    "- ",
    "Oui.",
    " « Non ? » ",
    "M. ",
    "…",
    "é",
    "\u{a0}",
    "**",
    "[@A]",
    "\t",
    "    ",
    "| a |\n|--|\n",
    "<br>",
];

proptest! {
    #[test]
    fn no_text_panics(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40), tail in "\\PC{0,40}") {
        let (capsule, _) = body(&(pieces.concat() + &tail));
        let capsule = capsule.ok_or_else(|| TestCaseError::fail("a capsule"))?;
        let said: Vec<&Said> = capsule.slides.iter().flat_map(|slide| &slide.said).collect();
        let mut report = Report::default();
        let path = RelPath::new("a.vtt").ok_or_else(|| TestCaseError::fail("path"))?;
        let read = webvtt::read(&Source { path, text: capsule.webvtt() }, &mut report);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let captions: Vec<String> = read.iter().flat_map(|one| words(&one.cue.text())).collect();
        let transcript: Vec<String> = said.iter().flat_map(|said| words(&said.sentence.text)).collect();
        prop_assert_eq!(captions, transcript);
    }

    #[test]
    fn no_captions_panic(captions in "WEBVTT\n\n(00:0[0-9].000 --> 00:0[0-9].000\n|(Bonjour|à|tous|Voici|l’essentiel|rien|Fin|\\[|\\]|\n| ){1,6}\n\n){0,8}") {
        made(&[("capsules/a.md", RECORDED), ("capsules/a.mp3", "son"), ("capsules/a.vtt", &captions)]);
    }
}
