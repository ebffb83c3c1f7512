//! What the words of a reader ask: each with what it finds, what the site says with other words, and the phrases people ask with
//! that are nearest.
//!
//! In: a query. Out: a [`Query`], which `ranked.rs` holds the entries against. `search/query.js` does the same, and adds in the same
//! order: sums of floats are equal to the last bit.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::asking;
use super::index::{Index, Term, Weights};
use crate::french::stem::stem;
use crate::french::words::{Weight, Word, words};

/// Of a word one asks with, of one that tells where one is; of what is said with other words.
const ASKS: f64 = 0.25;
const CONTEXT: f64 = 0.25;
pub(super) const SAID: f64 = 0.9;
/// Of what a query and a phrase do not share: what the query says more, what the phrase says more.
const MORE: f64 = 0.7;
const LESS: f64 = 0.3;
/// How rare a word is held to be that the site does not know.
const STRANGE: f64 = 30.0;
/// How many words of a query are looked for: a text that was pasted is not one.
const MOST: usize = 40;

/// A word, what it counts for, what it finds.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) stem: String,
    pub(crate) share: f64,
    pub(crate) term: Arc<Term>,
}

impl Asked {
    /// Whether this word is the one that is meant, as it is or mended.
    fn means(&self, stem: &str) -> bool {
        self.stem == stem || self.term.meant.contains(stem)
    }

    fn rarity(&self) -> f64 {
        if self.term.rarity > 0.0 { self.term.rarity } else { STRANGE }
    }
}

/// Words, by their ranks, and those that the site says instead.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    pub(crate) from: Vec<usize>,
    pub(crate) to: Vec<Arc<Term>>,
    pub(crate) stems: &'a [String],
}

/// How near a query and a phrase are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Likeness {
    /// From 0 to 1.
    pub(crate) near: f64,
    /// The share of the query that the phrase says.
    pub(crate) held: f64,
    /// The paragraph that answers it, when it is not the first.
    pub(crate) answer: Option<u32>,
}

/// What a query asks.
#[derive(Debug)]
pub(crate) struct Query<'a> {
    /// The words that say something, as text.
    pub(crate) plain: String,
    pub(crate) words: Vec<Asked>,
    pub(crate) said: Vec<Said<'a>>,
    pub(crate) denies: bool,
    pub(crate) defines: bool,
    /// Typed words, folded, that the site does not know.
    pub(crate) unknown: Vec<String>,
    /// What all words count for, and weigh.
    pub(crate) whole: f64,
    pub(crate) weight: f64,
    /// What all words weigh in each paragraph.
    pub(crate) docs: Weights,
    /// The nearest phrase of each entry.
    pub(crate) phrases: HashMap<u32, Likeness, FixedState>,
}

impl Query<'_> {
    /// The words that count in full.
    pub(crate) fn full(&self) -> impl Iterator<Item = (usize, &Asked)> {
        self.words.iter().enumerate().filter(|(_, word)| counts_in_full(word))
    }
}

/// Shares are set, never worked out.
fn counts_in_full(word: &Asked) -> bool {
    word.share >= 1.0
}

/// The words of a text that say something: « c’est quoi » is not asked of a title.
pub(super) fn plain<'a>(all: impl IntoIterator<Item = &'a Word>) -> String {
    let all: Vec<&Word> = all.into_iter().collect();
    let some = all.iter().any(|word| word.weight == Weight::Full);
    let kept = all.iter().filter(|word| !some || word.weight == Weight::Full);
    kept.map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// What is asked, as text; of a definition, without what says only that it is something.
fn named(all: &[Word], defines: bool) -> String {
    let kept = all.iter().filter(|word| defines && word.weight == Weight::Full && !asking::is_generic(&word.folded));
    let kept: Vec<&Word> = kept.collect();
    if kept.is_empty() { plain(all) } else { plain(kept) }
}

/// What a query asks. `typing`: whether its last word may go on.
pub(crate) fn understood<'a>(index: &'a Index, query: &str, typing: bool) -> Query<'a> {
    let text = asking::meant(query);
    let mut typed = asking::typed(&text);
    typed.truncate(MOST);
    let last = typing.then(|| going_on(query, &text)).flatten();
    let mut words = looked(index, &typed, last);
    let said = if words.is_empty() { Vec::new() } else { otherwise(index, &mut words) };
    let mut docs = Weights::default();
    for word in &words {
        add(&mut docs, &word.term.docs, word.share);
    }
    let whole = words.iter().map(|word| word.share).sum();
    let weight = words.iter().map(|word| word.rarity() * word.share).sum();
    let phrases = likened(index, &words, &said, weight);
    let told: HashSet<usize> = said.iter().flat_map(|said| said.from.iter().copied()).collect();
    let strange = |(at, word): &(usize, &Asked)| word.term.stems.is_empty() && !told.contains(at);
    let full = words.iter().enumerate().filter(|(_, word)| counts_in_full(word));
    let strange: HashSet<&str> = full.filter(strange).map(|(_, word)| word.stem.as_str()).collect();
    let unknown = typed.iter().filter(|word| strange.contains(word.stem.as_str())).map(|word| word.folded.clone());
    let (unknown, defines) = (unknown.collect(), asking::defines(query));
    let (plain, denies) = (named(&typed, defines), asking::denies(query));
    Query { plain, words, said, denies, defines, unknown, whole, weight, docs, phrases }
}

/// Adds a share of some weights to others.
pub(super) fn add(into: &mut Weights, some: &Weights, share: f64) {
    for (key, weight) in some {
        *into.entry(*key).or_insert(0.0) += weight * share;
    }
}

/// The rank of the word that may go on: acronyms of grammar stand after the words, and a word of grammar does not go on.
fn going_on(query: &str, text: &str) -> Option<usize> {
    query.chars().next_back().filter(|sign| sign.is_alphanumeric())?;
    let last = text.rsplit(crate::text::letters::is_space).next().unwrap_or_default();
    (!words(last).is_empty()).then(|| words(text).len().checked_sub(1)).flatten()
}

/// Each word once, with what it finds.
fn looked(index: &Index, typed: &[Word], last: Option<usize>) -> Vec<Asked> {
    let asks = typed.iter().all(|word| word.weight == Weight::Question);
    let mut found: Vec<Asked> = Vec::with_capacity(typed.len());
    for (at, word) in typed.iter().enumerate() {
        if found.iter().any(|one| one.stem == word.stem) {
            continue;
        }
        let share = if word.weight == Weight::Question && !asks { ASKS } else { 1.0 };
        let term = index.find(&word.folded, &word.stem, Some(at) == last);
        found.push(Asked { stem: word.stem.clone(), share, term });
    }
    // « France connect » is « FranceConnect ».
    for pair in typed.windows(2) {
        let joined = stem(&format!("{}{}", pair[0].folded, pair[1].folded));
        if !index.holds(&joined) || found.iter().any(|one| one.stem == joined) {
            continue;
        }
        for one in found.iter_mut().filter(|one| pair.iter().any(|word| word.stem == one.stem)) {
            one.share = one.share.min(ASKS);
        }
        let term = index.exactly(&joined);
        found.push(Asked { stem: joined, share: 1.0, term });
    }
    found
}

/// What the site says with other words; those that only tell where one is lose weight on the way.
fn otherwise<'a>(index: &'a Index, words: &mut [Asked]) -> Vec<Said<'a>> {
    // What each word is, said with one other.
    let mut alike: Vec<HashSet<&str>> = vec![HashSet::new(); words.len()];
    for (from, to) in index.synonyms() {
        if let ([from], [to]) = (from.as_slice(), to.as_slice()) {
            let own = words.iter().zip(&mut alike).filter(|(word, _)| word.means(from));
            for (_, alike) in own {
                alike.insert(to);
            }
        }
    }
    // In what takes several words, one that is said with another will do.
    let says = |words: &[Asked], at: usize, stem: &str, from: &[String]| {
        words[at].means(stem) || (from.len() > 1 && alike[at].contains(stem))
    };
    let holds = |words: &[Asked], from: &[String]| {
        from.iter().all(|stem| (0..words.len()).any(|at| says(words, at, stem, from)))
    };
    let places: Vec<&Vec<String>> = index.context().iter().filter(|place| holds(words, place)).collect();
    places.iter().for_each(|place| situate(words, place));
    // In « maison de retraite », nobody retires.
    let in_place = |from: &[String]| {
        places.iter().any(|place| place.len() > from.len() && from.iter().all(|stem| place.contains(stem)))
    };
    let words = &*words;
    let said = index.synonyms().iter().filter(|(from, _)| holds(words, from) && !in_place(from));
    said.map(|(from, to)| Said {
        from: (0..words.len()).filter(|at| from.iter().any(|stem| says(words, *at, stem, from))).collect(),
        to: to.iter().map(|stem| index.exactly(stem)).collect(),
        stems: to,
    })
    .collect()
}

/// Words that tell where one is count for less than the others, if there are any.
fn situate(words: &mut [Asked], place: &[String]) {
    let told = |word: &Asked| place.iter().any(|stem| word.means(stem));
    let others = words.iter().filter(|word| counts_in_full(word) && !told(word)).count();
    if others > usize::from(place.len() == 1) {
        words.iter_mut().filter(|word| told(word)).for_each(|word| word.share = word.share.min(CONTEXT));
    }
}

/// What is shared with each phrase, by the rank of the word.
type Shared = IndexMap<u32, IndexMap<usize, f64, FixedState>, FixedState>;

/// The phrase of each entry that a query is nearest to: Tversky's index over what words weigh. What is said with other words
/// counts for those that were typed. `weight`: what all words weigh.
fn likened(index: &Index, words: &[Asked], said: &[Said], weight: f64) -> HashMap<u32, Likeness, FixedState> {
    let mut shared = Shared::default();
    let mut share = |doc: u32, word: usize, value: f64| {
        let own = shared.entry(doc).or_default().entry(word).or_insert(0.0);
        *own = own.max(value);
    };
    for (at, word) in words.iter().enumerate() {
        word.term.phrases.iter().for_each(|(doc, value)| share(*doc, at, value * word.share));
    }
    for Said { from, to, .. } in said {
        let Some((first, others)) = to.split_first() else { continue };
        for doc in first.phrases.keys().filter(|doc| others.iter().all(|other| other.phrases.contains_key(*doc))) {
            let all: f64 = to.iter().filter_map(|term| term.phrases.get(doc)).sum();
            let value = all / from.len() as f64;
            for at in from {
                share(*doc, *at, SAID * value.min(words[*at].rarity() * words[*at].share));
            }
        }
    }
    let mut nearest: HashMap<u32, Likeness, FixedState> = HashMap::default();
    for (doc, own) in &shared {
        let Some(phrase) = index.phrase_of(*doc) else { continue };
        let common: f64 = own.values().sum();
        let (over, under) = ((weight - common).max(0.0), (phrase.weight - common).max(0.0));
        let near = common / (common + MORE * over + LESS * under);
        if near > nearest.get(&phrase.entry).map_or(0.0, |known| known.near) {
            let held = (common / weight).min(1.0);
            nearest.insert(phrase.entry, Likeness { near, held, answer: phrase.answer });
        }
    }
    nearest
}
