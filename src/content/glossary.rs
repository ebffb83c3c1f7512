//! The terms of the domain (`data/glossary.yaml`) and where they occur in a text.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::record;
use crate::text::slug::slug;
use crate::yaml::decode::Spanned;

/// The file.
pub(crate) const FILE: &str = "data/glossary.yaml";

record! {
    /// Un terme du glossaire.
    pub(crate) struct Term as "un terme du glossaire" {
        /// Le terme tel qu’on l’écrit.
        term: Spanned<String>,
        /// Sa forme développée.
        long: Option<String>,
        /// Sa définition (Markdown).
        definition: Spanned<String>,
        /// Autres écritures du même terme.
        forms: Vec<String>,
        /// Comment les lecteurs demandent ce que c’est, phrase par phrase.
        asked: Vec<Spanned<String>>,
        /// Développer le sigle à sa première apparition dans une page (oui s’il a une forme longue).
        expand: Option<bool>,
        /// Termes voisins.
        see: Vec<Spanned<String>>,
        /// Définition d’usage courant, non lue dans une source.
        to_check: bool,
        /// Clés de la bibliographie.
        sources: Vec<Spanned<String>>,
        /// Identifiant ; par défaut tiré du terme.
        id: Option<String>,
    }
}

impl Term {
    /// The anchor of the term on the glossary page.
    pub(crate) fn anchor(&self) -> String {
        self.id.clone().unwrap_or_else(|| slug(&self.term.value))
    }

    fn expands(&self) -> bool {
        self.long.is_some() && self.expand.unwrap_or(true)
    }
}

/// The terms, with an index by spelling.
#[derive(Debug, Clone, Default)]
pub(crate) struct Glossary {
    /// The terms, in the order of the file.
    pub(crate) terms: Vec<Term>,
    /// Spelling → index of the term.
    spellings: HashMap<String, usize>,
    /// Spellings by their first byte, with their terms, longest first, to prefer « RPPS+ » to « RPPS ». Most words of a
    /// text start as no acronym does. Empty without terms.
    initials: Vec<Vec<(String, usize)>>,
}

/// A spelling of a term found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Occurrence {
    /// Index of the term.
    pub(crate) term: usize,
    /// First byte.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
}

impl Glossary {
    /// Indexes the terms.
    pub(crate) fn new(terms: Vec<Term>) -> Self {
        let mut spellings = HashMap::new();
        for (index, term) in terms.iter().enumerate() {
            for spelling in std::iter::once(&term.term.value).chain(&term.forms) {
                spellings.entry(spelling.clone()).or_insert(index);
            }
        }
        let mut initials = vec![Vec::new(); if spellings.is_empty() { 0 } else { 256 }];
        // A spelling that does not start as a word does is found nowhere.
        for (spelling, term) in spellings.iter().filter(|(spelling, _)| spelling.starts_with(char::is_alphanumeric)) {
            initials[usize::from(spelling.as_bytes()[0])].push((spelling.clone(), *term));
        }
        initials
            .iter_mut()
            .for_each(|list: &mut Vec<(String, usize)>| list.sort_by_key(|(known, _)| Reverse(known.len())));
        Self { terms, spellings, initials }
    }

    /// The term written so.
    pub(crate) fn find(&self, spelling: &str) -> Option<&Term> {
        self.spellings.get(spelling).map(|index| &self.terms[*index])
    }

    /// Whether the term is to be expanded where it first occurs.
    pub(crate) fn expands(&self, term: usize) -> bool {
        self.terms.get(term).is_some_and(Term::expands)
    }

    /// Occurrences of whole words that are terms, longest spelling first. Case counts.
    pub(crate) fn occurrences(&self, text: &str) -> Vec<Occurrence> {
        let mut found: Vec<Occurrence> = Vec::new();
        if self.initials.is_empty() {
            return found;
        }
        for (at, first) in text.bytes().enumerate() {
            let spellings = self.initials[usize::from(first)].as_slice();
            if spellings.is_empty() || found.last().is_some_and(|last| at < last.end) {
                continue;
            }
            let inside_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            if !inside_word {
                found.extend(longest(spellings, text, at));
            }
        }
        found
    }
}

/// The first of these spellings that stands here as a whole word.
fn longest(spellings: &[(String, usize)], text: &str, start: usize) -> Option<Occurrence> {
    spellings.iter().find_map(|(spelling, term)| {
        let candidate = text[start..].starts_with(spelling.as_str()).then_some(spelling)?;
        let (term, end) = (*term, start + candidate.len());
        let whole = !text[end..]
            .chars()
            .next()
            .is_some_and(|next| next.is_alphanumeric() || next == '+' || next == '-' && candidate.len() < 3);
        whole.then_some(Occurrence { term, start, end })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn glossary(terms: &[&str]) -> Glossary {
        let term = |term: &&str| Term {
            term: Spanned { value: (*term).to_owned(), span: 0..0 },
            long: Some("long".to_owned()),
            definition: Spanned { value: "d".to_owned(), span: 0..0 },
            forms: vec![],
            expand: None,
            asked: Vec::new(),
            see: vec![],
            to_check: false,
            sources: vec![],
            id: None,
        };
        Glossary::new(terms.iter().map(term).collect())
    }

    fn words(text: &str) -> Vec<&str> {
        glossary(&["RPPS", "RPPS+", "ANS", "e-CPS", "CPS"])
            .occurrences(text)
            .iter()
            .map(|o| &text[o.start..o.end])
            .collect()
    }

    #[test]
    fn whole_words_and_longest_spelling() {
        assert_eq!(words("Le RPPS+ et le RPPS, l’ANS ; DANS la e-CPS."), ["RPPS+", "RPPS", "ANS", "e-CPS"]);
        assert_eq!(words("eRPPS RPPSX ANSé rpps"), [""; 0]);
    }

    /// What is meant, one character after the other.
    fn plainly(glossary: &Glossary, text: &str) -> Vec<Occurrence> {
        let mut found = Vec::new();
        let (mut at, mut inside_word) = (0, false);
        while let Some(character) = text[at..].chars().next() {
            let spellings = &glossary.initials[usize::from(text.as_bytes()[at])];
            let starts = !inside_word && character.is_alphanumeric();
            let occurrence = starts.then(|| longest(spellings, text, at)).flatten();
            at = occurrence.map_or(at + character.len_utf8(), |occurrence| occurrence.end);
            inside_word = occurrence.is_some() || character.is_alphanumeric();
            found.extend(occurrence);
        }
        found
    }

    proptest! {
        #[test]
        fn terms_are_found_wherever_they_stand(text in "([aéA’ «+.-]|RPPS|RPPS\\+|ANS|Été|e-CPS|à la){0,20}") {
            let glossary = glossary(&["RPPS", "RPPS+", "ANS", "A", "Été", "à la", "«a", "e-CPS"]);
            prop_assert_eq!(glossary.occurrences(&text), plainly(&glossary, &text));
            prop_assert_eq!(Glossary::new(vec![]).occurrences(&text), vec![]);
        }
    }
}
