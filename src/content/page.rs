//! A page: one Markdown file, its head and where it is published.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use super::address::Address;
use super::front_matter::FrontMatter;
use crate::source::Source;

/// A page of the site, by its rank in [`crate::content::tree::Tree::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// What a page is in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// `content/_index.md`.
    Home,
    /// The `_index.md` of a folder.
    Section,
    /// Any other Markdown file.
    Page,
}

impl PageKind {
    /// The template that renders it, and its name in templates.
    pub fn name(self) -> &'static str {
        match self {
            PageKind::Home => "home",
            PageKind::Section => "section",
            PageKind::Page => "page",
        }
    }
}

/// What is looked for in the text of every page, so that nothing is rendered for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signs {
    /// The widgets that make the page a landmark.
    pub landmarks: Vec<&'static str>,
    /// The capsules that it names.
    pub capsules: Vec<String>,
}

impl Signs {
    /// Widgets that are on one page of a site, which others point to.
    pub const LANDMARKS: [&'static str; 5] = ["glossary", "bibliography", "attestation", "verification", "search"];

    /// Reads them in a Markdown text.
    pub fn read(markdown: &str) -> Self {
        let mut signs = Self::default();
        // Most pages have neither: a search over the whole text tells sooner than a look at each line.
        if ["```", "capsule: "].iter().all(|sign| memmem::find(markdown.as_bytes(), sign.as_bytes()).is_none()) {
            return signs;
        }
        for line in markdown.lines() {
            if let Some(fence) = line.strip_prefix("```") {
                signs.landmarks.extend(Self::LANDMARKS.iter().filter(|widget| **widget == fence.trim_end()));
            } else if let Some(capsule) = line.trim().strip_prefix("capsule: ") {
                signs.capsules.push(capsule.to_owned());
            }
        }
        signs
    }
}

/// A Markdown file that is published.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its rank.
    pub id: PageId,
    /// Its file.
    pub source: Arc<Source>,
    /// What it is.
    pub kind: PageKind,
    /// Its head.
    pub front: Arc<FrontMatter>,
    /// The bytes of its body in the file.
    pub body: Range<usize>,
    /// What others know it by.
    pub signs: Signs,
    /// Where it is published.
    pub address: Address,
    /// The section it belongs to; none for the home page.
    pub parent: Option<PageId>,
    /// Pages and sections below it, in order.
    pub children: Vec<PageId>,
}

impl Page {
    /// The title for menus.
    pub fn menu_title(&self) -> &str {
        self.front.menu_title.as_deref().unwrap_or(&self.front.title.value)
    }

    /// The Markdown of its body.
    pub fn markdown(&self) -> &str {
        &self.source.text[self.body.clone()]
    }
}
