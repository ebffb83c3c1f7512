//! Texts kept one after the other in one string, so that a page takes a few allocations instead of hundreds.

/// The string.
#[derive(Default)]
pub(crate) struct Texts(String);

/// Where one text lies in it.
#[derive(Clone, Copy)]
pub(crate) struct Span(usize, usize);

impl Span {
    /// Whether two spans are the same text, kept once.
    pub(crate) fn is(self, other: Self) -> bool {
        self.0 == other.0
    }
}

impl Texts {
    /// No text yet, and room for this many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Keeps a text.
    pub(crate) fn keep(&mut self, text: &str) -> Span {
        self.write(|texts| texts.push_str(text))
    }

    /// Keeps what `work` appends.
    pub(crate) fn write(&mut self, work: impl FnOnce(&mut String)) -> Span {
        let start = self.0.len();
        work(&mut self.0);
        Span(start, self.0.len())
    }

    /// A text that was kept.
    pub(crate) fn get(&self, span: Span) -> &str {
        &self.0[span.0..span.1]
    }
}
