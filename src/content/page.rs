//! A page: one Markdown file, its head and where it is published.

use std::ops::Range;
use std::sync::Arc;

use super::address::Address;
use super::front_matter::FrontMatter;
use crate::markup::Origin;
use crate::text::Source;

/// A page of the site, by its rank in [`crate::content::tree::Tree::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PageId(pub(crate) usize);

/// What a page is in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageKind {
    /// `content/_index.md`.
    Home,
    /// The `_index.md` of a folder.
    Section,
    /// Any other Markdown file.
    Page,
}

impl PageKind {
    /// The template that renders it, and its name in templates.
    pub(crate) fn name(self) -> &'static str {
        match self {
            PageKind::Home => "home",
            PageKind::Section => "section",
            PageKind::Page => "page",
        }
    }
}

/// The last part of the address of a poster.
const POSTER: &str = "affiche";

/// A Markdown file that is published.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// Its rank.
    pub(crate) id: PageId,
    /// Its file.
    pub(crate) source: Arc<Source>,
    /// What it is.
    pub(crate) kind: PageKind,
    /// Its head.
    pub(crate) front: Arc<FrontMatter>,
    /// The bytes of its body in the file.
    pub(crate) body: Range<usize>,
    /// Where it is published.
    pub(crate) address: Address,
    /// The section it belongs to; none for the home page.
    pub(crate) parent: Option<PageId>,
    /// Pages and sections below it, in order.
    pub(crate) children: Vec<PageId>,
}

impl Page {
    /// The address of its poster, if it has one.
    pub(crate) fn poster(&self) -> Address {
        self.address.child(POSTER)
    }

    /// The title for menus.
    pub(crate) fn menu_title(&self) -> &str {
        self.front.menu_title.as_deref().unwrap_or(&self.front.title.value)
    }

    /// Where its body stands.
    pub(crate) fn origin(&self) -> Origin {
        Origin::body(&self.source, &self.body)
    }

    /// The Markdown of its body.
    pub(crate) fn markdown(&self) -> &str {
        &self.source.text[self.body.clone()]
    }
}
