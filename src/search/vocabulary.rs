//! The words met so far and their stems, by number: a site repeats few words many times.
//!
//! In: texts. Out: numbers of stems. Parts of a site are read side by side, each with a [`Reader`] of its own that only
//! reads the common [`Vocabulary`]; what each met for the first time is learnt afterwards, in the order of the parts.

use std::collections::HashMap;

use crate::french::stem::stem;
use crate::french::words::{Weight, fold_into, split, weight};

/// Folded words and stems.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Number of the stem of a folded word; none for words of grammar.
    words: HashMap<Box<str>, Option<u32>>,
    stems: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

/// What a part was the first to say. Its own numbers follow those that were known.
#[derive(Debug, Default)]
pub(crate) struct Told {
    known: u32,
    words: HashMap<Box<str>, Option<u32>>,
    stems: Vec<Box<str>>,
}

/// From the numbers of a part to the common ones.
#[derive(Debug)]
pub(crate) struct Numbers {
    known: u32,
    learnt: Vec<u32>,
}

impl Numbers {
    /// The common number.
    pub(crate) fn of(&self, number: u32) -> usize {
        let own = number.checked_sub(self.known).and_then(|own| self.learnt.get(own as usize));
        own.copied().unwrap_or(number) as usize
    }
}

impl Vocabulary {
    /// How many stems there are.
    pub(crate) fn count(&self) -> usize {
        self.stems.len()
    }

    /// By number.
    pub(crate) fn stems(&self) -> impl Iterator<Item = &str> {
        self.stems.iter().map(|stem| &**stem)
    }

    /// Folded words, without those of grammar, in any order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter(|(_, stem)| stem.is_some()).map(|(word, _)| &**word)
    }

    /// Learns what a part told.
    pub(crate) fn learn(&mut self, told: Told) -> Numbers {
        let number = |stem: Box<str>| {
            *self.numbers.entry(stem).or_insert_with_key(|stem| {
                self.stems.push(stem.clone());
                u32::try_from(self.stems.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let numbers = Numbers { known: told.known, learnt: told.stems.into_iter().map(number).collect() };
        for (word, stem) in told.words {
            let common = stem.and_then(|stem| u32::try_from(numbers.of(stem)).ok());
            self.words.entry(word).or_insert(common);
        }
        numbers
    }
}

/// Reads the texts of a part.
pub(crate) struct Reader<'a> {
    known: &'a Vocabulary,
    told: Told,
    numbers: HashMap<Box<str>, u32>,
    folded: String,
}

impl<'a> Reader<'a> {
    /// Knows what is known.
    pub(crate) fn new(known: &'a Vocabulary) -> Self {
        let count = u32::try_from(known.count()).unwrap_or(u32::MAX);
        Self { known, told: Told { known: count, ..Told::default() }, numbers: HashMap::new(), folded: String::new() }
    }

    /// The numbers of the stems of a text, without words of grammar.
    pub(crate) fn stems(&mut self, text: &str, mut each: impl FnMut(u32)) {
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        fold_into(text, &mut folded);
        split(&folded, |word| {
            let known = self.known.words.get(word).or_else(|| self.told.words.get(word)).copied();
            if let Some(stem) = known.unwrap_or_else(|| self.meet(word)) {
                each(stem);
            }
        });
        self.folded = folded;
    }

    /// A word that is met for the first time.
    fn meet(&mut self, word: &str) -> Option<u32> {
        let number = (weight(word) != Weight::None).then(|| self.number(stem(word)));
        self.told.words.insert(word.into(), number);
        number
    }

    fn number(&mut self, stem: String) -> u32 {
        let stem = stem.into_boxed_str();
        if let Some(known) = self.known.numbers.get(&stem) {
            return *known;
        }
        let (told, own) = (&mut self.told, &mut self.numbers);
        *own.entry(stem).or_insert_with_key(|stem| {
            told.stems.push(stem.clone());
            told.known.saturating_add(u32::try_from(told.stems.len() - 1).unwrap_or(u32::MAX))
        })
    }

    /// What was met.
    pub(crate) fn told(self) -> Told {
        self.told
    }
}
