//! What stands around questions: where a paragraph to read again is, what an image holds.
//!
//! In: the site. Out: addresses that work outside of it, and bytes.

use std::sync::Arc;

use crate::content::page::Page;
use crate::site::Site;
use crate::source::folders::CONTENT;
use crate::text::RelPath;

/// The site around the questions; nothing when they come alone.
#[derive(Clone, Copy, Default)]
pub(crate) struct Surroundings<'a> {
    site: Option<&'a Site>,
}

/// An image of a question.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    /// The name of its file.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Arc<[u8]>,
}

impl<'a> Surroundings<'a> {
    /// Those of a site.
    pub(crate) fn of(site: &'a Site) -> Self {
        Self { site: Some(site) }
    }

    /// The title of the paragraph that a path from `content/` names.
    pub(crate) fn title(self, written: &str) -> String {
        let passage = self.site.and_then(|site| site.passage(written)).map(|passage| passage.heading.clone());
        let page = self.page(written).map(|page| page.front.title.value.clone());
        passage.filter(|title| !title.is_empty()).or(page).unwrap_or_else(|| written.to_owned())
    }

    /// The public address of a page or paragraph, where the site has one.
    pub(crate) fn address(self, written: &str) -> Option<String> {
        let base = self.site?.base_url.as_deref()?;
        let (_, anchor) = written.split_once('#').unwrap_or((written, ""));
        let hash = if anchor.is_empty() { "" } else { "#" };
        Some(format!("{}/{}{hash}{anchor}", base.trim_end_matches('/'), self.page(written)?.address.as_str()))
    }

    /// The path from `content/` of what a public address leads to.
    pub(crate) fn path_of(self, address: &str) -> Option<String> {
        let (place, anchor) = address.split_once('#').unwrap_or((address, ""));
        let place = place.trim_end_matches("index.html");
        let pages = self.site?.tree.pages.iter();
        let fits = |page: &&Arc<Page>| {
            let own = page.address.as_str();
            !own.is_empty() && place.strip_suffix(own).is_some_and(|before| before.ends_with('/'))
        };
        let page = pages.filter(fits).max_by_key(|page| page.address.as_str().len())?;
        let hash = if anchor.is_empty() { "" } else { "#" };
        Some(format!("{}{hash}{anchor}", page.source.path.inside(CONTENT)?))
    }

    fn page(self, written: &str) -> Option<&'a Page> {
        let site = self.site?;
        let path = written.split('#').next().unwrap_or_default();
        Some(site.tree.page(site.tree.by_source(&from_content(path)?)?))
    }

    /// The image that a question shows: a path from its bank, or from `content/`.
    pub(crate) fn picture(self, written: &str) -> Option<Picture> {
        let decoded = percent_encoding::percent_decode_str(written).decode_utf8_lossy();
        let from_bank = RelPath::new("quizzes/banque.yaml").and_then(|bank| bank.join(&decoded));
        let places = [from_bank, from_content(&decoded)];
        let site = self.site?;
        places.into_iter().flatten().find_map(|path| {
            let bytes = site.assets.get(&path)?.clone();
            Some(Picture { name: path.file_name().to_owned(), bytes })
        })
    }
}

fn from_content(path: &str) -> Option<RelPath> {
    RelPath::new(&format!("{CONTENT}/_index.md"))?.join(path)
}
