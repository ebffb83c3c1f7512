//! Ranges of numbers among the choices: when two overlap, two answers are right.

use super::words::words;
use super::{Advice, Advisor};
use crate::quiz::decimal::Decimal;
use crate::quiz::question::Kind;

/// From and to, where they are; a strict bound is not in the range.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Span {
    from: Option<Decimal>,
    to: Option<Decimal>,
}

pub(super) fn lint(advisor: &mut Advisor) {
    let choices = match &advisor.question.kind {
        Kind::Single(form) => &form.choices,
        _ => return,
    };
    let spans: Vec<Option<Span>> = choices.iter().map(|choice| span(&choice.value.text.value)).collect();
    for (rank, choice) in choices.iter().enumerate() {
        let Some(own) = spans[rank] else { continue };
        if spans[..rank].iter().flatten().any(|other| overlap(own, *other)) {
            let message = "cet intervalle en recouvre un autre";
            advisor.advise(Advice::Ranges, &choice.value.text.span, message, "séparez les intervalles");
        }
    }
}

/// « de 10 à 20 », « entre 10 et 20 », « 10–20 », « moins de 10 », « plus de 20 ».
fn span(text: &str) -> Option<Span> {
    let spaced = text.replace(['–', '—'], " à ");
    let words = words(&spaced);
    let numbers: Vec<(usize, Decimal)> =
        words.iter().enumerate().filter_map(|(at, word)| Some((at, Decimal::parse(word)?))).collect();
    let has = |word: &str| words.iter().any(|other| other == word);
    match numbers.as_slice() {
        [(first, from), (second, to)] => {
            let joined = words[*first + 1..*second].iter().any(|word| matches!(word.as_str(), "a" | "et" | "-"));
            let whole = joined && from < to && (has("de") || has("entre") || has("a"));
            whole.then_some(Span { from: Some(*from), to: Some(*to) })
        }
        [(_, bound)] if has("moins") && !has("au") => Some(Span { from: None, to: Some(*bound) }),
        [(_, bound)] if has("plus") && !has("au") => Some(Span { from: Some(*bound), to: None }),
        _ => None,
    }
}

/// Whether two ranges have more than a bound in common, or share a bound that both state.
fn overlap(one: Span, other: Span) -> bool {
    let below = |to: Option<Decimal>, from: Option<Decimal>, strict: bool| match (to, from) {
        (Some(to), Some(from)) => to < from || (strict && to == from),
        _ => false,
    };
    let open = |span: Span| span.from.is_none() || span.to.is_none();
    let strict = open(one) || open(other);
    !below(one.to, other.from, strict) && !below(other.to, one.from, strict)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(one: &str, other: &str) -> bool {
        span(one).zip(span(other)).is_some_and(|(one, other)| overlap(one, other))
    }

    #[test]
    fn overlaps_are_seen() {
        assert!(both("De 10 à 20 jours", "de 15 à 30 jours"));
        assert!(both("entre 10 et 20 %", "entre 20 et 30 %"));
        assert!(both("plus de 10", "plus de 20"));
        for (one, other) in
            [("moins de 10", "de 10 à 20"), ("10–20", "21–30"), ("plus de 20", "de 10 à 20"), ("10", "20")]
        {
            assert!(!both(one, other), "{one} / {other}");
        }
    }
}
