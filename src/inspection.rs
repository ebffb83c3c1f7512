//! Render and check together: each output is rendered, read once and handed on, so that no two
//! copies of the site are ever held.
//!
//! In: a [`Renderer`] and what to do with each output. Out: all that is to be said of the site.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::check::{self, Facts, anchors, freshness, reviews};
use crate::content::address::AddressStyle;
use crate::content::page::PageId;
use crate::course;
use crate::diagnostic::{Diagnostic, Report};
use crate::markdown::WrittenLink;
use crate::output::Output;
use crate::publish;
use crate::render::{Item, Rendered, Renderer};
use crate::search;
use crate::settings::Settings;
use crate::source::RelPath;

/// Items that one thread takes at a time: few enough that none is left alone with the last of them.
const HANDFUL: usize = 16;

/// What becomes of each output; called from any thread.
pub type Sink<'a> = dyn Fn(&Output) -> Result<(), Diagnostic> + Sync + 'a;

/// What was found.
#[derive(Debug)]
pub struct Inspection {
    /// All that is to be said.
    pub report: Report,
    /// How many pages there are.
    pub pages: usize,
    /// Anchors by page address, for the lock.
    pub anchors: BTreeMap<String, BTreeSet<String>>,
}

/// One item, once its output was handed on.
struct Seen {
    path: RelPath,
    page: Option<PageId>,
    content: course::time::Content,
    facts: Option<Facts>,
    report: Report,
    links: Vec<WrittenLink>,
    anchors: Vec<String>,
}

/// Renders everything, hands each output on, and checks the whole.
pub fn inspect(renderer: &Renderer, settings: &Settings, sink: &Sink) -> Inspection {
    inspect_while(renderer, settings, sink, &|| true)
}

/// The same, as long as it is wanted: what comes out afterwards is worth nothing.
pub fn inspect_while(
    renderer: &Renderer,
    settings: &Settings,
    sink: &Sink,
    wanted: &(dyn Fn() -> bool + Sync),
) -> Inspection {
    let base_url = renderer.site().base_url.as_deref();
    let items: Vec<(&RelPath, &Item)> = renderer.items().iter().collect();
    let each = items.par_iter().with_max_len(HANDFUL).take_any_while(|_| wanted());
    let seen: Vec<Seen> =
        each.map(|(path, item)| see(renderer.render(path, item), path, item, (base_url, sink))).collect();
    let mut report = Report::default();
    let mut anchors = BTreeMap::new();
    let mut written: HashMap<RelPath, Vec<WrittenLink>> = HashMap::new();
    let mut facts = Vec::with_capacity(seen.len());
    let mut contents = BTreeMap::new();
    for item in seen {
        report.extend(item.report);
        if let Some(id) = item.page {
            contents.insert(id, item.content);
            let address = item.path.as_str().trim_end_matches("index.html").to_owned();
            anchors.insert(address, item.anchors.into_iter().collect());
        }
        if !item.links.is_empty() {
            written.insert(item.path, item.links);
        }
        facts.extend(item.facts);
    }
    // Where a page or a data file could not be read, what it would have published is missing: nothing
    // can be said of what leads there.
    let whole = renderer.site().broken.is_empty() && wanted();
    let (links, locks) = rayon::join(
        || if whole { across(renderer, &facts, &written) } else { Report::default() },
        || {
            let mut report = publish::collisions(renderer.items().keys());
            if whole {
                report.extend(lock(renderer, &facts));
                report.extend(reviewed(renderer));
            }
            report
        },
    );
    report.extend(links);
    report.extend(locks);
    report.extend(fresh(renderer, settings));
    let site = renderer.site();
    if let Some(course) = &site.course {
        report.extend(course::time::verify(course, &site.banks, &site.capsules, &contents));
    }
    Inspection { report: check::fold(report), pages: contents.len(), anchors }
}

fn see(mut rendered: Rendered, path: &RelPath, item: &Item, (base_url, sink): (Option<&str>, &Sink)) -> Seen {
    // What the publisher gives as it is, is not for us to judge.
    let given = matches!(item, Item::Asset(_));
    let facts = rendered.output.as_ref().and_then(|output| {
        let (facts, faults) = check::read(output, base_url);
        // What is wrong in the sources shows again in the HTML made from them: it was told already, at its line.
        if !given && !rendered.report.has_errors() {
            rendered.report.extend(faults);
        }
        if let Err(diagnostic) = sink(output) {
            rendered.report.push(diagnostic);
        }
        (!given || !facts.page).then_some(facts)
    });
    Seen {
        path: path.clone(),
        page: match item {
            Item::Page(id) => Some(*id),
            _ => None,
        },
        content: course::time::Content { words: rendered.words, capsules: rendered.capsules },
        facts,
        report: rendered.report,
        links: rendered.links,
        anchors: rendered.anchors,
    }
}

/// Links from page to page, told where their author wrote them.
fn across(renderer: &Renderer, facts: &[Facts], written: &HashMap<RelPath, Vec<WrittenLink>>) -> Report {
    // The index of the search is made beside the pages.
    let files: BTreeSet<RelPath> = renderer.items().keys().cloned().chain(search::map(renderer.site())).collect();
    let origin = |page: &RelPath, href: &str| {
        let link = written.get(page)?.iter().find(|link| link.href == href)?;
        Some((link.source.clone(), link.span.clone()))
    };
    let site = renderer.site();
    let context = check::Context {
        files: &files,
        base_url: site.base_url.as_deref(),
        portable: site.style == AddressStyle::Portable,
        origin: &origin,
    };
    check::verify(facts, &context)
}

/// The anchors once published must still be there.
fn lock(renderer: &Renderer, facts: &[Facts]) -> Report {
    let Some(source) = renderer.site().texts.get(anchors::FILE) else { return Report::default() };
    let (lock, mut report) = anchors::Lock::parse(source);
    report.extend(lock.verify(facts));
    report
}

/// The paragraphs that questions send to must be those they were reviewed with.
fn reviewed(renderer: &Renderer) -> Report {
    let site = renderer.site();
    let Some(source) = site.texts.get(reviews::FILE) else { return Report::default() };
    let (lock, mut report) = reviews::Lock::parse(source);
    report.extend(lock.verify(&reviews::sent(site)));
    report
}

fn fresh(renderer: &Renderer, settings: &Settings) -> Report {
    let site = renderer.site();
    let dates: Vec<freshness::Reviewed> = site
        .tree
        .pages
        .iter()
        .filter_map(|page| {
            page.front.reviewed.as_ref().map(|day| freshness::Reviewed {
                source: &page.source,
                span: day.span.clone(),
                date: day.value.0,
            })
        })
        .collect();
    freshness::verify(&dates, settings.today, site.configuration.review_after.unwrap_or(freshness::DEFAULT_DAYS))
}
