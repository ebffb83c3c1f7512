//! A text that is said, cut into sentences.
//!
//! In: plain French text as its author typed it, in paragraphs. Out: sentences with French spaces,
//! each with the bytes it was written at. An empty line always ends a sentence; a no-break space
//! never does, which is how an author keeps together what this file would cut.

use std::ops::Range;

use crate::french::french;

/// A sentence and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Its text, on one line.
    pub(crate) text: String,
    /// Its bytes in the file.
    pub(crate) span: Range<usize>,
    /// Whether it ends as a sentence does, and not only because its paragraph ends.
    pub(crate) closed: bool,
}

/// What ends with a point without ending a sentence, whatever follows.
const ABBREVIATIONS: [&str; 27] = [
    "al", "art", "av", "bd", "cf", "chap", "dr", "env", "ex", "fig", "hab", "mm", "n", "no", "nos", "p", "pp", "pr",
    "préf", "réf", "resp", "ste", "st", "tél", "vol", "mgr", "me",
];
/// Marks that French separates by a space from the word they follow.
const CLOSING: [&str; 7] = ["?", "!", ";", ":", "»", "%", "…"];
/// What may follow the point of a sentence and still belong to it.
const AFTER_POINT: [char; 9] = ['»', '”', '"', ')', ']', '’', '\'', ' ', '\u{a0}'];

struct Word {
    text: String,
    span: Range<usize>,
}

/// Cuts a text that starts at byte `offset` of its file.
pub(crate) fn split(text: &str, offset: usize) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut paragraph: Vec<Word> = Vec::new();
    let mut at = offset;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            cut(std::mem::take(&mut paragraph), &mut sentences);
        } else {
            words(line, at, &mut paragraph);
        }
        at += line.len();
    }
    cut(paragraph, &mut sentences);
    sentences
}

/// Words, with the marks that belong to them although a space stands between.
fn words(line: &str, offset: usize, list: &mut Vec<Word>) {
    let mut at = offset;
    for part in line.split([' ', '\t', '\n', '\r']) {
        let span = at..at + part.len();
        at = span.end + 1;
        if part.is_empty() {
            continue;
        }
        let opened = list.last().is_some_and(|word| word.text.ends_with('«'));
        let closes = CLOSING.iter().any(|mark| part.strip_prefix(mark).is_some_and(is_marks));
        match list.last_mut() {
            Some(word) if opened || closes => {
                word.text.push(' ');
                word.text.push_str(part);
                word.span.end = span.end;
            }
            _ => list.push(Word { text: part.to_owned(), span }),
        }
    }
}

fn is_marks(text: &str) -> bool {
    text.chars().all(|character| !character.is_alphanumeric() && character != '«')
}

fn cut(paragraph: Vec<Word>, sentences: &mut Vec<Sentence>) {
    let mut held: Vec<Word> = Vec::new();
    let mut quotes = 0_usize;
    let mut paragraph = paragraph.into_iter().peekable();
    while let Some(word) = paragraph.next() {
        quotes = (quotes + word.text.matches('«').count()).saturating_sub(word.text.matches('»').count());
        let closed = ends(&word.text, held.is_empty());
        let goes_on = paragraph.peek().is_some_and(|next| starts_small(&next.text));
        let last = paragraph.peek().is_none();
        held.push(word);
        if last || closed && quotes == 0 && !goes_on {
            sentences.extend(join(std::mem::take(&mut held), closed));
        }
    }
}

fn join(words: Vec<Word>, closed: bool) -> Option<Sentence> {
    let span = words.first()?.span.start..words.last()?.span.end;
    let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    Some(Sentence { text: french(&text.join(" ")).into_owned(), span, closed })
}

/// Whether a sentence may end with this word. A number with a point opens an item of a list when it
/// is the first word, and ends a sentence otherwise (« en 2024. »).
fn ends(word: &str, first: bool) -> bool {
    let core = word.trim_end_matches(AFTER_POINT);
    match core.chars().last() {
        Some('!' | '?' | '…') => true,
        Some('.') => core.ends_with("..") || !abbreviated(core.trim_end_matches('.'), first),
        _ => false,
    }
}

fn abbreviated(word: &str, first: bool) -> bool {
    let word = word.rsplit(|character: char| !character.is_alphanumeric() && character != '.').next().unwrap_or(word);
    let mut characters = word.chars();
    let initial = characters.next().is_some_and(char::is_uppercase) && characters.next().is_none();
    let listed = ABBREVIATIONS.iter().any(|known| *known == word.to_lowercase());
    initial || listed || first && !word.is_empty() && word.chars().all(|character| character.is_ascii_digit())
}

fn starts_small(word: &str) -> bool {
    word.chars().find(|character| character.is_alphanumeric()).is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<String> {
        split(text, 0).into_iter().map(|sentence| sentence.text.replace(['\u{a0}', '\u{202f}'], "~")).collect()
    }

    #[test]
    fn french_sentences() {
        let cases: [(&str, &[&str]); 14] = [
            ("Un. Deux ! Trois ?", &["Un.", "Deux~!", "Trois~?"]),
            (
                "M. Durand et Mme Petit arrivent. Dr. Roux aussi.",
                &["M. Durand et Mme Petit arrivent.", "Dr. Roux aussi."],
            ),
            ("Un ordre, p. ex. Sonia. Ou l'ARS.", &["Un ordre, p. ex. Sonia.", "Ou l’ARS."]),
            ("En 2024. Il a 3,5 ans.", &["En 2024.", "Il a 3,5 ans."]),
            ("1. Ouvrez. 2. Lisez.", &["1. Ouvrez.", "2. Lisez."]),
            ("« Plus large, au cas où. » Refusez.", &["«~Plus large, au cas où.~»", "Refusez."]),
            ("« Oui. Non. » Bien.", &["«~Oui. Non.~»", "Bien."]),
            ("« Pourquoi ? » demande Yanis. Rien.", &["«~Pourquoi~?~» demande Yanis.", "Rien."]),
            (
                "Elle hésite… puis choisit. Elle hésite… Vous aussi.",
                &["Elle hésite… puis choisit.", "Elle hésite…", "Vous aussi."],
            ),
            ("Une ligne\nqui continue. Fin.", &["Une ligne qui continue.", "Fin."]),
            ("Sans point\n\nAutre", &["Sans point", "Autre"]),
            ("Lire l'art. L. 1110 du code. Oui.", &["Lire l’art. L.~1110 du code.", "Oui."]),
            ("Un rôle, etc. Puis rien.", &["Un rôle, etc.", "Puis rien."]),
            ("Ouvert « sans fin. Puis. Enfin.\n\nAutre. Fin.", &["Ouvert «~sans fin. Puis. Enfin.", "Autre.", "Fin."]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn a_no_break_space_keeps_together_and_places_are_bytes() {
        assert_eq!(cut("Le Plan B.\u{a0}Ensuite. Fin."), ["Le Plan B.~Ensuite.", "Fin."]);
        let text = "Été. Ça va ?";
        let spans: Vec<&str> = split(text, 0).iter().map(|sentence| &text[sentence.span.clone()]).collect();
        assert_eq!(spans, ["Été.", "Ça va ?"]);
        assert!(!split("Un deux", 0)[0].closed && split("Un.", 0)[0].closed);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_no_word_is_lost(text in "([ \n]|[a-zA-Z0-9éÉ.!?…«»,:;()'’ \u{a0}-]|\\PC){0,120}") {
            let cut = split(&text, 0);
            let letters = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
            let said: String = cut.iter().map(|sentence| sentence.text.as_str()).collect();
            prop_assert_eq!(letters(&said), letters(&text));
            for sentence in &cut {
                prop_assert!(text.get(sentence.span.clone()).is_some());
            }
        }
    }
}
