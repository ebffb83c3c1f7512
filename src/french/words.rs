//! French text into the words that are searched: folded, told apart, stemmed.
//!
//! In: text as an author or a reader wrote it. Out: [`Word`]s, the same as `search/words.js` finds in the page:
//! `tests/vectors/words.json` is run by both.
//!
//! SPEC
//! 1. Fold: decompose (NFD), lower case, drop U+0300–U+036F, œ → oe, æ → ae, ß → ss.
//! 2. Words are runs of a–z and 0–9. A lone letter is no word (« l’ », « d’ », « salarié(e) »), but an « e » before a hyphen
//!    sticks to what follows: « e-CPS » is `ecps`; « RPPS+ » is `rpps`, then `rppsplus`; « R&D » is `rd`. A number is one word
//!    whatever parts its thousands: « 75 010 » is `75010` (a space, U+00A0 or U+202F before three digits and no more).
//! 3. Each word has a weight: [`Weight::None`] for words of grammar, [`Weight::Question`] for those one asks with, else full.
//! 4. Stem: Snowball French (M. F. Porter, <https://snowballstem.org/algorithms/french/stemmer.html>), whose endings are folded
//!    like the words: readers often type none of the accents that the algorithm rests on. So « é » is its final « e »
//!    (step 4), « ée » and « iée » are endings of verbs (step 2), and step 6 has nothing left to do. Of ours: « -os »
//!    loses its « s » too (« numéros »), and « habilité » is not « habilable » (step 1).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

use super::stem::stem;
use crate::text::letters::{HYPHENS, searched};

// generated from rules/words.txt by rules/twins.mjs: do not edit
/// Words of grammar: they are neither kept nor searched.
#[rustfmt::skip]
const GRAMMAR: [&str; 129] = [
    "ai", "as", "au", "aucun", "aucune", "aussi", "autre", "autres", "aux", "avaient", "avais", "avait", "avec", "avez",
    "avoir", "avons", "ayant", "ca", "car", "ce", "cela", "celle", "celles", "celui", "ces", "cest", "cet", "cette",
    "ceux", "chez", "chui", "ci", "comme", "dans", "de", "des", "donc", "dont", "du", "elle", "elles", "en", "es",
    "est", "et", "etaient", "etais", "etait", "etant", "ete", "etes", "etions", "etre", "eu", "fais", "fait", "faites",
    "font", "fut", "il", "ils", "jai", "je", "jsuis", "jusqu", "la", "le", "les", "leur", "leurs", "lorsqu", "lui",
    "ma", "mais", "me", "mes", "moi", "mon", "ne", "ni", "nos", "notre", "nous", "on", "ont", "par", "pas", "plus",
    "pour", "puisqu", "qu", "que", "quelqu", "quelque", "quelques", "sa", "sans", "se", "sera", "serai", "seraient",
    "serait", "ses", "si", "soi", "soient", "soit", "sommes", "son", "sont", "suis", "sur", "ta", "te", "tes", "toi",
    "ton", "tous", "tout", "toute", "toutes", "tu", "un", "une", "vers", "vos", "votre", "vous", "y",
];

/// Words one asks with, and talks with: they count little beside the others.
#[rustfmt::skip]
const QUESTION: [&str; 102] = [
    "acronyme", "aller", "alors", "aura", "aurait", "bien", "bonjour", "chose", "choses", "combien", "comment",
    "definition", "definitions", "depuis", "devez", "devoir", "devons", "devra", "devrais", "devrait", "dire", "dis",
    "disent", "dit", "dois", "doit", "doivent", "donne", "donnent", "donner", "encore", "faire", "fasse", "faudra",
    "faudrait", "faut", "fera", "gens", "ici", "lequel", "meme", "merci", "met", "mets", "mettent", "mettre", "mieux",
    "monde", "ou", "peut", "peuvent", "peux", "pourquoi", "pourra", "pourrait", "pouvez", "pouvoir", "pouvons", "prend",
    "prendre", "prends", "prennent", "puis", "puisse", "quand", "quel", "quelle", "quelles", "quels", "qui", "quoi",
    "sais", "savent", "savez", "savoir", "sigle", "sigles", "signification", "signifie", "signifient", "svp", "tant",
    "toujours", "tres", "trop", "truc", "trucs", "va", "vais", "vaut", "venir", "veulent", "veut", "veux", "viennent",
    "viens", "vient", "vont", "voudrais", "voulez", "vouloir", "voulons",
];
// end of what is generated

/// How much a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Nothing: grammar.
    None,
    /// Little: it asks.
    Question,
    /// What it means.
    Full,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Folded.
    pub(crate) folded: String,
    /// Without its ending.
    pub(crate) stem: String,
    /// How much it says.
    pub(crate) weight: Weight,
}

/// A text without accents, case and ligatures.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Adds a text without accents, case and ligatures to another.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    // Signs that are alone when decomposed, or carry nothing but marks that fall: they need not be put in order.
    let plain = |character: char| matches!(character, '\0'..='\u{24f}' | '\u{2002}'..='\u{206f}');
    if !text.chars().all(plain) {
        text.nfd().for_each(|character| fold_sign(character, folded));
        return;
    }
    for character in text.chars() {
        match character {
            '\0'..='\u{7f}' => folded.push(character.to_ascii_lowercase()),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'à' | 'â' => folded.push('a'),
            '\u{2002}'..='\u{206f}' => folded.push(character),
            _ => decompose_canonical(character, |part| fold_sign(part, folded)),
        }
    }
}

fn fold_sign(character: char, folded: &mut String) {
    for lower in character.to_lowercase() {
        match searched(lower) {
            Some(opened) => folded.push_str(opened),
            None => folded.push(lower),
        }
    }
}

/// The words of a folded text, in order.
pub(crate) fn split(folded: &str, mut each: impl FnMut(&str)) {
    // Every byte of a sign that is not ASCII is neither a letter nor a digit.
    let bytes = folded.as_bytes();
    let (mut at, mut glued) = (0, false);
    while at < bytes.len() {
        let start = at;
        while bytes.get(at).is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
            at += 1;
        }
        if let Some((joined, end)) = joined(folded, start, at) {
            each(&joined);
            (at, glued) = (end, false);
            continue;
        }
        let word = &folded[start..at];
        let hyphen = folded[at..].chars().next().filter(|sign| HYPHENS.contains(sign));
        if let ("e", false, Some(hyphen)) = (word, glued, hyphen) {
            // « e- » sticks to what follows it.
            at += hyphen.len_utf8();
            glued = bytes.get(at).is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
            continue;
        }
        let whole = if glued { format!("e{word}") } else { String::new() };
        let word = if glued { &whole } else { word };
        match word.len() {
            2.. => each(word),
            1 if word.as_bytes()[0].is_ascii_digit() => each(word),
            _ => {}
        }
        if !word.is_empty() && bytes.get(at) == Some(&b'+') {
            each(&format!("{word}plus"));
        }
        glued = false;
        at += folded[at..].chars().next().map_or(0, char::len_utf8);
    }
}

/// The words one asks with, folded.
pub(crate) fn asking() -> impl Iterator<Item = &'static str> {
    QUESTION.iter().copied()
}

/// A word that goes on after a sign: « r&d », « 75 010 »; and where it ends.
fn joined(folded: &str, start: usize, end: usize) -> Option<(String, usize)> {
    let bytes = folded.as_bytes();
    let alone = |at: usize| {
        bytes.get(at).is_some_and(u8::is_ascii_lowercase) && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
    };
    if end == start + 1 && alone(start) && bytes.get(end) == Some(&b'&') && alone(end + 1) {
        return Some((format!("{}{}", &folded[start..end], &folded[end + 1..end + 2]), end + 2));
    }
    let mut number = folded.get(start..end).filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?.to_owned();
    let mut at = end;
    while let Some(group) = thousands(folded, at).filter(|_| !number.is_empty()) {
        number.push_str(&folded[group..group + 3]);
        at = group + 3;
    }
    (at > end).then_some((number, at))
}

/// Where a group of three digits begins, after one space.
fn thousands(folded: &str, at: usize) -> Option<usize> {
    let space = folded[at..].chars().next().filter(|sign| matches!(sign, ' ' | '\u{a0}' | '\u{202f}'))?;
    let first = at + space.len_utf8();
    let bytes = folded.as_bytes();
    let digits = bytes[first..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let letter = bytes.get(first + digits).is_some_and(u8::is_ascii_lowercase);
    (digits == 3 && !letter).then_some(first)
}

/// How much a folded word says.
pub(crate) fn weight(folded: &str) -> Weight {
    match () {
        () if GRAMMAR.binary_search(&folded).is_ok() => Weight::None,
        () if QUESTION.binary_search(&folded).is_ok() => Weight::Question,
        () => Weight::Full,
    }
}

/// The words of a text that are searched.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    split(&fold(text), |folded| {
        let weight = weight(folded);
        if weight != Weight::None {
            words.push(Word { folded: folded.to_owned(), stem: stem(folded), weight });
        }
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_lists_is_found_in_them() {
        assert!(GRAMMAR.iter().all(|word| weight(word) == Weight::None));
        assert!(QUESTION.iter().all(|word| weight(word) == Weight::Question));
        assert_eq!(weight("carte"), Weight::Full);
    }
}
