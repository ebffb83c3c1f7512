//! The index as a page reads it: where a word stands, what it may stand for, titles and paragraphs.
//!
//! In: the files of the index, as they are published (`src/search/shards.rs`), from memory; then stems. Out: [`Term`]s, heads and paragraphs.
//! `search/index.js` does the same, file by file, since a page asks for those it needs only.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use foldhash::fast::FixedState;
use indexmap::{IndexMap, IndexSet};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::mending::{self, Known};
use crate::french::stem::stem;
use crate::search::postings;
use crate::text::RelPath;

/// Shares of a word's weight: of one that goes on, of one that is mended.
const LONGER: f64 = 0.5;
const MENDED: f64 = 0.7;
/// Files of words that are looked through for one that goes on; words taken from them.
const FILES: usize = 3;
const GOING_ON: usize = 40;
/// Words that one which is mistyped may stand for.
const MEANT: usize = 12;

/// What weighs how much, in the order in which it was met: sums and ties come out as in the page.
pub(crate) type Weights = IndexMap<u32, f64, FixedState>;

/// What a word finds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Term {
    /// How much it weighs in the heads of entries.
    pub(crate) heads: Weights,
    /// In the best of their paragraphs.
    pub(crate) best: Weights,
    /// In each paragraph.
    pub(crate) docs: Weights,
    /// In each phrase people ask with.
    pub(crate) phrases: Weights,
    /// Ten times how rare it is.
    pub(crate) rarity: f64,
    /// The stems it was found as.
    pub(crate) stems: IndexSet<String>,
    /// Those it was mended to.
    pub(crate) meant: IndexSet<String>,
}

/// A phrase people ask with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrase {
    /// What it is of.
    pub(crate) entry: u32,
    /// What all its words weigh.
    pub(crate) weight: f64,
    /// The rank of the paragraph that answers, when it is not the first.
    pub(crate) answer: Option<u32>,
}

/// What an entry is: a letter (p, s, q, t), its section, its audiences.
type Sort = (char, usize, u32);

/// The map, as it is published. What only the box of the page needs is left out.
#[derive(Debug, Deserialize)]
struct Map {
    words: Vec<(String, String)>,
    heads: Vec<(u32, String)>,
    texts: Vec<(u32, String)>,
    spellings: BTreeMap<char, String>,
    units: Vec<u32>,
    asked: Vec<(u32, u32)>,
    weights: String,
    answers: Vec<(u32, u32, u32)>,
    sorts: Vec<Sort>,
    runs: Vec<usize>,
    sections: Vec<String>,
    synonyms: Vec<(Vec<String>, Vec<String>)>,
    context: Vec<Vec<String>>,
}

/// A line of a file of words.
#[derive(Debug)]
struct Line {
    stem: String,
    rarity: f64,
    postings: String,
    /// What it finds for its own stem: most words are looked for many times.
    term: OnceLock<Arc<Term>>,
}

/// A file of spellings, and how each word of it sounds.
#[derive(Debug)]
struct Spellings {
    words: Vec<String>,
    heard: OnceLock<Vec<String>>,
}

/// A paragraph as it is written: text, then anchor and heading unless they are those of the one before.
type Paragraph = Vec<String>;
/// Address, title and summary.
type Head = (String, String, String);

/// The whole index.
#[derive(Debug)]
pub(crate) struct Index {
    map: Map,
    /// Lines of each file, by its rank in the map.
    words: Vec<Vec<Line>>,
    heads: Vec<Head>,
    texts: Vec<Vec<Paragraph>>,
    spellings: HashMap<String, Spellings>,
    /// First document of each entry, and one past the last.
    starts: Vec<u32>,
    /// The document of the first paragraph of each entry.
    firsts: Vec<u32>,
    /// Each phrase, by its document.
    phrases: HashMap<u32, Phrase, FixedState>,
    sorts: Vec<Sort>,
}

impl Index {
    /// Reads the files of an index; none when they are not one, as of a site without a search.
    pub(crate) fn read(files: &BTreeMap<RelPath, Vec<u8>>) -> Option<Self> {
        let texts = files.values().filter_map(|bytes| std::str::from_utf8(bytes).ok());
        let calls: HashMap<&str, &str> = texts.flat_map(str::lines).filter_map(call).collect();
        let map: Map = value(&calls, "map")?;
        let words = map.words.iter().map(|(_, file)| Some(lines(&value::<String>(&calls, file)?)));
        let words = words.collect::<Option<_>>()?;
        let heads: Option<Vec<Vec<Head>>> = map.heads.iter().map(|(_, file)| value(&calls, file)).collect();
        let texts: Option<Vec<Vec<Vec<Paragraph>>>> = map.texts.iter().map(|(_, file)| value(&calls, file)).collect();
        let spellings = map.spellings.values().map(|file| {
            let words = value::<String>(&calls, file)?.split(' ').map(str::to_owned).collect();
            Some((file.clone(), Spellings { words, heard: OnceLock::new() }))
        });
        let spellings = spellings.collect::<Option<_>>()?;
        let sorts = map.runs.chunks_exact(2).flat_map(|run| std::iter::repeat_n(map.sorts.get(run[0]), run[1]));
        let sorts = sorts.flatten().copied().collect();
        let (starts, firsts, phrases) = numbered(&map);
        let (heads, texts) = (heads?.concat(), texts?.concat());
        Some(Self { map, words, heads, texts, spellings, starts, firsts, phrases, sorts })
    }

    /// What a typed word finds. `typing`: whether it may go on.
    pub(crate) fn find(&self, folded: &str, stemmed: &str, typing: bool) -> Arc<Term> {
        let exact = self.line(stemmed);
        let goes_on = typing && folded.len() > 1;
        if let Some(line) = exact.filter(|_| !goes_on) {
            return Arc::clone(line.term.get_or_init(|| {
                let mut term = Term::default();
                self.take(line, 1.0, &mut term);
                Arc::new(term)
            }));
        }
        let mut term = Term::default();
        exact.into_iter().for_each(|line| self.take(line, 1.0, &mut term));
        if goes_on {
            let longer = self.beginning(folded).filter(|line| line.stem != stemmed).take(GOING_ON);
            longer.for_each(|line| self.take(line, LONGER, &mut term));
        }
        // « covid19 » is « covid 19 ».
        let letters = folded.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let numbered = letters.len() < folded.len() && letters.len() > 2;
        if term.stems.is_empty() && numbered && letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.line(&stem(letters)).into_iter().for_each(|line| self.take(line, MENDED, &mut term));
        }
        if term.stems.is_empty() && folded.len() > 3 {
            term.meant = self.meant(folded);
            for line in term.meant.clone().iter().take(MEANT).filter_map(|stem| self.line(stem)) {
                self.take(line, MENDED, &mut term);
            }
        }
        Arc::new(term)
    }

    /// A stem that is looked up as it stands.
    pub(crate) fn exactly(&self, stem: &str) -> Arc<Term> {
        self.find(stem, stem, false)
    }

    /// Whether a stem is in the index.
    pub(crate) fn holds(&self, stem: &str) -> bool {
        self.line(stem).is_some()
    }

    /// The stems of the known words that an unknown one may stand for; none when readers say it and the site does not.
    fn meant(&self, folded: &str) -> IndexSet<String> {
        let known = self.known(folded);
        if known.iter().any(|one| one.word == folded) {
            return IndexSet::new();
        }
        mending::mend(folded, &known).into_iter().map(stem).collect()
    }

    /// Known words that look most like an unknown one, whatever a search makes of it. `alike`: from 0 to 1 (Jaro and Winkler).
    pub(crate) fn neighbours(&self, folded: &str, most: usize, alike: f64) -> Vec<String> {
        let known: BTreeSet<&str> = self.spellings.values().flat_map(|one| &one.words).map(String::as_str).collect();
        let near = known.into_iter().map(|word| (strsim::jaro_winkler(folded, word), word));
        let mut near: Vec<(f64, &str)> = near.filter(|(share, word)| *share >= alike && *word != folded).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        near.into_iter().take(most).map(|(_, word)| word.to_owned()).collect()
    }

    /// Known words that may be alike, each once.
    fn known(&self, folded: &str) -> Vec<Known<'_>> {
        let letters = mending::letters(folded);
        let files: IndexSet<&String> = letters.iter().filter_map(|letter| self.map.spellings.get(letter)).collect();
        let mut seen = IndexMap::<&str, &str, FixedState>::default();
        for spellings in files.into_iter().filter_map(|file| self.spellings.get(file)) {
            let heard =
                spellings.heard.get_or_init(|| spellings.words.iter().map(|word| mending::sound(word)).collect());
            seen.extend(spellings.words.iter().map(String::as_str).zip(heard.iter().map(String::as_str)));
        }
        seen.into_iter().map(|(word, heard)| Known { word, heard }).collect()
    }

    /// The file whose first stem is not after this one.
    fn file_of(&self, beginning: &str) -> usize {
        self.map.words.partition_point(|(first, _)| first.as_str() <= beginning).saturating_sub(1)
    }

    fn line(&self, stem: &str) -> Option<&Line> {
        let lines = self.words.get(self.file_of(stem))?;
        lines.binary_search_by(|line| line.stem.as_str().cmp(stem)).ok().and_then(|at| lines.get(at))
    }

    /// Lines of the first files that hold stems which begin so.
    fn beginning<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = &'a Line> {
        let files = self.words.iter().skip(self.file_of(beginning)).take(FILES);
        files
            .flat_map(move |lines| {
                let from = lines.partition_point(|line| line.stem.as_str() < beginning);
                lines.iter().skip(from)
            })
            .filter(move |line| line.stem.starts_with(beginning))
    }

    /// Adds what a line finds to a term, for a share of its weight.
    fn take(&self, line: &Line, share: f64, term: &mut Term) {
        term.stems.insert(line.stem.clone());
        term.rarity = term.rarity.max(line.rarity);
        let put = |into: &mut Weights, key: u32, weight: f64| {
            let known = into.entry(key).or_insert(0.0);
            *known = known.max(weight);
        };
        let mut entry = 0;
        for (doc, step) in postings::read(&line.postings) {
            while self.starts.get(entry as usize + 1).is_some_and(|next| *next <= doc) {
                entry += 1;
            }
            let weight = (f64::from(step) + 1.0) / f64::from(postings::STEPS) * line.rarity * share;
            match entry as usize {
                at if self.starts.get(at) == Some(&doc) => put(&mut term.heads, entry, weight),
                at if self.firsts.get(at).is_some_and(|first| doc < *first) => put(&mut term.phrases, doc, weight),
                _ => {
                    put(&mut term.best, entry, weight);
                    put(&mut term.docs, doc, weight);
                }
            }
        }
    }

    /// The entry that a document is of.
    pub(crate) fn entry_of(&self, doc: u32) -> u32 {
        (self.starts.partition_point(|first| *first <= doc).saturating_sub(1)) as u32
    }

    /// The document of the first paragraph of an entry.
    pub(crate) fn first_of(&self, entry: u32) -> u32 {
        self.firsts.get(entry as usize).copied().unwrap_or_default()
    }

    /// How many paragraphs an entry has.
    pub(crate) fn units(&self, entry: u32) -> u32 {
        self.map.units.get(entry as usize).copied().unwrap_or_default()
    }

    /// The phrase that a document is.
    pub(crate) fn phrase_of(&self, doc: u32) -> Option<Phrase> {
        self.phrases.get(&doc).copied()
    }

    /// The letter of what an entry is.
    pub(crate) fn kind(&self, entry: u32) -> char {
        self.sorts.get(entry as usize).map_or('p', |sort| sort.0)
    }

    /// The section an entry stands in.
    pub(crate) fn section(&self, entry: u32) -> &str {
        let place = self.sorts.get(entry as usize).map(|sort| sort.1);
        place.and_then(|place| self.map.sections.get(place)).map(String::as_str).unwrap_or_default()
    }

    /// Address, title and summary of an entry.
    pub(crate) fn head(&self, entry: u32) -> Option<&Head> {
        self.heads.get(entry as usize)
    }

    /// A paragraph of an entry: its text, its anchor, its heading.
    pub(crate) fn paragraph(&self, entry: u32, rank: u32) -> Option<(&str, &str, &str)> {
        let all = self.texts.get(entry as usize)?.get(..=rank as usize)?;
        let nearest =
            |part: usize| all.iter().rev().find_map(|one| one.get(part)).map(String::as_str).unwrap_or_default();
        Some((all.last()?.first()?, nearest(1), nearest(2)))
    }

    /// What is searched, and what is searched with it, in stems.
    pub(crate) fn synonyms(&self) -> &[(Vec<String>, Vec<String>)] {
        &self.map.synonyms
    }

    /// Words that tell where one is, in stems.
    pub(crate) fn context(&self) -> &[Vec<String>] {
        &self.map.context
    }
}

/// Name and value of a line of a file: `JalonSearch.add("name",value);`.
fn call(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("JalonSearch.add(\"")?.strip_suffix(");")?.split_once("\",")
}

/// What the file says that is published under a name, « w0.1a2b3c4d.js ».
fn value<T: DeserializeOwned>(calls: &HashMap<&str, &str>, published: &str) -> Option<T> {
    let name = published.split('.').next().unwrap_or(published);
    serde_json::from_str(calls.get(name)?).ok()
}

fn lines(text: &str) -> Vec<Line> {
    let line = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        let (stem, rarity, postings) = (parts.next()?, parts.next()?, parts.next()?);
        let (stem, postings) = (stem.to_owned(), postings.to_owned());
        Some(Line { stem, rarity: rarity.parse().ok()?, postings, term: OnceLock::new() })
    };
    text.lines().filter_map(line).collect()
}

/// First documents of entries and of their paragraphs, and phrases by document: of each entry its head, its phrases, its paragraphs.
fn numbered(map: &Map) -> (Vec<u32>, Vec<u32>, HashMap<u32, Phrase, FixedState>) {
    let asked: HashMap<u32, u32> = map.asked.iter().copied().collect();
    let answers: HashMap<(u32, u32), u32> =
        map.answers.iter().map(|(entry, rank, unit)| ((*entry, *rank), *unit)).collect();
    let (mut starts, mut firsts, mut phrases) = (vec![0], Vec::new(), HashMap::default());
    let mut next = 0;
    for (entry, count) in (0..).zip(&map.units) {
        let many = asked.get(&entry).copied().unwrap_or_default();
        for rank in 0..many {
            let at = 2 * phrases.len();
            let weight = map.weights.get(at..at + 2).and_then(|digits| u32::from_str_radix(digits, 36).ok());
            let answer = answers.get(&(entry, rank)).copied();
            let weight = f64::from(weight.unwrap_or_default());
            phrases.insert(next + 1 + rank, Phrase { entry, weight, answer });
        }
        firsts.push(next + 1 + many);
        next += 1 + many + count;
        starts.push(next);
    }
    (starts, firsts, phrases)
}
