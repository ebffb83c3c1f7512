//! The alternative text of an image: plain, whatever marks its author puts in it.
//!
//! In: the events between the brackets of an image. Out: its text, with what variables say and without citations.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::writer::{Open, Writer};
use crate::content::variables::{VARIABLE, value};
use crate::markup::{is_mark, plain};

impl Writer<'_, '_> {
    /// Takes an event that belongs to the alternative text of the image that is open. `false`: it belongs to none.
    pub(super) fn alternative(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        let Some(image) = self.stack.iter().rposition(|open| matches!(open, Open::Image { .. })) else { return false };
        match event {
            Event::Start(tag) => {
                let open = self.inside(tag, range);
                self.stack.push(open);
            }
            Event::End(TagEnd::Image) if image + 1 == self.stack.len() => return false,
            Event::End(_) => {
                if let Some(Open::Variable { name, .. }) = self.stack.pop() {
                    self.muted -= 1;
                    let variables = &self.job.scope.site.configuration.variables;
                    let said = value(variables, &name).ok().flatten().map(|value| plain(&value.value));
                    self.describe(image, &said.unwrap_or_default());
                }
            }
            Event::Text(text) | Event::Code(text) => self.describe(image, text),
            Event::SoftBreak | Event::HardBreak => self.describe(image, " "),
            _ => return false,
        }
        true
    }

    fn inside(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Open {
        let Tag::Link { dest_url, .. } = tag else { return Open::Other };
        match dest_url.strip_prefix(VARIABLE) {
            Some(name) => self.variable(name, range.clone()),
            None if is_mark(dest_url) => Open::Swallow,
            None => Open::Other,
        }
    }

    /// Adds words, unless they are the label of what says others.
    fn describe(&mut self, image: usize, words: &str) {
        let (below, above) = self.stack.split_at_mut(image + 1);
        let replaced = above.iter().any(|open| matches!(open, Open::Variable { .. } | Open::Swallow));
        if let Some(Open::Image { alt, .. }) = below.last_mut().filter(|_| !replaced) {
            alt.push_str(words);
        }
    }
}
