//! Numbers as people type them, exact: a French comma or a point, spaces ignored.
//!
//! Kept as a whole number of millionths: 1,1 − 1 is 0,1 here, and stays so in the page's script,
//! whose numbers hold such integers exactly.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diagnostic::Code;
use crate::text::letters::is_space;
use crate::yaml::decode::{Decode, Decoder};
use crate::yaml::{Node, Value};

const BEFORE: usize = 9;
const AFTER: usize = 6;
const UNIT: i64 = 1_000_000;

/// A decimal number, in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Decimal(i64);

impl Decimal {
    /// Reads what was typed; the rule is in `scoring.md`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let clean: String = text.chars().filter(|character| !is_space(*character)).collect();
        let (negative, digits) = match clean.chars().next()? {
            '-' | '−' => (true, clean.trim_start_matches(['-', '−'])),
            '+' => (false, clean.trim_start_matches('+')),
            _ => (false, clean.as_str()),
        };
        // One sign at most.
        if clean.chars().count() - digits.chars().count() > 1 {
            return None;
        }
        let (before, after) = match digits.find([',', '.']) {
            Some(at) => (&digits[..at], Some(&digits[at + 1..])),
            None => (digits, None),
        };
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(before) || !after.is_none_or(all_digits) {
            return None;
        }
        let (before, after) = (before.trim_start_matches('0'), after.unwrap_or_default().trim_end_matches('0'));
        if before.len() > BEFORE || after.len() > AFTER {
            return None;
        }
        let millionths: i64 = format!("{before}{after:0<AFTER$}").parse().ok()?;
        Some(Self(if negative { -millionths } else { millionths }))
    }

    /// Whether it is no farther from another than a tolerance.
    pub(crate) fn near(self, other: Self, tolerance: Self) -> bool {
        (self.0 - other.0).abs() <= tolerance.0
    }

    /// What stands in the middle of two numbers, and how far from it they are; `None` when six digits do not say it.
    pub(crate) fn middle(self, other: Self) -> Option<(Self, Self)> {
        let sum = self.0.checked_add(other.0).filter(|sum| sum % 2 == 0)?;
        Some((Self(sum / 2), Self((other.0 - sum / 2).abs())))
    }

    /// Below zero.
    pub(crate) fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// As French writes it.
    pub(crate) fn french(self) -> String {
        self.to_string().replace('.', ",").replace('-', "−")
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / UNIT.unsigned_abs(), self.0.unsigned_abs() % UNIT.unsigned_abs());
        let sign = if self.is_negative() { "-" } else { "" };
        let part = format!("{part:0>AFTER$}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

impl Decode for Decimal {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let parsed = match &node.value {
            Value::Scalar(text) => Self::parse(text),
            _ => None,
        };
        if parsed.is_none() {
            decoder.error(
                Code::BadValue,
                node.span.clone(),
                "un nombre attendu",
                "écrivez un nombre sans unité : neuf chiffres avant la virgule et six après, au plus",
            );
        }
        parsed
    }
}

impl JsonSchema for Decimal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"] })
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_as_people_type_them() {
        let shown = |text: &str| Decimal::parse(text).map(|number| number.to_string());
        for (typed, expected) in [
            ("1 234,5", "1234.5"),
            ("1\u{202f}234.50", "1234.5"),
            ("−3", "-3"),
            ("+0,000001", "0.000001"),
            ("007", "7"),
            ("-0", "0"),
        ] {
            assert_eq!(shown(typed).as_deref(), Some(expected), "{typed}");
        }
        for typed in ["", " ", "--1", "+-1", "1,", ",5", "1.234,5", "1e3", "12 mois", "1234567890", "0,0000001", "٣"] {
            assert_eq!(shown(typed), None, "{typed}");
        }
    }

    #[test]
    fn tolerances_are_exact() {
        let of = |text| Decimal::parse(text).unwrap_or_default();
        assert!(of("1,1").near(of("1"), of("0,1")));
        assert!(!of("1,100001").near(of("1"), of("0,1")));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(millionths in -999_999_999_999_999_i64..=999_999_999_999_999) {
            let number = Decimal(millionths);
            prop_assert_eq!(Decimal::parse(&number.to_string()), Some(number));
            prop_assert_eq!(Decimal::parse(&number.french()), Some(number));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            let _ = Decimal::parse(&text);
        }
    }
}
