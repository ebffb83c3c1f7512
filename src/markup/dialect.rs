//! The Markdown that authors may write: CommonMark, the extensions of GFM that we take, and marks of our own
//! (`[@KEY]`, `[!A-VERIFIER]`), which the parser hands on as links.
//!
//! In: a text. Out: the events of the parser. Everything that reads Markdown reads these, and nothing else.
//!
//! Lists of definitions are left out: French writes a space before its colon, so that any line that an editor
//! wraps there would become one. Attributes of headings are read by [`super::attributes`], for the same reason: what the
//! parser takes for one (`{nom}`) may be text.

use std::ops::Range;

use pulldown_cmark::utils::TextMergeWithOffset;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser};

use super::inline::Inline;

/// The Markdown that authors may write.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// The events of a text, in our dialect.
pub(crate) fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(|link: BrokenLink<'_>| reference(&link)));
    Inline::new(text, TextMergeWithOffset::new(parser.into_offset_iter()))
}

/// Mark of a link that stands for a citation, and of one that opens an alert.
pub(crate) const CITE: &str = "cite:";
pub(crate) const ALERT: &str = "alert:";

/// `[@KEY]` is a citation and `[!A-VERIFIER]` opens an alert; every other bracket is text.
pub(crate) fn reference(link: &BrokenLink<'_>) -> Option<(CowStr<'static>, CowStr<'static>)> {
    let label = link.reference.trim();
    if let Some(key) = label.strip_prefix('@') {
        return Some(([CITE, key].concat().into(), "".into()));
    }
    label.starts_with('!').then(|| ([ALERT, label].concat().into(), "".into()))
}

/// Whether what the parser takes for a link is a mark, whose label is not text.
pub(crate) fn is_mark(written: &str) -> bool {
    written.starts_with(CITE) || written.starts_with(ALERT)
}
