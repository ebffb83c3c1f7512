//! The phrases that a site says people ask with, held against the ranking that readers get.
//!
//! In: a site and its index. Out: each phrase with what it finds, the figures of all of them, what to tell of one that does not find its own
//! page, and the pages that none leads to.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::entries::{Subject, subjects};
use super::ranking::{Found, Index, Options, search};
use crate::content::glossary;
use crate::diagnostic::{Code, Diagnostic};
use crate::french::numbers::{plural, thousands};
use crate::site::Site;
use crate::text::Source;

/// Results among which a phrase must find its page: more are seldom read.
pub(crate) const AMONG: usize = 3;

/// A phrase, and where it is written.
#[derive(Debug, Clone)]
pub(crate) struct Phrase<'a> {
    pub(crate) text: &'a str,
    source: &'a Arc<Source>,
    span: Range<usize>,
    /// The rank of its page or term among what can be found.
    entry: usize,
}

/// A phrase, and what it finds.
#[derive(Debug, Clone)]
pub(crate) struct Tried<'a> {
    pub(crate) phrase: Phrase<'a>,
    pub(crate) found: Vec<Found>,
    /// The rank of its own page among the first results.
    pub(crate) rank: Option<usize>,
}

/// How many phrases find their page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) all: usize,
    pub(crate) first: usize,
    pub(crate) among: usize,
}

/// What can be found, and the phrases that are written for it.
pub(crate) struct Phrases<'a> {
    subjects: Vec<Subject<'a>>,
    all: Vec<Phrase<'a>>,
}

impl<'a> Phrases<'a> {
    /// Those of a site, in reading order, terms last.
    pub(crate) fn of(site: &'a Site) -> Self {
        let subjects = subjects(site);
        let glossary = site.texts.get(glossary::FILE);
        let mut all = Vec::new();
        for (entry, subject) in subjects.iter().enumerate() {
            let (source, spoken): (_, Vec<_>) = match subject {
                Subject::Page(page) => {
                    let front = &page.front;
                    (Some(&page.source), front.asked.iter().chain(front.asked_at.values().flatten()).collect())
                }
                Subject::Term(term, _) => (glossary, term.asked.iter().collect()),
            };
            let phrase = |source| {
                spoken.iter().map(move |one| Phrase { text: &one.value, source, span: one.span.clone(), entry })
            };
            all.extend(source.into_iter().flat_map(phrase));
        }
        Self { subjects, all }
    }

    /// Searches each of them, on all processors.
    pub(crate) fn tried(&self, index: &Index) -> Vec<Tried<'a>> {
        self.all.par_iter().map(|phrase| self.try_one(index, phrase)).collect()
    }

    fn try_one(&self, index: &Index, phrase: &Phrase<'a>) -> Tried<'a> {
        let found = search(index, phrase.text, Options { limit: AMONG, typing: false }).found;
        let term = matches!(self.subjects.get(phrase.entry), Some(Subject::Term(..)));
        let page = |href: &str| href.split('#').next().unwrap_or_default().to_owned();
        let own = u32::try_from(phrase.entry).unwrap_or(u32::MAX);
        let address = index.head(own).map(|(href, ..)| page(href));
        // A page is found by any of its paragraphs; a term shares its page with the others.
        let is_own = |one: &Found| one.entry == own || (!term && Some(page(&one.href)) == address);
        let rank = found.iter().position(is_own);
        Tried { phrase: phrase.clone(), found, rank }
    }

    /// Title and file of an entry.
    pub(crate) fn named(&self, entry: usize) -> (String, String) {
        match self.subjects.get(entry) {
            Some(Subject::Page(page)) => (page.front.title.value.clone(), page.source.path.to_string()),
            Some(Subject::Term(term, _)) => (term.term.value.clone(), glossary::FILE.to_owned()),
            None => Default::default(),
        }
    }

    /// What is to be told of a phrase that does not find its own page.
    pub(crate) fn warning(&self, tried: &Tried) -> Option<Diagnostic> {
        if tried.rank.is_some() {
            return None;
        }
        let Phrase { text, source, span, entry } = &tried.phrase;
        let (own, _) = self.named(*entry);
        let message = format!("« {text} » ne trouve pas « {own} » parmi les trois premiers résultats");
        let told = Diagnostic::warning(Code::Unfound, message).at(source, span.clone());
        Some(told.hint(self.advice(tried.found.first())))
    }

    /// What to change, from what is found first.
    pub(crate) fn advice(&self, first: Option<&Found>) -> String {
        let Some(first) = first else {
            return "rien n’est trouvé : dites-la avec au moins un mot qui désigne ce que l’on cherche".to_owned();
        };
        let (title, file) = self.named(first.entry as usize);
        format!(
            "« {title} » ({file}) vient en premier : si elle y répond, déplacez-y cette phrase ; sinon, écrivez-la avec un mot que seule votre page emploie"
        )
    }

    /// Pages that no phrase finds first, and terms with phrases none of which does: title, file, and how many phrases are written for
    /// it.
    pub(crate) fn unreached(&self, tried: &[Tried]) -> Vec<Unreached> {
        let led =
            |entry: usize| tried.iter().any(|one| one.found.first().is_some_and(|first| first.entry as usize == entry));
        let count = |entry: usize| self.all.iter().filter(|phrase| phrase.entry == entry).count();
        let all = (0..self.subjects.len()).filter(|entry| !led(*entry)).map(|entry| {
            let (title, file) = self.named(entry);
            Unreached {
                title,
                file,
                phrases: count(entry),
                term: matches!(self.subjects.get(entry), Some(Subject::Term(..))),
            }
        });
        all.filter(|one| !one.term || one.phrases > 0).collect()
    }
}

/// A page or a term that no phrase leads to first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreached {
    pub(crate) title: String,
    pub(crate) file: String,
    pub(crate) phrases: usize,
    pub(crate) term: bool,
}

impl Phrase<'_> {
    /// The file and the line of it.
    pub(crate) fn place(&self) -> String {
        let before = self.source.text.as_bytes().iter().take(self.span.start);
        format!("{}:{}", self.source.path, 1 + before.filter(|byte| **byte == b'\n').count())
    }
}

impl Figures {
    /// Those of phrases that were tried.
    pub(crate) fn of(tried: &[Tried]) -> Self {
        let first = tried.iter().filter(|one| one.rank == Some(0)).count();
        let among = tried.iter().filter(|one| one.rank.is_some()).count();
        Self { all: tried.len(), first, among }
    }

    /// « 12 phrases : 75,0 % (9) trouvent leur page en premier, 100,0 % (12) parmi les trois premiers résultats ».
    pub(crate) fn text(self) -> String {
        let share = |part: usize| {
            // In tenths of a percent, rounded down: 100 % means all.
            let tenths = 1_000 * part / self.all.max(1);
            format!("{},{} % ({})", tenths / 10, tenths % 10, thousands(part))
        };
        if self.all == 0 {
            return "Aucune phrase à essayer".to_owned();
        }
        let all = plural(self.all, "phrase essayée", "phrases essayées");
        let (first, among) = (share(self.first), share(self.among));
        format!("{all} : {first} trouvent leur page en premier, {among} parmi les trois premiers résultats")
    }
}
