//! The readings to come, as an iCalendar file (RFC 5545): one whole-day event for each month and each reader.
//!
//! In: [`Item`]s, soonest first, and today, at which the file is said to be written. Out: text, with lines of 75 octets at
//! most ended by CRLF. The same site gives the same events: a file taken in again replaces them instead of doubling them.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::table::counts;
use super::{Item, Kind};
use crate::text::slug::slug;

/// Octets of a line, its end left out (RFC 5545, section 3.1).
const LINE: usize = 75;

/// The file.
pub(crate) fn calendar(items: &[Item], today: Date) -> String {
    let mut groups: BTreeMap<(i16, i8, &str), Vec<&Item>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.kind != Kind::Fact) {
        if let Some(due) = item.due {
            groups.entry((due.year(), due.month(), item.owner.as_deref().unwrap_or_default())).or_default().push(item);
        }
    }
    let mut lines: Vec<String> =
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jalon//Relectures//FR", "CALSCALE:GREGORIAN"]
            .map(str::to_owned)
            .into();
    for ((year, month, owner), items) in groups {
        let first = date(year, month, 1);
        let next = first.saturating_add(jiff::ToSpan::day(1));
        let whom = if owner.is_empty() { String::new() } else { format!(" ({owner})") };
        let list: Vec<String> =
            items.iter().map(|item| format!("{} : {} ({})", item.kind.word(), item.what, item.file)).collect();
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:relecture-{year}-{month:02}-{}@jalon", slug(owner)),
            format!("DTSTAMP:{}T000000Z", compact(today)),
            format!("DTSTART;VALUE=DATE:{}", compact(first)),
            format!("DTEND;VALUE=DATE:{}", compact(next)),
            format!("SUMMARY:{}", value(&format!("Relire : {}{whom}", counts(items.iter().copied())))),
            format!("DESCRIPTION:{}", value(&list.join("\n"))),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line) + "\r\n").collect()
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A text value: what has a meaning in the format is escaped, other controls become spaces (RFC 5545, section 3.3.11).
fn value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// Cuts a line between characters; what follows begins with a space, which counts.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut held = 0;
    for letter in line.chars() {
        if held + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            held = 1;
        }
        out.push(letter);
        held += letter.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_and_a_reader_are_one_event() {
        let item = |what: &str, owner: &str, due: Date| Item {
            kind: Kind::Page,
            file: "content/a.md".to_owned(),
            what: what.to_owned(),
            owner: Some(owner.to_owned()),
            reviewed: None,
            due: Some(due),
        };
        let items = [
            item("Un, deux ; trois", "Léa", date(2027, 3, 4)),
            item("B", "Léa", date(2027, 3, 9)),
            item("C", "Max", date(2027, 3, 9)),
        ];
        let text = calendar(&items, date(2026, 12, 1));
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "{text}");
        assert!(text.contains("UID:relecture-2027-03-lea@jalon\r\n"), "{text}");
        assert!(text.contains("SUMMARY:Relire : 2 pages (Léa)\r\n"), "{text}");
        assert!(text.contains("DTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270302\r\n"), "{text}");
        assert!(text.replace("\r\n ", "").contains(r"page : Un\, deux \; trois (content/a.md)\npage : B"), "{text}");
    }

    proptest! {
        #[test]
        fn lines_are_short_and_lose_nothing(text in "\\PC{0,300}") {
            let line = format!("SUMMARY:{}", value(&text));
            let cut = folded(&line);
            prop_assert!(cut.split("\r\n").all(|part| part.len() <= LINE), "{cut}");
            prop_assert_eq!(cut.replace("\r\n ", ""), line);
        }
    }
}
