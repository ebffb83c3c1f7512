//! Identifiers of a structure or of a person, known by their shape and their key (SPEC identifiers/1
//! of `rules/identifiers.js`). Nothing is looked up: a right key says that nobody slipped, not that it exists.
//!
//! In: what was typed. Out: [`StructureId`], and whether a text holds what looks like the number of a professional.

use crate::text::letters::is_space;

/// SIREN of La Poste, whose places are more than Luhn keys allow.
const LA_POSTE: &str = "356000000";

/// What a number is, by its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Neither.
    Neither,
    /// 14 digits.
    Siret,
    /// 9 characters.
    Finess,
}

/// The identifier of a structure, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StructureId {
    /// By its shape.
    pub(crate) kind: Kind,
    /// Without spaces, in capitals.
    pub(crate) value: String,
    /// The key is right.
    pub(crate) valid: bool,
}

/// The Luhn key of a run of digits; false for anything else.
pub(crate) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight)
        .map(|product| if product > 9 { product - 9 } else { product })
        .sum();
    all_digits(digits) && sum.is_multiple_of(10)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Without what people put between digits: spaces, dots and hyphens do not count.
fn bare(typed: &str) -> String {
    typed.to_uppercase().chars().filter(|c| !is_space(*c) && !matches!(c, '.' | '-')).collect()
}

fn is_rpps(digits: &str) -> bool {
    digits.len() == 11 && digits.bytes().any(|byte| byte != b'0') && luhn(digits)
}

/// Reads a SIRET or a FINESS.
pub(crate) fn structure_id(typed: &str) -> StructureId {
    let value = bare(typed);
    let (kind, valid) = if value.len() == 14 && all_digits(&value) {
        (Kind::Siret, siret(&value))
    } else if let Some(digits) = finess_digits(&value) {
        (Kind::Finess, value.bytes().any(|byte| matches!(byte, b'1'..=b'9')) && luhn(&digits))
    } else {
        (Kind::Neither, false)
    };
    StructureId { kind, value, valid }
}

fn siret(digits: &str) -> bool {
    let sum: u32 = digits.bytes().map(|byte| u32::from(byte.wrapping_sub(b'0'))).sum();
    sum > 0 && (luhn(digits) || digits.starts_with(LA_POSTE) && sum.is_multiple_of(5))
}

/// The digits that carry the key: the letter of Corsica counts as 1 or 2.
fn finess_digits(value: &str) -> Option<String> {
    let digits = match value.get(..2) {
        Some("2A") => format!("21{}", value.get(2..)?),
        Some("2B") => format!("22{}", value.get(2..)?),
        _ => value.to_owned(),
    };
    (digits.len() == 9 && all_digits(&digits)).then_some(digits)
}

/// Whether a text holds what looks like an RPPS number (11 digits with their key), which is never asked for.
pub(crate) fn holds_rpps(text: &str) -> bool {
    let kept: String = text.chars().filter(|c| !is_space(*c)).collect();
    kept.split(|c: char| !c.is_ascii_digit()).any(is_rpps)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn vectors() -> Value {
        serde_json::from_str(include_str!("../../tests/vectors/identifiers.json")).unwrap()
    }

    /// The number of a professional, which only the page reads: without spaces, and whether its key is right.
    fn rpps(typed: &str) -> (String, bool) {
        let value = bare(typed);
        let valid = is_rpps(&value);
        (value, valid)
    }

    #[test]
    fn vectors_of_luhn() {
        for one in vectors()["luhn"].as_array().unwrap() {
            assert_eq!(luhn(one["digits"].as_str().unwrap()), one["valid"].as_bool().unwrap(), "{one}");
        }
    }

    #[test]
    fn vectors_of_structures() {
        for one in vectors()["structure"].as_array().unwrap() {
            let read = structure_id(one["typed"].as_str().unwrap());
            let kind = match read.kind {
                Kind::Neither => "",
                Kind::Siret => "siret",
                Kind::Finess => "finess",
            };
            let expected =
                (one["kind"].as_str().unwrap(), one["value"].as_str().unwrap(), one["valid"].as_bool().unwrap());
            assert_eq!((kind, read.value.as_str(), read.valid), expected, "{one}");
        }
    }

    #[test]
    fn vectors_of_professionals() {
        for one in vectors()["rpps"].as_array().unwrap() {
            let expected = (one["value"].as_str().unwrap().to_owned(), one["valid"].as_bool().unwrap());
            assert_eq!(rpps(one["typed"].as_str().unwrap()), expected, "{one}");
        }
    }

    #[test]
    fn rpps_numbers_are_seen() {
        assert!(holds_rpps("n° 101 000 000 08 svp"), "11 digits with a right key");
        assert!(!holds_rpps("10100000009"));
        assert!(!holds_rpps("732 829 320 00074"));
        assert!(!holds_rpps(""));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", digits in "[0-9AB .-]{0,20}") {
            structure_id(&text);
            structure_id(&digits);
            holds_rpps(&text);
            holds_rpps(&digits);
            rpps(&text);
        }

        #[test]
        fn one_wrong_digit_is_seen(at in 0_usize..14, by in 1_u8..10) {
            let mut digits = *b"73282932000074";
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            prop_assert!(!structure_id(std::str::from_utf8(&digits).unwrap()).valid);
        }

        #[test]
        fn any_number_of_a_professional_shows_one_wrong_digit(run in 1_u64..10_000_000_000, at in 0_usize..11, by in 1_u8..10) {
            let run = format!("{run:010}");
            let mut digits = (0..10).map(|key| format!("{run}{key}")).find(|one| rpps(one).1).unwrap().into_bytes();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            prop_assert!(!rpps(std::str::from_utf8(&digits).unwrap()).1);
        }
    }
}
