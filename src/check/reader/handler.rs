//! What both readers call: one method per tag and per run of text.
//!
//! In: names, attributes and texts, borrowed. Out: calls on a [`Handler`], with what a browser knows of each
//! element: whether it is void, whether it is in an image, how its content is read.

use html5gum::State;

use super::tag::Tag;

/// What reads a page.
pub(crate) trait Handler {
    /// A start tag, with its attributes.
    fn start(&mut self, tag: &Tag<'_>);
    /// An end tag.
    fn end(&mut self, name: &[u8]);
    /// A piece of text; one text may come in several pieces.
    fn text(&mut self, text: &[u8]);
    /// The document type.
    fn doctype(&mut self, name: &[u8]);
}

/// HTML still to be read.
pub(crate) struct Rest<'a> {
    /// The text.
    pub(crate) html: &'a str,
    /// The element whose text this is, when only its end tag ends it, and how that text is read.
    pub(crate) within: Option<(&'a [u8], State)>,
}

/// The state that both readers share, as they take turns in one page.
pub(crate) struct Feed<'h, H> {
    /// What they call.
    pub(crate) handler: &'h mut H,
    /// How many images and formulas are open.
    pub(crate) foreign: usize,
    /// How the content of the last element that started is read, when it is not HTML.
    pub(crate) content: Option<State>,
}

impl<H: Handler> Feed<'_, H> {
    /// A start tag; `closed` when it ends with `/>`.
    pub(crate) fn start(&mut self, name: &[u8], attributes: &[(&[u8], &str)], closed: bool) {
        let root = matches!(name, b"svg" | b"math");
        let foreign = root || self.foreign > 0;
        let void = if foreign { closed } else { is_void(name) };
        self.handler.start(&Tag { name, void, foreign, attributes });
        self.foreign += usize::from(root && !void);
        self.content = if void { None } else { content(name) };
    }

    /// An end tag.
    pub(crate) fn end(&mut self, name: &[u8]) {
        if matches!(name, b"svg" | b"math") {
            self.foreign = self.foreign.saturating_sub(1);
        }
        self.handler.end(name);
    }
}

/// Whether an element has no end tag.
fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"frame"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// How the content of an element is read. Unlike `naive_next_state`, the content of `<noscript>`
/// is HTML: that is how readers without scripts get it.
fn content(name: &[u8]) -> Option<State> {
    match name {
        b"textarea" | b"title" => Some(State::RcData),
        b"plaintext" => Some(State::PlainText),
        b"script" => Some(State::ScriptData),
        b"style" | b"iframe" | b"xmp" | b"noembed" | b"noframes" => Some(State::RawText),
        _ => None,
    }
}
