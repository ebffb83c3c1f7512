//! Which questions are drawn and in what order their parts are shown: functions of the seed of an
//! attempt and of the questions, so that an attempt replays. The page's script does the same;
//! `tests/vectors/order.json` is run by both. `shown` is the page's alone: the tests hold it to a second one of theirs.
//!
//! SPEC order/3. All numbers are unsigned 32-bit integers, arithmetic wraps.
//! - `hash32(text)`: FNV-1a over the UTF-8 bytes (offset 2166136261, prime 16777619).
//! - `random(seed)`: mulberry32. state += 0x6D2B79F5; t = state; t = (t ^ t>>>15) * (t | 1);
//!   t ^= t + (t ^ t>>>7) * (t | 61); value = t ^ t>>>14.
//! - `shuffle(list, seed)`: Fisher-Yates from the end: for i = n-1 down to 1,
//!   j = floor(value * (i + 1) / 2^32), swap i, j.
//! - `choice_order(list, seed, name)`: shuffled with the seed hash32(seed in decimal + "/" + name).
//! - `shown(question, seed)`: the lists of a question, each in its `choice_order`. The name is the
//!   identifier of the question for the choices of `single` and `multiple`, the rights of `matching`, the
//!   items of `ordering` and `categorise`; it is identifier + "/" + gap for the options of each gap of
//!   `cloze`, identifier + "/" + step for the choices of each step of `scenario`. Nothing else is
//!   shuffled (true before false, lefts and categories as written). When the items of an `ordering`
//!   come out in the right order, the first one is moved to the end. A quiz with `shuffle: false` shows
//!   every list as written, but the items of `ordering`, which would be given away.
//! - `draw(questions, n, seed)`: all of them when n is absent or not smaller than their number. Else,
//!   balanced over the objectives: group the questions by objective (none counts as the objective ""),
//!   in the order in which the objectives first appear; order each group with the name "draw/" + objective;
//!   order the groups with the name "draw"; then take one question of each group in turn, passing over the
//!   groups that are empty, until n are taken. The drawn questions are asked in the order of the bank.
//! - `redraw(questions, before, seed)`: what an attempt asks that goes on with another one. Each question of the other that
//!   was not answered right gives its place to one of the same objective that no attempt of the line has asked: of
//!   these, in the order of their name "redraw/" + objective, the first of them takes the first place of that
//!   objective, and so on. Where none is left, the question is asked again. The order is that of the bank.

use std::collections::{BTreeMap, BTreeSet};

/// FNV-1a.
pub(crate) fn hash32(text: &str) -> u32 {
    text.bytes().fold(2_166_136_261, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619))
}

/// Mulberry32.
#[derive(Debug, Clone)]
pub(crate) struct Random(u32);

impl Random {
    /// The sequence of a seed.
    pub(crate) fn new(seed: u32) -> Self {
        Self(seed)
    }
}

impl Iterator for Random {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut t = self.0;
        t = (t ^ (t >> 15)).wrapping_mul(t | 1);
        t ^= t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61));
        Some(t ^ (t >> 14))
    }
}

/// A shuffled copy.
pub(crate) fn shuffle<T: Clone>(list: &[T], seed: u32) -> Vec<T> {
    let mut out = list.to_vec();
    for (i, value) in (1..out.len()).rev().zip(Random::new(seed)) {
        let j = (u64::from(value) * (i as u64 + 1)) >> 32;
        out.swap(i, usize::try_from(j).unwrap_or(0));
    }
    out
}

/// The order of a list that has a name.
pub(crate) fn choice_order<T: Clone>(list: &[T], seed: u32, name: &str) -> Vec<T> {
    shuffle(list, hash32(&format!("{seed}/{name}")))
}

/// The questions asked, in the order of the bank: identifiers.
pub(crate) fn draw<'a>(questions: &[(&'a str, &str)], count: Option<usize>, seed: u32) -> Vec<&'a str> {
    let all = || questions.iter().map(|(id, _)| *id);
    let Some(count) = count.filter(|count| *count < questions.len()) else { return all().collect() };
    let mut objectives: Vec<&str> = Vec::new();
    for (_, objective) in questions {
        if !objectives.contains(objective) {
            objectives.push(objective);
        }
    }
    let group = |objective: &&str| {
        let ids: Vec<&str> = questions.iter().filter(|(_, of)| of == objective).map(|(id, _)| *id).collect();
        choice_order(&ids, seed, &format!("draw/{objective}"))
    };
    let groups: Vec<Vec<&str>> = choice_order(&objectives, seed, "draw").iter().map(group).collect();
    let turns = groups.iter().map(Vec::len).max().unwrap_or(0);
    let in_turn = (0..turns).flat_map(|turn| groups.iter().filter_map(move |group| group.get(turn).copied()));
    let drawn: BTreeSet<&str> = in_turn.take(count).collect();
    all().filter(|id| drawn.contains(id)).collect()
}

/// What was asked before, by the attempts that one continues.
#[derive(Debug, Clone, Default)]
pub(crate) struct Before<'a> {
    /// Questions of the attempt that it continues.
    pub(crate) questions: Vec<&'a str>,
    /// Those of them that were answered right.
    pub(crate) right: BTreeSet<&'a str>,
    /// All that the attempts of the line have asked.
    pub(crate) used: BTreeSet<&'a str>,
}

/// The questions of an attempt that goes on with another one, in the order of the bank: identifiers.
pub(crate) fn redraw<'a>(questions: &[(&'a str, &'a str)], before: &Before<'a>, seed: u32) -> Vec<&'a str> {
    let mut fresh: BTreeMap<&str, std::vec::IntoIter<&str>> = BTreeMap::new();
    let asked: BTreeSet<&str> = before
        .questions
        .iter()
        .map(|id| {
            let of = questions.iter().find(|(other, _)| other == id);
            let Some((_, objective)) = of.filter(|_| !before.right.contains(id)) else { return *id };
            let unused = || {
                let ids = questions.iter().filter(|(other, of)| of == objective && !before.used.contains(other));
                let ids: Vec<&str> = ids.map(|(other, _)| *other).collect();
                choice_order(&ids, seed, &format!("redraw/{objective}")).into_iter()
            };
            fresh.entry(objective).or_insert_with(unused).next().unwrap_or(id)
        })
        .collect();
    questions.iter().map(|(id, _)| *id).filter(|id| asked.contains(id)).collect()
}
