//! French text into the words that are searched: folded, told apart, stemmed.
//!
//! In: text as an author or a reader wrote it. Out: [`Word`]s, the same as `search/words.js` finds in the page:
//! `tests/vectors/words.json` is run by both.
//!
//! SPEC
//! 1. Fold: decompose (NFD), lower case, drop U+0300–U+036F, œ → oe, æ → ae, ß → ss.
//! 2. Words are runs of a–z and 0–9. A lone letter is no word (« l’ », « d’ », « salarié(e) »), but an « e » before a hyphen
//!    sticks to what follows: « e-CPS » is `ecps`; and « RPPS+ » is `rpps`, then `rppsplus`.
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
