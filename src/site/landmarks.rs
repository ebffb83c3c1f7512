//! Pages that others point to. A page is what its blocks make it.

use std::sync::Arc;

use crate::blocks::course::Show;
use crate::blocks::legal::Part;
use crate::blocks::{PageBlocks, Widget};
use crate::content::page::PageId;

/// Pages that others point to, found by the block they carry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Landmarks {
    /// The page with the whole glossary.
    pub(crate) glossary: Option<PageId>,
    /// The page with all sources.
    pub(crate) bibliography: Option<PageId>,
    /// The page that makes the attestation.
    pub(crate) attestation: Option<PageId>,
    /// The page that verifies one.
    pub(crate) verification: Option<PageId>,
    /// The page with the dashboard of the course.
    pub(crate) course: Option<PageId>,
    /// The page where one asks oneself again what the course taught.
    pub(crate) review: Option<PageId>,
    /// The page that says who publishes the site.
    pub(crate) publisher: Option<PageId>,
    /// The page that says what becomes of the traces of visits.
    pub(crate) privacy: Option<PageId>,
    /// The page that states how accessible the site is.
    pub(crate) accessibility: Option<PageId>,
    /// The page of the search.
    pub(crate) search: Option<PageId>,
}

impl Landmarks {
    /// The first page that carries each.
    pub(crate) fn find(blocks: &[Arc<PageBlocks>]) -> Self {
        let mut landmarks = Self::default();
        for (rank, page) in blocks.iter().enumerate() {
            for widget in page.widgets() {
                if let Some(place) = landmarks.of(widget) {
                    place.get_or_insert(PageId(rank));
                }
            }
        }
        landmarks
    }

    /// The place of the page that a widget makes a landmark.
    fn of(&mut self, widget: &Widget) -> Option<&mut Option<PageId>> {
        match widget {
            Widget::Glossary(_) => Some(&mut self.glossary),
            Widget::Bibliography(_) => Some(&mut self.bibliography),
            Widget::Attestation(_) => Some(&mut self.attestation),
            Widget::Verification(_) => Some(&mut self.verification),
            Widget::Course(reference) if reference.show != Some(Show::Map) => Some(&mut self.course),
            Widget::Quiz(reference) if reference.review.is_some() => Some(&mut self.review),
            Widget::Legal(reference) => match reference.part {
                Part::Publisher => Some(&mut self.publisher),
                Part::Privacy => Some(&mut self.privacy),
                Part::Accessibility => Some(&mut self.accessibility),
                Part::Host | Part::Recourse => None,
            },
            Widget::Search(_) => Some(&mut self.search),
            _ => None,
        }
    }
}
