//! A negative stem whose negation is not set off: readers in a hurry answer the contrary.

use super::words::words;
use super::{Advice, Advisor};
use crate::quiz::question::Kind;

/// What says « find the false one », in the sentence that asks.
const EXCEPT: [&str; 6] = ["sauf", "excepte", "hormis", "fausse", "faux", "incorrecte"];
const SECOND: [&str; 3] = ["pas", "jamais", "aucun"];

pub(super) fn lint(advisor: &mut Advisor) {
    if !matches!(advisor.question.kind, Kind::Single(_) | Kind::Multiple(_)) {
        return;
    }
    let text = &advisor.question.common.text;
    if is_negative(question_of(&text.value)) && !emphasised(&text.value) {
        let message = "l’énoncé est négatif, et rien ne le fait remarquer";
        advisor.advise(Advice::Negative, &text.span, message, "écrivez la négation en gras (« **ne … pas** »)");
    }
}

/// The last sentence: what comes before it tells a situation, in which a negation is a fact.
fn question_of(text: &str) -> &str {
    let text = text.trim().trim_end_matches(['?', '!', '.', ':', ' ', '\u{a0}', '\u{202f}', '…']);
    text.rfind(['.', '?', '!', ':', '\n']).map_or(text, |at| &text[at + 1..])
}

fn is_negative(question: &str) -> bool {
    let words = words(question);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let first = words.iter().position(|word| matches!(word.as_str(), "ne" | "n'"));
    // « Ne … que » is not a negation.
    let negated = first.is_some_and(|at| {
        words[at..].iter().any(|word| SECOND.contains(&word.as_str()) || word == "aucune" || word == "rien")
    });
    negated || has(&EXCEPT)
}

/// Bold, or capitals, on a word of the negation.
fn emphasised(text: &str) -> bool {
    let bold = text.split("**").skip(1).step_by(2).chain(text.split("__").skip(1).step_by(2));
    let marked = |part: &str| {
        words(part).iter().any(|word| {
            matches!(word.as_str(), "ne" | "n'" | "aucune")
                || SECOND.contains(&word.as_str())
                || EXCEPT.contains(&word.as_str())
        })
    };
    let shouted = text
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.len() > 2 && word.chars().all(char::is_uppercase) && marked(word));
    shouted || bold.into_iter().any(marked)
}
