//! A page is reviewed from time to time.
//!
//! Why: what it says of law, tools and people goes out of date.
//! Example: `reviewed: 2024-01-10` in November 2026.
//!
//! In: the review date of each page, and today. Out: a [`Report`] of warnings.

use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::text::Source;

/// Age from which a page should be reviewed, in days, when the site does not say.
pub(crate) const DEFAULT_DAYS: u32 = 365;

/// The date at which a page was reviewed.
#[derive(Debug, Clone)]
pub(crate) struct Reviewed<'a> {
    /// The page.
    pub(crate) source: &'a Source,
    /// Where the date is written.
    pub(crate) span: Range<usize>,
    /// The date.
    pub(crate) date: Date,
}

/// Warns of dates older than `days` before `today`, and of those that have not come yet.
pub(crate) fn verify(pages: &[Reviewed<'_>], today: Date, days: u32) -> Report {
    let mut report = Report::default();
    for page in pages {
        let age = today.duration_since(page.date).as_hours() / 24;
        let (message, hint) = if age < 0 {
            ("date de relecture à venir".to_owned(), "donnez la date à laquelle la page a été relue".to_owned())
        } else if age > i64::from(days) {
            let age = plural(usize::try_from(age).unwrap_or_default(), "jour", "jours");
            (
                format!("page relue il y a {age} : à relire"),
                format!("relisez la page, puis écrivez « reviewed: {today} »"),
            )
        } else {
            continue;
        };
        report.push(Diagnostic::warning(Code::Freshness, message).at(page.source, page.span.clone()).hint(hint));
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RelPath;
    use jiff::civil::date;

    #[test]
    fn old_dates_are_told_at_their_place() {
        let path = RelPath::new("content/a.md").unwrap_or_else(|| unreachable!());
        let source = Source { path, text: "---\nreviewed: 2025-11-22\n---\n".to_owned() };
        let told = |today: Date| {
            let page = Reviewed { source: &source, span: 14..24, date: date(2025, 11, 22) };
            verify(&[page], today, DEFAULT_DAYS).entries().to_vec()
        };
        let warning = |message: &str, hint: &str| {
            vec![Diagnostic::warning(Code::Freshness, message).at(&source, 14..24).hint(hint)]
        };
        assert_eq!(told(date(2025, 11, 22)), []);
        assert_eq!(told(date(2026, 11, 22)), []);
        assert_eq!(
            told(date(2026, 11, 23)),
            warning("page relue il y a 366 jours : à relire", "relisez la page, puis écrivez « reviewed: 2026-11-23 »")
        );
        assert_eq!(
            told(date(2025, 11, 21)),
            warning("date de relecture à venir", "donnez la date à laquelle la page a été relue")
        );
        let age = told(date(9999, 12, 31));
        assert_eq!(age.len(), 1, "{age:?}");
    }
}
