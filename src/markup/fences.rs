//! The fenced blocks of a page, wherever CommonMark sees one: of backquotes or tildes, of any length, never in another.
//!
//! In: the body of a page. Out: [`Fence`]s, in order.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::{Origin, events};

/// A fenced block, and where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fence {
    /// The info string.
    pub(crate) info: String,
    /// The bytes of the whole block.
    pub(crate) span: Range<usize>,
    /// The bytes of what it holds.
    pub(crate) body: Range<usize>,
    /// Whether it stands at the first level of the page.
    pub(crate) top: bool,
}

impl Fence {
    /// The first word of the info string.
    pub(crate) fn kind(&self) -> &str {
        kind(&self.info)
    }
}

/// The first word of an info string.
pub(crate) fn kind(info: &str) -> &str {
    info.split([' ', ',', '{']).next().unwrap_or_default()
}

/// The fenced blocks of a page.
pub(crate) fn fences(page: &Origin) -> Vec<Fence> {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::text::{RelPath, Source};

    fn origin(text: &str) -> Origin {
        let path = RelPath::new("content/a.md").unwrap_or_else(|| unreachable!());
        Origin::body(&Arc::new(Source { path, text: text.to_owned() }), &(0..text.len()))
    }

    /// Info string, whether at the first level, what it holds.
    fn found(text: &str) -> Vec<(String, bool, String)> {
        fences(&origin(text)).into_iter().map(|fence| (fence.info, fence.top, text[fence.body].to_owned())).collect()
    }

    #[test]
    fn a_fence_is_what_commonmark_says() {
        let one = |info: &str, top: bool, body: &str| vec![(info.to_owned(), top, body.to_owned())];
        let cases = [
            ("```search\n```\n", one("search", true, "")),
            ("~~~quiz x\nbank: a\n~~~", one("quiz x", true, "bank: a\n")),
            ("````text\n```search\n```\n````\n", one("text", true, "```search\n```\n")),
            ("~~~text\n```search\n~~~\n", one("text", true, "```search\n")),
            ("```a\nsans fin\n", one("a", true, "sans fin\n")),
            ("  ```a\n  b: 1\n  c: 2\n  ```\n", one("a", true, "  b: 1\n  c: 2\n")),
            ("- ```a\n  b\n  ```\n", one("a", false, "  b\n")),
            ("> ```a\n> b\n> ```\n", one("a", false, "b\n")),
            ("    ```search\n    ```\n", vec![]),
            ("Un `a` et ```search ```.\n", vec![]),
            ("<!--\n```search\n```\n-->\n", vec![]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn the_kind_is_the_first_word() {
        assert_eq!(["quiz", "quiz x", "quiz,x", "quiz{x}", ""].map(kind), ["quiz", "quiz", "quiz", "quiz", ""]);
    }

    proptest! {
        /// What is looked for first hides nothing, and places lie in the text, in order.
        #[test]
        fn places_lie_in_the_text(text in "(```|~~~|````|search|a: b|> |- |  |    |\n|é){0,40}") {
            let all = fences(&origin(&text));
            let parsed = events(&text).filter(|(event, _)| {
                matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))))
            });
            prop_assert_eq!(all.len(), parsed.count());
            for fence in &all {
                prop_assert!(fence.span.start <= fence.body.start && fence.body.end <= fence.span.end.max(fence.body.end));
                prop_assert!(text.get(fence.span.clone()).is_some() && text.get(fence.body.clone()).is_some());
            }
            prop_assert!(all.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }
    }
}
