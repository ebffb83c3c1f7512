//! The attributes of HTML that hold an address, and what a browser does with it.
//!
//! In: an element and an attribute. Out: a [`LinkKind`].

/// An attribute that holds an address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// The element.
    pub(crate) element: &'static str,
    /// The attribute.
    pub(crate) name: &'static str,
    /// What the browser does with the address.
    pub(crate) role: Role,
}

impl Attribute {
    /// Whether readers follow it from page to page.
    pub(crate) fn is_followed(&self) -> bool {
        matches!(self.element, "a" | "area")
    }
}

/// What a browser does with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Readers follow it.
    Link,
    /// The browser fetches it to show the page.
    Fetched,
    /// The browser fetches it to show an image.
    Image,
    /// Only machines read it.
    Machine,
}

/// Every attribute that holds an address. `href` on `<link>` comes twice: its role depends on `rel`.
const ATTRIBUTES: [Attribute; 20] = {
    use Role::{Fetched, Image, Link, Machine};
    const fn row(element: &'static str, name: &'static str, role: Role) -> Attribute {
        Attribute { element, name, role }
    }
    [
        row("a", "href", Link),
        row("area", "href", Link),
        row("form", "action", Link),
        row("button", "formaction", Link),
        row("input", "formaction", Link),
        row("meta", "content", Link),
        row("link", "href", Machine),
        row("link", "href", Fetched),
        row("script", "src", Fetched),
        row("img", "src", Image),
        row("img", "srcset", Image),
        row("input", "src", Image),
        row("image", "href", Image),
        row("video", "poster", Image),
        row("source", "srcset", Image),
        row("source", "src", Fetched),
        row("video", "src", Fetched),
        row("audio", "src", Fetched),
        row("track", "src", Fetched),
        row("use", "href", Fetched),
    ]
};

/// One of [`ATTRIBUTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LinkKind(u8);

impl LinkKind {
    /// The kind for an attribute of an element, if it holds an address.
    pub(crate) fn of(element: &[u8], name: &[u8]) -> Option<Self> {
        let name = name.strip_prefix(b"xlink:").unwrap_or(name);
        if !matches!(name, b"href" | b"src" | b"srcset" | b"action" | b"formaction" | b"poster") {
            return None;
        }
        Self::find(|row| row.element.as_bytes() == element && row.name.as_bytes() == name)
    }

    /// The kind for the address of a `<link>` that the browser fetches.
    pub(crate) fn fetched_link() -> Option<Self> {
        Self::find(|row| row.element == "link" && row.role == Role::Fetched)
    }

    /// The kind for the address where a redirection leads.
    pub(crate) fn refresh() -> Option<Self> {
        Self::find(|row| row.element == "meta")
    }

    /// As a letter, to be packed.
    pub(crate) fn to_char(self) -> char {
        char::from(self.0 + b'A')
    }

    /// From such a letter.
    pub(crate) fn from_char(letter: char) -> Self {
        Self(u8::try_from(letter).unwrap_or_default().wrapping_sub(b'A'))
    }

    fn find(wanted: impl Fn(&Attribute) -> bool) -> Option<Self> {
        ATTRIBUTES.iter().position(wanted).and_then(|at| u8::try_from(at).ok()).map(Self)
    }

    /// The element, the attribute and its role.
    pub(crate) fn attribute(self) -> &'static Attribute {
        &ATTRIBUTES[usize::from(self.0) % ATTRIBUTES.len()]
    }
}
