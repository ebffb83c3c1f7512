//! The index: which words stand where, and how much they tell there.
//!
//! In: entries, a part of the site at a time. Out: an [`Index`]: for each stem, the documents that hold it and what it weighs
//! in each.
//!
//! Ranking is BM25F (Robertson, Zaragoza, Taylor 2004) with the fields title, keywords, summary, heading and text. An entry
//! is several documents: its head (title, keywords, summary), the phrases people ask for it with, then its paragraphs (heading,
//! text); the page adds the weight of a word in the head to that in the paragraph, so that a title counts for all paragraphs
//! without being written in each. What a word weighs in a document is counted here, so the page only adds.
//!
//! A phrase is matched whole: what counts is the share of it that a query says, and the share of the query that it says
//! ([`Index::phrases`] tells what all words of a phrase weigh).

use std::collections::{BTreeMap, BTreeSet};

use super::entries::Entry;
use super::postings::{self, Postings};
use super::vocabulary::{Reader, Told, Vocabulary};
use crate::french::stem::stem;
use crate::french::words::asking;

const TITLE: f64 = 5.0;
const KEYWORDS: f64 = 3.0;
const SUMMARY: f64 = 1.5;
const HEADING: f64 = 1.6;
const TEXT: f64 = 1.0;
/// In a phrase, each word weighs as much as a word can: what it weighs is its rarity.
const WHOLE: f64 = 1_000.0;
/// What a word that one asks with weighs beside the others, as in search/ranking.js.
const ASKS: f64 = 0.25;
/// How fast a repeated word stops counting.
const K1: f64 = 1.2;
/// How much a long paragraph weakens its words.
const B: f64 = 0.5;
/// Words of a usual paragraph: fixed, so that a page's index does not hang on the others.
const USUAL: f64 = 30.0;
/// Words of a usual title.
const USUAL_TITLE: f64 = 8.0;
/// Documents kept for one word, those where it weighs most.
const MOST: usize = 8_000;

/// A word of the index.
#[derive(Debug, Default)]
struct Term {
    postings: Postings,
    holders: u32,
    /// One more than the last entry that holds it.
    last: usize,
}

/// All words.
#[derive(Debug, Default)]
pub(crate) struct Index {
    vocabulary: Vocabulary,
    /// By number of the stem.
    terms: Vec<Term>,
    entries: usize,
    documents: u32,
    /// For each phrase, the numbers of its stems.
    phrases: Vec<Vec<usize>>,
}

/// The words of some entries that follow one another.
#[derive(Debug)]
pub(crate) struct Part {
    told: Told,
    /// For each entry, how many phrases and how many documents in all it is.
    entries: Vec<(usize, usize)>,
    /// For each document, how many words it holds.
    documents: Vec<usize>,
    /// Number of the stem and its weight, document after document.
    weights: Vec<(u32, u8)>,
}

/// Reads entries against the words that are known so far.
pub(crate) struct PartReader<'a> {
    reader: Reader<'a>,
    part: Part,
    /// The weights of one document.
    sums: Vec<(u32, f64)>,
}

impl<'a> PartReader<'a> {
    /// Nothing is read yet.
    pub(crate) fn new(index: &'a Index) -> Self {
        let part = Part { told: Told::default(), entries: Vec::new(), documents: Vec::new(), weights: Vec::new() };
        Self { reader: Reader::new(&index.vocabulary), part, sums: Vec::new() }
    }

    /// Reads an entry: its head, then its paragraphs.
    pub(crate) fn read(&mut self, entry: &Entry) {
        let length = |text: &str| text.split_whitespace().count() as f64;
        // A long title says each of its words less.
        self.add(&entry.title, TITLE / (1.0 - B + B * length(&entry.title) / USUAL_TITLE));
        self.add(&entry.keywords, KEYWORDS);
        self.add(&entry.summary, SUMMARY);
        self.close();
        for phrase in &entry.asked {
            self.add(&phrase.text, WHOLE);
            self.close();
        }
        for unit in &entry.units {
            self.add(&unit.text, TEXT / (1.0 - B + B * length(&unit.text) / USUAL));
            self.add(&unit.heading, HEADING);
            self.close();
        }
        self.part.entries.push((entry.asked.len(), 1 + entry.asked.len() + entry.units.len()));
    }

    fn add(&mut self, text: &str, weight: f64) {
        let sums = &mut self.sums;
        self.reader.stems(text, |stem| sums.push((stem, weight)));
    }

    /// Ends a document.
    fn close(&mut self) {
        // Stable: what a word weighs is added in the order of reading, the same every time.
        self.sums.sort_by_key(|(stem, _)| *stem);
        let before = self.part.weights.len();
        for same in self.sums.chunk_by(|a, b| a.0 == b.0) {
            let sum: f64 = same.iter().map(|(_, weight)| weight).sum();
            let steps = f64::from(postings::STEPS);
            // A float from 0 to 26 fits a byte.
            let step = (sum / (K1 + sum) * steps).min(steps - 1.0) as u8;
            self.part.weights.extend(same.first().map(|(stem, _)| (*stem, step)));
        }
        self.part.documents.push(self.part.weights.len() - before);
        self.sums.clear();
    }

    /// What was read.
    pub(crate) fn part(self) -> Part {
        Part { told: self.reader.told(), ..self.part }
    }
}

impl Index {
    /// Adds a part: parts come in the order of the entries.
    pub(crate) fn add(&mut self, part: Part) {
        let numbers = self.vocabulary.learn(part.told);
        self.terms.resize_with(self.vocabulary.count(), Term::default);
        let (mut documents, mut weights) = (part.documents.into_iter(), part.weights.into_iter());
        for (asked, count) in part.entries {
            self.entries += 1;
            for (rank, words) in documents.by_ref().take(count).enumerate() {
                let phrase = (1..=asked).contains(&rank);
                if phrase {
                    self.phrases.push(Vec::with_capacity(words));
                }
                for (stem, weight) in weights.by_ref().take(words) {
                    let number = numbers.of(stem);
                    let Some(term) = self.terms.get_mut(number) else { continue };
                    if let Some(stems) = self.phrases.last_mut().filter(|_| phrase) {
                        stems.push(number);
                    }
                    term.postings.push(self.documents, weight);
                    if term.last != self.entries {
                        (term.last, term.holders) = (self.entries, term.holders + 1);
                    }
                }
                self.documents += 1;
            }
        }
    }

    /// Stems in order, ten times how rare each is, and where it stands.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (&str, u32, Postings)> {
        let stems: BTreeMap<&str, &Term> = self.vocabulary.stems().zip(&self.terms).collect();
        stems.into_iter().map(|(stem, term)| (stem, self.rarity(term), term.postings.heaviest(MOST)))
    }

    /// What all words of each phrase weigh, in the order of the phrases: tens of rarities, those one asks with for a part.
    pub(crate) fn phrases(&self) -> Vec<u32> {
        let asks: BTreeSet<String> = asking().map(stem).collect();
        let weights: Vec<f64> = self
            .vocabulary
            .stems()
            .zip(&self.terms)
            .map(|(stem, term)| f64::from(self.rarity(term)) * if asks.contains(stem) { ASKS } else { 1.0 })
            .collect();
        let weigh =
            |stems: &Vec<usize>| stems.iter().filter_map(|number| weights.get(*number)).sum::<f64>().round() as u32;
        self.phrases.iter().map(weigh).collect()
    }

    fn rarity(&self, term: &Term) -> u32 {
        let (all, held) = (self.entries as f64, f64::from(term.holders));
        (10.0 * (1.0 + (all - held + 0.5) / (held + 0.5)).ln()).round() as u32
    }

    /// Folded words as they are written, to mend what is mistyped.
    pub(crate) fn lexicon(&self) -> BTreeSet<&str> {
        self.vocabulary.words().collect()
    }
}
