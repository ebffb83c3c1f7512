//! The attributes at the end of a heading: `{#identifier}`, and those of other generators, which mean nothing here.
//!
//! In: the last text of a heading. Out: [`Attributes`], or nothing when the braces are text.

/// The attributes of a heading.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// Where the braces open.
    pub(super) start: usize,
    /// Its identifier.
    pub(super) id: Option<String>,
    /// Its classes.
    pub(super) classes: Vec<String>,
    /// All else.
    pub(super) others: Vec<String>,
}

/// Reads the attributes at the end of a text, whose source is given too: what is escaped there is text.
pub(super) fn read(text: &str, source: &str) -> Option<Attributes> {
    let inner = text.trim_end().strip_suffix('}')?;
    let start = inner.rfind('{')?;
    if source.rfind('{').is_none_or(|at| source[..at].ends_with('\\')) {
        return None;
    }
    let mut found = Attributes { start, ..Attributes::default() };
    for word in inner[start + 1..].split_whitespace() {
        match word.split_at(word.chars().next().map_or(0, char::len_utf8)) {
            ("#", id) if !id.is_empty() => found.id = Some(id.to_owned()),
            (".", class) if !class.is_empty() => found.classes.push(class.to_owned()),
            _ if word.split_once('=').is_some_and(|(name, _)| is_name(name)) => found.others.push(word.to_owned()),
            _ => return None,
        }
    }
    let any = found.id.is_some() || !found.classes.is_empty() || !found.others.is_empty();
    any.then_some(found)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte))
}
