//! The index: which words stand where, and how much they tell there.
//!
//! In: entries. Out: an [`Index`]: for each stem, the documents that hold it and what it weighs in each.
//!
//! Ranking is BM25F (Robertson, Zaragoza, Taylor 2004) with the fields title, keywords, summary, heading and text. An entry
//! is several documents: its head (title, keywords, summary), then its paragraphs (heading, text); the page adds the weight
//! of a word in the head to that in the paragraph, so that a title counts for all paragraphs without being written in each.
//! What a word weighs in a document is counted here, so the page only adds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::entries::Entry;
use super::words::Memory;

const TITLE: f64 = 5.0;
const KEYWORDS: f64 = 3.0;
const SUMMARY: f64 = 1.5;
const HEADING: f64 = 1.6;
const TEXT: f64 = 1.0;
/// How fast a repeated word stops counting.
const K1: f64 = 1.2;
/// How much a long paragraph weakens its words.
const B: f64 = 0.5;
/// Words of a usual paragraph: fixed, so that a page's index does not hang on the others.
const USUAL: f64 = 30.0;
/// Words of a usual title.
const USUAL_TITLE: f64 = 8.0;
/// Steps of a weight: a letter each.
pub const STEPS: f64 = 26.0;
/// Documents kept for one word, those where it weighs most.
const MOST: usize = 8_000;

/// Where a word stands: a document, and its weight there, from 0 to [`STEPS`] less one.
pub type Posting = (u32, u8);

/// A word.
#[derive(Debug, Default)]
pub struct Term {
    /// Ten times how rare it is.
    pub rarity: u32,
    /// Where it stands, by document.
    pub postings: Vec<Posting>,
}

/// All words.
#[derive(Debug, Default)]
pub struct Index {
    /// By stem.
    pub terms: BTreeMap<String, Term>,
    /// Folded words as they are written, to mend what is mistyped.
    pub lexicon: BTreeSet<String>,
}

/// The weights of the words of one document.
type Weights = BTreeMap<String, f64>;

struct Read {
    documents: Vec<Weights>,
    folded: BTreeSet<String>,
}

/// Indexes entries: the documents of an entry follow one another, its head first.
pub fn index(entries: &[Entry]) -> Index {
    let read: Vec<Read> = entries.par_iter().map_init(Memory::default, |memory, entry| read(entry, memory)).collect();
    let mut index = Index::default();
    let mut holders: HashMap<String, (usize, usize)> = HashMap::new();
    let mut document = 0u32;
    for (rank, entry) in read.into_iter().enumerate() {
        index.lexicon.extend(entry.folded);
        for weights in entry.documents {
            for (stem, weight) in weights {
                let holder = holders.entry(stem.clone()).or_insert((0, usize::MAX));
                if holder.1 != rank {
                    *holder = (holder.0 + 1, rank);
                }
                let part = weight / (K1 + weight);
                // A float from 0 to 26 fits a byte.
                let step = (part * STEPS).min(STEPS - 1.0) as u8;
                index.terms.entry(stem).or_default().postings.push((document, step));
            }
            document += 1;
        }
    }
    let all = entries.len() as f64;
    for (stem, term) in &mut index.terms {
        let held = holders.get(stem).map_or(0.0, |holder| holder.0 as f64);
        term.rarity = (10.0 * (1.0 + (all - held + 0.5) / (held + 0.5)).ln()).round() as u32;
        if term.postings.len() > MOST {
            term.postings.sort_by_key(|(document, weight)| (std::cmp::Reverse(*weight), *document));
            term.postings.truncate(MOST);
            term.postings.sort_unstable();
        }
    }
    index
}

fn read(entry: &Entry, memory: &mut Memory) -> Read {
    let mut read = Read { documents: Vec::with_capacity(1 + entry.units.len()), folded: BTreeSet::new() };
    let mut head = Weights::new();
    // A long title says each of its words less.
    let title = TITLE / (1.0 - B + B * entry.title.split_whitespace().count() as f64 / USUAL_TITLE);
    for (text, weight) in [(&entry.title, title), (&entry.keywords, KEYWORDS), (&entry.summary, SUMMARY)] {
        add(text, weight, &mut head, &mut read.folded, memory);
    }
    read.documents.push(head);
    for unit in &entry.units {
        let mut weights = Weights::new();
        let length = unit.text.split_whitespace().count() as f64;
        add(&unit.text, TEXT / (1.0 - B + B * length / USUAL), &mut weights, &mut read.folded, memory);
        add(&unit.heading, HEADING, &mut weights, &mut read.folded, memory);
        read.documents.push(weights);
    }
    read
}

fn add(text: &str, weight: f64, weights: &mut Weights, folded: &mut BTreeSet<String>, memory: &mut Memory) {
    for (word, stem) in memory.words(text) {
        *weights.entry(stem).or_default() += weight;
        folded.insert(word);
    }
}
