//! Plain HTML, as nearly all our pages are: names in lower case, values between double quotes, end tags
//! without a space. It is here for speed: a build of 10,000 pages takes 15 % more processor time when
//! `tokenizer` reads all of every page.
//!
//! In: the text of a page. Out: calls on a handler, and from where the page is no longer plain.
//! Where a piece ends is plain but what it says is not (character references), the library reads it.

use html5gum::State;
use memchr::{memchr, memchr3_iter};

use super::handler::{Feed, Handler, Rest};
use super::tokenizer;

const DOCTYPE: &str = "<!doctype html>";
/// Whether a byte is part of a plain name.
const NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = matches!(byte as u8, b'a'..=b'z' | b'0'..=b'9' | b'-' | b':' | b'_');
        byte += 1;
    }
    table
};

/// Reads a page as far as it is plain, and returns the rest.
pub(crate) fn read<'a>(html: &'a str, feed: &mut Feed<'_, impl Handler>) -> Rest<'a> {
    let mut page = Plain { html, at: 0, odd: Odd::new(html), attributes: Vec::with_capacity(16) };
    let mut within = None;
    while page.at < html.len() {
        // Tags mostly stand side by side.
        if page.byte(page.at) != b'<' {
            page.text(None, feed);
        }
        match page.markup(feed) {
            Some(Markup::Read) => {}
            Some(Markup::Within(name, state)) => {
                within = Some((name, state));
                if !page.content(name, state, feed) {
                    break;
                }
                within = None;
            }
            None => break,
        }
    }
    Rest { html: &html[page.at..], within }
}

/// What was read of some markup.
enum Markup<'a> {
    /// All of it.
    Read,
    /// The start of an element whose content is not HTML.
    Within(&'a [u8], State),
}

/// A page being read.
struct Plain<'a> {
    html: &'a str,
    at: usize,
    odd: Odd<'a>,
    attributes: Vec<(&'a [u8], &'a str)>,
}

/// A start tag that was found, before the handler is called.
struct Found {
    name_end: usize,
    end: usize,
    closed: bool,
    /// Whether an attribute has capitals: the library writes names in lower case.
    capitals: bool,
}

impl<'a> Plain<'a> {
    fn bytes(&self) -> &'a [u8] {
        self.html.as_bytes()
    }

    /// The byte at a place; zero after the end, which is never plain.
    fn byte(&self, at: usize) -> u8 {
        self.bytes().get(at).copied().unwrap_or_default()
    }

    /// Reads the text before the next tag.
    fn text(&mut self, within: Option<(&'a [u8], State)>, feed: &mut Feed<'_, impl Handler>) {
        let start = self.at;
        self.at = memchr(b'<', &self.bytes()[start..]).map_or(self.html.len(), |length| start + length);
        let html = &self.html[start..self.at];
        if html.is_empty() {
            return;
        }
        if self.odd.is_in(start, self.at) {
            tokenizer::read(&Rest { html, within }, feed);
        } else {
            feed.handler.text(html.as_bytes());
        }
    }

    /// Reads a tag or the document type. `None` when it is not plain.
    fn markup(&mut self, feed: &mut Feed<'_, impl Handler>) -> Option<Markup<'a>> {
        if self.at == self.html.len() {
            return Some(Markup::Read);
        }
        match self.byte(self.at + 1) {
            b'a'..=b'z' => self.start_tag(feed),
            b'/' => self.end_tag(feed),
            b'!' if self.html[self.at..].starts_with(DOCTYPE) => {
                self.at += DOCTYPE.len();
                feed.handler.doctype(b"html");
                Some(Markup::Read)
            }
            _ => None,
        }
    }

    fn end_tag(&mut self, feed: &mut Feed<'_, impl Handler>) -> Option<Markup<'a>> {
        let start = self.at + 2;
        let end = self.name(start);
        if !self.byte(start).is_ascii_lowercase() || self.byte(end) != b'>' {
            return None;
        }
        self.at = end + 1;
        feed.end(&self.bytes()[start..end]);
        Some(Markup::Read)
    }

    fn start_tag(&mut self, feed: &mut Feed<'_, impl Handler>) -> Option<Markup<'a>> {
        let start = self.at;
        let found = self.find()?;
        let name = &self.bytes()[start + 1..found.name_end];
        if found.capitals || self.odd.is_in(start, found.end) {
            let html = &self.html[start..found.end];
            tokenizer::read(&Rest { html, within: None }, feed);
        } else {
            feed.start(name, &self.attributes, found.closed);
        }
        self.at = found.end;
        Some(feed.content.map_or(Markup::Read, |state| Markup::Within(name, state)))
    }

    /// Finds where a start tag ends, and its attributes.
    fn find(&mut self) -> Option<Found> {
        self.attributes.clear();
        let name_end = self.name(self.at + 1);
        let mut at = name_end;
        let mut capitals = false;
        loop {
            let before = at;
            while matches!(self.byte(at), b' ' | b'\n') {
                at += 1;
            }
            match self.byte(at) {
                b'>' => return Some(Found { name_end, end: at + 1, closed: false, capitals }),
                b'/' if self.byte(at + 1) == b'>' => {
                    return Some(Found { name_end, end: at + 2, closed: true, capitals });
                }
                b'a'..=b'z' if at > before => at = self.attribute(at, &mut capitals)?,
                _ => return None,
            }
        }
    }

    /// Reads an attribute, and returns where it ends.
    fn attribute(&mut self, start: usize, capitals: &mut bool) -> Option<usize> {
        let mut middle = self.name(start);
        while self.byte(middle).is_ascii_uppercase() {
            middle = self.name(middle + 1);
        }
        let name = match &self.bytes()[start..middle] {
            // Every icon has it.
            b"viewBox" => b"viewbox",
            name => name,
        };
        *capitals |= name.iter().any(u8::is_ascii_uppercase);
        if self.byte(middle) != b'=' {
            self.attributes.push((name, ""));
            return Some(middle);
        }
        if self.byte(middle + 1) != b'"' {
            return None;
        }
        let value = middle + 2;
        let end = value + memchr(b'"', &self.bytes()[value..])?;
        self.attributes.push((name, &self.html[value..end]));
        Some(end + 1)
    }

    /// Where a name ends.
    fn name(&self, start: usize) -> usize {
        let rest = self.bytes().get(start..).unwrap_or_default();
        start + rest.iter().position(|byte| !NAME[usize::from(*byte)]).unwrap_or(rest.len())
    }

    /// Reads the text and the end of an element whose content is not HTML. `false` when that is not plain; the
    /// handler is not called then.
    fn content(&mut self, name: &'a [u8], state: State, feed: &mut Feed<'_, impl Handler>) -> bool {
        let rest = &self.bytes()[self.at..];
        let ends = memchr(b'<', rest)
            .and_then(|at| rest[at..].strip_prefix(b"</")?.strip_prefix(name))
            .is_some_and(|after| after.first() == Some(&b'>'));
        if !ends || matches!(state, State::PlainText) {
            return false;
        }
        self.text(Some((name, state)), feed);
        self.at += "</>".len() + name.len();
        feed.end(name);
        true
    }
}

/// Where the bytes are that do not stand for themselves: references, line ends to unify, null.
struct Odd<'a> {
    places: memchr::Memchr3<'a>,
    next: usize,
}

impl<'a> Odd<'a> {
    fn new(html: &'a str) -> Self {
        let mut places = memchr3_iter(b'&', b'\r', b'\0', html.as_bytes());
        Self { next: places.next().unwrap_or(usize::MAX), places }
    }

    /// Whether there is one in a stretch, which must not start before the last one asked about.
    fn is_in(&mut self, start: usize, end: usize) -> bool {
        while self.next < start {
            self.next = self.places.next().unwrap_or(usize::MAX);
        }
        self.next < end
    }
}
