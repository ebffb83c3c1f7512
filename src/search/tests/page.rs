//! The page's own rules of the search, run by node on what proptest makes, against Rust: words and stems, words that are near,
//! where a word stands.
//!
//! One process for a whole batch: see `src/quiz/tests/page.rs`.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::postings::Postings;
use super::super::ranking::asking::{defines, denies, meant, typed};
use super::super::ranking::mending::{Known, letters, mend, sound, within};
use crate::french::stem::stem;
use crate::french::words::{Weight, fold, words};
use crate::quiz::tests::page::{ask, one, runner};

/// Words, texts, pairs and lists of each sort.
const EACH: usize = 1_500;

/// Roots and endings that the stemmer has rules for, and letters at random.
fn word() -> impl Strategy<Value = String> {
    let root = prop_oneof!["[a-z]{1,6}", "(par|col|tap|hab|abil|publ|qual|ouv|jou|pay|gui|eff|habill)[a-z]{0,3}"];
    let joint = prop_oneof![
        Just(""),
        Just("ic"),
        Just("iv"),
        Just("at"),
        Just("abil"),
        Just("eus"),
        Just("enn"),
        Just("qu"),
        Just("ier")
    ];
    let ending = prop_oneof![
        "(ance|isme|able|iste|eux|iqUe|atrice|ateur|ation|logie|usion|ution|ence)s?",
        "(ement|ite|if|ive|eaux|aux|euse|issement|amment|emment|ment)s?",
        "(imes|it|ites|ie|iees?|ira|irai|iraient|irent|issant|issions|isse|issez)",
        "(ions|ees?|erent|er|era|erions|ez|iez|ames|ates|ai|aient|ante?s?|asse|assiez)",
        "(e|es|os|ion|iere|tion|sion|enne|elle|ette|eille|y|ye|s)",
        Just(String::new()),
    ];
    (root, joint, ending).prop_map(|(root, joint, ending)| format!("{root}{joint}{ending}").to_lowercase())
}

/// What an author or a reader writes, and what no one would.
fn text() -> impl Strategy<Value = String> {
    let french = "([A-Za-zéèêëàâçîïôûùüÿœŒæÉÀÇ0-9]{1,8}|e|E|[-’'‐‑+ \u{a0}\u{202f},.()«»/@])";
    prop_oneof![
        3 => prop::collection::vec(french, 1..14).prop_map(|parts| parts.concat()),
        1 => prop::collection::vec(prop_oneof![Just("e\u{301}"), Just("ß"), Just("İ"), Just("ǅ"), Just("Å"), Just("ﬁ"), Just("e-"), Just("C+"), Just("+"), Just("\u{2000}"), Just("\u{323}\u{307}")], 1..6)
            .prop_map(|parts| parts.concat()),
        1 => ".{0,24}",
    ]
}

/// A word and one that may be near it.
fn pair() -> impl Strategy<Value = (String, String)> {
    let change = (0_usize..5, any::<prop::sample::Index>(), "[a-c]");
    ("[a-c]{1,7}", prop::collection::vec(change, 0..4)).prop_map(|(word, changes)| {
        let mut other: Vec<char> = word.chars().collect();
        for (how, at, letter) in changes {
            let letter = letter.chars().next().unwrap_or('a');
            let at = at.index(other.len() + 1);
            match how {
                0 => other.insert(at, letter),
                1 if at < other.len() => other[at] = letter,
                2 if at < other.len() => {
                    other.remove(at);
                }
                3 if at + 1 < other.len() => other.swap(at, at + 1),
                _ => {}
            }
        }
        (word, other.into_iter().collect())
    })
}

/// A query, with what denies, what asks for a definition, and acronyms; as typed by someone in a hurry.
fn query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "(ne|n'|n’|pas|plus|de|sans|Jamais|aucune?|rien|REFUS|refusée|absents|perdu|oublié|Oubliée|bloqué|panne)",
        "(c'est|c’est|c est|cest|quoi|qu|que|qu'|est|ce|le|la|l'|un|veut|dire|définition|Signifie|késako|sens)",
        "(qu['’]? ?est[- ]ce qu(e)? (c['’]?est|le|la|l['’]|un)|c['’]? ?est quoi)",
        "(e|E|cps|CPS|AS|DMP|RPPS|veux|VEUT|voulez|veulent|carte|été|œuvre)",
        "[ \u{a0}’'-]{1,2}",
    ];
    prop::collection::vec((piece, prop_oneof![3 => Just(" "), 1 => Just(""), 1 => Just("-")]), 1..8)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, by)| piece + by).collect::<String>())
}

fn postings() -> impl Strategy<Value = (Postings, Vec<(u32, u8)>)> {
    let gap = prop_oneof![Just(1_u32), 1_u32..40, 1_u32..2_000, 1_u32..3_000_000];
    prop::collection::vec((gap, 0_u8..26), 0..40).prop_map(|gaps| {
        let (mut made, mut listed, mut next) = (Postings::default(), Vec::new(), 0);
        for (gap, weight) in gaps {
            next += gap;
            made.push(next - 1, weight);
            listed.push((next - 1, weight));
        }
        (made, listed)
    })
}

#[test]
fn the_page_finds_the_same_words() {
    let runner = &mut runner();
    let (mut calls, mut expected) = (Vec::new(), Vec::new());
    // The words that count little are read by both too.
    let lists = include_str!("../../../rules/words.txt").to_owned();
    let texts = (0..EACH).map(|_| one(&text(), runner)).chain([lists]).collect::<Vec<_>>();
    for text in texts {
        let word = one(&word(), runner);
        calls.push(json!(["stem", word]));
        expected.push(json!(stem(&word)));
        calls.push(json!(["words", text]));
        let told = |weight| if weight == Weight::Question { "question" } else { "full" };
        let found = words(&text);
        expected.push(
            found
                .into_iter()
                .map(|word| json!({ "folded": word.folded, "stem": word.stem, "weight": told(word.weight) }))
                .collect(),
        );
    }
    let given = ask(&calls);
    for ((call, given), expected) in calls.iter().zip(given).zip(expected) {
        assert_eq!(given, expected, "{call}");
    }
}

#[test]
fn the_page_folds_alike() {
    let runner = &mut runner();
    let texts: Vec<String> = (0..EACH).map(|_| one(&text(), runner)).collect();
    let calls: Vec<Value> = texts.iter().map(|text| json!(["foldWords", text])).collect();
    for (text, given) in texts.iter().zip(ask(&calls)) {
        // Unicode has a rule for the Greek final sigma, which no word that is searched holds.
        let alike = |folded: &str| folded.replace('ς', "σ");
        assert_eq!(alike(given.as_str().unwrap_or_default()), alike(&fold(text)), "{text:?}");
    }
}

#[test]
fn near_words_differ_by_one_mistake_and_far_ones_by_two() {
    let runner = &mut runner();
    let pairs: Vec<(String, String)> = (0..EACH).map(|_| one(&pair(), runner)).collect();
    for (rule, most) in [("near", 1), ("far", 2)] {
        let calls: Vec<Value> = pairs.iter().map(|(one, other)| json!([rule, one, other])).collect();
        for ((one, other), given) in pairs.iter().zip(ask(&calls)) {
            assert_eq!(given, json!(within(one, other, most)), "{rule} {one} {other}");
        }
    }
}

#[test]
fn the_page_hears_and_mends_alike() {
    let runner = &mut runner();
    let known: Vec<String> = (0..60).flat_map(|_| [one(&word(), runner), one(&heard(), runner)]).collect();
    let sounds: Vec<String> = known.iter().map(|word| sound(word)).collect();
    let both: Vec<Known> = known.iter().zip(&sounds).map(|(word, heard)| Known { word, heard }).collect();
    let (mut calls, mut expected) = (Vec::new(), Vec::new());
    for _ in 0..EACH / 3 {
        let word = if one(&any::<bool>(), runner) { one(&heard(), runner) } else { one(&word(), runner) };
        calls.extend([json!(["sound", word]), json!(["letters", word]), json!(["mend", word, known])]);
        let letters: Vec<String> = letters(&word).into_iter().map(String::from).collect();
        expected.extend([json!(sound(&word)), json!(letters), json!(mend(&word, &both))]);
    }
    for ((call, given), expected) in calls.iter().zip(ask(&calls)).zip(expected) {
        assert_eq!(given, expected, "{} {}", call[0], call[1]);
    }
}

/// What the rules of sounds look at.
fn heard() -> impl Strategy<Value = String> {
    let piece = "(ph|ch|sh|h|y|sc|c|qu|q|z|gu|ge|g|eau|au|oi|ti|on|al|el|ain|ein|in|un|em|an|n|m|ai|ei|er|ez|et|ees?|oeu|eu|e|s|t|x|d|a|i|o|u|1)";
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

#[test]
fn the_page_reads_what_is_asked_alike() {
    let runner = &mut runner();
    let mut texts: Vec<String> = (0..EACH).map(|_| one(&query(), runner)).collect();
    texts.extend((0..EACH / 3).map(|_| one(&text(), runner)));
    // Every form of the tables.
    let forms = include_str!("../../../rules/words.txt").lines().map(|line| line.replace(['*', '+'], "er"));
    texts.extend(forms.flat_map(|form| [form.replace('-', " "), form]));
    let told = |weight| if weight == Weight::Question { "question" } else { "full" };
    let (mut calls, mut expected, mut counts) = (Vec::new(), Vec::new(), [0, 0]);
    for text in &texts {
        calls.extend(["asked", "meant", "denies", "defines"].map(|rule| json!([rule, text])));
        let words = typed(text).into_iter();
        let words = words
            .map(|word| json!({ "folded": word.folded, "stem": word.stem, "weight": told(word.weight) }))
            .collect::<Value>();
        let (denied, defined) = (denies(text), defines(text));
        counts = [counts[0] + usize::from(denied), counts[1] + usize::from(defined)];
        expected.extend([words, json!(meant(text)), json!(denied), json!(defined)]);
    }
    for ((call, given), expected) in calls.iter().zip(ask(&calls)).zip(expected) {
        assert_eq!(given, expected, "{call}");
    }
    assert!(counts.iter().all(|count| *count > 50 && *count < texts.len() - 50), "{counts:?} of {}", texts.len());
}

#[test]
fn the_page_reads_where_a_word_stands() {
    let runner = &mut runner();
    let made: Vec<_> = (0..EACH).map(|_| one(&postings(), runner)).collect();
    let calls: Vec<Value> = made.iter().map(|(made, _)| json!(["postings", made.text()])).collect();
    for ((made, listed), given) in made.iter().zip(ask(&calls)) {
        assert_eq!(made.read(), *listed);
        assert_eq!(given, json!(listed), "{}", made.text());
    }
}

#[test]
fn the_heaviest_are_kept() {
    let runner = &mut runner();
    for _ in 0..200 {
        let (made, listed) = one(&postings(), runner);
        let kept = made.heaviest(10).read();
        assert!(kept.len() == listed.len().min(10) && kept.is_sorted() && kept.iter().all(|one| listed.contains(one)));
        let lightest = kept.iter().map(|one| one.1).min().unwrap_or_default();
        assert!(listed.iter().all(|one| kept.contains(one) || one.1 <= lightest));
    }
}
