//! What a query asks beside its words: what it denies, whether it wants a definition, what was meant by what was typed.
//!
//! In: a query as it is typed. Out: its words, and what its forms tell. `search/query.js` and `search/words.js` do the same, with
//! the same lists: `tests/vectors/queries.json` is run by both.

use crate::french::words::{Weight, Word, weight, words};
use crate::text::letters::is_space;

// generated from rules/words.txt by rules/twins.mjs: do not edit
/// What denies, in a question or a title, as whole words.
#[rustfmt::skip]
const DENIES: [&str; 22] = [
    "ne", "n'+", "pas", "plus de", "sans", "jamais", "aucun", "aucune", "rien", "refus*", "impossible", "absent",
    "absente", "absents", "absentes", "perdu", "perdue", "perdus", "perdues", "oublié*", "bloqué*", "panne",
];

/// The verbs of who will not, before the word « pas ».
#[rustfmt::skip]
const WILL: [&str; 5] = [
    "veulent", "veut", "veux", "voulez", "voulons",
];

/// Who asks what something is.
#[rustfmt::skip]
const DEFINES: [&str; 20] = [
    "c’est quoi", "qu’est-ce que c’est", "qu’est-ce que le", "qu’est-ce que la", "qu’est-ce que l'", "qu’est-ce que un",
    "qu’est-ce qu c’est", "qu’est-ce qu le", "qu’est-ce qu la", "qu’est-ce qu l'", "qu’est-ce qu un", "veut dire",
    "définition", "definition", "signifi", "késako", "kesako", "kézako", "kezako", "sens de",
];

/// Words that say no more of something than that it is something.
#[rustfmt::skip]
const GENERIC: [&str; 12] = [
    "application", "dispositif", "logiciel", "mot", "notion", "numero", "outil", "portail", "service", "sigle",
    "systeme", "terme",
];
// end of what is generated

/// Whether a text denies something.
pub(crate) fn denies(text: &str) -> bool {
    let text = small(text);
    let letter = |at: usize| text.get(at).is_some_and(|sign| sign.is_alphabetic());
    let begins = (0..text.len()).filter(|at| *at == 0 || !letter(at - 1));
    let mut begins = begins.flat_map(|at| DENIES.iter().map(move |form| (at, form)));
    begins.any(|(at, form)| end(form, &text, at).is_some_and(|end| !letter(end)))
}

/// Whether a text asks what something is.
pub(crate) fn defines(text: &str) -> bool {
    let text = small(text);
    (0..text.len()).any(|at| DEFINES.iter().any(|form| end(form, &text, at).is_some()))
}

/// Whether a folded word says no more of something than that it is something.
pub(crate) fn is_generic(folded: &str) -> bool {
    GENERIC.binary_search(&folded).is_ok()
}

/// In small letters, sign by sign.
fn small(text: &str) -> Vec<char> {
    let one = |sign: char| {
        let mut lower = sign.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(only), None) => only,
            _ => sign,
        }
    };
    text.chars().map(one).collect()
}

/// Where a form ends that stands at a place of a text: what its signs stand for is written in `rules/words.txt`.
fn end(form: &str, text: &[char], mut at: usize) -> Option<usize> {
    let is = |at: usize, test: fn(char) -> bool| text.get(at).copied().is_some_and(test);
    let apostrophe = |sign: char| matches!(sign, '\'' | '’');
    for sign in form.chars() {
        match sign {
            '*' | '+' => {
                let letters = text.get(at..)?.iter().take_while(|sign| sign.is_alphabetic()).count();
                if sign == '+' && letters == 0 {
                    return None;
                }
                at += letters;
            }
            '’' => {
                at += usize::from(is(at, apostrophe));
                at += usize::from(is(at, is_space));
            }
            '\'' if is(at, apostrophe) => at += 1,
            '-' if is(at, |sign| matches!(sign, '-' | ' ')) => at += 1,
            _ if text.get(at) == Some(&sign) => at += 1,
            _ => return None,
        }
    }
    Some(at)
}

/// What is meant: « e CPS » is typed for « e-CPS »; who will not, refuses.
pub(crate) fn meant(query: &str) -> String {
    let query: Vec<char> = query.chars().collect();
    let joined = replaced(&query, |rest| {
        let spaces = spaces(rest.get(1..)?);
        let letter = rest.get(1 + spaces).is_some_and(char::is_ascii_alphabetic);
        (rest[0].eq_ignore_ascii_case(&'e') && spaces > 0 && letter).then_some((1 + spaces, "e-"))
    });
    let refused = replaced(&joined, |rest| {
        let verb = WILL.iter().find(|verb| begins(rest, verb))?.len();
        let pas = verb + spaces(&rest[verb..]);
        let whole = pas > verb && begins(&rest[pas..], "pas");
        let ends = whole && rest.get(pas + 3).copied().is_none_or(is_space);
        ends.then_some((pas + 3, "refuse"))
    });
    refused.into_iter().collect()
}

/// How many spaces a text begins with.
fn spaces(text: &[char]) -> usize {
    text.iter().take_while(|sign| is_space(**sign)).count()
}

/// Whether a text begins with a word of plain letters, small or capital.
fn begins(text: &[char], word: &str) -> bool {
    text.len() >= word.len() && word.chars().zip(text).all(|(letter, sign)| sign.eq_ignore_ascii_case(&letter))
}

/// A text in which what begins a word was replaced: of what is left of it, how many signs go and what stands for them.
fn replaced(text: &[char], rule: impl Fn(&[char]) -> Option<(usize, &'static str)>) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    // A space that belonged to what was replaced begins nothing any more.
    let mut free = true;
    while let Some(sign) = text.get(at) {
        if let Some((length, by)) = Some(&text[at..]).filter(|_| free).and_then(&rule) {
            out.extend(by.chars());
            (at, free) = (at + length, false);
            continue;
        }
        out.push(*sign);
        (at, free) = (at + 1, is_space(*sign));
    }
    out
}

/// The words of a query: « AS », in capitals among others that are not, is no word of grammar.
pub(crate) fn typed(query: &str) -> Vec<Word> {
    let mut all = words(query);
    let shouted = !query.bytes().any(|byte| byte.is_ascii_lowercase());
    if shouted && query.encode_utf16().count() >= 5 {
        return all;
    }
    let runs = query.split(|sign: char| !sign.is_alphabetic());
    let acronyms = runs.filter(|run| (2..=4).contains(&run.len()) && run.bytes().all(|byte| byte.is_ascii_uppercase()));
    let grammar = acronyms.map(str::to_ascii_lowercase).filter(|one| weight(one) == Weight::None);
    all.extend(grammar.map(|one| Word { stem: one.clone(), folded: one, weight: Weight::Full }));
    all
}
