//! The answer key of a question: all that scoring needs of it, and nothing else.
//!
//! In: a question as written. Out: identifiers and what is right. Its JSON is what the vectors of
//! `tests/vectors/scoring.json` hold and what the page's script works on.

use serde::{Deserialize, Serialize};

use super::credit::Credit;
use super::decimal::Decimal;
use super::fold::Forgive;

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChoiceKey {
    /// `a`, `b`…; `vrai`, `faux`.
    pub(crate) id: String,
    /// It is a right one.
    pub(crate) correct: bool,
}

/// A left part of a matching question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LeftKey {
    /// `1`, `2`…
    pub(crate) id: String,
    /// Identifier of its right part.
    pub(crate) right: String,
}

/// Something that has an identifier and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PartKey {
    /// Its identifier.
    pub(crate) id: String,
}

/// An item to sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SortedKey {
    /// `1`, `2`…
    pub(crate) id: String,
    /// Identifier of its category.
    pub(crate) category: String,
}

/// A gap: options to choose from, or accepted texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GapKey {
    /// Its name.
    pub(crate) id: String,
    /// Options, where the gap has some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) options: Vec<ChoiceKey>,
    /// Accepted texts, where it is typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) answers: Vec<String>,
    /// What is forgiven in a typed text.
    #[serde(default)]
    pub(crate) forgive: Forgive,
}

/// A way out of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WayKey {
    /// `a`, `b`…
    pub(crate) id: String,
    /// The step or end it leads to.
    pub(crate) next: String,
}

/// A step of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StepKey {
    /// Its name.
    pub(crate) id: String,
    /// The ways out of it.
    pub(crate) choices: Vec<WayKey>,
}

/// An end of a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EndKey {
    /// Its name.
    pub(crate) id: String,
    /// Points, 0 to 100.
    pub(crate) score: u8,
}

/// The answer key, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Key {
    /// One choice.
    Single {
        /// The choices.
        choices: Vec<ChoiceKey>,
    },
    /// Several choices.
    Multiple {
        /// The choices.
        choices: Vec<ChoiceKey>,
        /// What an incomplete answer is worth.
        #[serde(default = "Credit::all")]
        credit: Credit,
    },
    /// True or false.
    TrueFalse {
        /// `vrai` and `faux`.
        choices: Vec<ChoiceKey>,
    },
    /// Pairs.
    Matching {
        /// Left parts, with the right part of each.
        lefts: Vec<LeftKey>,
        /// Right parts, distractors included.
        rights: Vec<PartKey>,
        /// What an incomplete answer is worth.
        #[serde(default = "Credit::partial")]
        credit: Credit,
    },
    /// A right order.
    Ordering {
        /// Items, in the right order.
        items: Vec<PartKey>,
        /// What an incomplete answer is worth.
        #[serde(default = "Credit::partial")]
        credit: Credit,
    },
    /// Items in categories.
    Categorise {
        /// Categories.
        categories: Vec<PartKey>,
        /// Items, with the category of each.
        items: Vec<SortedKey>,
        /// What an incomplete answer is worth.
        #[serde(default = "Credit::partial")]
        credit: Credit,
    },
    /// A text with gaps.
    Cloze {
        /// Gaps, in the order of the text.
        gaps: Vec<GapKey>,
        /// What an incomplete answer is worth.
        #[serde(default = "Credit::partial")]
        credit: Credit,
    },
    /// A number.
    Numeric {
        /// The right number.
        value: Decimal,
        /// How far from it an answer may be.
        #[serde(default)]
        tolerance: Decimal,
    },
    /// A short text.
    Short {
        /// Accepted texts.
        answers: Vec<String>,
        /// What is forgiven.
        #[serde(default)]
        forgive: Forgive,
    },
    /// A branching case.
    Scenario {
        /// The first step.
        start: String,
        /// Steps.
        steps: Vec<StepKey>,
        /// Ends.
        ends: Vec<EndKey>,
    },
    /// A kind of another version: no answer to it is right.
    #[serde(other)]
    Unknown,
}

/// A question of a quiz, reduced to what scoring and drawing need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item {
    /// Its identifier.
    pub(crate) id: String,
    /// How much it counts.
    #[serde(default = "one")]
    pub(crate) weight: u32,
    /// The objective it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) objective: Option<String>,
    /// What is right.
    #[serde(flatten)]
    pub(crate) key: Key,
}

fn one() -> u32 {
    1
}

/// The identifier of the choice of this rank: `a` to `z`, then `aa`, `ab`…
pub(crate) fn letter(rank: usize) -> String {
    let last = char::from(b'a' + u8::try_from(rank % 26).unwrap_or_default());
    if rank < 26 { last.to_string() } else { format!("{}{last}", letter(rank / 26 - 1)) }
}
