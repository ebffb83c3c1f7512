//! The fenced blocks of a page, wherever CommonMark sees one: of backquotes or tildes, of any length, never in another.
//!
//! In: the body of a page. Out: [`Fence`]s, in order.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::{Origin, events};

/// A fenced block, and where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The info string.
    pub info: String,
    /// The bytes of the whole block.
    pub span: Range<usize>,
    /// The bytes of what it holds.
    pub body: Range<usize>,
    /// Whether it stands at the first level of the page.
    pub top: bool,
}

impl Fence {
    /// The first word of the info string.
    pub fn kind(&self) -> &str {
        kind(&self.info)
    }
}

/// The first word of an info string.
pub fn kind(info: &str) -> &str {
    info.split([' ', ',', '{']).next().unwrap_or_default()
}

/// The fenced blocks of a page.
pub fn fences(page: &Origin) -> Vec<Fence> {
    let text = page.text();
    // Most pages have none: a search over the whole text tells sooner than the parser.
    if ["```", "~~~"].iter().all(|run| memmem::find(text.as_bytes(), run.as_bytes()).is_none()) {
        return Vec::new();
    }
    let mut fences = Vec::new();
    let (mut depth, mut open) = (0usize, None::<Fence>);
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let body = range.end..range.end;
                open = Some(Fence { info: info.to_string(), span: range, body, top: depth == 0 });
            }
            Event::Text(_) if open.is_some() => {
                if let Some(fence) = &mut open {
                    let from = if fence.body.is_empty() { indentation(text, range.start) } else { fence.body.start };
                    fence.body = from..range.end;
                }
            }
            Event::End(TagEnd::CodeBlock) if open.is_some() => fences.extend(open.take()),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    for fence in &mut fences {
        (fence.span, fence.body) = (page.place(fence.span.clone()), page.place(fence.body.clone()));
    }
    fences
}

/// The start of the line, when nothing but spaces precede: the lines of an indented fence are then indented alike.
fn indentation(text: &str, at: usize) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    if text[line..at].bytes().all(|byte| byte == b' ') { line } else { at }
}
