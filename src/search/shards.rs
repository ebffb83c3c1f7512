//! The index in small scripts, which a page asks for with script tags: so it works from a disk, under a strict policy.
//!
//! In: a site. Out: files, by path: `map.js` beside the page of the search, which names all others; under
//! `assets/search/`, words (`w`), heads (`h`), texts (`t`) and spellings (`s`), under names that change with their bytes. The
//! map of a small site holds its words and heads: nothing but the texts of what is found has to be asked for.
//!
//! SPEC. Each file is one call, `JalonSearch.add(name, value)`; `search/index.js` reads them. An entry is several documents:
//! its head, the phrases one asks for it with, then its paragraphs.
//! - `w`: a text, a line per stem in order: stem, ten times its rarity, where it stands (`postings.rs`). A stem is in the last
//!   file whose first stem is not after it.
//! - `h`: for each entry its head: address, title, summary.
//! - `t`: for each entry its paragraphs: text, anchor, heading; the last of these are left out when they are those of the
//!   paragraph before.
//! - `s`: folded words, of pages and of synonyms, with given letters in first or second place: of a word with one mistake, one of both letters is right.
//! - `map`: where each file begins; the page for those who find nothing (`help`); for each entry, how many paragraphs it has; how many phrases (`asked`, by entry, those that
//!   have any), what each phrase weighs (two digits in base 36, `weights`) and, of those that one paragraph answers, which
//!   (`answers`: entry, phrase, paragraph); the sorts of entries (what they are, section, who
//!   they are for) and, in turn, a sort and how many entries of it follow; the pairs of synonyms; the words of context.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;

use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::entries::{self, Entry, Kind, Subject};
use super::index::{Index, Part, PartReader};
use crate::content::address::{Address, link};
use crate::content::synonyms;
use crate::french::french;
use crate::site::Site;
use crate::source::folders::CONTENT;
use crate::text::RelPath;

/// Bytes after which a file of words or spellings is full.
const FULL: usize = 40_000;
/// The same for heads and texts: ten results are read from as many places.
const FULL_TEXT: usize = 16_000;
/// Bytes of words and heads up to which a site is small.
const SMALL: usize = 340_000;
/// Entries read one after the other.
const TOGETHER: usize = 32;
/// Such groups read side by side before what they say is kept: so little is held at once.
const SIDE_BY_SIDE: usize = 16;

/// Files of the index by path; none when the site has no page for the search.
pub(crate) fn files(site: &Site) -> BTreeMap<RelPath, Vec<u8>> {
    let mut files = BTreeMap::new();
    each(site, &mut |path, bytes| {
        files.insert(path, bytes);
    });
    files
}

/// Hands on each file of the index as soon as it is made.
pub(crate) fn each(site: &Site, put: &mut dyn FnMut(RelPath, Vec<u8>)) {
    let Some(address) = entries::address(site) else { return };
    let mut files = Files { put };
    let (mut heads, mut texts) = (Pages::new("h"), Pages::new("t"));
    let (mut index, mut sorts) = (Index::default(), Sorts::default());
    let (mut units, mut filled, mut phrases) = (Vec::new(), Vec::new(), Phrases::default());
    for side_by_side in entries::subjects(site).chunks(TOGETHER * SIDE_BY_SIDE) {
        let read: Vec<Group> = side_by_side.par_chunks(TOGETHER).map(|some| read(site, some, &index)).collect();
        for group in read {
            for card in group.cards {
                phrases.add(units.len(), card.asked);
                units.push(card.units);
                sorts.add(card.sort);
                filled.extend(heads.add(&card.head));
                texts.add(&card.texts).into_iter().for_each(|file| files.put(file));
            }
            index.add(group.part);
        }
    }
    texts.close().into_iter().for_each(|file| files.put(file));
    filled.extend(heads.close());
    let words = words(&index, &mut filled);
    let mut first = Vec::new();
    if filled.iter().map(|file| file.bytes.len()).sum::<usize>() <= SMALL {
        first.extend(filled.into_iter().flat_map(|file| file.bytes));
    } else {
        filled.into_iter().for_each(|file| files.put(file));
    }
    let typed = synonyms::typed(&site.synonyms);
    let mut lexicon = index.lexicon();
    lexicon.extend(typed.iter().map(String::as_str));
    let map = json!({
        "words": words,
        "heads": heads.listed,
        "texts": texts.listed,
        "spellings": files.spellings(&lexicon),
        "help": help(site),
        "units": units,
        "asked": phrases.counts,
        "weights": weights(&index.phrases()),
        "answers": phrases.answers,
        "sorts": sorts.told(),
        "runs": sorts.runs,
        "sections": sorts.sections,
        "who": site.audiences.all().iter().map(|who| &who.label).collect::<Vec<_>>(),
        "synonyms": synonyms::pairs(&site.synonyms, &site.glossary),
        "context": synonyms::context(&site.synonyms),
    });
    if let Some(path) = map_path(address) {
        first.extend(call("map", &map.to_string()));
        (files.put)(path, first);
    }
}

/// Address and title of the page for those who found nothing.
fn help(site: &Site) -> Option<(String, String)> {
    let written = site.configuration.help.as_ref()?;
    let page = RelPath::new(&format!("{CONTENT}/{}", written.value)).and_then(|path| site.tree.by_source(&path))?;
    let page = site.tree.page(page);
    Some((link("", &page.address, site.style), french(page.menu_title()).into_owned()))
}

/// Where the map of a site is published.
pub(crate) fn map(site: &Site) -> Option<RelPath> {
    entries::address(site).and_then(map_path)
}

fn map_path(address: &Address) -> Option<RelPath> {
    RelPath::new(&format!("{}map.js", address.as_str()))
}

/// Entries that follow one another.
struct Group {
    cards: Vec<Card>,
    part: Part,
}

/// What is kept of an entry besides its words.
struct Card {
    sort: (Kind, String, u32),
    /// For each phrase, the rank of the paragraph that answers, when it is not the first.
    asked: Vec<Option<usize>>,
    units: usize,
    head: String,
    texts: String,
}

/// Which entries have phrases, and which paragraphs answer them.
#[derive(Default)]
struct Phrases {
    /// Entry, and how many phrases.
    counts: Vec<(usize, usize)>,
    /// Entry, rank of the phrase, rank of the paragraph.
    answers: Vec<(usize, usize, usize)>,
}

impl Phrases {
    fn add(&mut self, entry: usize, asked: Vec<Option<usize>>) {
        if asked.is_empty() {
            return;
        }
        self.counts.push((entry, asked.len()));
        let answers = asked.iter().enumerate().filter_map(|(rank, unit)| Some((entry, rank, (*unit)?)));
        self.answers.extend(answers);
    }
}

/// What phrases weigh, two digits in base 36 each.
fn weights(phrases: &[u32]) -> String {
    let digit = |number: u32| char::from_digit(number % 36, 36).unwrap_or('0');
    phrases
        .iter()
        .map(|weight| (*weight).min(36 * 36 - 1))
        .flat_map(|weight| [digit(weight / 36), digit(weight)])
        .collect()
}

fn read(site: &Site, subjects: &[Subject], index: &Index) -> Group {
    let mut reader = PartReader::new(index);
    let card = |subject: &Subject| {
        let entry = entries::entry(site, subject);
        reader.read(&entry);
        let head = json!([entry.href, entry.title, entry.summary]).to_string();
        let (units, texts) = (entry.units.len(), texts(&entry));
        let place = |id: &String| entry.units.iter().position(|unit| unit.id == *id);
        let asked = entry.asked.iter().map(|phrase| phrase.at.as_ref().and_then(place)).collect();
        Card { sort: (entry.kind, entry.section, entry.audience), asked, units, head, texts }
    };
    Group { cards: subjects.iter().map(card).collect(), part: reader.part() }
}

/// The paragraphs of an entry, as they are written.
fn texts(entry: &Entry) -> String {
    let (mut id, mut heading) = ("", "");
    let mut written = Vec::with_capacity(entry.units.len());
    for unit in &entry.units {
        written.push(match (unit.id == id, unit.heading == heading) {
            (true, true) => json!([unit.shown()]),
            (false, true) => json!([unit.shown(), unit.id]),
            (_, false) => json!([unit.shown(), unit.id, unit.heading]),
        });
        (id, heading) = (&unit.id, &unit.heading);
    }
    Value::Array(written).to_string()
}

impl Kind {
    fn letter(self) -> char {
        match self {
            Kind::Page => 'p',
            Kind::Section => 's',
            Kind::Aside => 'a',
            Kind::Question => 'q',
            Kind::Term => 't',
        }
    }
}

/// What entries are, where, and for whom.
#[derive(Default)]
struct Sorts {
    sections: Vec<String>,
    known: Vec<(Kind, usize, u32)>,
    numbers: BTreeMap<(char, usize, u32), usize>,
    /// A sort, how many entries of it follow, and so on.
    runs: Vec<usize>,
}

impl Sorts {
    fn add(&mut self, (kind, section, audience): (Kind, String, u32)) {
        let place = self.sections.iter().position(|known| *known == section).unwrap_or_else(|| {
            self.sections.push(section);
            self.sections.len() - 1
        });
        let known = &mut self.known;
        let sort = *self.numbers.entry((kind.letter(), place, audience)).or_insert_with(|| {
            known.push((kind, place, audience));
            known.len() - 1
        });
        match self.runs.as_mut_slice() {
            [.., last, count] if *last == sort => *count += 1,
            _ => self.runs.extend([sort, 1]),
        }
    }

    fn told(&self) -> Vec<(char, usize, u32)> {
        self.known.iter().map(|(kind, place, audience)| (kind.letter(), *place, *audience)).collect()
    }
}

/// JSON is JavaScript since ES2019.
fn call(name: &str, value: &str) -> Vec<u8> {
    format!("JalonSearch.add({},{value});\n", json!(name)).into_bytes()
}

/// A file of the index.
struct File {
    /// As it is published.
    name: String,
    bytes: Vec<u8>,
}

impl File {
    fn new(name: &str, value: &str) -> Self {
        let bytes = call(name, value);
        let digest: String = Sha256::digest(&bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        Self { name: format!("{name}.{digest}.js"), bytes }
    }
}

/// First stem and name of each file of words, which is added to others.
fn words(index: &Index, filled: &mut Vec<File>) -> Vec<(String, String)> {
    let mut listed = Vec::new();
    let (mut first, mut text) = (String::new(), String::new());
    let mut close = |first: &mut String, text: &mut String| {
        let file = File::new(&format!("w{}", listed.len()), &json!(take(text)).to_string());
        listed.push((take(first), file.name.clone()));
        filled.push(file);
    };
    for (stem, rarity, postings) in index.terms() {
        if text.len() > FULL {
            close(&mut first, &mut text);
        }
        if text.is_empty() {
            stem.clone_into(&mut first);
        }
        text.push_str(&format!("{stem} {rarity} {}\n", postings.text()));
    }
    if !text.is_empty() {
        close(&mut first, &mut text);
    }
    listed
}

struct Files<'a> {
    put: &'a mut dyn FnMut(RelPath, Vec<u8>),
}

impl Files<'_> {
    fn put(&mut self, file: File) {
        if let Some(path) = RelPath::new(&format!("assets/search/{}", file.name)) {
            (self.put)(path, file.bytes);
        }
    }

    /// Name of the file of each letter; rare letters share one.
    fn spellings(&mut self, lexicon: &BTreeSet<&str>) -> BTreeMap<char, String> {
        let mut lists: BTreeMap<char, BTreeSet<&str>> = BTreeMap::new();
        for word in lexicon {
            for letter in word.chars().take(2) {
                lists.entry(letter).or_default().insert(word);
            }
        }
        let mut named = BTreeMap::new();
        let (mut letters, mut shared, mut number) = (Vec::new(), BTreeSet::new(), 0);
        let mut close = |letters: &mut Vec<char>, shared: &mut BTreeSet<&str>| {
            let words: Vec<&str> = take(shared).into_iter().collect();
            let file = File::new(&format!("s{number}"), &json!(words.join(" ")).to_string());
            number += 1;
            named.extend(take(letters).into_iter().map(|letter| (letter, file.name.clone())));
            self.put(file);
        };
        for (letter, list) in lists {
            let size = |words: &BTreeSet<&str>| words.iter().map(|word| word.len() + 1).sum::<usize>();
            if !letters.is_empty() && size(&shared) + size(&list) > FULL {
                close(&mut letters, &mut shared);
            }
            letters.push(letter);
            shared.extend(list);
        }
        if !letters.is_empty() {
            close(&mut letters, &mut shared);
        }
        named
    }
}

/// Files of which each holds what some entries say, in their order.
struct Pages {
    kind: &'static str,
    /// First entry and name of each file.
    listed: Vec<(usize, String)>,
    text: String,
    first: usize,
    next: usize,
}

impl Pages {
    fn new(kind: &'static str) -> Self {
        Self { kind, listed: Vec::new(), text: String::new(), first: 0, next: 0 }
    }

    /// Adds an entry; the file that was full before it.
    fn add(&mut self, value: &str) -> Option<File> {
        let full = if self.text.len() > FULL_TEXT { self.close() } else { None };
        self.text.push(if self.text.is_empty() { '[' } else { ',' });
        self.text.push_str(value);
        self.next += 1;
        full
    }

    fn close(&mut self) -> Option<File> {
        if self.text.is_empty() {
            return None;
        }
        self.text.push(']');
        let file = File::new(&format!("{}{}", self.kind, self.listed.len()), &take(&mut self.text));
        self.listed.push((self.first, file.name.clone()));
        self.first = self.next;
        Some(file)
    }
}
