//! What is to be rendered, and how.

use super::{Fences, Form, Scope};
use crate::markup::Origin;

/// A piece of Markdown to render.
pub(crate) struct Job<'a> {
    /// Where the text stands.
    pub(crate) origin: Origin,
    /// Where its links lead.
    pub(crate) scope: &'a Scope<'a>,
    /// What its fences become.
    pub(crate) fences: &'a dyn Fences,
    /// What is wanted.
    pub(crate) form: Form,
    /// Sources already numbered in the page.
    pub(crate) cited: &'a [String],
}
