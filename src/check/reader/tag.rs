//! A start tag, as the rules see it.

/// Attributes that tell a tag from its neighbours, best first.
const TELLING: [&str; 7] = ["href", "src", "for", "id", "name", "rel", "class"];
/// Longest attribute value shown in a message, in characters.
const SHOWN: usize = 60;

/// A start tag.
pub(crate) struct Tag<'t> {
    /// Its name, in lower case.
    pub(crate) name: &'t [u8],
    /// Whether nothing can stand in it.
    pub(crate) void: bool,
    /// Whether it belongs to an image or a formula inside the page (SVG, MathML).
    pub(crate) foreign: bool,
    /// Every attribute: name (in lower case) and value.
    pub(crate) attributes: &'t [(&'t [u8], &'t str)],
}

impl<'t> Tag<'t> {
    /// The value of an attribute; of two with one name, the first counts, as in browsers.
    pub(crate) fn get(&self, name: &[u8]) -> Option<&'t str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// Whether an attribute is there, whatever its value.
    pub(crate) fn has(&self, name: &[u8]) -> bool {
        self.get(name).is_some()
    }

    /// Whether an attribute holds more than white space.
    pub(crate) fn says(&self, name: &[u8]) -> bool {
        self.get(name).is_some_and(|value| !value.trim().is_empty())
    }

    /// Whether a list of words, such as `rel`, has this one.
    pub(crate) fn lists(&self, name: &[u8], word: &str) -> bool {
        self.get(name).is_some_and(|value| value.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(word)))
    }

    /// The tag as a reader of messages recognizes it: `<a href="../roles/">`.
    pub(crate) fn shown(&self) -> String {
        let mut shown = String::new();
        self.show_in(&mut shown);
        shown
    }

    /// Appends [`Tag::shown`] to a text.
    pub(crate) fn show_in(&self, shown: &mut String) {
        shown.push('<');
        // Names are short and mostly ASCII: checking that is faster than validating UTF-8.
        match self.name.is_ascii() {
            true => shown.extend(self.name.iter().map(|byte| char::from(*byte))),
            false => shown.push_str(text(self.name)),
        }
        if let Some((name, value)) = TELLING.iter().find_map(|name| Some((name, self.get(name.as_bytes())?))) {
            shown.extend([" ", name, "=\"", cut(value), "\""]);
        }
        shown.push('>');
    }
}

/// Bytes as text. The page is text, so only an odd cut of the tokenizer could give other bytes.
pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The beginning of a long value.
pub(crate) fn cut(value: &str) -> &str {
    if value.len() <= SHOWN {
        return value;
    }
    value.char_indices().nth(SHOWN).map_or(value, |(at, _)| &value[..at])
}
