//! A question that travels: what it asks and says, without its place in a file. Markdown is kept as written.

use crate::quiz::credit::Credit;
use crate::quiz::decimal::Decimal;

/// What is said to who gives an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Said {
    /// What is said (Markdown).
    pub(crate) feedback: Option<String>,
    /// The paragraph to read again: a path from `content/`, with its anchor.
    pub(crate) review: Option<String>,
}

impl Said {
    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        self.feedback.is_none() && self.review.is_none()
    }
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its text (Markdown, one line).
    pub(crate) text: String,
    /// It is a right one.
    pub(crate) correct: bool,
    /// What is said to who takes it.
    pub(crate) said: Said,
}

/// Something that goes with something else: a left part with its right one, an item with its category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The left part, or the item.
    pub(crate) left: String,
    /// The right part, or the category.
    pub(crate) right: String,
    /// What is said of it.
    pub(crate) said: Said,
}

/// Typed answers that are right, and what is forgiven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed {
    /// The answers.
    pub(crate) answers: Vec<String>,
    /// Accents may differ.
    pub(crate) accents: bool,
    /// Capitals may differ.
    pub(crate) case: bool,
    /// Spaces may differ.
    pub(crate) spaces: bool,
}

/// A gap of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Its name, between double brackets in the text.
    pub(crate) name: String,
    /// Options to choose from; none when it is typed.
    pub(crate) options: Vec<Choice>,
    /// What may be typed.
    pub(crate) typed: Option<Typed>,
    /// What is said of it.
    pub(crate) said: Said,
}

/// What a question asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked {
    /// One choice.
    Single(Vec<Choice>),
    /// Several choices.
    Multiple(Vec<Choice>, Credit),
    /// True or false: the right one, and what is said of « vrai » and of « faux ».
    TrueFalse(bool, [Said; 2]),
    /// Pairs, and right parts that go with nothing.
    Matching(Vec<Pair>, Vec<String>, Credit),
    /// Items in the right order.
    Ordering(Vec<String>, Said, Credit),
    /// Items and the text of their category; the categories in their order.
    Categorise(Vec<Pair>, Vec<String>, Credit),
    /// A text with gaps, in the order of the text.
    Cloze(Vec<Gap>, Credit),
    /// A number, how far an answer may be, and the unit.
    Numeric(Decimal, Decimal, Option<String>, Said),
    /// A short text.
    Short(Typed, Said),
    /// What no target holds: a branching case.
    Scenario,
}

impl Asked {
    /// What pairs are: a sorting, when they are marked so.
    pub(crate) fn paired(pairs: Vec<Pair>, extra: Vec<String>, sorted: bool) -> Self {
        if !sorted {
            return Asked::Matching(pairs, extra, Credit::Partial);
        }
        let mut categories: Vec<String> = Vec::new();
        for category in pairs.iter().map(|pair| &pair.right).chain(&extra) {
            if !categories.contains(category) {
                categories.push(category.clone());
            }
        }
        Asked::Categorise(pairs, categories, Credit::Partial)
    }

    /// The word of its kind in a bank.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Asked::Single(..) => "single",
            Asked::Multiple(..) => "multiple",
            Asked::TrueFalse(..) => "true-false",
            Asked::Matching(..) => "matching",
            Asked::Ordering(..) => "ordering",
            Asked::Categorise(..) => "categorise",
            Asked::Cloze(..) => "cloze",
            Asked::Numeric(..) => "numeric",
            Asked::Short(..) => "short",
            Asked::Scenario => "scenario",
        }
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exercise {
    /// Its identifier.
    pub(crate) id: String,
    /// The stem (Markdown).
    pub(crate) text: String,
    /// What is asked.
    pub(crate) asked: Asked,
    /// A hint (Markdown).
    pub(crate) hint: Option<String>,
    /// Said after the answer, whatever it is (Markdown).
    pub(crate) explanation: Option<String>,
    /// How much it counts.
    pub(crate) weight: u32,
    /// Marks for those who write questions: objective, sources, date of review, waivers.
    pub(crate) labels: Vec<(Label, String)>,
    /// Parts of a foreign question that have no place here: kept as comments.
    pub(crate) unknown: Vec<String>,
}

/// A mark on a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    /// The objective it serves.
    Objective,
    /// A key of the bibliography.
    Source,
    /// The day of its last review.
    Reviewed,
    /// An advice that it is spared.
    Waived,
}

impl Exercise {
    /// The values of one label.
    pub(crate) fn labelled(&self, label: Label) -> impl Iterator<Item = &str> {
        self.labels.iter().filter(move |(known, _)| *known == label).map(|(_, value)| value.as_str())
    }
}

/// Questions that go together: a bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// Its name: the identifier of the bank.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// Whether choices are shown in a new order each time.
    pub(crate) shuffle: bool,
    /// Its questions.
    pub(crate) exercises: Vec<Exercise>,
}

impl Group {
    /// One more category of a file: the first names the bank, the others are told where they begin.
    pub(crate) fn named(&mut self, title: &str) {
        if self.title.is_empty() {
            title.trim().clone_into(&mut self.title);
            self.id = crate::text::slug::slug(title);
        }
    }
}
