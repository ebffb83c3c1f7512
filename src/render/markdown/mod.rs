//! Markdown to HTML in one pass over the events of the parser.
//!
//! In: text, where it stands in its file, and the [`Scope`] that knows where links lead. Out: a
//! [`Body`]: HTML, headings, anchors, cited sources, the links as the author wrote them. Whoever
//! renders a page says through [`Fences`] what becomes of fenced blocks that are not code.

mod alerts;
mod alternative;
mod code;
mod external;
mod footnotes;
mod headings;
pub(crate) mod highlight;
mod images;
mod job;
mod links;
mod lists;
mod marks;
mod missed;
mod missed_kinds;
mod paths;
mod tables;
mod tags;
mod terms;
mod variables;
mod words;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use crate::content::page::Page;
use crate::diagnostic::Report;
use crate::markup::Origin;
use crate::text::Source;

pub(crate) use headings::Heading;
pub(crate) use links::{Destination, Scope, outside};
pub(crate) use terms::spelled_out;

/// Tags that authors may write as they are: they carry no attribute and mean something.
const PLAIN_TAGS: [&str; 9] = ["<br>", "<br/>", "<br />", "<kbd>", "</kbd>", "<sub>", "</sub>", "<sup>", "</sup>"];

/// What a piece of Markdown became.
#[derive(Debug, Clone, Default)]
pub(crate) struct Body {
    /// The HTML.
    pub(crate) html: String,
    /// Headings, in order.
    pub(crate) headings: Vec<Heading>,
    /// Anchors that authors can point to: headings and marked paragraphs.
    pub(crate) anchors: Vec<String>,
    /// Keys of the sources cited, in order of first citation.
    pub(crate) cited: Vec<String>,
    /// Links as rendered, and where the author wrote them.
    pub(crate) links: Vec<WrittenLink>,
    /// Words of text, for the reading time.
    pub(crate) words: usize,
    /// Whether the pages of the section are listed in the text.
    pub(crate) lists_children: bool,
    /// Capsules that it shows, by name.
    pub(crate) capsules: Vec<String>,
    /// Widgets for which the theme may have style sheets and scripts, by name.
    pub(crate) widgets: Vec<&'static str>,
}

impl Body {
    /// Takes in what another piece needs from its page; its HTML is placed by the caller.
    pub(crate) fn absorb(&mut self, other: Body) {
        self.anchors.extend(other.anchors);
        self.links.extend(other.links);
        self.words += other.words;
        self.lists_children |= other.lists_children;
        self.capsules.extend(other.capsules);
        for key in other.cited {
            self.cite(&key);
        }
        for widget in other.widgets {
            self.shows(widget);
        }
    }

    /// Takes in a piece that was rendered on its own, after what is there.
    pub(crate) fn place(&mut self, mut other: Body) {
        let html = std::mem::take(&mut other.html);
        self.absorb(other);
        if self.cited.is_empty() {
            self.html.push_str(&html);
        } else {
            self.html.push_str(&marks::renumber(&html, &self.cited));
        }
    }

    /// Number of a cited source, from 1.
    pub(crate) fn cite(&mut self, key: &str) -> usize {
        match self.cited.iter().position(|known| known == key) {
            Some(at) => at + 1,
            None => {
                self.cited.push(key.to_owned());
                self.cited.len()
            }
        }
    }

    /// Notes, once, that it shows a widget.
    pub(crate) fn shows(&mut self, widget: &'static str) {
        if !self.widgets.contains(&widget) {
            self.widgets.push(widget);
        }
    }
}

/// A link as it was rendered, and the place where it was written.
#[derive(Debug, Clone)]
pub(crate) struct WrittenLink {
    /// The address as rendered.
    pub(crate) href: String,
    /// The file.
    pub(crate) source: Arc<Source>,
    /// The bytes of the link in it.
    pub(crate) span: Range<usize>,
}

/// What becomes of fenced blocks that are not code.
pub(crate) trait Fences {
    /// Whether this info string names something that we make.
    fn knows(&self, kind: &str) -> bool;
    /// The known name nearest to a mistyped one.
    fn nearest(&self, kind: &str) -> Option<&'static str>;
    /// Makes the one whose fence begins at a byte of the file. `cited`: sources that the page cites before it, whose numbers
    /// are taken. `None` when it cannot be made, which was told.
    fn render(&self, start: usize, cited: &[String], report: &mut Report) -> Option<Body>;
}

/// No widgets: for Markdown inside YAML values.
struct NoFences;

impl Fences for NoFences {
    fn knows(&self, _: &str) -> bool {
        false
    }

    fn nearest(&self, _: &str) -> Option<&'static str> {
        None
    }

    fn render(&self, _: usize, _: &[String], _: &mut Report) -> Option<Body> {
        None
    }
}

/// What is wanted of a piece of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A page: headings, acronyms spelled out, notes at the end.
    Page,
    /// Blocks inside a widget.
    Blocks,
    /// One line inside a widget: no paragraph around it.
    Line,
}

/// Renders the body of a page.
pub(crate) fn page(page: &Page, scope: &Scope, fences: &dyn Fences, report: &mut Report) -> Body {
    writer::write(
        page.markdown(),
        job::Job { origin: page.origin(), scope, fences, form: Form::Page, cited: &[] },
        report,
    )
}

/// Renders blocks of Markdown from a YAML value. `cited`: the sources already numbered in the page.
pub(crate) fn blocks(text: &str, origin: Origin, scope: &Scope, cited: &[String], report: &mut Report) -> Body {
    writer::write(text, job::Job { origin, scope, fences: &NoFences, form: Form::Blocks, cited }, report)
}

/// Renders one line of Markdown from a YAML value, without a paragraph around it.
pub(crate) fn line(text: &str, origin: Origin, scope: &Scope, cited: &[String], report: &mut Report) -> Body {
    writer::write(text, job::Job { origin, scope, fences: &NoFences, form: Form::Line, cited }, report)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests;
