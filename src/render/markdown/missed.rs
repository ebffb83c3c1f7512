//! Markdown that its author meant and that would be published as it stands: once a kind and page, with its first line, how
//! often, and what to write instead. The marks of other generators are among it.
//!
//! In: the texts of a page, as they are written, with where their lines begin. Out: warnings.

use std::collections::BTreeMap;
use std::ops::Range;

use super::missed_kinds::Kind;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::markup::Origin;
use crate::text::scan;

/// What was missed so far in a page: where first, and how often.
#[derive(Default)]
pub(crate) struct Missed(BTreeMap<Kind, (Range<usize>, usize)>);

impl Missed {
    /// Looks at a text of the page, outside of code. `range`: its bytes in the page.
    pub(crate) fn look(&mut self, page: &str, range: Range<usize>) {
        let Some(text) = page.get(range.clone()) else { return };
        if starts_line(page, range.start)
            && let Some(kind) = first(text, &page[range.end..])
        {
            self.found(kind, range.start..range.end);
            return;
        }
        let mut from = 0;
        while let Some(at) = scan::position(&text.as_bytes()[from..], SIGNS).map(|found| from + found) {
            let escaped = text[..at].ends_with('\\');
            from = at + 1;
            if let Some((kind, length)) = within(&text[..at], &text[at..], &page[range.end..]).filter(|_| !escaped) {
                self.found(kind, range.start + at..range.start + at + length);
                from = at + length;
            }
        }
    }

    fn found(&mut self, kind: Kind, place: Range<usize>) {
        self.0.entry(kind).or_insert((place, 0)).1 += 1;
    }

    /// Says what was missed.
    pub(crate) fn finish(self, origin: &Origin, report: &mut Report) {
        for (kind, (place, count)) in self.0 {
            let (message, hint) = kind.told();
            let message = match count {
                1 => message.to_owned(),
                count => format!("{message} ({} dans la page)", plural(count, "fois", "fois")),
            };
            report
                .push(Diagnostic::warning(Code::Markdown, message).at(&origin.source, origin.place(place)).hint(hint));
        }
    }
}

/// Bytes at which something may begin within a line.
const SIGNS: [u8; 9] = [b'*', b'[', b']', b'{', b'=', b'\t', b':', b'|', b'&'];

/// Whether nothing but the marks of blocks stands on the line before this byte.
fn starts_line(page: &str, at: usize) -> bool {
    let line = page[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = page[line..at].trim_start();
    let number = before.trim_start_matches(|c: char| c.is_ascii_digit());
    before.bytes().all(|byte| b"> -+*".contains(&byte)) || matches!(number, ". " | ") ")
}

/// What a line begins with. `after`: what follows the text in the page.
fn first(text: &str, after: &str) -> Option<Kind> {
    let text = text.trim_start();
    let letter = text.chars().next()?;
    let starts = |mark: &str| text.starts_with(mark);
    match letter {
        '#' => {
            let hashes = text.len() - text.trim_start_matches('#').len();
            let next = text[hashes..].chars().next().or(after.chars().next());
            let space = matches!(next, Some('\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{3000}'));
            match hashes {
                1..=6 if space => Some(Kind::HeadingNoBreak),
                2..=6 if next.is_some_and(|next| next.is_alphanumeric() || "«*[`_".contains(next)) => {
                    Some(Kind::Heading)
                }
                _ => None,
            }
        }
        '•' | '·' | '▪' | '●' | '○' | '◦' | '‣' | '\u{f0b7}' | '\u{f0a7}' => Some(Kind::Bullet),
        '–' | '—' if text[letter.len_utf8()..].starts_with('\t') => Some(Kind::Bullet),
        '|' if text.matches('|').count() > 1 => Some(Kind::TableRow),
        '’' | '‘' | '\'' | '"' | '“' | '”' | '´' | '‛'
            if text.chars().take(3).filter(|c| *c == letter).count() == 3 =>
        {
            Some(Kind::Fence)
        }
        '!' | '?' if admonition(text) => Some(Kind::Admonition),
        ':' if starts(":::") => Some(Kind::Container),
        '<' if starts("<<< @") => Some(Kind::Include),
        _ => None,
    }
}

/// `!!! note`, `??? tip`, `???+ tip`: the word is that of a kind, and no cry.
fn admonition(text: &str) -> bool {
    let rest = ["!!! ", "??? ", "???+ "].iter().find_map(|mark| text.strip_prefix(mark));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// What begins within a line, and how long it is. `before`, `text`: the line on both sides of the sign.
fn within(before: &str, text: &str, after: &str) -> Option<(Kind, usize)> {
    let starts = |mark: &str| text.starts_with(mark);
    let until = |end: &str| text.get(2..).and_then(|rest| rest.find(end)).map(|length| length + 2 + end.len());
    match text.as_bytes().first()? {
        b'*' if starts("*[") && text.contains("]:") && before.trim().is_empty() => {
            Some((Kind::Abbreviation, text.len()))
        }
        b'*' if starts("**") => Some((Kind::Bold, until("**").unwrap_or(2))),
        b'[' if ["[toc]", "[[toc]]", "[[_toc_]]"].iter().any(|toc| begins(text, toc)) => {
            Some((Kind::Contents, text.find(']').map_or(text.len(), |end| end + 1).max(1)))
        }
        b'[' if starts("[[") && text.contains("]]") => Some((Kind::WikiLink, until("]]")?)),
        b']' => bracket(text, after),
        b'{' if starts("{%") => Some((Kind::Liquid, until("%}").unwrap_or(2))),
        b'{' if starts("{{#include") || starts("{{#playground") => Some((Kind::Include, until("}}").unwrap_or(2))),
        b'{' if starts("{{") => Some((Kind::Variable, until("}}").unwrap_or(2))),
        b'{' if begins(text, "{:toc}") => Some((Kind::Contents, 6)),
        b'{' if starts("{:") || starts("{.") => Some((Kind::AttributeList, until("}")?)),
        b'=' if starts("==") && !starts("===") && !before.ends_with('=') => {
            let length = until("==").filter(|length| *length > 4 && !text[2..].starts_with(' '))?;
            Some((Kind::Highlight, length))
        }
        b'\t' if !before.trim().is_empty() && !text.trim().is_empty() => Some((Kind::Tabs, text.len())),
        b':' => shortcode(before, text),
        b'&' => {
            let name = ["&nbsp", "&eacute", "&egrave", "&agrave"].into_iter().find(|name| starts(name))?;
            (!text[name.len()..].starts_with(';')).then_some((Kind::Entity, name.len()))
        }
        _ => None,
    }
}

fn begins(text: &str, mark: &str) -> bool {
    text.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark))
}

/// `] (`, `][`, `](`: a link that is none.
fn bracket(text: &str, after: &str) -> Option<(Kind, usize)> {
    let rest = &text[1..];
    let follows =
        |text: &str| ["http", "www.", "../", "./"].iter().any(|start| text.starts_with(start)) || text.contains(".md");
    let target = |space: usize| match rest.get(space + 1..) {
        Some("") | None => after.split([')', '\n']).next().unwrap_or_default(),
        Some(target) => target.split(')').next().unwrap_or_default(),
    };
    let spaces = rest.len() - rest.trim_start().len();
    if spaces > 0 && rest.trim_start().starts_with('(') && follows(target(spaces)) {
        return Some((Kind::LinkSpace, spaces + 2));
    }
    if rest.starts_with('[') && !rest.starts_with("[^") && rest.contains(']') {
        return Some((Kind::Reference, rest.find(']').map_or(1, |end| end + 2)));
    }
    let spaced = rest.starts_with('(') && target(0).contains([' ', '\u{a0}']) && target(0).contains('.');
    spaced.then(|| (Kind::PathSpace, text.find(')').map_or(text.len(), |end| end + 1)))
}

/// `:warning:`
fn shortcode(before: &str, text: &str) -> Option<(Kind, usize)> {
    let name = text[1..].split(':').next()?;
    let named = name.len() > 2
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(&byte))
        && name.starts_with(|first: char| first.is_ascii_lowercase());
    let closed = text[1 + name.len()..].starts_with(':');
    (named && closed && !before.ends_with(|last: char| last.is_alphanumeric() || last == ':'))
        .then_some((Kind::Emoji, name.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let mut missed = Missed::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            missed.look(text, at..at + line.trim_end_matches('\n').len());
            at += line.len();
        }
        missed.0.into_keys().collect()
    }

    #[test]
    fn each_kind_is_known() {
        for (text, kind) in [
            ("##Titre", Kind::Heading),
            ("##\u{a0}Titre", Kind::HeadingNoBreak),
            ("du ** gras** ici", Kind::Bold),
            ("[t] (https://a.fr)", Kind::LinkSpace),
            ("[texte][inconnu]", Kind::Reference),
            ("![Carte](Carte Région.png)", Kind::PathSpace),
            ("•\tpuce", Kind::Bullet),
            ("|—|—|", Kind::TableRow),
            ("’’’quiz", Kind::Fence),
            ("{% hint style=\"info\" %}", Kind::Liquid),
            ("!!! note", Kind::Admonition),
            (":::tip", Kind::Container),
            ("un ==x== deux", Kind::Highlight),
            ("*[ANS]: Agence", Kind::Abbreviation),
            ("[TOC]", Kind::Contents),
            ("[[_TOC_]]", Kind::Contents),
            ("Nom\tPrénom", Kind::Tabs),
            (":warning: Attention", Kind::Emoji),
            ("voir [[page]]", Kind::WikiLink),
            ("{{ site.title }}", Kind::Variable),
            ("{{#include a.md}}", Kind::Include),
            ("texte {: .note }", Kind::AttributeList),
            ("un&nbsp mot", Kind::Entity),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
    }

    #[test]
    fn ordinary_text_is_none() {
        for text in [
            "Le dossier : trois pièces [voir] (en bas) à 10:30:00, a == b, 2 * 3 * 4.",
            "#RPPS et n° 3 | a, « oui » : non [1] [2].",
            "– Bonjour, dit-il. l’« été » ''deux''",
            "!!! Urgent, une espace&nbsp;ici, [^1][^2].",
            "Écrivez \\**ici\\** et \\[a\\]\\[b\\] {nom}, R&D, a & b.",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_will_do(text in "(#|\\*|\\[|\\]|\\(|\\)|\\{|%|:|=|\t|\\||’|&|a|é| |\n|\\.){0,30}") {
            kinds(&text);
        }
    }
}
