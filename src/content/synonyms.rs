//! The words that people use and those of the site (`data/synonyms.yaml`), and the acronyms of the glossary.
//!
//! In: both files, read. Out: pairs of stems: who searches the first finds what says the second.

use std::collections::BTreeMap;

use crate::content::glossary::Glossary;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::words::{fold, words};
use crate::record;
use crate::text::Source;
use crate::yaml::decode::Spanned;

/// The file.
pub(crate) const FILE: &str = "data/synonyms.yaml";

record! {
    /// Des mots de tous les jours, et ceux que le site emploie.
    pub(crate) struct Synonym as "un synonyme" {
        /// Ce que les gens tapent ; l’ordre des mots et les petits mots ne comptent pas.
        words: Vec<Spanned<String>>,
        /// Ce que le site dit, en quelques mots qu’une page emploie.
        official: Spanned<String>,
        /// Vrai si ces mots disent où l’on est, et non ce que l’on cherche : dans une phrase, ils comptent peu.
        context: bool,
        /// Vrai si tous ces mots se valent, noms et verbes : chacun trouve ce que disent tous les autres.
        family: bool,
    }
}

/// What is searched, and what is searched with it, in stems.
pub(crate) type Pair = (Vec<String>, Vec<String>);

fn stems(text: &str) -> Vec<String> {
    let said: Vec<String> = words(text).into_iter().map(|word| word.stem).collect();
    // « AS », in capitals, is no word of grammar.
    let acronym = said.is_empty() && text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if acronym { vec![fold(text)] } else { said }
}

/// Says what can never be found, or is said twice.
pub(crate) fn verify(synonyms: &[Synonym], source: &Source, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for synonym in synonyms {
        for written in synonym.words.iter().chain([&synonym.official]) {
            if stems(&written.value).is_empty() {
                report.push(
                    Diagnostic::error(
                        Code::BadValue,
                        format!("« {} » ne contient aucun mot à chercher", written.value),
                    )
                    .at(source, written.span.clone())
                    .hint("donnez au moins un mot qui ait un sens"),
                );
            }
        }
        if synonym.words.is_empty() {
            report.push(
                Diagnostic::error(Code::BadValue, "« words » ne contient rien")
                    .at(source, synonym.official.span.clone())
                    .hint("donnez ce que les gens tapent"),
            );
        }
        for written in &synonym.words {
            let mut key = stems(&written.value);
            key.sort_unstable();
            if let Some(other) = seen.insert((key, stems(&synonym.official.value)), &written.value) {
                report.push(
                    Diagnostic::warning(
                        Code::DuplicateId,
                        format!("« {} » se cherche déjà comme « {other} »", written.value),
                    )
                    .at(source, written.span.clone())
                    .hint("retirez l’un des deux"),
                );
            }
        }
    }
}

/// Words that tell where one is and not what one looks for, in stems, in a fixed order.
pub(crate) fn context(synonyms: &[Synonym]) -> Vec<Vec<String>> {
    let told = synonyms.iter().filter(|synonym| synonym.context);
    let mut context: Vec<_> =
        told.flat_map(|synonym| synonym.words.iter().map(|written| stems(&written.value))).collect();
    context.retain(|stems| !stems.is_empty());
    context.sort();
    context.dedup();
    context
}

/// Folded words that people type: those that the site never says can be mistyped too.
pub(crate) fn typed(synonyms: &[Synonym]) -> Vec<String> {
    let written = synonyms.iter().flat_map(|synonym| &synonym.words);
    written.flat_map(|written| words(&written.value)).map(|word| word.folded).collect()
}

/// The other names of a thing, as people write them: what the synonyms and the glossary know by a title that says all the words of
/// theirs, in a fixed order.
pub(crate) fn names_of(title: &str, synonyms: &[Synonym], glossary: &Glossary) -> Vec<String> {
    let said = stems(title);
    let within = |other: &str| {
        let other = stems(other);
        !other.is_empty() && other.iter().all(|stem| said.contains(stem))
    };
    let typed = synonyms.iter().filter(|synonym| within(&synonym.official.value));
    let typed = typed.flat_map(|synonym| synonym.words.iter().map(|written| written.value.clone()));
    // An acronym stands for the whole of a title, not for a word of it.
    let whole = |long: &String| within(long) && stems(long).len() == said.len();
    let terms = glossary.terms.iter().filter(|term| term.long.iter().chain(&term.forms).any(whole));
    let mut names: Vec<String> = typed.chain(terms.map(|term| term.term.value.clone())).collect();
    names.sort();
    names.dedup();
    names
}

/// Every pair, in a fixed order. Acronyms and their long forms find each other.
pub(crate) fn pairs(synonyms: &[Synonym], glossary: &Glossary) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for synonym in synonyms {
        let official = stems(&synonym.official.value);
        let typed: Vec<Vec<String>> = synonym.words.iter().map(|written| stems(&written.value)).collect();
        if synonym.family {
            // A family is a set: which member stands as the official one changes nothing.
            let members: Vec<&Vec<String>> = typed.iter().chain([&official]).collect();
            for one in &members {
                pairs.extend(members.iter().map(|other| ((*one).clone(), (*other).clone())));
            }
        }
        pairs.extend(typed.into_iter().map(|from| (from, official.clone())));
    }
    for term in &glossary.terms {
        let short = stems(&term.term.value);
        for other in term.long.iter().chain(&term.forms).map(|form| stems(form)) {
            pairs.push((short.clone(), other.clone()));
            pairs.push((other, short.clone()));
        }
    }
    pairs.retain(|(from, to)| !from.is_empty() && !to.is_empty() && from != to);
    pairs.sort();
    pairs.dedup();
    pairs
}
