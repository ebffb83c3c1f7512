//! Values that YAML does not read as they are written, for want of quotes: what to write instead.
//!
//! In: a place in a source. Out: the line with its value between quotes.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;

/// What begins something else than a text in YAML.
const SIGNS: [char; 9] = ['[', '{', '*', '&', '!', '@', '%', '`', '#'];

/// What to write, when the value at this place, or on the line before it, begins with a sign of YAML or holds its colon.
pub(crate) fn advice(source: &Source, at: usize) -> Option<String> {
    let text = &source.text;
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let above = text[..start.saturating_sub(1)].lines().next_back().unwrap_or_default();
    [line, above].into_iter().find_map(quoted).map(|line| format!("mettez la valeur entre guillemets : {line}"))
}

/// A line with its value between quotes, when it wants them.
fn quoted(line: &str) -> Option<String> {
    let line = line.trim();
    let (item, rest) = line.strip_prefix("- ").map_or(("", line), |rest| ("- ", rest));
    let (key, value) = match rest.split_once(": ") {
        Some((key, value)) if !key.contains(SIGNS) => (format!("{item}{key}: "), value.trim()),
        _ if !item.is_empty() => (item.to_owned(), rest.trim()),
        _ => return None,
    };
    let misread = value.starts_with(SIGNS) || (value.contains(": ") && !value.starts_with(['"', '\'']));
    // A list or a set of keys that is closed at the end of its line is one.
    let whole = value.starts_with('[') && value.ends_with(']') || value.starts_with('{') && value.ends_with('}');
    (misread && !whole).then(|| format!("{key}{}", quote(value)))
}

/// A text between quotes, as YAML reads it.
fn quote(text: &str) -> String {
    match text.contains(['"', '\\']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => format!("\"{text}\""),
    }
}

/// Tells a value that ends where a comment begins: « Le C# et #suite » loses its end.
pub(crate) fn cut_short(source: &Source, span: &Range<usize>, report: &mut Report) {
    let Some(rest) = source.text.get(span.end..).and_then(|rest| rest.lines().next()) else { return };
    let value = &source.text[span.clone()];
    if !rest.trim_start().starts_with('#') || value.starts_with(['"', '\'', '|', '>']) {
        return;
    }
    let end = span.end + rest.len();
    let whole = source.text[span.start..end].trim_end();
    report.push(
        Diagnostic::warning(Code::BadValue, "ce qui suit « # » est un commentaire : il est perdu")
            .at(source, span.start..end)
            .hint(format!("pour le garder, mettez la valeur entre guillemets : {}", quote(whole))),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RelPath;

    #[test]
    fn values_that_want_quotes_are_quoted() {
        let path = RelPath::new("a.yaml").unwrap_or_else(|| unreachable!());
        for (text, expected) in [
            ("title: [Brouillon] x", Some("title: \"[Brouillon] x\"")),
            ("a: 1\ntitle: *x*\n", Some("title: \"*x*\"")),
            ("title: @x \"y\" l'a", Some("title: '@x \"y\" l''a'")),
            ("  - %x", Some("- \"%x\"")),
            ("title: Note : suite: fin", Some("title: \"Note : suite: fin\"")),
            ("title: [a, b]", None),
            ("title: simple", None),
        ] {
            let source = Source { path: path.clone(), text: text.to_owned() };
            let expected = expected.map(|line| format!("mettez la valeur entre guillemets : {line}"));
            assert_eq!(advice(&source, text.trim_end().len()), expected, "{text}");
        }
    }
}
