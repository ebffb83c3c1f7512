//! `decision`: questions that lead to a conclusion, each with its reasons and what to do next.
//!
//! In: steps and outcomes, in YAML. Out: the same tree as headings with links, which the script turns into
//! one question at a time. Every path must end, and everything written must be reachable.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Block;
use crate::blocks::decision::{Decision, Visit};
use crate::french::french;
use crate::render::markdown::Body;

#[derive(Serialize)]
struct AnswerValues {
    text: String,
    because: Option<String>,
    go: String,
    label: String,
}

#[derive(Serialize)]
struct StepValues {
    id: String,
    number: usize,
    level: usize,
    question: String,
    help: Option<String>,
    answers: Vec<AnswerValues>,
}

#[derive(Serialize)]
struct NextValues {
    text: String,
    href: String,
}

#[derive(Serialize)]
struct OutcomeValues {
    id: String,
    title: String,
    tone: &'static str,
    text: String,
    next: Vec<NextValues>,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    digest: String,
    steps: Vec<StepValues>,
    outcomes: Vec<OutcomeValues>,
}

/// Renders it.
pub(crate) fn render(decision: &Decision, block: &mut Block) -> Option<Body> {
    if !block.sound {
        return None;
    }
    let order = decision.order().ok()?;
    let values = values(decision, &order, block)?;
    block.template("decision", &values)
}

/// Deepest heading that HTML has.
const DEEPEST: usize = 6;
/// Level of the first question: the title of the tool is above it.
const FIRST: usize = 3;

fn values(decision: &Decision, order: &[Visit], block: &mut Block) -> Option<Values> {
    let source = block.source();
    let mut labels: BTreeMap<&str, String> = BTreeMap::new();
    for (index, visit) in order.iter().enumerate() {
        labels.insert(&decision.steps[visit.step].id.value, format!("question {}", index + 1));
    }
    for outcome in &decision.outcomes {
        labels.insert(&outcome.id.value, french(&outcome.title).into_owned());
    }
    let mut steps = Vec::new();
    for (index, visit) in order.iter().enumerate() {
        let step = &decision.steps[visit.step];
        let help = step.help.as_ref().map(|help| block.blocks(help, &source));
        let answers = step.answers.iter().map(|answer| AnswerValues {
            text: french(&answer.text.value).into_owned(),
            because: answer.because.as_ref().map(|because| french(because).into_owned()),
            go: answer.go.value.clone(),
            label: labels.get(answer.go.value.as_str()).cloned().unwrap_or_default(),
        });
        steps.push(StepValues {
            id: step.id.value.clone(),
            number: index + 1,
            level: (FIRST + visit.depth).min(DEEPEST),
            question: french(&step.question).into_owned(),
            help,
            answers: answers.collect(),
        });
    }
    let mut outcomes = Vec::new();
    for outcome in &decision.outcomes {
        let text = block.blocks(&outcome.text, &source);
        let mut next = Vec::new();
        for one in &outcome.next {
            next.push(NextValues { text: french(&one.text).into_owned(), href: block.link(&one.link)? });
        }
        outcomes.push(OutcomeValues {
            id: outcome.id.value.clone(),
            title: french(&outcome.title).into_owned(),
            tone: outcome.tone.word(),
            text,
            next,
        });
    }
    Some(Values {
        id: decision.id.value.clone(),
        title: french(&decision.title).into_owned(),
        digest: digest(decision),
        steps,
        outcomes,
    })
}

/// What an address that reopens a path depends on: the questions, their answers and where these lead.
fn digest(decision: &Decision) -> String {
    let mut hash = Sha256::new();
    for step in &decision.steps {
        hash.update(step.id.value.as_bytes());
        for answer in &step.answers {
            hash.update([0]);
            hash.update(answer.text.value.as_bytes());
            hash.update([0]);
            hash.update(answer.go.value.as_bytes());
        }
        hash.update([1]);
    }
    hash.finalize().iter().take(3).map(|byte| format!("{byte:02x}")).collect()
}
