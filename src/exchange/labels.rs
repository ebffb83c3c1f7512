//! The marks of a question as tags of a platform, and back: « objectif:choisir-role ».

use super::exercise::Label;

const WORDS: [(Label, &str); 4] =
    [(Label::Objective, "objectif"), (Label::Source, "source"), (Label::Reviewed, "relu"), (Label::Waived, "dispense")];

/// The tag of a question that was a sorting, where the platform has only pairs.
pub(super) const SORTED: &str = "genre:categorise";

/// A mark as a tag.
pub(super) fn tag(label: Label, value: &str) -> String {
    let word = WORDS.iter().find(|(known, _)| *known == label).map_or("", |(_, word)| word);
    format!("{word}:{value}")
}

/// A tag as a mark, when it is one.
pub(super) fn label(tag: &str) -> Option<(Label, String)> {
    let (word, value) = tag.split_once(':')?;
    let (label, _) = WORDS.iter().find(|(_, known)| *known == word.trim())?;
    Some((*label, value.trim().to_owned()))
}
