//! Markdown to HTML in one pass over the events of the parser.
//!
//! In: text, where it stands in its file, and the [`Scope`] that knows where links lead. Out: a
//! [`Body`]: HTML, headings, anchors, cited sources, the links as the author wrote them. Whoever
//! renders a page says through [`Fences`] what becomes of fenced blocks that are not code.

mod alerts;
mod code;
mod escape;
mod footnotes;
mod headings;
pub mod highlight;
mod images;
mod lead;
mod links;
mod lists;
mod marks;
mod passages;
mod tables;
mod terms;
mod words;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::Options;

use crate::content::page::Page;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::Source;

pub use crate::french::french;
pub use escape::{attribute, push_text, text as escape_text};
pub use headings::Heading;
pub use lead::{Lead, lead};
pub use links::{Destination, Scope, published_asset};
pub use passages::{Paragraph, Passage, paragraphs, passages, plain};
pub use terms::spelled_out;

/// The Markdown that authors may write.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// Tags that authors may write as they are: they carry no attribute and mean something.
const PLAIN_TAGS: [&str; 9] = ["<br>", "<br/>", "<br />", "<kbd>", "</kbd>", "<sub>", "</sub>", "<sup>", "</sup>"];

/// What a piece of Markdown became.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The HTML.
    pub html: String,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Anchors that authors can point to: headings and marked paragraphs.
    pub anchors: Vec<String>,
    /// Keys of the sources cited, in order of first citation.
    pub cited: Vec<String>,
    /// Links as rendered, and where the author wrote them.
    pub links: Vec<WrittenLink>,
    /// Words of text, for the reading time.
    pub words: usize,
    /// Whether the pages of the section are listed in the text.
    pub lists_children: bool,
    /// Capsules that it shows, by name.
    pub capsules: Vec<String>,
    /// Style sheets and scripts that widgets ask for, by logical name, in order.
    pub assets: Vec<&'static str>,
}

impl Body {
    /// Takes in what another piece needs from its page; its HTML is placed by the caller.
    pub fn absorb(&mut self, other: Body) {
        self.anchors.extend(other.anchors);
        self.links.extend(other.links);
        self.words += other.words;
        self.lists_children |= other.lists_children;
        self.capsules.extend(other.capsules);
        for key in other.cited {
            self.cite(&key);
        }
        for asset in other.assets {
            self.require(asset);
        }
    }

    /// Takes in a piece that was rendered on its own, after what is there.
    pub fn place(&mut self, mut other: Body) {
        let html = std::mem::take(&mut other.html);
        self.absorb(other);
        if self.cited.is_empty() {
            self.html.push_str(&html);
        } else {
            self.html.push_str(&marks::renumber(&html, &self.cited));
        }
    }

    /// Number of a cited source, from 1.
    pub fn cite(&mut self, key: &str) -> usize {
        match self.cited.iter().position(|known| known == key) {
            Some(at) => at + 1,
            None => {
                self.cited.push(key.to_owned());
                self.cited.len()
            }
        }
    }

    /// Asks for a style sheet or a script, once.
    pub fn require(&mut self, asset: &'static str) {
        if !self.assets.contains(&asset) {
            self.assets.push(asset);
        }
    }
}

/// A link as it was rendered, and the place where it was written.
#[derive(Debug, Clone)]
pub struct WrittenLink {
    /// The address as rendered.
    pub href: String,
    /// The file.
    pub source: Arc<Source>,
    /// The bytes of the link in it.
    pub span: Range<usize>,
}

/// Where a piece of Markdown stands in its file, so that faults are told at their line.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The file.
    pub source: Arc<Source>,
    /// Its bytes in the file.
    pub span: Range<usize>,
    /// Whether the text is those bytes letter for letter (a page), and not a YAML value, which may
    /// be folded or quoted: then the whole value is pointed at.
    pub exact: bool,
}

impl Origin {
    /// The body of a page.
    pub fn body(page: &Page) -> Self {
        Self { source: page.source.clone(), span: page.body.clone(), exact: true }
    }

    /// A value of a YAML file.
    pub fn value(source: &Arc<Source>, span: &Range<usize>) -> Self {
        Self { source: source.clone(), span: span.clone(), exact: false }
    }

    /// The place of bytes of the piece in its file.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        if self.exact { self.span.start + range.start..self.span.start + range.end } else { self.span.clone() }
    }

    fn error(&self, code: Code, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(&self.source, self.place(range))
    }
}

/// A fenced block that is not code.
pub struct Fence<'a> {
    /// First word of the info string.
    pub kind: &'a str,
    /// The bytes of the body in the file.
    pub body: Range<usize>,
    /// The bytes of the whole block in the file.
    pub span: Range<usize>,
    /// Sources that the page cites before it, whose numbers are taken.
    pub cited: &'a [String],
}

/// What becomes of fenced blocks that are not code.
pub trait Fences {
    /// Whether this info string names something that we make.
    fn knows(&self, kind: &str) -> bool;
    /// The known name nearest to a mistyped one.
    fn nearest(&self, kind: &str) -> Option<&'static str>;
    /// Makes it. `None` after having said why not.
    fn render(&self, fence: &Fence, report: &mut Report) -> Option<Body>;
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

    fn render(&self, _: &Fence, _: &mut Report) -> Option<Body> {
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
pub fn page(page: &Page, scope: &Scope, fences: &dyn Fences, report: &mut Report) -> Body {
    writer::write(
        page.markdown(),
        writer::Job { origin: Origin::body(page), scope, fences, form: Form::Page, cited: &[] },
        report,
    )
}

/// Renders blocks of Markdown from a YAML value. `cited`: the sources already numbered in the page.
pub fn blocks(text: &str, origin: Origin, scope: &Scope, cited: &[String], report: &mut Report) -> Body {
    writer::write(text, writer::Job { origin, scope, fences: &NoFences, form: Form::Blocks, cited }, report)
}

/// Renders one line of Markdown from a YAML value, without a paragraph around it.
pub fn line(text: &str, origin: Origin, scope: &Scope, cited: &[String], report: &mut Report) -> Body {
    writer::write(text, writer::Job { origin, scope, fences: &NoFences, form: Form::Line, cited }, report)
}
