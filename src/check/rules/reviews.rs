//! A question is reviewed again when a paragraph that it refers to changes.
//!
//! Why: its answers may no longer be right.
//! Example: `review: page.md#p` in a question reviewed on 2 January, and `#p` edited on 5 January.
//!
//! In: the paragraphs that questions refer to ([`Sent`]), and `reviews.lock`, one line for each question and target: bank,
//! question, date of the review (`-` without one), digest of the text, target; sorted by bank, question and target. Out: a
//! warning at each `review:` whose text is no longer that of the line, unless the question was reviewed later; and the
//! next text of the file, with the texts that are new or reviewed since as they are now.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::dates;
use crate::site::Site;
use crate::text::Source;

/// The name of the file, at the root of the site.
pub(crate) const FILE: &str = "reviews.lock";
/// Hexadecimal digits of a digest: 48 bits tell apart the versions of one paragraph.
const DIGITS: usize = 12;
const HEADER: &str = "\
# Paragraphes auxquels les questions renvoient, tels qu’ils étaient à la relecture de chaque question.
# Fichier tenu par jalon : banque, question, date de relecture, empreinte du paragraphe, renvoi. Quand un paragraphe change,
# relire la question et mettre sa date à jour. Retirer une ligne, c’est accepter le paragraphe tel qu’il est.
";

/// A question and one paragraph that it refers to.
#[derive(Debug, Clone)]
pub(crate) struct Sent<'a> {
    /// Bank.
    pub(crate) bank: &'a str,
    /// Question.
    pub(crate) question: &'a str,
    /// The paragraph, as written.
    pub(crate) target: &'a str,
    /// Where it is first written.
    pub(crate) source: &'a Source,
    /// There.
    pub(crate) span: Range<usize>,
    /// When the question was reviewed.
    pub(crate) day: Option<Date>,
    /// Digest of the paragraph as it is now.
    pub(crate) digest: String,
}

impl Sent<'_> {
    fn key(&self) -> Key {
        [self.bank, self.question, self.target].map(str::to_owned)
    }
}

/// The paragraphs that the questions of a site refer to, once for each question.
pub(crate) fn sent(site: &Site) -> Vec<Sent<'_>> {
    let mut sent = Vec::new();
    for bank in site.banks.values() {
        for question in bank.file.questions.iter().map(|question| &question.value) {
            let mut seen = BTreeSet::new();
            for review in question.remarks().into_iter().filter_map(|remark| remark.review) {
                let Some(passage) = site.passage(&review.value).filter(|_| seen.insert(&review.value)) else {
                    continue;
                };
                sent.push(Sent {
                    bank: &bank.id,
                    question: question.id(),
                    target: &review.value,
                    source: &bank.source,
                    span: review.span.clone(),
                    day: question.common.reviewed.map(|day| day.0),
                    digest: digest(&passage.text),
                });
            }
        }
    }
    sent
}

/// Digest of a text, whatever its layout, its spaces and the form of its apostrophes.
fn digest(text: &str) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'");
    let digits: String = Sha256::digest(plain.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..DIGITS].to_owned()
}

/// Bank, question, target.
type Key = [String; 3];

/// The state in which a question was reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reviewed {
    day: Option<Date>,
    digest: String,
}

/// The paragraphs as they were when their questions were reviewed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lock {
    entries: BTreeMap<Key, Reviewed>,
}

impl Lock {
    /// Reads the file. A line that cannot be read is reported, and the others are kept.
    pub(crate) fn parse(source: &Arc<Source>) -> (Self, Report) {
        let mut lock = Self::default();
        let mut report = Report::default();
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let text = line.trim();
            let span = start..start + line.trim_end().len();
            start += line.len();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            match entry(text) {
                Some((key, reviewed)) => {
                    // After a merge a line may be there twice: the older review is the safer one.
                    let held = lock.entries.entry(key).or_insert_with(|| reviewed.clone());
                    if reviewed.day < held.day {
                        *held = reviewed;
                    }
                }
                None => report.push(unreadable(text).at(source, span)),
            }
        }
        (lock, report)
    }

    /// Warns of the paragraphs that changed since their question was reviewed.
    pub(crate) fn verify(&self, sent: &[Sent]) -> Report {
        let mut report = Report::default();
        for one in sent {
            let Some(held) = self.entries.get(&one.key()).filter(|held| is_stale(held, one)) else { continue };
            let since = held.day.map_or_else(
                || "qu’elle y renvoie, et elle n’a pas de date de relecture".to_owned(),
                |day| format!("sa relecture du {}", dates::shown(day).text),
            );
            let message =
                format!("question « {} » : le paragraphe « {} » a changé depuis {since}", one.question, one.target);
            report.push(
                Diagnostic::warning(Code::ReviewedText, message)
                    .at(one.source, one.span.clone())
                    .hint("relisez la question et ses retours, puis mettez à jour sa date « reviewed: »"),
            );
        }
        report
    }

    /// The text of the file for the site as it is now. A stale entry stays until its question is reviewed.
    pub(crate) fn with(&self, sent: &[Sent]) -> String {
        let state = |one: &Sent| match self.entries.get(&one.key()) {
            Some(held) if is_stale(held, one) => held.clone(),
            _ => Reviewed { day: one.day, digest: one.digest.clone() },
        };
        let entries: BTreeMap<Key, Reviewed> = sent.iter().map(|one| (one.key(), state(one))).collect();
        let mut text = HEADER.to_owned();
        for ([bank, question, target], reviewed) in entries {
            let day = reviewed.day.map_or_else(|| "-".to_owned(), |day| day.to_string());
            text.push_str(&format!("{bank} {question} {day} {} {target}\n", reviewed.digest));
        }
        text
    }
}

fn is_stale(held: &Reviewed, now: &Sent) -> bool {
    // No date is before every date.
    held.digest != now.digest && now.day <= held.day
}

fn entry(line: &str) -> Option<(Key, Reviewed)> {
    let mut words = line.splitn(5, ' ');
    let mut word = || words.next().filter(|word| !word.is_empty());
    let (bank, question, day, digest, target) = (word()?, word()?, word()?, word()?, word()?);
    let day = if day == "-" { None } else { Some(day.parse().ok()?) };
    let known = digest.len() == DIGITS && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    let key = [bank, question, target].map(str::to_owned);
    known.then(|| (key, Reviewed { day, digest: digest.to_owned() }))
}

fn unreadable(line: &str) -> Diagnostic {
    let conflict = ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark));
    let (message, hint) = if conflict {
        ("conflit de fusion dans la liste des relectures", "gardez les lignes des deux côtés et retirez les marques")
    } else {
        ("ligne illisible dans la liste des relectures", "retirez-la : « jalon build » l’écrira de nouveau")
    };
    Diagnostic::error(Code::BadValue, message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RelPath;
    use proptest::prelude::*;

    fn source(text: &str) -> Arc<Source> {
        let path = RelPath::new(FILE).unwrap_or_else(|| unreachable!());
        Arc::new(Source { path, text: text.to_owned() })
    }

    fn one<'a>(source: &'a Source, day: &str, text: &str) -> Sent<'a> {
        let (bank, question, target) = ("b", "q", "a page.md#p");
        Sent { bank, question, target, source, span: 0..1, day: day.parse().ok(), digest: digest(text) }
    }

    #[test]
    fn a_change_is_told_until_the_question_is_reviewed_later() {
        let bank = source("x");
        let before = one(&bank, "2026-01-02", "Un texte.");
        let first = Lock::default().with(std::slice::from_ref(&before));
        let (lock, report) = Lock::parse(&source(&first));
        assert!(report.is_empty() && lock.verify(std::slice::from_ref(&before)).is_empty(), "{first}");
        // Layout, spaces and apostrophes are not the text.
        assert_eq!(digest("L'an\n un\u{a0}!"), digest("L’an un !"));
        for (day, text, warned) in [
            ("2026-01-02", "Un autre texte.", true),
            ("2026-01-01", "Un autre texte.", true),
            ("", "Un autre texte.", true),
            ("2026-01-03", "Un autre texte.", false),
            ("2026-01-03", "Un texte.", false),
        ] {
            let now = [one(&bank, day, text)];
            assert_eq!(lock.verify(&now).entries().len(), usize::from(warned), "{day} {text}");
            let next = lock.with(&now);
            assert_eq!(next == first, warned, "{next}");
        }
        assert_eq!(lock.with(&[]), HEADER, "what no question sends to any more is forgotten");
        let message = &lock.verify(&[one(&bank, "", "Autre.")]).entries()[0].message.clone();
        assert!(message.contains("« a page.md#p »") && message.contains("2\u{a0}janvier 2026"), "{message}");
    }

    #[test]
    fn bad_lines_are_told_and_a_line_kept_twice_is_the_older_one() {
        let lines = "b q 2026-01-03 000000000000 a.md\nb q - 111111111111 a.md\nb q 2026-02-30 000000000000 a.md\n<<<<<<< x\nb q\n\
            b q 2026-01-03 00000000000z a.md\n";
        let (lock, report) = Lock::parse(&source(lines));
        let told: Vec<usize> = report.entries().iter().filter_map(|entry| Some(entry.place.as_ref()?.line)).collect();
        assert_eq!(told, [3, 4, 5, 6]);
        assert!(report.entries()[1].message.contains("conflit"));
        assert_eq!(lock.entries.values().map(|held| held.day).collect::<Vec<_>>(), [None]);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(b|q| |-|2026-01-0[1-9]|[0-9a-f]{12}|a.md#p|\n|é|#){0,24}") {
            let (lock, _) = Lock::parse(&source(&text));
            let bank = source("x");
            let now = [one(&bank, "2026-01-05", "Un texte.")];
            lock.verify(&now);
            let next = lock.with(&now);
            let (again, report) = Lock::parse(&source(&next));
            prop_assert!(report.is_empty());
            prop_assert_eq!(again.with(&now), next);
        }
    }
}
