//! The site: everything loaded, typed and validated; read-only from here on.
//!
//! In: [`crate::source::Sources`]. Out: a [`Site`], and a report of all that does not hold together.

mod asked;
mod blocks;
mod broken;
mod edit;
mod images;
mod landmarks;
mod parse;
mod passed_over;
mod references;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::attestation::replay::Replayable;
use crate::attestation::versions::{self, Known, Recorded};
use crate::blocks::PageBlocks;
use crate::capsule::Capsule;
use crate::content::address::AddressStyle;
use crate::content::audience::Audiences;
use crate::content::bibliography::Bibliography;
use crate::content::configuration::Configuration;
use crate::content::glossary::Glossary;
use crate::content::page::PageId;
use crate::content::synonyms::Synonym;
use crate::content::tree::Tree;
use crate::course::Course;
use crate::markup::{self, Passage};
use crate::quiz::Bank;
use crate::source::folders::CONTENT;
use crate::text::{RelPath, Source};

pub(crate) use landmarks::Landmarks;
pub(crate) use parse::{parse, parse_again};

/// The file that makes a folder a site.
pub(crate) const SETTINGS: &str = "site.yaml";
/// What a run decides about a site, beyond what its files say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choices {
    /// Publish drafts too.
    pub(crate) drafts: bool,
    /// How links are spelled.
    pub(crate) style: AddressStyle,
    /// Public address, in place of that of `site.yaml`.
    pub(crate) base_url: Option<String>,
    /// The day of the build: what is shown from or until a day depends on it, and on no clock.
    pub(crate) today: Date,
    /// All pages as one too, to print.
    pub(crate) book: bool,
    /// A rehearsal: search engines are told to leave it alone, and readers what it is.
    pub(crate) rehearsal: bool,
}

/// A whole site. What a page's text does not change is shared between the site before an edit and the one after.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// `site.yaml`.
    pub(crate) configuration: Arc<Configuration>,
    /// The file itself.
    pub(crate) configuration_source: Arc<Source>,
    /// Pages.
    pub(crate) tree: Tree,
    /// Who pages are for.
    pub(crate) audiences: Arc<Audiences>,
    /// The typed blocks of each page, by its rank.
    blocks: Vec<Arc<PageBlocks>>,
    /// Sources that pages cite.
    pub(crate) bibliography: Arc<Bibliography>,
    /// Terms.
    pub(crate) glossary: Arc<Glossary>,
    /// The words people use for those of the site.
    pub(crate) synonyms: Arc<Vec<Synonym>>,
    /// Banks of questions.
    pub(crate) banks: Arc<BTreeMap<String, Bank>>,
    /// What the remarks of questions send to, by page.
    pub(crate) passages: Arc<BTreeMap<PageId, Vec<Passage>>>,
    /// Capsules.
    pub(crate) capsules: Arc<BTreeMap<String, Capsule>>,
    /// The course, when the site has one.
    pub(crate) course: Option<Arc<Course>>,
    /// Versions of the course that were published, oldest first.
    pub(crate) course_versions: Arc<Vec<Recorded>>,
    /// Files that go with the pages or the theme.
    pub(crate) assets: Arc<BTreeMap<RelPath, Arc<[u8]>>>,
    /// Text files other than pages, for the theme's templates.
    pub(crate) texts: Arc<BTreeMap<RelPath, Arc<Source>>>,
    /// Files that are there but could not be understood: what refers to them is not to blame.
    pub(crate) broken: Arc<BTreeSet<RelPath>>,
    /// How links are spelled.
    pub(crate) style: AddressStyle,
    /// Public address with its final slash, when known.
    pub(crate) base_url: Option<String>,
    /// The day of the build.
    pub(crate) today: Date,
    /// Whether this is a rehearsal.
    pub(crate) rehearsal: bool,
    /// Whether all pages are published as one too.
    pub(crate) book: bool,
    /// Home page, glossary page and so on, found by the widget they carry.
    pub(crate) landmarks: Landmarks,
}

/// The page and the anchor that a path from `content/` names.
fn target<'a>(tree: &Tree, written: &'a str) -> Option<(PageId, &'a str)> {
    let (path, id) = written.split_once('#').unwrap_or((written, ""));
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let page = tree.by_source(&RelPath::new(&format!("{CONTENT}/_index.md"))?.join(&path)?)?;
    Some((page, id))
}

/// The passages of the pages that questions send to.
fn passages(tree: &Tree, banks: &BTreeMap<String, Bank>) -> BTreeMap<PageId, Vec<Passage>> {
    let questions = banks.values().flat_map(|bank| &bank.file.questions);
    let sent = questions.flat_map(|question| question.value.remarks()).filter_map(|remark| remark.review);
    let pages: BTreeSet<PageId> = sent.filter_map(|review| Some(target(tree, &review.value)?.0)).collect();
    pages.into_iter().map(|page| (page, markup::passages(&tree.page(page).origin()))).collect()
}

impl Site {
    /// The path of the public address, between slashes; `/` when nobody knows it.
    pub(crate) fn server_path(&self) -> String {
        let base = self.base_url.as_deref().unwrap_or_default();
        let after_host = base.split_once("://").map(|(_, rest)| rest).and_then(|rest| rest.split_once('/'));
        after_host.map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}"))
    }

    /// The typed blocks of a page.
    pub(crate) fn blocks(&self, page: PageId) -> &PageBlocks {
        &self.blocks[page.0]
    }

    /// What a remark of a question sends to.
    pub(crate) fn passage(&self, written: &str) -> Option<&Passage> {
        let (page, id) = target(&self.tree, written)?;
        // An anchor that moved is its new one.
        let id = self.tree.page(page).front.anchors.get(id).map_or(id, |new| new.value.as_str());
        self.passages.get(&page)?.iter().find(|passage| passage.id == id)
    }

    /// The versions of the course that are known; none when the site has no course.
    pub(crate) fn known_versions(&self) -> Option<Known> {
        let publisher = versions::publisher(&self.configuration);
        self.course.as_ref().map(|course| Known::new(course, &self.course_versions, &publisher))
    }

    /// What attempts at the modules of the course are replayed on.
    pub(crate) fn replayable(&self) -> Vec<Replayable> {
        self.course.as_ref().map(|course| Replayable::all(course, &self.banks)).unwrap_or_default()
    }

    /// What blocks may refer to.
    fn known(&self) -> references::Known<'_> {
        references::Known {
            banks: &self.banks,
            capsules: &self.capsules,
            bibliography: &self.bibliography,
            course: self.course.is_some(),
            broken: &self.broken,
        }
    }

    /// Whether the blocks of a page were told to be wrong.
    pub(crate) fn has_faulty_blocks(&self, page: PageId) -> bool {
        let blocks = self.blocks(page);
        blocks.report.has_errors() || self.known().verify(self.tree.page(page), blocks).has_errors()
    }
}
