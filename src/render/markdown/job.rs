//! What is to be rendered, and how.

use super::{Fences, Form, Scope};
use crate::markup::Origin;

/// A piece of Markdown to render.
pub struct Job<'a> {
    /// Where the text stands.
    pub origin: Origin,
    /// Where its links lead.
    pub scope: &'a Scope<'a>,
    /// What its fences become.
    pub fences: &'a dyn Fences,
    /// What is wanted.
    pub form: Form,
    /// Sources already numbered in the page.
    pub cited: &'a [String],
}
