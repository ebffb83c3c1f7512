//! What becomes of each part of a question on its way to another format: kept, approximated, or dropped.
//!
//! In: what writers note while they write. Out: the report of a run, question by question.

use std::collections::BTreeSet;

use crate::french::numbers::plural;

/// What becomes of a part of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// It arrives as it was.
    Kept,
    /// Something like it arrives.
    Approximated,
    /// It does not arrive.
    Dropped,
}

/// What is noted of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Travelled {
    /// Bank and question.
    pub(crate) question: String,
    /// Whether it is in the file at all.
    pub(crate) written: bool,
    /// Its parts, each once.
    parts: BTreeSet<(Fate, String)>,
}

impl Travelled {
    /// A question of which nothing is noted yet.
    pub(crate) fn new(bank: &str, id: &str) -> Self {
        Self { question: format!("{bank} / {id}"), written: true, parts: BTreeSet::new() }
    }

    /// A part arrives as it was.
    pub(crate) fn kept(&mut self, what: impl Into<String>) {
        self.parts.insert((Fate::Kept, what.into()));
    }

    /// Something like a part arrives.
    pub(crate) fn approximated(&mut self, what: impl Into<String>) {
        self.parts.insert((Fate::Approximated, what.into()));
    }

    /// A part does not arrive.
    pub(crate) fn dropped(&mut self, what: impl Into<String>) {
        self.parts.insert((Fate::Dropped, what.into()));
    }

    /// The whole question does not arrive.
    pub(crate) fn refused(&mut self, why: impl Into<String>) {
        self.written = false;
        self.parts.clear();
        self.dropped(format!("la question entière : {}", why.into()));
    }

    /// The parts of one fate.
    pub(crate) fn parts(&self, fate: Fate) -> Vec<&str> {
        self.parts.iter().filter(|(known, _)| *known == fate).map(|(_, what)| what.as_str()).collect()
    }
}

/// The report of a run.
#[derive(Debug, Default)]
pub(crate) struct Losses {
    /// Questions, in the order of the file.
    pub(crate) questions: Vec<Travelled>,
}

impl Losses {
    /// How many questions are in the file.
    pub(crate) fn written(&self) -> usize {
        self.questions.iter().filter(|one| one.written).count()
    }

    /// Whether anything is approximated or dropped.
    pub(crate) fn any(&self) -> bool {
        self.count(Fate::Approximated) + self.count(Fate::Dropped) > 0
    }

    fn count(&self, fate: Fate) -> usize {
        self.questions.iter().map(|one| one.parts(fate).len()).sum()
    }

    /// The report as a text: each question, then the sums.
    pub(crate) fn text(&self) -> String {
        let mut lines = Vec::new();
        for one in &self.questions {
            lines.push(one.question.clone());
            for (fate, word) in [(Fate::Kept, "gardé"), (Fate::Approximated, "approché"), (Fate::Dropped, "perdu")] {
                let parts = one.parts(fate);
                // What is kept fits on a line; a loss has its own, to be read.
                if fate == Fate::Kept && !parts.is_empty() {
                    lines.push(format!("  {word:<8}  {}", parts.join(", ")));
                } else {
                    lines.extend(parts.iter().map(|part| format!("  {word:<8}  {part}")));
                }
            }
        }
        lines.push(format!(
            "{} sur {}, {}, {}.",
            plural(self.written(), "question écrite", "questions écrites"),
            self.questions.len(),
            plural(self.count(Fate::Approximated), "part approchée", "parts approchées"),
            plural(self.count(Fate::Dropped), "part perdue", "parts perdues"),
        ));
        lines.join("\n")
    }
}
