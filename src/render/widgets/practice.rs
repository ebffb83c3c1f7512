//! `practice`: an invented screen on which one searches, chooses, dates, and is told what happened. Without script it is a
//! worked example: each gesture, the right answer and what it does.

use serde::Serialize;

use super::Block;
use crate::blocks::practice::{Choice, Date, Gesture, Person, Practice, Search, Situation, Step};
use crate::french::{dates, french};
use crate::render::markdown::Body;
use crate::text::Source;

#[derive(Serialize)]
struct PersonValues {
    id: String,
    name: String,
    birth_name: Option<String>,
    born: dates::Shown,
    works: Option<String>,
}

#[derive(Serialize)]
struct ChoiceValues {
    text: String,
    right: bool,
    reply: String,
}

/// A gesture: its kind, what is right in words, and what happens.
#[derive(Serialize, Default)]
struct StepValues {
    kind: &'static str,
    ask: String,
    /// Who is to be found, or the date to be given; empty for someone to create.
    wanted: String,
    /// The same, in words.
    solution: Option<String>,
    right: String,
    other: String,
    created: String,
    choices: Vec<ChoiceValues>,
}

#[derive(Serialize)]
struct SituationValues {
    number: usize,
    title: String,
    story: String,
    steps: Vec<StepValues>,
    end: String,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    people: Vec<PersonValues>,
    situations: Vec<SituationValues>,
}

/// Renders it.
pub(super) fn render(practice: &Practice, block: &mut Block) -> Option<Body> {
    if !block.sound {
        return None;
    }
    let source = block.source();
    let situations = practice.situations.iter().enumerate();
    let values = Values {
        id: practice.id.value.clone(),
        title: words(&practice.title),
        people: practice.people.iter().map(person).collect(),
        situations: situations.map(|(rank, one)| situation(rank, one, &practice.people, block, &source)).collect(),
    };
    block.template("practice", &values)
}

fn words(text: &str) -> String {
    french(text).into_owned()
}

fn person(person: &Person) -> PersonValues {
    PersonValues {
        id: person.id.value.clone(),
        name: words(&person.name),
        birth_name: person.birth_name.as_deref().map(words),
        born: dates::shown(person.born.value.0),
        works: person.works.as_deref().map(words),
    }
}

fn situation(
    rank: usize,
    situation: &Situation,
    people: &[Person],
    block: &mut Block,
    source: &std::sync::Arc<Source>,
) -> SituationValues {
    SituationValues {
        number: rank + 1,
        title: words(&situation.title),
        story: block.blocks(&situation.story, source),
        steps: situation.steps.iter().filter_map(|one| step(one, people)).collect(),
        end: block.blocks(&situation.end, source),
    }
}

fn step(step: &Step, people: &[Person]) -> Option<StepValues> {
    let values = match step.gesture()? {
        Gesture::Search(search) => searched(search, people),
        Gesture::Choose(choices) => chosen(choices),
        Gesture::Date(date) => dated(date),
    };
    Some(StepValues { ask: words(&step.ask.value), ..values })
}

fn searched(search: &Search, people: &[Person]) -> StepValues {
    let found = search.person.as_ref().and_then(|id| people.iter().find(|person| person.id.value == id.value));
    StepValues {
        kind: "search",
        wanted: found.map(|person| person.id.value.clone()).unwrap_or_default(),
        solution: found.map(|person| words(&person.name)),
        right: words(&search.right),
        other: words(&search.other),
        created: search.created.as_deref().map(words).unwrap_or_default(),
        ..StepValues::default()
    }
}

fn chosen(choices: &[Choice]) -> StepValues {
    let right = choices.iter().find(|choice| choice.right);
    StepValues {
        kind: "choose",
        solution: right.map(|choice| words(&choice.text)),
        right: right.map(|choice| words(&choice.reply)).unwrap_or_default(),
        choices: choices
            .iter()
            .map(|choice| ChoiceValues { text: words(&choice.text), right: choice.right, reply: words(&choice.reply) })
            .collect(),
        ..StepValues::default()
    }
}

fn dated(date: &Date) -> StepValues {
    let wanted = dates::shown(date.wanted.value.0);
    StepValues {
        kind: "date",
        wanted: wanted.iso.clone(),
        solution: Some(wanted.text),
        right: words(&date.right),
        other: words(&date.other),
        ..StepValues::default()
    }
}
