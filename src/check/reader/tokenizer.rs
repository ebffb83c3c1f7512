//! Any HTML, read as browsers do: the only file that runs `html5gum` (others name its states).
//!
//! In: a piece of a page. Out: calls on a handler. Nothing is kept: one buffer holds the tag being read, and
//! is reused for the next.

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, Tokenizer};

use super::handler::{Feed, Handler, Rest};
use super::tag::text;

/// Reads a piece of a page to its end.
pub(crate) fn read(rest: &Rest<'_>, feed: &mut Feed<'_, impl Handler>) {
    let (name, state) = rest.within.unwrap_or((b"", State::Data));
    let tokens = Tokens {
        feed,
        buffer: Vec::new(),
        slots: Vec::new(),
        letter: Vec::new(),
        name_end: 0,
        ending: false,
        closed: false,
        last_start: name.to_vec(),
        doctype: Vec::new(),
    };
    let mut tokenizer = Tokenizer::new_with_emitter(rest.html, tokens);
    tokenizer.set_state(state);
    let Ok(()) = tokenizer.finish();
}

/// Where an attribute lies in the buffer: its name, then its value.
#[derive(Clone, Copy)]
struct Slot {
    start: usize,
    middle: usize,
    end: usize,
}

struct Tokens<'f, 'h, H> {
    feed: &'f mut Feed<'h, H>,
    buffer: Vec<u8>,
    slots: Vec<Slot>,
    /// The beginning of a letter that the tokenizer cut in two, as it does after `&amp;`.
    letter: Vec<u8>,
    name_end: usize,
    ending: bool,
    closed: bool,
    last_start: Vec<u8>,
    doctype: Vec<u8>,
}

impl<H: Handler> Tokens<'_, '_, H> {
    fn open(&mut self, ending: bool) {
        self.flush();
        self.buffer.clear();
        self.slots.clear();
        self.name_end = 0;
        self.ending = ending;
        self.closed = false;
    }

    fn piece(&mut self, piece: &[u8]) {
        self.letter.extend_from_slice(piece);
        self.flush();
    }

    fn flush(&mut self) {
        if !self.letter.is_empty() {
            self.feed.handler.text(&self.letter);
            self.letter.clear();
        }
    }

    fn end_tag(&mut self) {
        self.last_start.clear();
        self.feed.end(&self.buffer[..self.name_end]);
    }

    fn start_tag(&mut self) -> Option<State> {
        let buffer = &self.buffer;
        let name = &buffer[..self.name_end];
        let attribute = |slot: &Slot| (&buffer[slot.start..slot.middle], text(&buffer[slot.middle..slot.end]));
        let attributes: Vec<(&[u8], &str)> = self.slots.iter().map(attribute).collect();
        self.feed.start(name, &attributes, self.closed);
        if self.feed.content.is_some() {
            self.last_start.clear();
            self.last_start.extend_from_slice(name);
        }
        self.feed.content
    }
}

impl<H: Handler> Emitter for Tokens<'_, '_, H> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start.clear();
        self.last_start.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.flush();
    }

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
            text if self.letter.is_empty() => self.feed.handler.text(text),
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
        self.feed.handler.doctype(&self.doctype);
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
        self.flush();
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
