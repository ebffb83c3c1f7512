//! Addresses that stand bare in a text, as GFM finds them: `https://exemple.fr/a`, `www.exemple.fr`, `contact@exemple.fr`.
//!
//! In: a text without marks. Out: each [`Address`], in order. What French sets around them (« », ’) is none of theirs.

use std::ops::Range;

use crate::text::scan;

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Its bytes.
    pub(super) span: Range<usize>,
    /// Where it leads.
    pub(super) target: String,
}

/// The next address from this byte on.
pub(super) fn next(text: &str, from: usize) -> Option<Address> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += scan::position(&bytes[at..], [b':', b'@', b'w', b'W'])?;
        let found = match bytes[at] {
            b':' => absolute(text, from, at),
            b'@' => mail(text, from, at),
            _ => www(text, from, at),
        };
        if found.is_some() {
            return found;
        }
        at += 1;
    }
}

/// What may stand before an address.
fn bounded(before: &str) -> bool {
    before.chars().next_back().is_none_or(|last| last.is_whitespace() || "*_~([{«“\"'’—–|".contains(last))
}

/// `https://…`, seen at its colon.
fn absolute(text: &str, from: usize, colon: usize) -> Option<Address> {
    let before = &text[from..colon];
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        let cut = before.len().checked_sub(scheme.len()).filter(|cut| before.is_char_boundary(*cut));
        cut.is_some_and(|cut| before[cut..].eq_ignore_ascii_case(scheme))
    })?;
    let start = colon - scheme.len();
    let rest = text[colon..].strip_prefix("://")?;
    if !bounded(&text[..start]) || !is_host(rest) {
        return None;
    }
    let end = end(text, start);
    Some(Address { span: start..end, target: text[start..end].to_owned() })
}

/// `www.…`, seen at its first letter.
fn www(text: &str, from: usize, start: usize) -> Option<Address> {
    let rest = &text[start..];
    let starts = rest.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."));
    if !starts || start < from || !bounded(&text[..start]) || !is_host(rest) {
        return None;
    }
    let end = end(text, start);
    Some(Address { span: start..end, target: format!("http://{}", &text[start..end]) })
}

/// `a@b.fr`, seen at its sign.
fn mail(text: &str, from: usize, sign: usize) -> Option<Address> {
    let bytes = text.as_bytes();
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || b".+_-".contains(byte);
    let start = sign - bytes[from..sign].iter().rev().take_while(|byte| name(byte)).count();
    let host =
        bytes[sign + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(byte)).count();
    let host = text[sign + 1..sign + 1 + host].trim_end_matches('.');
    let last = host.rsplit_once('.')?.1;
    let before = &text[..start];
    let whole = last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic()) && !host.contains("..");
    if start == sign || !whole || before.ends_with(|last: char| last.is_alphanumeric() || last == '/' || last == '@') {
        return None;
    }
    let start = if before[from..].ends_with("mailto:") { start - "mailto:".len() } else { start };
    let end = sign + 1 + host.len();
    let shown = &text[start..end];
    let target = if shown.starts_with("mailto:") { shown.to_owned() } else { format!("mailto:{shown}") };
    Some(Address { span: start..end, target })
}

/// Whether a text begins with the name of a host: parts between stops, none empty, no `_` in the last two.
fn is_host(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphanumeric() && !"-_.".contains(c)).unwrap_or(text.len());
    let parts: Vec<&str> = text[..end].trim_end_matches('.').split('.').collect();
    let named = parts.iter().all(|part| !part.is_empty());
    named && parts.len() > 1 && parts.iter().rev().take(2).all(|part| !part.contains('_'))
}

/// Where an address ends: before a space or a sign that closes, and without the stops of its sentence.
fn end(text: &str, start: usize) -> usize {
    let closes = |c: char| c.is_whitespace() || "<»”’“«".contains(c);
    let mut shown = &text[start..];
    shown = &shown[..shown.find(closes).unwrap_or(shown.len())];
    while let Some(last) = shown.chars().next_back() {
        let count = |sign: char| shown.matches(sign).count();
        let outside = match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '"' | '…' | '|' => true,
            ')' => count(')') > count('('),
            ']' => count(']') > count('['),
            '}' => count('}') > count('{'),
            _ => false,
        };
        if !outside {
            break;
        }
        shown = &shown[..shown.len() - last.len_utf8()];
    }
    start + shown.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(address) = next(text, from) {
            from = address.span.end;
            let shown = &text[address.span];
            found.push(if address.target == shown {
                shown.to_owned()
            } else {
                format!("{shown} → {}", address.target)
            });
        }
        found
    }

    #[test]
    fn addresses_are_found() {
        let cases: [(&str, &[&str]); 15] = [
            ("Voir https://a.fr/b?c=d'e, puis.", &["https://a.fr/b?c=d'e"]),
            ("(https://a.fr/b_(c)) et HTTP://A.FR.", &["https://a.fr/b_(c)", "HTTP://A.FR"]),
            ("« https://a.fr » «https://b.fr»", &["https://a.fr", "https://b.fr"]),
            ("d’https://a.fr/é…", &["https://a.fr/é"]),
            ("www.a.fr, awww.b.fr www.", &["www.a.fr → http://www.a.fr"]),
            ("a.b+c@d-e.fr. médiateur@a.fr", &["a.b+c@d-e.fr → mailto:a.b+c@d-e.fr"]),
            ("mailto:a@b.fr", &["mailto:a@b.fr"]),
            ("a@b @b.fr a@b.c a@b.1x", &[]),
            ("https://… http://localhost:80 xhttps://a.fr", &[]),
            ("http://a_b.fr http://a..fr", &[]),
            ("https://u@a.fr/c@d.fr", &[]),
            ("https://a.fr/c@d.fr", &["https://a.fr/c@d.fr"]),
            ("https://a.fr ?", &["https://a.fr"]),
            ("https://a.fr\u{a0}: b", &["https://a.fr"]),
            ("éhttps://a.fr", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(all(text), expected, "{text}");
        }
    }

    proptest! {
        /// Whatever is written, addresses stand one after the other in it.
        #[test]
        fn any_text_will_do(text in "(https?://|www\\.|[a-c.@_:«»é ')(]|mailto:|.){0,30}") {
            let mut from = 0;
            while let Some(address) = next(&text, from) {
                prop_assert!(address.span.start >= from && address.span.end > address.span.start);
                prop_assert!(text.get(address.span.clone()).is_some());
                from = address.span.end;
            }
        }
    }
}
