//! One line of a log in the combined format of Apache and nginx:
//! `WHO - NAME [01/Dec/2026:10:00:00 +0100] "GET /page/ HTTP/1.1" 200 1234 "FROM" "PROGRAM"`.
//!
//! In: the line. Out: what of it is counted. Who asked is not even read.

use jiff::civil::Date;
use percent_encoding::percent_decode_str;

/// Parts of the names that robots, monitors and tools give themselves, in small letters.
const BOTS: [&str; 16] = [
    "bot", "crawl", "spider", "slurp", "curl", "wget", "python", "java/", "go-http", "monitor", "uptime", "scan",
    "headless", "feed", "preview", "archiver",
];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What of a line is counted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) day: Date,
    pub(super) method: &'a str,
    pub(super) status: u16,
    target: &'a str,
    program: &'a str,
}

impl<'a> Line<'a> {
    /// Reads a line; none when it is no such line.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        // A name could hold a bracket: the date is the first one that is a date.
        let (day, rest) = text.match_indices('[').find_map(|(at, _)| {
            let (date, rest) = text[at + 1..].split_once(']')?;
            Some((day(date)?, rest))
        })?;
        let (request, rest) = quoted(rest)?;
        let mut words = request.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        let status = rest.split_whitespace().next()?.parse().ok()?;
        let program = quoted(rest).and_then(|(_, rest)| quoted(rest)).map_or("", |(program, _)| program);
        Some(Self { day, method, status, target, program })
    }

    /// Whether a program asked that says so; who says nothing is one too.
    pub(super) fn is_bot(&self) -> bool {
        let name = self.program.to_lowercase();
        name.is_empty() || name == "-" || BOTS.iter().any(|part| name.contains(part))
    }

    /// The path asked for, without what follows a question mark.
    pub(super) fn path(&self) -> String {
        let path = self.target.split(['?', '#']).next().unwrap_or_default();
        percent_decode_str(path).decode_utf8_lossy().into_owned()
    }

    /// Whether it is the address of a page, as this program publishes them.
    pub(super) fn is_page(&self) -> bool {
        let path = self.target.split(['?', '#']).next().unwrap_or_default();
        path.ends_with('/') || path.ends_with(".html")
    }

    /// What was searched, in small letters: so the same words are the same.
    pub(super) fn searched(&self) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        let words = query.split('&').find_map(|pair| pair.strip_prefix("q="))?.replace('+', " ");
        let words = percent_decode_str(&words).decode_utf8_lossy().to_lowercase();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }
}

/// `01/Dec/2026:10:00:00 +0100`: only its day.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.split(':').next()?.split('/');
    let day = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|month| *month == name)?;
    Date::new(parts.next()?.parse().ok()?, i8::try_from(month).ok()? + 1, day).ok()
}

/// The first text between quotes, and what follows it; a quote behind a backslash is part of it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let start = text.find('"')? + 1;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'\\' if !escaped => escaped = true,
            b'"' if !escaped => return Some((&text[start..at], &text[at + 1..])),
            _ => escaped = false,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_line_is_read_whatever_stands_around() {
        let line = r#"203.0.113.9 - "Léa [x]" [01/Dec/2026:10:00:00 +0100] "GET /faq/?q=r%C3%B4le+DMP HTTP/2.0" 200 12 "https://a/\"b" "Mozilla/5.0 (X11)""#;
        let read = Line::read(line);
        let Some(read) = read else { panic!("{line}") };
        assert_eq!((read.day, read.method, read.status), (date(2026, 12, 1), "GET", 200));
        assert_eq!((read.path().as_str(), read.searched().as_deref()), ("/faq/", Some("rôle dmp")));
        assert!(read.is_page() && !read.is_bot());
    }

    #[test]
    fn what_is_no_such_line_is_not_read() {
        for line in [
            "",
            "x",
            "a [b] \"GET / HTTP/1.1\" 200",
            "- [99/Dec/2026:1:1:1 +0] \"GET / H\" 200 1",
            "- [01/Dec/2026:1 +0] \"GET",
        ] {
            assert_eq!(Line::read(line), None, "{line}");
        }
    }
}
