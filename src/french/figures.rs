//! Spaces around figures that no line end may part: `10 000 €`, `art. 5`, `L. 1111-8`.
//!
//! In: a text. Out: the same, those spaces made no-break.

use std::borrow::Cow;

pub(super) const NARROW: char = '\u{202f}';
pub(super) const WIDE: char = '\u{a0}';

/// What stands before a number and belongs to it.
const ABBREVIATIONS: [&str; 12] = ["art.", "Art.", "p.", "pp.", "chap.", "fig.", "vol.", "al.", "L.", "R.", "D.", "A."];
/// What stands after a number and belongs to it.
const UNITS: [char; 3] = ['€', '$', '£'];

/// Makes the spaces of figures non-breaking.
pub(super) fn figures(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut kept = 0;
    for (at, _) in text.match_indices(' ') {
        if let Some(space) = space(&text[..at], &text[at + 1..]) {
            out.push_str(&text[kept..at]);
            out.push(space);
            kept = at + 1;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// Whether a figure ends here.
pub(super) fn ends_with_digit(text: &str) -> bool {
    text.ends_with(|last: char| last.is_ascii_digit())
}

/// The space between these, when it is no ordinary one.
fn space(before: &str, after: &str) -> Option<char> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if ends_with_digit(before) {
        let group = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let grouped = group <= 3 && digits(after) == 3 && !starts_in_a_code(&before[..before.len() - group]);
        return (grouped || after.starts_with(UNITS)).then_some(NARROW);
    }
    let belongs = digits(after) > 0 && ABBREVIATIONS.iter().any(|short| ends_with_word(before, short));
    belongs.then_some(WIDE)
}

/// `F-12 345`, `v1.2 345`: what these figures belong to is no number.
fn starts_in_a_code(before: &str) -> bool {
    before.ends_with(|last: char| last.is_alphanumeric() || "-_./".contains(last))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|last: char| last.is_alphanumeric() || last == '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_hold_together() {
        for (written, shown) in [
            ("10 000 €", "10_000_€"),
            ("1 234 567 agents", "1_234_567 agents"),
            ("5 €, 5 $", "5_€, 5_$"),
            ("art. 5, p. 12, L. 1111-8", "art.~5, p.~12, L.~1111-8"),
            ("en 2026 100 agents, 01 02 03 04 05, 12 34", "en 2026 100 agents, 01 02 03 04 05, 12 34"),
            ("F-12 345, cap. 5, l’Art. dit, 10 0000", "F-12 345, cap. 5, l’Art. dit, 10 0000"),
        ] {
            assert_eq!(figures(written).replace(NARROW, "_").replace(WIDE, "~"), shown);
        }
    }

    proptest! {
        /// Only spaces change, and what is set once stays.
        #[test]
        fn only_spaces_change(text in "[a0-3. €pL-]{0,30}") {
            let set = figures(&text);
            prop_assert_eq!(set.replace([NARROW, WIDE], " "), text.as_str());
            prop_assert_eq!(figures(&set), set.as_ref());
        }
    }
}
