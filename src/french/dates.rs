//! Dates as French readers expect them: « 1er décembre 2026 ».

use jiff::civil::Date;
use serde::Serialize;

// generated from rules/months.txt by rules/twins.mjs: do not edit
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
// end of what is generated

/// A date for machines and for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Shown {
    /// `2026-12-01`.
    pub(crate) iso: String,
    /// « 1er décembre 2026 ».
    pub(crate) text: String,
}

/// Both forms of a date.
pub(crate) fn shown(date: Date) -> Shown {
    let number = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default();
    Shown { iso: date.to_string(), text: format!("{number}\u{a0}{month} {}", date.year()) }
}

/// « mars 2027 ».
pub(crate) fn month(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default();
    format!("{month} {}", date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_french() {
        let day = |text: &str| shown(text.parse().unwrap_or_default()).text;
        assert_eq!(day("2026-12-01"), "1er\u{a0}décembre 2026");
        assert_eq!(day("2026-11-22"), "22\u{a0}novembre 2026");
    }
}
