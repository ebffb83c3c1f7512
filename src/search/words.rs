//! French text into the words that are searched: folded, told apart, stemmed.
//!
//! In: text as an author or a reader wrote it. Out: [`Word`]s, the same as `search-words.js` finds in the page:
//! `tests/vectors/words.json` is run by both.
//!
//! SPEC
//! 1. Fold: decompose (NFD), lower case, drop U+0300–U+036F, œ → oe, æ → ae, ß → ss.
//! 2. Words are runs of a–z and 0–9. A lone letter is no word (« l’ », « d’ », « salarié(e) »), but an « e » before a hyphen
//!    sticks to what follows: « e-CPS » is `ecps`.
//! 3. Each word has a weight: [`Weight::None`] for words of grammar, [`Weight::Question`] for those one asks with, else full.
//! 4. Stem: Snowball French (M. F. Porter, <https://snowballstem.org/algorithms/french/stemmer.html>), whose endings are folded
//!    like the words: readers often type none of the accents that the algorithm rests on. So « é » is its final « e »
//!    (step 4), « ée » and « iée » are endings of verbs (step 2), and step 6 has nothing left to do. Of ours: « -os »
//!    loses its « s » too (« numéros »), and « habilité » is not « habilable » (step 1).

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::stem::stem;

/// Words of grammar: they are neither kept nor searched.
const GRAMMAR: &str = "ai as au aucun aucune aussi autre autres aux avec avoir ayant car ce cela celle celles celui ces cet \
    cette ceux chez ci dans de des dont du elle elles en es est et etaient etait etant ete etre eu fait faites font fut il ils \
    je jusqu la le les leur leurs lorsqu lui ma mais me meme mes moi mon ne nos notre nous on ont par pas plus pour puisqu qu \
    que sa sans se sera ses si soi soient soit son sont suis sur ta te tes toi ton tous tout toute toutes tu un une va vers \
    vont vos votre vous y";

/// Words one asks with: they count little beside the others.
const QUESTION: &str = "combien comment devoir dois doit doivent faire faut ou peut peuvent peux pouvoir puis pourquoi quand \
    quel quelle quelles quels qui quoi veut veux";

/// How much a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Nothing: grammar.
    None,
    /// Little: it asks.
    Question,
    /// What it means.
    Full,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded.
    pub folded: String,
    /// Without its ending.
    pub stem: String,
    /// How much it says.
    pub weight: Weight,
}

/// A text without accents, case and ligatures.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfd().flat_map(char::to_lowercase) {
        match character {
            '\u{300}'..='\u{36f}' => {}
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            _ => folded.push(character),
        }
    }
    folded
}

/// The words of a folded text, in order.
pub fn split(folded: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut glued = false;
    for character in folded.chars().chain([' ']) {
        if character.is_ascii_lowercase() || character.is_ascii_digit() {
            word.push(character);
            continue;
        }
        // « e- » waits for what follows it.
        if word == "e" && !glued && matches!(character, '-' | '\u{2010}' | '\u{2011}') {
            glued = true;
            continue;
        }
        glued = false;
        let told = std::mem::take(&mut word);
        if told.len() > 1 || told.bytes().all(|byte| byte.is_ascii_digit()) && !told.is_empty() {
            words.push(told);
        }
    }
    words
}

/// How much a folded word says.
pub fn weight(folded: &str) -> Weight {
    let among = |list: &str| list.split_ascii_whitespace().any(|word| word == folded);
    match () {
        () if among(GRAMMAR) => Weight::None,
        () if among(QUESTION) => Weight::Question,
        () => Weight::Full,
    }
}

/// The words of a text that are searched.
pub fn words(text: &str) -> Vec<Word> {
    let kept = split(&fold(text)).into_iter().map(|folded| (weight(&folded), folded));
    kept.filter(|(weight, _)| *weight != Weight::None)
        .map(|(weight, folded)| Word { stem: stem(&folded), folded, weight })
        .collect()
}

/// The stems of the words met so far: a text repeats few words many times.
#[derive(Default)]
pub struct Memory {
    known: HashMap<String, Option<String>>,
}

impl Memory {
    /// The folded words of a text and their stems, without those of grammar.
    pub fn words(&mut self, text: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for word in split(&fold(text)) {
            let known = self.known.entry(word.clone());
            let stem = known.or_insert_with_key(|word| (weight(word) != Weight::None).then(|| stem(word)));
            if let Some(stem) = stem {
                found.push((word, stem.clone()));
            }
        }
        found
    }
}
