//! HTML as tags and text, borrowed: the only file that knows the tokenizer.
//!
//! In: the text of a page. Out: one call on a [`Handler`] per tag and per run of text. Nothing is
//! kept: one buffer holds the tag being read, and is used again for the next.

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, Tokenizer};

/// Elements that have no end tag.
const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"frame", b"hr", b"img", b"input", b"link", b"meta", b"source",
    b"track", b"wbr",
];
/// Attributes that tell a tag from its neighbours, best first.
const TELLING: [&[u8]; 7] = [b"href", b"src", b"for", b"id", b"name", b"rel", b"class"];
/// Longest attribute value shown in a message, in characters.
const SHOWN: usize = 60;

/// What reads a page.
pub(super) trait Handler {
    /// A start tag, with its attributes.
    fn start(&mut self, tag: &Tag<'_>);
    /// An end tag.
    fn end(&mut self, name: &[u8]);
    /// A piece of text; one text may come in several pieces.
    fn text(&mut self, text: &[u8]);
    /// The document type.
    fn doctype(&mut self, name: &[u8]);
}

/// Reads a page once, from end to end.
pub(super) fn read(html: &str, handler: &mut impl Handler) {
    let tokens = Tokens {
        handler,
        buffer: Vec::with_capacity(256),
        slots: Vec::with_capacity(16),
        letter: Vec::new(),
        name_end: 0,
        ending: false,
        closed: false,
        last_start: Vec::with_capacity(16),
        doctype: Vec::new(),
        foreign: 0,
    };
    let Ok(()) = Tokenizer::new_with_emitter(html, tokens).finish();
}

/// Where an attribute lies in the buffer: its name, then its value.
#[derive(Clone, Copy)]
struct Slot {
    start: usize,
    middle: usize,
    end: usize,
}

/// A start tag.
pub(super) struct Tag<'t> {
    /// Its name, in lower case.
    pub(super) name: &'t [u8],
    /// Whether nothing can stand in it.
    pub(super) void: bool,
    /// Whether it belongs to an image or a formula inside the page (SVG, MathML).
    pub(super) foreign: bool,
    buffer: &'t [u8],
    slots: &'t [Slot],
}

impl<'t> Tag<'t> {
    /// Every attribute: name (in lower case) and value, as bytes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'t [u8], &'t [u8])> {
        let buffer = self.buffer;
        self.slots.iter().map(move |slot| (&buffer[slot.start..slot.middle], &buffer[slot.middle..slot.end]))
    }

    /// The value of an attribute; of two with one name, the first counts, as in browsers.
    pub(super) fn get(&self, name: &[u8]) -> Option<&'t str> {
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| text(value))
    }

    /// Whether an attribute is there, whatever its value.
    pub(super) fn has(&self, name: &[u8]) -> bool {
        self.attributes().any(|(known, _)| known == name)
    }

    /// Whether an attribute holds more than white space.
    pub(super) fn says(&self, name: &[u8]) -> bool {
        self.get(name).is_some_and(|value| !value.trim().is_empty())
    }

    /// Whether a list of words, such as `rel`, has this one.
    pub(super) fn lists(&self, name: &[u8], word: &str) -> bool {
        self.get(name).is_some_and(|value| value.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(word)))
    }

    /// The tag as a reader of messages recognizes it: `<a href="../roles/">`.
    pub(super) fn shown(&self) -> String {
        let mut shown = String::new();
        self.show_in(&mut shown);
        shown
    }

    /// Writes what [`Tag::shown`] gives after a text.
    pub(super) fn show_in(&self, shown: &mut String) {
        shown.push('<');
        shown.push_str(text(self.name));
        if let Some((name, value)) = TELLING.iter().find_map(|name| Some((name, self.get(name)?))) {
            shown.extend([" ", text(name), "=\"", cut(value), "\""]);
        }
        shown.push('>');
    }
}

/// Bytes as text. The page is text, so only an odd cut of the tokenizer could give other bytes.
pub(super) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The beginning of a long value.
pub(super) fn cut(value: &str) -> &str {
    value.char_indices().nth(SHOWN).map_or(value, |(at, _)| &value[..at])
}

struct Tokens<'h, H> {
    handler: &'h mut H,
    buffer: Vec<u8>,
    slots: Vec<Slot>,
    /// The beginning of a letter that the tokenizer cut in two, as it does after `&amp;`.
    letter: Vec<u8>,
    name_end: usize,
    ending: bool,
    closed: bool,
    last_start: Vec<u8>,
    doctype: Vec<u8>,
    foreign: usize,
}

impl<H: Handler> Tokens<'_, H> {
    fn open(&mut self, ending: bool) {
        if !self.letter.is_empty() {
            self.piece(b"");
        }
        self.buffer.clear();
        self.slots.clear();
        self.name_end = 0;
        self.ending = ending;
        self.closed = false;
    }

    fn piece(&mut self, piece: &[u8]) {
        self.letter.extend_from_slice(piece);
        self.handler.text(&self.letter);
        self.letter.clear();
    }

    fn end_tag(&mut self) {
        let name = &self.buffer[..self.name_end];
        if matches!(name, b"svg" | b"math") {
            self.foreign = self.foreign.saturating_sub(1);
        }
        self.last_start.clear();
        self.handler.end(name);
    }

    fn start_tag(&mut self) -> Option<State> {
        let name = &self.buffer[..self.name_end];
        let root = matches!(name, b"svg" | b"math");
        let foreign = root || self.foreign > 0;
        let void = if foreign { self.closed } else { VOID.contains(&name) };
        self.handler.start(&Tag { name, void, foreign, buffer: &self.buffer, slots: &self.slots });
        if void {
            return None;
        }
        self.foreign += usize::from(root);
        self.last_start.clear();
        self.last_start.extend_from_slice(name);
        next_state(name)
    }
}

/// How the content of an element is read. Unlike `naive_next_state`, the content of `<noscript>`
/// is HTML: that is how readers without scripts get it.
fn next_state(name: &[u8]) -> Option<State> {
    match name {
        b"textarea" | b"title" => Some(State::RcData),
        b"plaintext" => Some(State::PlainText),
        b"script" => Some(State::ScriptData),
        b"style" | b"iframe" | b"xmp" | b"noembed" | b"noframes" => Some(State::RawText),
        _ => None,
    }
}

impl<H: Handler> Emitter for Tokens<'_, H> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {}

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn emit_string(&mut self, text: &[u8]) {
        match text {
            [byte] if !byte.is_ascii() => self.letter.push(*byte),
            text if self.letter.is_empty() => self.handler.text(text),
            text => self.piece(text),
        }
    }

    fn init_start_tag(&mut self) {
        self.open(false);
    }

    fn init_end_tag(&mut self) {
        self.open(true);
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        if self.ending {
            self.end_tag();
            return None;
        }
        self.start_tag()
    }

    fn emit_current_comment(&mut self) {}

    fn emit_current_doctype(&mut self) {
        self.handler.doctype(&self.doctype);
    }

    fn set_self_closing(&mut self) {
        self.closed = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        self.buffer.extend_from_slice(name);
        self.name_end = self.buffer.len();
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, name: &[u8]) {
        self.doctype.extend_from_slice(name);
    }

    fn init_doctype(&mut self) {
        self.doctype.clear();
    }

    fn init_attribute(&mut self) {
        let start = self.buffer.len();
        self.slots.push(Slot { start, middle: start, end: start });
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.buffer.extend_from_slice(name);
        if let Some(slot) = self.slots.last_mut() {
            slot.middle = self.buffer.len();
            slot.end = slot.middle;
        }
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.buffer.extend_from_slice(value);
        if let Some(slot) = self.slots.last_mut() {
            slot.end = self.buffer.len();
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.ending && !self.last_start.is_empty() && self.last_start == self.buffer[..self.name_end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Trace(String);

    impl Handler for Trace {
        fn start(&mut self, tag: &Tag<'_>) {
            self.0.push_str(&format!("<{}{}", text(tag.name), if tag.void { "/" } else { "" }));
            for (name, value) in tag.attributes() {
                self.0.push_str(&format!(" {}={}", text(name), text(value)));
            }
            self.0.push('>');
        }
        fn end(&mut self, name: &[u8]) {
            self.0.push_str(&format!("</{}>", text(name)));
        }
        fn text(&mut self, piece: &[u8]) {
            self.0.push_str(text(piece));
        }
        fn doctype(&mut self, name: &[u8]) {
            self.0.push_str(&format!("<!{}>", text(name)));
        }
    }

    fn trace(html: &str) -> String {
        let mut trace = Trace::default();
        read(html, &mut trace);
        trace.0
    }

    #[test]
    fn pages_are_read_as_browsers_do() {
        let cases = [
            ("<!DOCTYPE html><P Class='a b' hidden>é&amp;è</P>", "<!html><p class=a b hidden=>é&è</p>"),
            ("<a href=\"?a=1&amp;b=2&copy=3\">x</a>", "<a href=?a=1&b=2&copy=3>x</a>"),
            ("<script>if (a < b) '<p>'</script><p>", "<script>if (a < b) '<p>'</script><p>"),
            ("<svg><path d=x /><script /><title/></svg><p>", "<svg><path/ d=x><script/><title/></svg><p>"),
            ("<noscript><a href=x>y</a></noscript>", "<noscript><a href=x>y</a></noscript>"),
            ("<title>a<b>&eacute;</title>", "<title>a<b>é</title>"),
            ("&amp;é<b>&amp;€è</b>&lt;\u{1f600}", "&é<b>&€è</b><\u{1f600}"),
            ("<script><!-- é\u{1f600}è --></script>", "<script><!-- é\u{1f600}è --></script>"),
            ("<br><img src=a>", "<br/><img/ src=a>"),
            ("a<!-- <p id=x> -->b", "ab"),
        ];
        for (html, expected) in cases {
            assert_eq!(trace(html), expected, "{html}");
        }
    }

    #[test]
    fn a_value_never_holds_a_zero_byte() {
        assert_eq!(trace("<p id='a\0b&#0;c'>"), "<p id=a\u{fffd}b\u{fffd}c>");
    }
}
