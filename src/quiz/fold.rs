//! Typed answers, folded before they are compared: accents, case and spaces forgiven as the author
//! sets. The rule is in `scoring.md`; the page's script folds in the same way.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::record;
use crate::text::letters::{answered, usual};

record! {
    /// Ce que l’on pardonne à une réponse saisie.
    pub(crate) struct Forgiven as "« forgive »" {
        /// Les accents et les cédilles, « œ » pour « oe » (oui par défaut).
        accents: Option<bool>,
        /// Les majuscules (oui par défaut).
        case: Option<bool>,
        /// Les espaces de trop (oui par défaut).
        spaces: Option<bool>,
    }
}

/// What is forgiven, resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Forgive {
    /// Accents and ligatures.
    pub(crate) accents: bool,
    /// Case.
    pub(crate) case: bool,
    /// Superfluous spaces.
    pub(crate) spaces: bool,
}

impl Default for Forgive {
    fn default() -> Self {
        Self { accents: true, case: true, spaces: true }
    }
}

impl From<Option<&Forgiven>> for Forgive {
    fn from(written: Option<&Forgiven>) -> Self {
        let or = |value: fn(&Forgiven) -> Option<bool>| written.and_then(value).unwrap_or(true);
        Self { accents: or(|set| set.accents), case: or(|set| set.case), spaces: or(|set| set.spaces) }
    }
}

/// A text, folded.
pub(crate) fn fold(text: &str, forgive: Forgive) -> String {
    let mut folded = if forgive.accents { plain(text) } else { text.to_owned() };
    if forgive.case {
        folded = folded.to_lowercase();
    }
    let folded: String = folded.nfc().map(usual).collect();
    if forgive.spaces {
        folded.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    } else {
        folded
    }
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.nfd() {
        match answered(character) {
            Some(opened) => plain.push_str(opened),
            None => plain.push(character),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_forgiven_is_folded() {
        assert_eq!(fold("  L’Œuvre\u{202f} Été ", Forgive::default()), "l'oeuvre ete");
        let strict = Forgive { accents: false, case: false, spaces: false };
        assert_eq!(fold(" E\u{301}té\u{a0}", strict), " Été ");
    }
}
