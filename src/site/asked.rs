//! How people ask: no two pages or terms claim one phrase, what a phrase leads to is there, and an answer has enough of them.
//!
//! In: the pages and the terms. Out: what does not hold together, at its line.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::content::glossary::Term;
use crate::content::page::Page;
use crate::content::tree::Tree;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::french::words::words;
use crate::markup;
use crate::text::Source;
use crate::yaml::suggest::suggest;

/// Phrases that an answer has at least: fewer leave out most of what strangers say.
const ENOUGH: usize = 8;

/// A phrase, by its words, and where it was written first.
type Claims<'a> = BTreeMap<Vec<String>, (&'a Arc<Source>, Range<usize>)>;

/// Tells what is wrong with the phrases of a site.
pub(super) fn verify(tree: &Tree, terms: &[Term], glossary: Option<&Arc<Source>>, report: &mut Report) {
    let mut claims = Claims::new();
    for page in &tree.pages {
        let front = &page.front;
        for phrase in front.asked.iter().chain(front.asked_at.values().flatten()) {
            claim(&mut claims, &page.source, (&phrase.value, &phrase.span), report);
        }
        targets(page, report);
    }
    for phrase in terms.iter().flat_map(|term| &term.asked) {
        if let Some(source) = glossary {
            claim(&mut claims, source, (&phrase.value, &phrase.span), report);
        }
    }
    // A site that says nowhere how people ask is not asked to.
    if !claims.is_empty() {
        enough(tree, report);
    }
}

fn claim<'a>(
    claims: &mut Claims<'a>,
    source: &'a Arc<Source>,
    (text, span): (&str, &Range<usize>),
    report: &mut Report,
) {
    let key: Vec<String> = words(text).into_iter().map(|word| word.folded).collect();
    if key.is_empty() {
        report.push(
            Diagnostic::error(Code::BadValue, format!("« {text} » ne contient aucun mot à chercher"))
                .at(source, span.clone())
                .hint("écrivez la question comme on la pose"),
        );
        return;
    }
    let Some((other, place)) = claims.get(&key) else {
        claims.insert(key, (source, span.clone()));
        return;
    };
    let message = if other.path == source.path {
        format!("« {text} » est écrit deux fois")
    } else {
        format!("« {text} » est aussi demandé par {}, ligne {}", other.path, line(other, place.start))
    };
    // On one page nothing is lost; of two pages, who asks finds either.
    let told = if other.path == source.path {
        Diagnostic::warning(Code::Asked, message).hint("retirez l’un des deux")
    } else {
        Diagnostic::error(Code::Asked, message).hint("gardez cette phrase sur la seule page qui y répond")
    };
    report.push(told.at(source, span.clone()));
}

/// The number of a line, the first being 1.
fn line(source: &Source, at: usize) -> usize {
    1 + source.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
}

/// The paragraphs that phrases lead to must be there.
fn targets(page: &Page, report: &mut Report) {
    if page.front.asked_at.is_empty() {
        return;
    }
    let passages = markup::passages(&page.origin());
    for (id, phrases) in &page.front.asked_at {
        if passages.iter().any(|passage| passage.id == *id) {
            continue;
        }
        let span = phrases.first().map_or(page.body.start..page.body.start, |phrase| phrase.span.clone());
        let known = passages.iter().map(|passage| passage.id.as_str()).filter(|id| !id.is_empty());
        report.push(
            Diagnostic::error(Code::DeadFragment, format!("« asked_at » mène à « {id} », que la page n’a pas"))
                .at(&page.source, span)
                .hint(suggest(id, known)),
        );
    }
}

fn enough(tree: &Tree, report: &mut Report) {
    for page in tree.pages.iter().filter(|page| tree.topic(page).is_some()) {
        let count = page.front.asked.len() + page.front.asked_at.values().map(Vec::len).sum::<usize>();
        if count < ENOUGH {
            let told = plural(count, "façon de demander", "façons de demander");
            let message = format!("{told} : une réponse en a {ENOUGH} au moins");
            report.push(
                Diagnostic::warning(Code::Asked, message).at(&page.source, page.front.title.span.clone()).hint(
                    "ajoutez sous « asked » comment les lecteurs posent la question, avec d’autres mots que le titre",
                ),
            );
        }
    }
}
