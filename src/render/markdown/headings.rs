//! Headings: their anchors, unique in the page, and the order of their levels.

use std::ops::Range;

use super::writer::Writer;
use crate::text::html::attribute;

/// A heading of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// 2 to 6.
    pub(crate) level: u8,
    /// Its anchor.
    pub(crate) id: String,
    /// Its text, without marks.
    pub(crate) title: String,
}

impl Writer<'_, '_> {
    /// Puts its tag around what was written since `at`, with a link to itself behind.
    pub(super) fn end_heading(&mut self, level: u8, id: Option<&str>, at: usize, range: Range<usize>) {
        self.muted -= 1;
        let title = self.title.take().unwrap_or_default().trim().to_owned();
        self.ids.level(level, (&self.job.origin, range.clone()), self.report);
        let id = self.ids.heading(id, &title, (&self.job.origin, range), self.report);
        let level = level.max(2);
        let (tag, anchor, label) = (tag(level), attribute(&id), attribute(&title));
        let html = &mut self.body.html;
        html.insert_str(at, &["<", tag, " id=\"", &anchor, "\">"].concat());
        html.extend([" <a class=\"anchor\" href=\"#", &anchor, "\" aria-label=\"Lien vers cette section : ", &label]);
        html.extend(["\">#</a></", tag, ">\n"]);
        self.body.anchors.push(id.clone());
        self.body.headings.push(Heading { level, id, title });
    }
}

/// The tag of a heading.
fn tag(level: u8) -> &'static str {
    match level {
        ..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        6.. => "h6",
    }
}
