//! WebVTT: written from our cues, read when an author brings their own.
//!
//! In: cues, or a file beside a recording. Out: the file to publish, or cues and what is wrong with
//! them: how long they are, how fast, whether they overlap.

use std::ops::Range;

use super::cues::{self, Cue};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::text::Source;

/// Characters a second beyond which hand-written captions are said to be too fast: a recording sets the pace, and nobody
/// reads faster than that what passes by itself.
const FASTEST: usize = 25;
/// A little more than [`cues::LINE`], which is a wish.
const LONG_LINE: usize = 44;

/// Writes cues, in order, as a WebVTT file.
pub(crate) fn write<'a>(title: &str, cues: impl Iterator<Item = &'a Cue>) -> String {
    let mut text = format!("WEBVTT\n\nNOTE\n{}\n", escape(&title.replace("-->", "→")));
    for (index, cue) in cues.enumerate() {
        let lines: Vec<String> = cue.lines.iter().map(|line| escape(line)).collect();
        text.push_str(&format!("\n{}\n{} --> {}\n{}\n", index + 1, time(cue.start), time(cue.end), lines.join("\n")));
    }
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn time(ms: u32) -> String {
    format!("{:02}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000)
}

/// A caption that an author wrote, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// The caption.
    pub(crate) cue: Cue,
    /// Its bytes in the file.
    pub(crate) span: Range<usize>,
}

/// Reads a file; says what is wrong, at its line.
pub(crate) fn read(source: &Source, report: &mut Report) -> Vec<Written> {
    let mut own = Report::default();
    let written = read_into(source, &mut own);
    report.extend(own);
    written
}

fn read_into(source: &Source, report: &mut Report) -> Vec<Written> {
    let mut blocks = blocks(&source.text).into_iter();
    let head = blocks.next().unwrap_or_default();
    let signed = head
        .first()
        .is_some_and(|(_, line)| *line == "WEBVTT" || line.starts_with("WEBVTT ") || line.starts_with("WEBVTT\t"));
    if !signed {
        report.push(
            Diagnostic::error(Code::Captions, "ce fichier de sous-titres ne commence pas par « WEBVTT »")
                .at(source, 0..source.text.lines().next().map_or(0, str::len))
                .hint("écrivez WEBVTT seul sur la première ligne, puis une ligne vide"),
        );
        return Vec::new();
    }
    let written: Vec<Written> = blocks.filter_map(|block| cue(&block, source, report)).collect();
    if written.is_empty() && !report.has_errors() {
        report.push(
            Diagnostic::error(Code::Captions, "ce fichier de sous-titres est vide")
                .in_file(&source.path)
                .hint("écrivez un sous-titre par passage dit, avec ses temps de début et de fin"),
        );
    }
    lint(&written, source, report);
    written
}

/// Lines with their place, by groups that empty lines separate.
fn blocks(text: &str) -> Vec<Vec<(usize, &str)>> {
    let mut blocks = vec![Vec::new()];
    let mut at = 0;
    for line in text.split('\n') {
        if !line.is_empty() {
            if let Some(block) = blocks.last_mut() {
                block.push((at, line));
            }
        } else if blocks.last().is_some_and(|block| !block.is_empty()) {
            blocks.push(Vec::new());
        }
        at += line.len() + 1;
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn cue(block: &[(usize, &str)], source: &Source, report: &mut Report) -> Option<Written> {
    let (first_at, first) = *block.first()?;
    if ["NOTE", "STYLE", "REGION"].iter().any(|word| first.split([' ', '\t']).next() == Some(word)) {
        return None;
    }
    let place = block.iter().take(2).position(|(_, line)| line.contains("-->"));
    let fault = |report: &mut Report, at: usize, line: &str, message: &str, hint: &str| {
        report.push(Diagnostic::error(Code::Captions, message).at(source, at..at + line.len()).hint(hint));
    };
    let Some(place) = place else {
        fault(
            report,
            first_at,
            first,
            "sous-titre sans temps",
            "écrivez « 00:00:01.000 --> 00:00:04.000 » au-dessus de son texte",
        );
        return None;
    };
    let (at, line) = block[place];
    let Some((start, end)) = times(line) else {
        fault(report, at, line, "temps de sous-titre illisibles", "écrivez « 00:00:01.000 --> 00:00:04.000 »");
        return None;
    };
    if end <= start {
        fault(report, at, line, "ce sous-titre finit avant de commencer", "échangez ou corrigez ses deux temps");
        return None;
    }
    let lines: Vec<String> =
        block[place + 1..].iter().map(|(_, line)| plain(line)).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        fault(report, at, line, "sous-titre sans texte", "écrivez son texte sous ses temps, ou retirez-le");
        return None;
    }
    Some(Written { cue: Cue { lines, start, end }, span: at..at + line.len() })
}

fn times(line: &str) -> Option<(u32, u32)> {
    let (start, rest) = line.split_once("-->")?;
    Some((instant(start.trim())?, instant(rest.split_whitespace().next()?)?))
}

/// `MM:SS.mmm` or `HH:MM:SS.mmm`.
fn instant(text: &str) -> Option<u32> {
    let (clock, thousandths) = text.split_once('.')?;
    let digits = |text: &str, size: std::ops::RangeInclusive<usize>| {
        (size.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match parts[..] {
        [minutes, seconds] => (0, digits(minutes, 2..=2)?, digits(seconds, 2..=2)?),
        [hours, minutes, seconds] => (digits(hours, 2..=3)?, digits(minutes, 2..=2)?, digits(seconds, 2..=2)?),
        _ => return None,
    };
    let whole = (minutes < 60 && seconds < 60).then_some((hours * 60 + minutes) * 60 + seconds)?;
    Some(whole * 1_000 + digits(thousandths, 3..=3)?)
}

/// A line of a cue without its tags and references.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut tag = false;
    for character in line.chars() {
        match character {
            '<' => tag = true,
            '>' if tag => tag = false,
            _ if !tag => text.push(character),
            _ => {}
        }
    }
    let text = text.replace("&nbsp;", "\u{a0}").replace("&lrm;", "").replace("&rlm;", "");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").trim().to_owned()
}

fn lint(written: &[Written], source: &Source, report: &mut Report) {
    let mut warn = |written: &Written, message: String, hint: &str| {
        report.push(Diagnostic::warning(Code::Captions, message).at(source, written.span.clone()).hint(hint));
    };
    let mut before = 0;
    for one in written {
        let (cue, size) = (&one.cue, one.cue.text().chars().count());
        let shown = cue.end - cue.start;
        let widest = cue.lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        if cue.lines.len() > cues::LINES || widest > LONG_LINE {
            let hint = "coupez-le : deux lignes d’environ 40 signes se lisent d’un coup d’œil";
            warn(
                one,
                format!(
                    "sous-titre trop long : {}, {widest} signes pour la plus longue",
                    plural(cue.lines.len(), "ligne", "lignes")
                ),
                hint,
            );
        }
        if size.saturating_mul(1_000) > FASTEST.saturating_mul(shown as usize) {
            let speed = size * 1_000 / (shown as usize).max(1);
            let hint =
                format!("laissez-le plus longtemps ou coupez-le : on lit environ {} signes par seconde", cues::SPEED);
            warn(one, format!("sous-titre trop rapide : {speed} signes par seconde"), &hint);
        }
        if !(cues::SHORTEST..=cues::LONGEST).contains(&shown) {
            warn(one, format!("sous-titre montré {} ms", shown), "montrez-le entre 1 et 7 secondes");
        }
        if cue.start < before {
            warn(
                one,
                "ce sous-titre commence avant la fin du précédent".to_owned(),
                "faites-les se suivre : un seul se lit à la fois",
            );
        }
        before = cue.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RelPath;
    use proptest::prelude::*;

    fn reading(text: &str) -> (Vec<Written>, Vec<String>) {
        let path = RelPath::new("capsules/a.vtt").unwrap_or_else(|| unreachable!());
        let mut report = Report::default();
        let written = read(&Source { path, text: text.to_owned() }, &mut report);
        (written, report.entries().iter().map(|entry| entry.message.clone()).collect())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let cue = |start, end, lines: &[&str]| Cue {
            start,
            end,
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        };
        let cues = [cue(1_000, 4_500, &["Un & deux", "1 < 2 --> 3"]), cue(3_600_000, 3_602_001, &["Fin\u{202f}!"])];
        let text = write("Titre --> & <b>", cues.iter());
        assert!(text.contains("01:00:00.000 --> 01:00:02.001\nFin"), "{text}");
        let (written, told) = reading(&text);
        assert_eq!(told, [""; 0]);
        assert_eq!(written.into_iter().map(|one| one.cue).collect::<Vec<_>>(), cues);
    }

    #[test]
    fn faults_of_captions_are_told() {
        let cases = [
            ("un", "ne commence pas"),
            ("WEBVTT\n", "est vide"),
            ("WEBVTT\n\ntexte", "sans temps"),
            ("WEBVTT\n\n00:01 --> 00:02.000\na", "illisibles"),
            ("WEBVTT\n\n00:61.000 --> 00:62.000\na", "illisibles"),
            ("WEBVTT\n\n00:02.000 --> 00:01.000\na", "finit avant"),
            ("WEBVTT\n\n00:00.000 --> 00:02.000", "sans texte"),
            ("WEBVTT\n\n00:00.000 --> 00:02.000\na\nb\nc", "trop long"),
            ("WEBVTT\n\n00:00.000 --> 00:01.000\nVingt-cinq signes environ.", "trop rapide"),
            ("WEBVTT\n\n00:00.000 --> 00:09.000\na", "montré 9000 ms"),
            ("WEBVTT\n\n00:00.000 --> 00:02.000\na\n\n00:01.000 --> 00:03.000\nb", "avant la fin"),
        ];
        for (text, expected) in cases {
            let (_, told) = reading(text);
            assert!(told.len() == 1 && told[0].contains(expected), "{text:?} {told:?}");
        }
        let marked = "WEBVTT - titre\n\nNOTE rien\n\n1\n00:00.000 --> 00:02.000 align:start\n<v Sonia>Un <i>deux</i> &amp; trois";
        assert_eq!(reading(marked).0[0].cue.lines, ["Un deux & trois"]);
    }

    proptest! {
        #[test]
        fn no_file_panics(text in "(WEBVTT\n\n)?(\\PC{0,20}|\n|00:00:01.000 --> |99:59:59.999|[0-9:.]{0,12}|<|&){0,30}") {
            reading(&text);
        }
    }
}
