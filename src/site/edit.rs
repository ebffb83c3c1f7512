//! A site after an edit of nothing but texts: what an author waits for must not grow with the site.
//!
//! In: the site before, files that were saved. Out: the site after, which shares all else with the
//! first, and is what a whole parse would give; or nothing, when more than texts may have changed.

use std::sync::Arc;

use super::{Site, blocks};
use crate::blocks::PageBlocks;
use crate::content::front_matter::cut;
use crate::content::page::PageId;
use crate::content::topics;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::markup::{self, Origin};
use crate::text::Source;

impl Site {
    /// The site with these files in place of those of the same paths, and its report in place of
    /// `report`, that of the last parse. `None` when it takes a whole parse: a file that is not a
    /// page yet or is one of the course, another head, other blocks that pages know of.
    pub(crate) fn with_texts(&self, files: &[Arc<Source>], report: &Report) -> Option<(Site, Report)> {
        let mut site = self.clone();
        let mut report = report.clone();
        for file in files {
            let (id, blocks) = site.plain(file, &report)?;
            site.put(id, file, blocks, &mut report);
        }
        Some((site, report))
    }

    /// The page of which a file changes nothing but the text, and the blocks that it now has.
    fn plain(&self, file: &Arc<Source>, report: &Report) -> Option<(PageId, PageBlocks)> {
        let id = self.tree.by_source(&file.path)?;
        // The text of a module is part of the version of the course.
        if self.course.as_ref().is_some_and(|course| course.pages.contains(&Some(id))) {
            return None;
        }
        let page = self.tree.page(id);
        let (_, body) = cut(file, &mut Report::default())?;
        let same_head = file.text[..body.start] == page.source.text[..page.body.start];
        let read = PageBlocks::read(&Origin::body(file, &body));
        // An identifier that another page has too is told of both: their places may have moved.
        let told = self.blocks(id).report.entries();
        let shared = |entry: &Diagnostic| entry.code == Code::DuplicateId && !told.contains(entry);
        if report.entries().iter().any(|entry| entry.file == file.path.as_str() && shared(entry)) {
            return None;
        }
        (same_head && blocks::alike(&read, self.blocks(id))).then_some((id, read))
    }

    fn put(&mut self, id: PageId, file: &Arc<Source>, blocks: PageBlocks, report: &mut Report) {
        let dangling = self.known().verify(self.tree.page(id), self.blocks(id));
        let body = self.tree.page(id).body.start..file.text.len();
        self.tree.with_text(id, Arc::clone(file), body);
        let page = self.tree.page(id);
        // Of a text, what is judged before it is rendered is the answer that it gives, and its blocks.
        let before = std::mem::replace(&mut self.blocks[id.0], Arc::new(blocks));
        let told = |entry: &Diagnostic| [&before.report, &dangling].iter().any(|said| said.entries().contains(entry));
        report.retain(|entry| entry.file != page.source.path.as_str() || entry.code != Code::Answer && !told(entry));
        report.extend(topics::answer(&self.tree, page));
        if report.has_error_in(page.source.path.as_str()) != self.broken.contains(&page.source.path) {
            let broken = Arc::make_mut(&mut self.broken);
            if !broken.remove(&page.source.path) {
                broken.insert(page.source.path.clone());
            }
        }
        report.extend(self.blocks(id).report.clone());
        report.extend(self.known().verify(self.tree.page(id), self.blocks(id)));
        if self.passages.contains_key(&id) {
            Arc::make_mut(&mut self.passages).insert(id, markup::passages(&page.origin()));
        }
    }
}
