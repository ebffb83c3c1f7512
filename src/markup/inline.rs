//! What our dialect adds to the events of the parser inside a block: bare addresses become links, spaces at line ends stay
//! together with the sign they belong to, headings take their attributes.
//!
//! In: the events of the parser. Out: the same events, those texts cut or changed.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{addresses, attributes};
use crate::french::between;

type Located<'t> = (Event<'t>, Range<usize>);

/// How much of a text decides on what follows it, in bytes.
const TAIL: usize = 24;

/// The events of a text, while they are read.
pub(super) struct Inline<'t, I> {
    text: &'t str,
    events: I,
    /// Events of the parser that were looked at before their turn.
    ahead: VecDeque<Located<'t>>,
    /// What an event became, to be handed on.
    ready: VecDeque<Located<'t>>,
    /// How many things are open in which an address is no link: links, images, code.
    closed: usize,
    /// The end of the text that stands right before.
    tail: String,
}

impl<'t, I: Iterator<Item = Located<'t>>> Inline<'t, I> {
    pub(super) fn new(text: &'t str, events: I) -> Self {
        Self { text, events, ahead: VecDeque::new(), ready: VecDeque::new(), closed: 0, tail: String::new() }
    }

    fn take(&mut self) -> Option<Located<'t>> {
        self.ahead.pop_front().or_else(|| self.events.next())
    }

    fn peek(&mut self) -> Option<&Located<'t>> {
        if self.ahead.is_empty() {
            self.ahead.extend(self.events.next());
        }
        self.ahead.front()
    }

    /// Reads a heading to its end, where its attributes stand.
    fn heading(&mut self, mut start: Tag<'t>) -> Tag<'t> {
        // What was looked at before is in the heading too, or after it.
        let ended = |(event, _): &Located<'t>| matches!(event, Event::End(TagEnd::Heading(_)));
        while !self.ahead.iter().any(ended) {
            let Some(event) = self.events.next() else { break };
            self.ahead.push_back(event);
        }
        let last = self.ahead.iter().position(ended).and_then(|end| end.checked_sub(1));
        if let (Some(last), Tag::Heading { id, classes, attrs, .. }) = (last, &mut start)
            && let Some((Event::Text(text), range)) = self.ahead.get_mut(last)
            && let Some(found) = attributes::read(text, self.text.get(range.clone()).unwrap_or_default())
        {
            *id = found.id.map(CowStr::from);
            *classes = found.classes.into_iter().map(CowStr::from).collect();
            *attrs = found.others.into_iter().map(|other| (CowStr::from(other), None)).collect();
            *text = text[..found.start].trim_end().to_owned().into();
        }
        start
    }

    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Text(text) if self.closed == 0 => self.characters(text, range),
            Event::Text(text) => {
                self.remember(&text);
                self.ready.push_back((Event::Text(text), range));
            }
            Event::SoftBreak => {
                let tail = std::mem::take(&mut self.tail);
                let space = match self.peek() {
                    Some((Event::Text(text), _)) => between(&tail, text),
                    _ => None,
                };
                let event = space.map_or(Event::SoftBreak, |space| Event::Text(space.to_string().into()));
                self.ready.push_back((event, range));
            }
            event => {
                self.pass(&event);
                self.ready.push_back((event, range));
            }
        }
    }

    /// What an event that is no text changes in how the next text is read.
    fn pass(&mut self, event: &Event<'t>) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => self.closed += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                self.closed = self.closed.saturating_sub(1);
            }
            _ => {}
        }
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
            | Event::InlineHtml(_) => {}
            Event::Code(code) => self.remember(code),
            _ => self.tail.clear(),
        }
    }

    fn remember(&mut self, text: &str) {
        let mut from = text.len().saturating_sub(TAIL);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        self.tail.clear();
        self.tail.push_str(&text[from..]);
    }

    /// A text: what joins it to the one before, then its addresses.
    fn characters(&mut self, text: CowStr<'t>, range: Range<usize>) {
        let text = match self.joined(&text) {
            Some(joined) => joined.into(),
            None => text,
        };
        self.remember(&text);
        let mut from = 0;
        // Without an entity or an escape in it, the text is its source, and its pieces have their places.
        let exact = range.len() == text.len();
        let place = |piece: Range<usize>| match exact {
            true => range.start + piece.start..range.start + piece.end,
            false => range.clone(),
        };
        while let Some(address) = addresses::next(&text, from) {
            if from < address.span.start {
                let piece = from..address.span.start;
                self.ready.push_back((Event::Text(text[piece.clone()].to_owned().into()), place(piece)));
            }
            from = address.span.end;
            let shown = text[address.span.clone()].to_owned();
            let link = Tag::Link {
                link_type: LinkType::Autolink,
                dest_url: address.target.into(),
                title: "".into(),
                id: "".into(),
            };
            let place = place(address.span);
            self.ready.push_back((Event::Start(link), place.clone()));
            self.ready.push_back((Event::Text(shown.into()), place.clone()));
            self.ready.push_back((Event::End(TagEnd::Link), place));
        }
        match from {
            0 => self.ready.push_back((Event::Text(text), range)),
            from if from < text.len() => {
                let rest = from..text.len();
                self.ready.push_back((Event::Text(text[from..].to_owned().into()), place(rest)));
            }
            _ => {}
        }
    }

    /// The text, when what ends right before it (`**n°** 12`, `**L**'été`) changes how it begins.
    fn joined(&self, text: &str) -> Option<String> {
        let (sign, rest) = match text.strip_prefix(' ') {
            Some(rest) => (' ', rest),
            None => ('\'', text.strip_prefix('\'')?),
        };
        let first = match sign {
            ' ' if !self.tail.is_empty() => between(&self.tail, rest)?,
            '\'' if self.tail.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphanumeric) => '’',
            _ => return None,
        };
        Some(format!("{first}{rest}"))
    }
}

impl<'t, I: Iterator<Item = Located<'t>>> Iterator for Inline<'t, I> {
    type Item = Located<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            let (event, range) = self.take()?;
            let event = match event {
                Event::Start(tag @ Tag::Heading { .. }) => Event::Start(self.heading(tag)),
                other => other,
            };
            self.event(event, range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::events;
    use proptest::prelude::*;

    /// Texts as they are, links between angle brackets.
    fn read(markdown: &str) -> String {
        let mut out = String::new();
        for (event, _) in events(markdown) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::Start(Tag::Link { dest_url, .. }) => out.push_str(&format!("<{dest_url}|")),
                Event::End(TagEnd::Link) => out.push('>'),
                Event::SoftBreak => out.push('\n'),
                Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
                    out.push_str(&format!("{}/{}/{} ", id.as_deref().unwrap_or(""), classes.len(), attrs.len()));
                }
                _ => {}
            }
        }
        out
    }

    #[test]
    fn lines_that_end_before_a_sign_hold_together() {
        for (written, shown) in [
            ("Pourquoi\n? Oui", "Pourquoi\u{202f}? Oui"),
            ("80\n%", "80\u{202f}%"),
            ("les pièces\n: la carte", "les pièces\u{a0}: la carte"),
            ("dit «\noui »", "dit «\u{a0}oui »"),
            ("N°\n12", "N°\u{a0}12"),
            ("**N°** 12", "N°\u{a0}12"),
            ("**L**'été", "L’été"),
            ("**L**' été 'ici'", "L' été 'ici'"),
            ("un\ndeux", "un\ndeux"),
            ("un  \n? deux", "un? deux"),
        ] {
            assert_eq!(read(written), shown, "{written}");
        }
    }

    #[test]
    fn headings_take_attributes_and_nothing_else() {
        for (written, shown) in [
            ("## Un {#un}", "un/0/0 Un"),
            ("## Lettre à {nom}", "/0/0 Lettre à {nom}"),
            ("## Un {#un .classe a=b}", "un/1/1 Un"),
            ("## Un {.classe}", "/1/0 Un"),
            ("## Un \\{#un}", "/0/0 Un {#un}"),
            ("## Un `{#un}`", "/0/0 Un "),
            ("Un {#un}\n===", "un/0/0 Un"),
            ("## {#un} ##", "un/0/0 "),
            ("## Un {#a b}", "/0/0 Un {#a b}"),
        ] {
            assert_eq!(read(written), shown, "{written}");
        }
    }

    #[test]
    fn addresses_are_links_where_text_is_text() {
        for (written, shown) in [
            ("Voir https://a.fr/b_c.", "Voir <https://a.fr/b_c|https://a.fr/b_c>."),
            ("[https://a.fr](https://b.fr)", "<https://b.fr|https://a.fr>"),
            ("`https://a.fr` ![https://a.fr](a.svg)", " https://a.fr"),
            ("    https://a.fr", "https://a.fr"),
            ("**a@b.fr**", "<mailto:a@b.fr|a@b.fr>"),
            ("https://a.fr/?b&amp;c", "<https://a.fr/?b&c|https://a.fr/?b&c>"),
        ] {
            assert_eq!(read(written), shown, "{written}");
        }
    }

    proptest! {
        /// Nothing is lost, and places lie in the text.
        #[test]
        fn texts_stay(markdown in "(## |- |> |\\*\\*|'|é|a|n°|12| |\n|\\{#b\\}|https://a\\.fr|a@b\\.fr|\\[|\\]\\(x\\)|&amp;|`){0,20}") {
            let mut depth = 0i32;
            for (event, range) in events(&markdown) {
                prop_assert!(markdown.get(range).is_some());
                depth += match event { Event::Start(_) => 1, Event::End(_) => -1, _ => 0 };
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
        }
    }
}
