//! Recorded attempts, made again from their seeds and their answers. The page does the same
//! (`rules/verdict.js`); `tests/vectors/replay.json` is run by both.
//!
//! SPEC replay/1. An attempt is replayed when it is finished and its module stands today at the version it
//! was made on: what was asked then is what the bank holds. Attempts are taken in the order of their rank,
//! then of their id; the first fault found stands for the whole. In one attempt, in this order:
//! - `replay-quiz`: its quiz is not that of its module;
//! - `replay-twice`: a question is asked twice;
//! - `replay-answers`: there is not one answer for each question asked, and for these alone;
//! - `replay-origin`: it carries answers over (`kept`), and the attempt it continues (`from`) is not there, is
//!   not an attempt of lower rank at the same quiz of the same module and course, or answered otherwise;
//! - `replay-order`, `replay-draw`: its questions are not those that `draw` gives for its seed (SPEC order/3), in
//!   that order; nor, when it continues an attempt, those that `redraw` gives for its seed and the attempts of the line;
//!   nor those of the attempt it continues, in their order, as pages had it before. In the last two cases that attempt must be
//!   finished and of the same version, so that it is replayed too, and what is carried over must be its right answers, all of them
//!   and nothing else: `replay-origin`. Said of the order when the questions are the right ones;
//! - `replay-differs`: the answers do not give the percentage recorded, or it is not rightly held against the pass mark.
//!
//! Without a fault: `replay-clock` (to be known, not a fault: clocks are set back) when in one of them the times go back, in
//! the order in which it starts, its questions are asked and it ends, answers carried over coming first; else `replayed`;
//! `not-replayable` (to be known) when nothing could be replayed. The order of the choices is a function of the seed and
//! needs no check.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::progress::{Attempt, Done, Given};
use super::state::State;
use crate::course::{Course, Module};
use crate::quiz::key::Item;
use crate::quiz::scoring::{self, RIGHT};
use crate::quiz::{Bank, draw};

/// What replaying the attempts at a module takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Replayable {
    /// Module.
    pub(crate) module: String,
    /// Its version.
    pub(crate) version: String,
    /// Its bank.
    pub(crate) quiz: String,
    /// Pass mark, in percent.
    pub(crate) pass: u32,
    /// How many questions are drawn, when fewer than all.
    pub(crate) draw: Option<usize>,
    /// Questions, in the order of the bank.
    pub(crate) questions: Vec<Item>,
}

impl Replayable {
    /// Those of a course and its banks, as they are today.
    pub(crate) fn all(course: &Course, banks: &BTreeMap<String, Bank>) -> Vec<Self> {
        let modules = course.file.modules.iter().zip(&course.module_digests);
        let one = |(module, digest): (&Module, &String)| {
            let bank = banks.get(&module.quiz.as_ref()?.value)?;
            Some(Self::new(&module.id.value, digest, bank, course.pass(bank)))
        };
        modules.filter_map(one).collect()
    }

    fn new(module: &str, version: &str, bank: &Bank, pass: u32) -> Self {
        Self {
            module: module.to_owned(),
            version: version.to_owned(),
            quiz: bank.id.clone(),
            pass,
            draw: bank.file.drawn(),
            questions: bank.file.questions.iter().map(|question| question.value.item()).collect(),
        }
    }

    /// Its questions, with the objective of each.
    fn pool(&self) -> Vec<(&str, &str)> {
        self.questions.iter().map(|item| (item.id.as_str(), item.objective.as_deref().unwrap_or_default())).collect()
    }

    fn drawn(&self, seed: u32) -> Vec<&str> {
        draw::draw(&self.pool(), self.draw, seed)
    }

    /// The answers of an attempt that are right.
    fn right<'a>(&self, attempt: &'a Attempt) -> BTreeSet<&'a str> {
        attempt.answers.iter().filter(|given| self.is_right(given)).map(|given| given.q.as_str()).collect()
    }

    /// What an attempt asks that goes on with the last of these.
    fn redrawn<'a>(&'a self, line: &[&'a Attempt], seed: u32) -> Vec<&'a str> {
        let ids = |attempt: &&'a Attempt| attempt.questions.iter().map(String::as_str);
        let before = line.last().map(|last| draw::Before {
            questions: ids(last).collect(),
            right: self.right(last),
            used: line.iter().flat_map(ids).collect(),
        });
        draw::redraw(&self.pool(), &before.unwrap_or_default(), seed)
    }

    fn item(&self, id: &str) -> Option<&Item> {
        self.questions.iter().find(|item| item.id == id)
    }

    fn is_right(&self, given: &Given) -> bool {
        self.item(&given.q).is_some_and(|item| scoring::points(&item.key, &given.a) == RIGHT)
    }
}

/// Replays what can be.
pub(crate) fn replay(attempts: &[Attempt], banks: &[Replayable]) -> (State, &'static str) {
    let mut ordered: Vec<&Attempt> = attempts.iter().collect();
    ordered.sort_by(|a, b| a.n.cmp(&b.n).then_with(|| a.id.cmp(&b.id)));
    let (mut any, mut back) = (false, false);
    for attempt in &ordered {
        let of = |bank: &&Replayable| bank.module == attempt.module && bank.version == attempt.version;
        let (Some(bank), Some(done)) = (banks.iter().find(of), attempt.done) else { continue };
        if let Some(why) = fault(attempt, done, bank, &ordered) {
            return (State::Bad, why);
        }
        any = true;
        back |= goes_back(attempt, done);
    }
    match (any, back) {
        (false, _) => (State::Note, "not-replayable"),
        (true, true) => (State::Note, "replay-clock"),
        (true, false) => (State::Good, "replayed"),
    }
}

fn fault(attempt: &Attempt, done: Done, bank: &Replayable, all: &[&Attempt]) -> Option<&'static str> {
    if attempt.quiz != bank.quiz {
        return Some("replay-quiz");
    }
    let asked: BTreeSet<&str> = attempt.questions.iter().map(String::as_str).collect();
    if asked.len() < attempt.questions.len() {
        return Some("replay-twice");
    }
    let answered: BTreeSet<&str> = attempt.answers.iter().map(|given| given.q.as_str()).collect();
    if answered != asked || attempt.answers.len() != asked.len() {
        return Some("replay-answers");
    }
    let line = line(attempt, all);
    let held = |given: &Given| {
        line.last().is_some_and(|origin| origin.answers.iter().any(|other| other.q == given.q && other.a == given.a))
    };
    if !attempt.answers.iter().filter(|given| given.kept).all(held) {
        return Some("replay-origin");
    }
    if let Some(why) = undrawn(attempt, &line, bank, &asked) {
        return Some(why);
    }
    let items: Vec<Item> = attempt.questions.iter().filter_map(|id| bank.item(id).cloned()).collect();
    let answer_of = |id: &str| attempt.answers.iter().find(|given| given.q == id).map(|given| given.a.as_slice());
    let percent = u32::from(scoring::total(&items, answer_of).percent);
    (percent != done.percent || (percent >= bank.pass) != done.passed).then_some("replay-differs")
}

/// The attempt that this one continues.
fn origin<'a>(attempt: &Attempt, all: &[&'a Attempt]) -> Option<&'a Attempt> {
    let same = |other: &&&Attempt| {
        other.n < attempt.n
            && (&other.course, &other.module, &other.quiz) == (&attempt.course, &attempt.module, &attempt.quiz)
    };
    all.iter().filter(|other| !attempt.from.is_empty() && other.id == attempt.from).find(same).copied()
}

/// The attempt that this one continues, after those that it continues itself.
fn line<'a>(attempt: &Attempt, all: &[&'a Attempt]) -> Vec<&'a Attempt> {
    let mut line = Vec::new();
    let mut before = origin(attempt, all);
    while let Some(found) = before {
        line.insert(0, found);
        before = origin(found, all);
    }
    line
}

/// Why these questions are not those that had to be asked.
fn undrawn(attempt: &Attempt, line: &[&Attempt], bank: &Replayable, asked: &BTreeSet<&str>) -> Option<&'static str> {
    let drawn = bank.drawn(attempt.seed);
    if attempt.questions == drawn {
        return None;
    }
    let origin = line.last().filter(|origin| origin.version == attempt.version && origin.done.is_some());
    let mut ways = vec![drawn];
    if let Some(origin) = origin {
        let redrawn = bank.redrawn(line, attempt.seed);
        if attempt.questions == redrawn || attempt.questions == origin.questions {
            let kept: BTreeSet<&str> =
                attempt.answers.iter().filter(|given| given.kept).map(|given| given.q.as_str()).collect();
            return (kept != bank.right(origin)).then_some("replay-origin");
        }
        ways.push(redrawn);
        ways.push(origin.questions.iter().map(String::as_str).collect());
    }
    let same = ways.into_iter().any(|way| way.into_iter().collect::<BTreeSet<_>>() == *asked);
    Some(if same { "replay-order" } else { "replay-draw" })
}

/// Whether its times go back somewhere.
fn goes_back(attempt: &Attempt, done: Done) -> bool {
    let given = |kept: bool| attempt.answers.iter().filter(move |given| given.kept == kept);
    let in_turn = attempt.questions.iter().filter_map(|id| given(false).find(|given| given.q == *id));
    let times: Vec<u64> = std::iter::once(attempt.start).chain(in_turn.map(|given| given.t)).chain([done.t]).collect();
    given(true).any(|given| given.t > attempt.start) || !times.is_sorted()
}

#[cfg(test)]
mod tests;
