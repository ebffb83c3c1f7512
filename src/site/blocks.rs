//! The blocks of all pages: read once, read again where a text changed, and unique where they must be.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Site;
use crate::blocks::{PageBlocks, Widget};
use crate::content::page::Page;
use crate::content::tree::{Past, Tree};
use crate::diagnostic::{Code, Diagnostic, Report};

/// Reads the blocks of every page; those of a page whose file says what it said are taken from the site before.
pub(super) fn read(tree: &Tree, before: Option<(&Site, &Past)>) -> Vec<Arc<PageBlocks>> {
    let of = |page: &Arc<Page>| {
        let known = before.and_then(|(site, past)| site.blocks.get(past.same(&page.source)?.id.0));
        known.cloned().unwrap_or_else(|| Arc::new(PageBlocks::read(&page.origin())))
    };
    tree.pages.par_iter().map(of).collect()
}

/// Tells the identifiers that several blocks of one kind have: what a reader ticks on one page would be ticked on the
/// other.
pub(super) fn unique(tree: &Tree, blocks: &[Arc<PageBlocks>], report: &mut Report) {
    let mut seen: BTreeMap<(&str, &str), &Page> = BTreeMap::new();
    for (page, blocks) in tree.pages.iter().zip(blocks) {
        for widget in blocks.widgets() {
            let Some(id) = widget.unique() else { continue };
            let Some(other) = seen.insert((widget.kind(), &id.value), page) else { continue };
            let message = format!(
                "identifiant « {} » déjà pris par un bloc « {} » de {}",
                id.value,
                widget.kind(),
                other.source.path
            );
            report.push(
                Diagnostic::error(Code::DuplicateId, message).at(&page.source, id.span.clone()).hint(
                    "donnez un autre identifiant à l’un des deux : ce que le lecteur garde y est rangé sous ce nom",
                ),
            );
        }
    }
}

/// Whether two states of a page's blocks are the same to the other pages: landmarks, capsules shown, unique identifiers.
pub(super) fn alike(one: &PageBlocks, other: &PageBlocks) -> bool {
    let marks =
        |blocks: &PageBlocks| -> Vec<(&'static str, Option<String>)> { blocks.widgets().filter_map(mark).collect() };
    marks(one) == marks(other)
}

/// What other pages know of a block.
fn mark(widget: &Widget) -> Option<(&'static str, Option<String>)> {
    let name = match widget {
        Widget::Glossary(_)
        | Widget::Bibliography(_)
        | Widget::Attestation(_)
        | Widget::Verification(_)
        | Widget::Search(_) => None,
        // A dashboard and a review are landmarks; the menu tells how many modules the course of the dashboard has.
        Widget::Course(reference) => reference.show.map(|show| show.word().to_owned()),
        Widget::Quiz(reference) => reference.review.as_ref().map(|count| count.value.to_string()),
        Widget::Capsule(reference) => Some(reference.capsule.value.clone()),
        other => Some(other.unique()?.value.clone()),
    };
    Some((widget.kind(), name))
}
