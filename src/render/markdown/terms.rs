//! Acronyms, spelled out where they first occur in a page.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::content::glossary::Glossary;
use crate::french::french;
use crate::text::html::{attribute, escape_text, push_text};

/// What was already spelled out in one page.
pub(crate) struct Terms<'a> {
    glossary: &'a Glossary,
    /// Terms that need no spelling out any more.
    done: BTreeSet<usize>,
    /// Text of the page, to see what its author spells out by hand.
    page: &'a str,
    /// The same in lower case, once it is asked for: most pages hold no acronym.
    lower: OnceCell<String>,
    /// Address of the glossary page, when the site has one.
    href: Option<String>,
}

impl<'a> Terms<'a> {
    /// For one page.
    pub(crate) fn new(glossary: &'a Glossary, page: &'a str, href: Option<String>) -> Self {
        Self { glossary, done: BTreeSet::new(), page, lower: OnceCell::new(), href }
    }

    /// Appends text, spelling out the acronyms that occur in it for the first time.
    pub(crate) fn write(&mut self, text: &str, out: &mut String) {
        let mut last = 0;
        for occurrence in self.glossary.occurrences(text) {
            if !self.glossary.expands(occurrence.term) || !self.done.insert(occurrence.term) {
                continue;
            }
            let term = &self.glossary.terms[occurrence.term];
            let Some(long) = term.long.as_deref() else { continue };
            if self.lower.get_or_init(|| lower(self.page)).contains(&lower(long)) {
                continue;
            }
            let word = &text[occurrence.start..occurrence.end];
            push_text(&text[last..occurrence.start], out);
            self.word(word, &term.anchor(), out);
            let bracketed = in_brackets(&text[..occurrence.start]);
            let long = french(long);
            let (open, close) = if bracketed { (", ", "") } else { (" (", ")") };
            out.push_str(&format!("<span class=\"term-long\">{open}{}{close}</span>", escape_text(&long)));
            last = occurrence.end;
        }
        push_text(&text[last..], out);
    }

    fn word(&self, word: &str, anchor: &str, out: &mut String) {
        let word = escape_text(word);
        match &self.href {
            Some(href) => out.push_str(&format!("<a class=\"term\" href=\"{}#{anchor}\">{word}</a>", attribute(href))),
            None => out.push_str(&format!("<span class=\"term\">{word}</span>")),
        }
    }
}

/// A plain text as HTML with its acronyms spelled out, and no link: what is printed leads nowhere.
pub(crate) fn spelled_out(text: &str, glossary: &Glossary) -> String {
    let mut html = String::with_capacity(text.len());
    Terms::new(glossary, text, None).write(text, &mut html);
    html
}

/// As `to_lowercase`, which decodes all characters: most are ASCII, and changed many at once.
fn lower(text: &str) -> String {
    if text.contains('Σ') {
        // It has two small forms, by what stands around it.
        return text.to_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, other)) = rest.find(|character: char| !character.is_ascii()).map(|at| rest.split_at(at)) {
        out.push_str(plain);
        let mut characters = other.chars();
        out.extend(characters.next().into_iter().flat_map(char::to_lowercase));
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.make_ascii_lowercase();
    out
}

/// Whether the text so far leaves a bracket open.
fn in_brackets(before: &str) -> bool {
    before.matches('(').count() > before.matches(')').count()
}

#[cfg(test)]
mod tests {
    use super::lower;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letters_are_small(text in ".{0,40}|[A-Za-zÀÉàéŒΣσİK’ ]{0,40}") {
            prop_assert_eq!(lower(&text), text.to_lowercase());
        }
    }
}
