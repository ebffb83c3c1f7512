//! The first paragraph of a page, as plain text: what is sent, filtered and printed large.
//!
//! In: the Markdown of a page. Out: a [`Lead`], or nothing when the page begins with anything else.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{CITE, events};
use crate::french::french;

/// The first paragraph of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lead {
    /// Its words, without marks, links or citations.
    pub(crate) text: String,
    /// How many there are.
    pub(crate) words: usize,
    /// Its bytes in the Markdown.
    pub(crate) range: Range<usize>,
}

/// Reads the first paragraph. Comments may stand before it.
pub(crate) fn lead(markdown: &str) -> Option<Lead> {
    let mut text = String::new();
    let mut found = None;
    let mut citations = 0usize;
    for (event, range) in events(markdown) {
        match event {
            Event::Start(Tag::Paragraph) => found = Some(range),
            Event::Start(Tag::HtmlBlock) | Event::Html(_) | Event::End(TagEnd::HtmlBlock) if found.is_none() => {}
            _ if found.is_none() => return None,
            Event::End(TagEnd::Paragraph) => break,
            Event::Start(Tag::Link { ref dest_url, .. }) if citations > 0 || dest_url.starts_with(CITE) => {
                citations += 1;
            }
            Event::End(TagEnd::Link) => citations = citations.saturating_sub(1),
            Event::Text(words) | Event::Code(words) if citations == 0 => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    let bare = match text.rfind("{#") {
        Some(at) if text.trim_end().ends_with('}') => &text[..at],
        _ => &text,
    };
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    // What preceded a citation keeps no space before the stop that follows it.
    let bare = bare.replace(" .", ".").replace(" ,", ",");
    let words = bare.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    (words > 0).then_some(Lead { text: french(&bare).into_owned(), words, range: found? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(markdown: &str) -> Option<(String, usize)> {
        lead(markdown).map(|lead| (lead.text, lead.words))
    }

    #[test]
    fn the_first_paragraph_is_plain_text() {
        let page =
            "<!-- c -->\n\nNon : **votre** [ordre](a.md) vous\nenregistre [@ANS-CGU]. [@B] {#reponse}\n\nSuite.\n";
        assert_eq!(text(page), Some(("Non\u{a0}: votre ordre vous enregistre.".to_owned(), 5)));
        assert_eq!(text("`a` et b"), Some(("a et b".to_owned(), 3)));
    }

    #[test]
    fn anything_else_is_no_lead() {
        for page in ["", "## Titre\n\nTexte", "- a\n- b", "> a", "```steps\n```", "[@ANS] {#a}", "![](a.svg)"] {
            assert_eq!(text(page), None, "{page}");
        }
    }
}
