//! A site after an edit of nothing but texts: what an author waits for must not grow with the site.
//!
//! In: the site before, files that were saved. Out: the site after, which shares all else with the
//! first, and is what a whole parse would give; or nothing, when more than texts may have changed.

use std::sync::Arc;

use super::Site;
use crate::content::front_matter::cut;
use crate::content::page::{PageId, Signs};
use crate::content::topics;
use crate::diagnostic::{Code, Report};
use crate::markdown;
use crate::source::Source;

impl Site {
    /// The site with these files in place of those of the same paths, and its report in place of
    /// `report`, that of the last parse. `None` when it takes a whole parse: a file that is not a
    /// page yet, another head, other [`Signs`].
    pub fn with_texts(&self, files: &[Arc<Source>], report: &Report) -> Option<(Site, Report)> {
        let mut site = self.clone();
        let mut report = report.clone();
        for file in files {
            let id = site.plain(file)?;
            site.put(id, file, &mut report);
        }
        Some((site, report))
    }

    /// The page of which a file changes nothing but the text.
    fn plain(&self, file: &Arc<Source>) -> Option<PageId> {
        let id = self.tree.by_source(&file.path)?;
        let page = self.tree.page(id);
        let (_, body) = cut(file, &mut Report::default())?;
        let same_head = file.text[..body.start] == page.source.text[..page.body.start];
        (same_head && Signs::read(&file.text[body]) == page.signs).then_some(id)
    }

    fn put(&mut self, id: PageId, file: &Arc<Source>, report: &mut Report) {
        let body = self.tree.page(id).body.start..file.text.len();
        self.tree.with_text(id, Arc::clone(file), body);
        let page = self.tree.page(id);
        // Of a text, only the answer that it gives is judged before it is rendered.
        report.retain(|entry| entry.code != Code::Answer || entry.file != page.source.path.as_str());
        report.extend(topics::answer(&self.tree, page));
        if report.has_error_in(page.source.path.as_str()) != self.broken.contains(&page.source.path) {
            let broken = Arc::make_mut(&mut self.broken);
            if !broken.remove(&page.source.path) {
                broken.insert(page.source.path.clone());
            }
        }
        if self.passages.contains_key(&id) {
            Arc::make_mut(&mut self.passages).insert(id, markdown::passages(page));
        }
    }
}
