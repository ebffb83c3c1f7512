//! Which pages are published: drafts only when asked, others on their days (`from`, `until`).
//!
//! In: the head of a page and the day of the build, which is a value. Out: why it is left out, when it is.

use jiff::civil::Date;

use super::front_matter::FrontMatter;
use super::page::PageId;

/// Why a page is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftOut {
    /// It is a draft.
    Draft,
    /// This is not one of its days: its section takes its readers.
    Dated(PageId),
}

/// What a build publishes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chosen {
    /// All pages: drafts, and those whose days are others.
    pub(crate) drafts: bool,
    /// The day of the build.
    pub(crate) day: Date,
}

impl Chosen {
    /// Why a page is left out. `section`: that which it lies in; the home page, which lies in none, has no days.
    pub(super) fn leaves_out(self, front: &FrontMatter, section: Option<PageId>) -> Option<LeftOut> {
        let early = front.from.as_ref().is_some_and(|from| self.day < from.value.0);
        let late = front.until.as_ref().is_some_and(|until| until.value.0 < self.day);
        match (self.drafts, front.draft) {
            (true, _) => None,
            (false, true) => Some(LeftOut::Draft),
            (false, false) => section.filter(|_| early || late).map(LeftOut::Dated),
        }
    }
}
