//! Headings: their anchors, unique in the page, and the order of their levels.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic};
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
        self.close_tags();
        let title = self.title.take().unwrap_or_default();
        let shown = self.shown_title(&title);
        let title = title.trim().to_owned();
        if title.rfind("{#").is_some_and(|at| {
            title[at..].ends_with('}') && !title[..at].ends_with('{') && !self.body.html.ends_with("</code>")
        }) {
            self.stray_anchor(range.clone());
        }
        if title.is_empty() && self.body.html[at..].trim().is_empty() {
            let message = "titre vide : il n’aurait ni nom ni place dans le sommaire";
            let hint = "écrivez le titre sur cette ligne, après « ## », ou retirez-la";
            self.report.push(self.job.origin.error(Code::Markdown, range.clone(), message).hint(hint));
        }
        self.ids.level(level, (&self.job.origin, range.clone()), self.report);
        let id = self.ids.heading(id, &title, (&self.job.origin, range), self.report);
        let level = level.max(2);
        let (tag, anchor, label) = (tag(level), attribute(&id), attribute(&shown));
        let html = &mut self.body.html;
        html.insert_str(at, &["<", tag, " id=\"", &anchor, "\">"].concat());
        html.extend([" <a class=\"anchor\" href=\"#", &anchor, "\" aria-label=\"Lien vers cette section : ", &label]);
        html.extend(["\">#</a></", tag, ">\n"]);
        self.body.anchors.push(id.clone());
        self.body.headings.push(Heading { level, id, title: shown });
    }
}

impl Writer<'_, '_> {
    /// Classes and attributes of other generators, which mean nothing here.
    pub(super) fn unknown_attributes(
        &mut self,
        classes: &[CowStr<'_>],
        others: &[(CowStr<'_>, Option<CowStr<'_>>)],
        range: Range<usize>,
    ) {
        let classes = classes.iter().map(|class| format!(".{class}"));
        let all: Vec<String> = classes.chain(others.iter().map(|(other, _)| other.to_string())).collect();
        if !all.is_empty() {
            self.report.push(
                Diagnostic::warning(Code::Markdown, format!("attribut de titre sans effet : « {} »", all.join(" ")))
                    .at(&self.job.origin.source, self.job.origin.place(range))
                    .hint("retirez-le ; seul « {#identifiant} » est lu à la fin d’un titre"),
            );
        }
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
