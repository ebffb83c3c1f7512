//! Words that are typed with a mistake, and what they stand for among those that are known.
//!
//! In: a folded word, and known ones. Out: those that it may stand for, in their order. `search/words.js` does the same, rule
//! for rule; the generated words of `src/search/tests/page.rs` hold both to each other.

use strsim::osa_distance;

/// What must follow a spelling to be heard so.
#[derive(Clone, Copy)]
enum Next {
    /// Anything.
    Any,
    /// One of these.
    One(&'static [&'static str]),
    /// None of these letters.
    Not(&'static str),
    /// Nothing.
    End,
}

impl Next {
    fn allows(self, rest: &str) -> bool {
        match self {
            Next::Any => true,
            Next::One(beginnings) => beginnings.iter().any(|one| rest.starts_with(one)),
            Next::Not(letters) => !rest.starts_with(|letter| letters.contains(letter)),
            Next::End => rest.is_empty(),
        }
    }
}

/// Spellings that are heard alike, each with what must follow; the first that stands at a place counts.
type Spellings = &'static [(&'static str, Next)];

/// A consonant makes no nasal vowel before these.
const ORAL: Next = Next::Not("aeiounm");
const SOFT: Next = Next::One(&["e", "i"]);

/// Spellings that sound alike in French, and how, in this order; then letters that are doubled are one, and those that end a
/// word and are not heard fall.
const SOUNDS: [(Spellings, &str); 17] = [
    (&[("ph", Next::Any)], "f"),
    (&[("ch", Next::Any), ("sh", Next::Any)], "X"),
    (&[("h", Next::Any)], ""),
    (&[("y", Next::Any)], "i"),
    (&[("sc", SOFT)], "s"),
    (&[("c", SOFT)], "s"),
    (&[("qu", Next::Any), ("c", Next::Any), ("q", Next::Any)], "k"),
    (&[("z", Next::Any)], "s"),
    (&[("gu", SOFT)], "G"),
    (&[("ge", Next::One(&["a", "o"])), ("g", SOFT)], "j"),
    (&[("eau", Next::Any), ("au", Next::Any)], "o"),
    (&[("oi", Next::Any)], "W"),
    (&[("ti", Next::One(&["on", "al", "el"]))], "si"),
    (
        &[
            ("ain", ORAL),
            ("aim", ORAL),
            ("ein", ORAL),
            ("eim", ORAL),
            ("in", ORAL),
            ("im", ORAL),
            ("un", ORAL),
            ("um", ORAL),
        ],
        "I",
    ),
    (&[("en", ORAL), ("em", ORAL), ("an", ORAL), ("am", ORAL)], "A"),
    (
        &[
            ("ai", Next::Any),
            ("ei", Next::Any),
            ("er", Next::End),
            ("ez", Next::End),
            ("et", Next::End),
            ("ees", Next::End),
            ("ee", Next::End),
        ],
        "e",
    ),
    (&[("oeu", Next::Any), ("eu", Next::Any)], "e"),
];
/// They are not heard at the end.
const SILENT: [char; 5] = ['e', 's', 't', 'x', 'd'];

/// How a folded word sounds, for who writes as one hears.
pub(crate) fn sound(folded: &str) -> String {
    let mut word = folded.to_owned();
    for (spellings, heard) in SOUNDS {
        if spellings.iter().any(|(spelling, _)| word.contains(spelling)) {
            word = respelled(&word, spellings, heard);
        }
    }
    let mut single = String::with_capacity(word.len());
    for letter in word.chars() {
        if !single.ends_with(letter) {
            single.push(letter);
        }
    }
    single.truncate(single.trim_end_matches(SILENT).len());
    single
}

fn respelled(word: &str, spellings: Spellings, heard: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let stands = |(spelling, next): &(&str, Next)| rest.strip_prefix(spelling).filter(|rest| next.allows(rest));
        match spellings.iter().find_map(stands) {
            Some(after) => {
                out.push_str(heard);
                rest = after;
            }
            None => {
                out.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    out
}

/// Whether so many mistakes at most part two words: a letter more, less, other, or two in each other's place.
pub(crate) fn within(one: &str, other: &str, mistakes: usize) -> bool {
    one.len().abs_diff(other.len()) <= mistakes && osa_distance(one, other) <= mistakes
}

/// A word that is known, and how it sounds.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    /// Folded.
    pub(crate) word: &'a str,
    /// How it sounds.
    pub(crate) heard: &'a str,
}

/// Of known words, those that one unknown among them may stand for: written nearly so, going on so (« educ »), sounding so; else,
/// of a long word, those that two mistakes part from it.
pub(crate) fn mend<'a>(folded: &str, known: &[Known<'a>]) -> Vec<&'a str> {
    let heard = sound(folded);
    let close = |one: &&Known| {
        within(folded, one.word, 1)
            || one.word.starts_with(folded)
            || (heard.len() > 2 && one.word.len() > 3 && one.heard == heard)
    };
    let found: Vec<&str> = known.iter().filter(close).map(|one| one.word).collect();
    if !found.is_empty() || folded.len() < 8 {
        return found;
    }
    known.iter().map(|one| one.word).filter(|one| within(folded, one, 2)).collect()
}

/// Letters that are heard for each other where a word begins.
const BEGIN: [&str; 8] = ["fp", "ckqs", "sz", "gj", "aeh", "oah", "iy", "eh"];

/// Letters in first or second place of the words that one may stand for, each once.
pub(crate) fn letters(folded: &str) -> Vec<char> {
    let first = folded.chars().next();
    let others = BEGIN.iter().filter(|some| first.is_some_and(|first| some.contains(first)));
    let mut all = Vec::new();
    for letter in folded.chars().take(2).chain(others.flat_map(|some| some.chars())) {
        if !all.contains(&letter) {
            all.push(letter);
        }
    }
    all
}
