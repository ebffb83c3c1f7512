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
        /// Les espaces de trop, les guillemets autour et le point final (oui par défaut).
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
    /// Superfluous spaces, quotation marks around, the final point.
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
    let mut usually = String::with_capacity(folded.len());
    for character in folded.nfc() {
        match usual(character) {
            Some(plain) => usually.push_str(plain),
            None => usually.push(character),
        }
    }
    if forgive.spaces { bare(&usually) } else { usually }
}

/// Without the spaces, the quotation marks and the final point that add nothing: « 10 h » is 10h.
fn bare(text: &str) -> String {
    const QUOTES: [char; 6] = ['"', '“', '”', '«', '»', ' '];
    const ENDS: [char; 4] = ['.', '!', '?', '…'];
    let text = text.trim_start_matches(QUOTES).trim_end_matches(|sign| QUOTES.contains(&sign) || ENDS.contains(&sign));
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let unit = out.ends_with(|last: char| last.is_ascii_digit())
            && !word.starts_with(|first: char| first.is_ascii_digit());
        if !out.is_empty() && !unit {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
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
        for (typed, wanted) in [
            ("l´oeuvre", "l'oeuvre"),
            ("‘l`été’", "'l'ete'"),
            ("e–CPS − e‑CPS", "e-cps - e-cps"),
            ("« La directrice. »", "la directrice"),
            ("“Oui !”", "oui"),
            ("\u{fb01}che", "fiche"),
            ("fi\u{ad}che\u{200b}", "fiche"),
            ("10 h", "10h"),
            ("de 8 à 10 h 30", "de 8a 10h 30"),
        ] {
            assert_eq!(fold(typed, Forgive::default()), wanted, "{typed}");
        }
        let strict = Forgive { accents: false, case: false, spaces: false };
        assert_eq!(fold(" E\u{301}té\u{a0}", strict), " Été ");
    }
}
