//! The index in small scripts, which a page asks for with script tags: so it works from a disk, under a strict policy.
//!
//! In: a site. Out: files, by path: `map.js` beside the page of the search, which names all others; under
//! `assets/search/`, words (`w`), texts (`t`) and spellings (`s`), under names that change with their bytes.
//!
//! SPEC. Each file is one call, `JalonSearch.add(name, value)`; `search-core.js` reads them.
//! - `w`: a text, a line per stem in order: stem, ten times its rarity, postings. A posting is the gap to the last document
//!   in base 36 (nothing for 1) and its weight, a letter from A to Z. A stem is in the last file whose first stem is not
//!   after it.
//! - `t`: a list of documents: the head of an entry is [address, title, summary], a paragraph [anchor, heading, text].
//! - `s`: folded words with a given letter in first or second place: whatever one mistypes, one of both letters is right.
//! - `map`: where each file begins; for each entry, how many paragraphs it has, what it is, its section, who it is for;
//!   the pairs of synonyms.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::entries::{self, Entry, Kind};
use super::index::{self, Index};
use super::synonyms;
use crate::content::front_matter::Audience;
use crate::site::Site;
use crate::source::RelPath;

/// Bytes after which a file is full.
const FULL: usize = 40_000;

/// Files of the index by path; none when the site has no page for the search.
pub fn files(site: &Site) -> BTreeMap<RelPath, Vec<u8>> {
    let mut files = Files::default();
    let Some(address) = entries::address(site) else { return files.made };
    let entries = entries::entries(site);
    let index = index::index(&entries);
    let words = files.words(&index);
    let texts = files.texts(&entries);
    let spellings = files.spellings(&index.lexicon);
    let mut sections: Vec<&str> = Vec::new();
    let places: Vec<usize> = entries.iter().map(|entry| place(&mut sections, &entry.section)).collect();
    let map = json!({
        "words": words,
        "texts": texts,
        "spellings": spellings,
        "units": entries.iter().map(|entry| entry.units.len()).collect::<Vec<_>>(),
        "kinds": entries.iter().map(|entry| entry.kind.letter()).collect::<String>(),
        "places": places,
        "sections": sections,
        "audience": entries.iter().map(|entry| entry.audience).collect::<Vec<_>>(),
        "who": Audience::ALL.iter().map(|who| who.label()).collect::<Vec<_>>(),
        "synonyms": synonyms::pairs(&site.synonyms, &site.glossary),
    });
    if let Some(path) = RelPath::new(&format!("{}map.js", address.as_str())) {
        files.made.insert(path, call("map", &map));
    }
    files.made
}

impl Kind {
    fn letter(self) -> char {
        match self {
            Kind::Page => 'p',
            Kind::Question => 'q',
            Kind::Term => 't',
        }
    }
}

fn place<'a>(sections: &mut Vec<&'a str>, section: &'a str) -> usize {
    sections.iter().position(|known| *known == section).unwrap_or_else(|| {
        sections.push(section);
        sections.len() - 1
    })
}

/// JSON is JavaScript since ES2019.
fn call(name: &str, value: &Value) -> Vec<u8> {
    format!("JalonSearch.add({},{value});\n", json!(name)).into_bytes()
}

#[derive(Default)]
struct Files {
    made: BTreeMap<RelPath, Vec<u8>>,
}

impl Files {
    /// Adds a file; its published name.
    fn add(&mut self, name: &str, value: &Value) -> String {
        let bytes = call(name, value);
        let digest: String = Sha256::digest(&bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let published = format!("{name}.{digest}.js");
        if let Some(path) = RelPath::new(&format!("assets/search/{published}")) {
            self.made.insert(path, bytes);
        }
        published
    }

    /// First stem and name of each file.
    fn words(&mut self, index: &Index) -> Vec<(String, String)> {
        let mut listed = Vec::new();
        let (mut first, mut text) = (String::new(), String::new());
        for (stem, term) in &index.terms {
            if text.len() > FULL {
                let name = self.add(&format!("w{}", listed.len()), &json!(text));
                listed.push((std::mem::take(&mut first), name));
                text.clear();
            }
            if text.is_empty() {
                first.clone_from(stem);
            }
            text.push_str(&format!("{stem} {} ", term.rarity));
            let mut last = None;
            for (document, weight) in &term.postings {
                // The first document stands one after none.
                let gap = last.map_or(document + 1, |last| document - last);
                if gap > 1 {
                    base36(gap, &mut text);
                }
                text.push(char::from(b'A' + weight));
                last = Some(*document);
            }
            text.push('\n');
        }
        if !text.is_empty() {
            let name = self.add(&format!("w{}", listed.len()), &json!(text));
            listed.push((first, name));
        }
        listed
    }

    /// First document and name of each file.
    fn texts(&mut self, entries: &[Entry]) -> Vec<(usize, String)> {
        let mut listed = Vec::new();
        let (mut first, mut documents, mut size) = (0, Vec::new(), 0);
        for entry in entries {
            if size > FULL {
                let name = self.add(&format!("t{}", listed.len()), &json!(documents));
                listed.push((first, name));
                first += documents.len();
                (documents, size) = (Vec::new(), 0);
            }
            let head = json!([entry.href, entry.title, entry.summary]);
            let units = entry.units.iter().map(|unit| json!([unit.id, unit.heading, unit.shown()]));
            for document in std::iter::once(head).chain(units) {
                size += document.to_string().len();
                documents.push(document);
            }
        }
        if !documents.is_empty() {
            let name = self.add(&format!("t{}", listed.len()), &json!(documents));
            listed.push((first, name));
        }
        listed
    }

    /// Name of the file of each letter.
    fn spellings(&mut self, lexicon: &BTreeSet<String>) -> BTreeMap<char, String> {
        let mut lists: BTreeMap<char, BTreeSet<&str>> = BTreeMap::new();
        for word in lexicon {
            for letter in word.chars().take(2) {
                lists.entry(letter).or_default().insert(word);
            }
        }
        let text = |list: BTreeSet<&str>| list.into_iter().collect::<Vec<_>>().join(" ");
        lists.into_iter().map(|(letter, list)| (letter, self.add(&format!("s-{letter}"), &json!(text(list))))).collect()
    }
}

fn base36(mut number: u32, out: &mut String) {
    let mut digits = Vec::new();
    while number > 0 {
        digits.extend(char::from_digit(number % 36, 36));
        number /= 36;
    }
    out.extend(digits.iter().rev());
}
