//! Which entries answer best what a query asks, and with which paragraph.
//!
//! In: an index, a query. Out: an [`Answer`]: results as plain text, the best first. `search/ranking.js` does the same; only what its box
//! asks besides (a section, an audience, texts that come late) is not here.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::asking;
use super::index::{Index, Term};
use super::query::{Query, SAID, Said, add, plain, understood};
use crate::french::words::{Weight, words};

/// Shares of a word's weight: anywhere in the paragraphs of an entry; in the one that holds most of the query, or in the head
/// if that does.
const SPREAD: f64 = 0.2;
const TOGETHER: f64 = 0.5;
const HEAD: f64 = 0.7;
/// What is said with other words when the typed one is known.
const KNOWN: f64 = 0.65;
/// What the words of a term are worth among pages, those of a page that lists others, and of one for who makes the site.
const TERM: f64 = 0.75;
const SECTION: f64 = 0.8;
const ASIDE: f64 = 0.6;
/// How much it costs to hold a part of the words only.
const COVER: f64 = 0.8;
/// Under this share of the best score, what holds less of the query than the best was found by accident.
const WEAK: f64 = 0.07;
/// What a phrase that is the query is worth, beside its words; how fast that falls with what they do not share.
const PHRASE: f64 = 1.0;
const NEARER: f64 = 2.0;
/// How near a phrase is to a query that asks the same; that says all of its words and may ask the same.
const SAME: f64 = 0.9;
const ALIKE: f64 = 0.3;
/// What is won by a phrase that is the query.
const EXACT: f64 = 1.4;
/// What is won by a title that says the query and nothing else; by the accents that were typed.
const TITLED: f64 = 0.5;
const ACCENT: f64 = 0.1;
/// By how much a question leads the next result, to stand out as the answer.
pub(crate) const LEAD: f64 = 1.1;
/// How many definitions are looked at beyond the first results: they are short and weigh little.
const NAMED: usize = 10;
/// Entries beyond those shown whose titles are read.
const BEYOND: usize = 10;

/// A result.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Its rank among what can be found.
    pub(crate) entry: u32,
    /// What it is: p, s, q or t.
    pub(crate) kind: char,
    /// Its address from the root of the site, with the anchor of the paragraph.
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) section: String,
    /// The heading of the paragraph.
    pub(crate) heading: String,
    /// The paragraph, or the summary.
    pub(crate) text: String,
    pub(crate) score: f64,
    /// Whether it stands out as the answer or the definition.
    pub(crate) direct: bool,
}

/// What is found.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Answer {
    /// How many entries hold some of the query.
    pub(crate) total: usize,
    /// The best of them.
    pub(crate) found: Vec<Found>,
    /// Typed words, folded, that the site does not know.
    pub(crate) unknown: Vec<String>,
}

/// How to search.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// Results to give.
    pub(crate) limit: usize,
    /// Whether the last word may go on, as while it is typed.
    pub(crate) typing: bool,
}

/// An entry that holds some of a query, and the share of it that it holds.
#[derive(Debug, Clone, Copy)]
struct Ranked {
    entry: u32,
    score: f64,
    covered: f64,
}

/// The greater score first, then the order of the site.
fn better(a: (f64, u32), b: (f64, u32)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// Searches as the page does.
pub(crate) fn search(index: &Index, typed: &str, options: Options) -> Answer {
    let mut query = understood(index, typed, options.typing);
    if query.words.is_empty() {
        return Answer::default();
    }
    let list = ranked(index, &query);
    let mut found = answering(titled(index, &query, &list, options.limit));
    found.truncate(options.limit);
    for term in query.said.iter().flat_map(|said| &said.to) {
        add(&mut query.docs, &term.docs, 1.0);
    }
    found.iter_mut().for_each(|one| extract(index, &query, one));
    accent(typed, &mut found);
    Answer { total: list.len(), found, unknown: query.unknown }
}

/// The entries that hold some of a query, the best first.
fn ranked(index: &Index, query: &Query) -> Vec<Ranked> {
    let terms = query.words.iter().map(|word| &word.term).chain(query.said.iter().flat_map(|said| &said.to));
    let candidates = terms.flat_map(|term| term.heads.keys().chain(term.best.keys())).chain(query.phrases.keys());
    let candidates: HashSet<u32, FixedState> = candidates.copied().collect();
    let together = fullest(index, query);
    let score = |entry| scored(index, query, entry, TOGETHER * together.get(&entry).copied().unwrap_or_default());
    let mut list: Vec<Ranked> = candidates.into_iter().map(score).filter(|one| one.score > 0.0).collect();
    list.sort_by(|a, b| better((a.score, a.entry), (b.score, b.entry)));
    if let Some(best) = list.first().copied() {
        list.retain(|one| one.covered >= best.covered || one.score >= WEAK * best.score);
    }
    list
}

/// What the part of each entry weighs that holds most of a query.
fn fullest(index: &Index, query: &Query) -> HashMap<u32, f64, FixedState> {
    let mut most: HashMap<u32, f64, FixedState> = HashMap::default();
    for word in &query.words {
        for (entry, weight) in &word.term.heads {
            *most.entry(*entry).or_insert(0.0) += weight * word.share * HEAD;
        }
    }
    for (doc, weight) in &query.docs {
        let known = most.entry(index.entry_of(*doc)).or_insert(0.0);
        *known = known.max(*weight);
    }
    most
}

/// What a word weighs in an entry. Its paragraphs count for little here: more counts that one of them holds all words.
fn weigh(term: &Term, entry: u32) -> f64 {
    let of = |weights: &super::index::Weights| weights.get(&entry).copied().unwrap_or_default();
    of(&term.heads) + SPREAD * of(&term.best)
}

/// `score`: what the entry has from its fullest part.
fn scored(index: &Index, query: &Query, entry: u32, mut score: f64) -> Ranked {
    let mut covered = 0.0;
    let own: Vec<f64> = query.words.iter().map(|word| weigh(&word.term, entry) * word.share).collect();
    for (word, weight) in query.words.iter().zip(&own) {
        score += weight;
        if *weight > 0.0 {
            covered += word.share;
        }
    }
    let mut gains: Vec<Gain> = query.said.iter().map(|said| gained(query, said, &own, entry)).collect();
    gains.retain(|one| one.gain > 0.0);
    gains.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    let mut used: HashSet<usize> = HashSet::new();
    for Gain { from, gain, missed } in gains {
        if from.iter().any(|word| used.contains(word)) {
            continue;
        }
        used.extend(from);
        score += gain;
        covered += missed;
    }
    let phrase = query.phrases.get(&entry);
    if let Some(phrase) = phrase {
        score += PHRASE * query.weight * phrase.near.powf(NEARER);
    }
    let share = (covered / query.whole).max(phrase.map_or(0.0, |phrase| phrase.held));
    let sort = match index.kind(entry) {
        't' => TERM,
        's' => SECTION,
        'a' => ASIDE,
        _ => 1.0,
    };
    Ranked { entry, score: score * (share.powf(COVER) * sort), covered: share }
}

/// What an entry gains by saying with other words what was asked, and how much of the query it then holds besides.
struct Gain<'a> {
    from: &'a [usize],
    gain: f64,
    missed: f64,
}

fn gained<'a>(query: &Query, said: &'a Said, own: &[f64], entry: u32) -> Gain<'a> {
    let Said { from, to, .. } = said;
    let weights: Vec<f64> = to.iter().map(|term| weigh(term, entry)).collect();
    let count = to.len() as f64;
    let held = weights.iter().filter(|weight| **weight > 0.0).count() as f64 / count;
    // As much as the typed words would have weighed, whatever the number of words that say it.
    let sum = weights.iter().sum::<f64>() / count * from.len().max(to.len().min(2)) as f64;
    let known = match from.as_slice() {
        [only] => query.words[*only].term.stems.contains(&query.words[*only].stem),
        _ => false,
    };
    let share = if known { KNOWN } else { SAID };
    let typed: f64 = from.iter().map(|at| own[*at]).sum();
    let missed: f64 = from.iter().map(|at| if own[*at] > 0.0 { 0.0 } else { query.words[*at].share }).sum();
    Gain { from, gain: share * sum * held * held - typed, missed: if held >= 1.0 { missed } else { 0.0 } }
}

/// The best, with their titles, which count in turn.
fn titled(index: &Index, query: &Query, list: &[Ranked], limit: usize) -> Vec<Found> {
    let mut named = 0;
    let shortlisted = |(rank, one): &(usize, &Ranked)| {
        if *rank < limit + BEYOND {
            return true;
        }
        let whole = index.kind(one.entry) == 't'
            && named < NAMED
            && query.full().all(|(_, word)| word.term.heads.contains_key(&one.entry));
        named += usize::from(whole);
        whole
    };
    let said = query.said.iter().flat_map(|said| said.stems.iter());
    let sought = query.full().flat_map(|(_, word)| word.term.stems.iter()).chain(said);
    let sought: HashSet<&str> = sought.map(String::as_str).collect();
    let kept = list.iter().enumerate().filter(shortlisted);
    let mut found: Vec<Found> = kept.filter_map(|(_, one)| introduced(index, query, one, &sought)).collect();
    found.sort_by(|a, b| better((a.score, a.entry), (b.score, b.entry)));
    found
}

/// `sought`: all stems that say something of the query.
fn introduced(index: &Index, query: &Query, one: &Ranked, sought: &HashSet<&str>) -> Option<Found> {
    let entry = one.entry;
    let (href, title, summary) = index.head(entry)?;
    let kind = index.kind(entry);
    let told = words(title);
    let own = plain(&told);
    let full = told.iter().filter(|word| word.weight == Weight::Full);
    let stems: HashSet<&str> = full.map(|word| word.stem.as_str()).collect();
    let shared = stems.iter().filter(|stem| sought.contains(**stem)).count();
    let all = (stems.len() + query.full().count()).max(1);
    let mut bonus = 1.0 + TITLED * ((2 * shared) as f64 / all as f64).powf(2.0);
    if format!(" {own} ").contains(&format!(" {} ", query.plain)) {
        bonus *= if own == query.plain { 1.8 } else { 1.4 };
    }
    let near = query.phrases.get(&entry).map_or(0.0, |phrase| phrase.near);
    let direct = match kind {
        't' => own == query.plain || plain(&words(summary)) == query.plain,
        'q' => answers_all(query, entry, title),
        _ => false,
    };
    if kind == 't' && direct {
        bonus *= 1.6;
    } else if near >= SAME {
        bonus *= EXACT;
    }
    Some(Found {
        entry,
        kind,
        href: href.clone(),
        title: title.clone(),
        section: index.section(entry).to_owned(),
        heading: String::new(),
        text: summary.clone(),
        score: one.score * bonus,
        direct,
    })
}

/// Whether a question is surely the one that was asked: a phrase of it is, or its head says every word that counts; and it denies
/// what was denied, and nothing else.
fn answers_all(query: &Query, entry: u32, title: &str) -> bool {
    let near = query.phrases.get(&entry).map_or(0.0, |phrase| phrase.near);
    if near >= SAME {
        return true;
    }
    // One word is a subject, not a question; who asks what something is wants it defined.
    if query.denies != asking::denies(title) || near < ALIKE || query.full().count() < 2 || query.defines {
        return false;
    }
    let said = query.said.iter().filter(|said| said.to.iter().all(|term| term.heads.contains_key(&entry)));
    let said: HashSet<usize> = said.flat_map(|said| said.from.iter().copied()).collect();
    query.full().all(|(at, word)| word.term.heads.contains_key(&entry) || said.contains(&at))
}

/// Where a result stands among the others, whatever its score.
fn before(a: &Found, b: &Found) -> Ordering {
    let place = |one: &Found| match (one.direct, one.kind) {
        (true, 't') => 0,
        (true, _) => 1,
        _ => 2,
    };
    place(a).cmp(&place(b)).then_with(|| better((a.score, a.entry), (b.score, b.entry)))
}

/// Direct answers first: a term that is the whole query, then the question that leads, if it does.
fn answering(mut found: Vec<Found>) -> Vec<Found> {
    let leads = found.iter().position(|one| one.kind != 't' || !one.direct);
    let first = leads.and_then(|at| found.get(at));
    let next = leads.and_then(|at| found.get(at + 1));
    let top = found.first().map_or(0.0, |one| one.score);
    let stands = first
        .filter(|first| first.score >= 0.5 * top && next.is_none_or(|next| first.score >= LEAD * next.score))
        .map(|first| first.entry);
    for one in found.iter_mut().filter(|one| one.kind == 'q' && Some(one.entry) != stands) {
        one.direct = false;
    }
    found.sort_by(before);
    found
}

/// The rank of the paragraph that a phrase leads to, or else says most of a query; the first of an answer or a definition.
fn telling(index: &Index, query: &Query, entry: u32) -> Option<u32> {
    let phrase = query.phrases.get(&entry).filter(|phrase| phrase.near >= ALIKE);
    if let Some(answer) = phrase.and_then(|phrase| phrase.answer) {
        return Some(answer);
    }
    let count = index.units(entry);
    if count == 0 || matches!(index.kind(entry), 'q' | 't') {
        return (count > 0).then_some(0);
    }
    let first = index.first_of(entry);
    let mut best = (None, 0.0);
    for rank in 0..count {
        let weight = query.docs.get(&(first + rank)).copied().unwrap_or_default();
        if weight > best.1 {
            best = (Some(rank), weight);
        }
    }
    best.0
}

/// Puts an extract for a summary.
fn extract(index: &Index, query: &Query, one: &mut Found) {
    let paragraph = telling(index, query, one.entry).and_then(|rank| index.paragraph(one.entry, rank));
    let Some((text, anchor, heading)) = paragraph else { return };
    let mut summary = one.text.chars();
    one.text = match summary.next().filter(|_| one.kind == 't') {
        Some(first) => format!("{}{}. {text}", first.to_uppercase(), summary.as_str()),
        None => text.to_owned(),
    };
    heading.clone_into(&mut one.heading);
    if one.kind != 't' && !anchor.is_empty() {
        let page = one.href.split('#').next().unwrap_or_default();
        one.href = format!("{page}#{anchor}");
    }
}

/// Of results that are as good, first those that write a word with the accents that were typed.
fn accent(query: &str, shown: &mut [Found]) {
    let query = query.to_lowercase();
    let words = query.split(|sign: char| !sign.is_alphanumeric());
    let accented: Vec<&str> = words.filter(|word| !word.is_ascii()).collect();
    for one in shown.iter_mut() {
        let said = format!("{} {} {}", one.title, one.heading, one.text).to_lowercase();
        let held = accented.iter().filter(|word| said.contains(**word)).count();
        one.score *= 1.0 + (ACCENT * held as f64) / accented.len().max(1) as f64;
    }
    shown.sort_by(before);
}
