//! Render and check together: each output is rendered, read once and handed on, so that no two
//! copies of the site are ever held.
//!
//! In: a [`Renderer`] and what to do with each output. Out: all that is to be said of the site.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::anchors::{self, Anchors};
use crate::check::{self, Facts, SitePaths, freshness, reviews};
use crate::content::address::AddressStyle;
use crate::content::page::PageId;
use crate::course::{self, Course};
use crate::diagnostic::{Diagnostic, Report};
use crate::output::Output;
use crate::render::markdown::WrittenLink;
use crate::render::{Item, Rendered, Renderer};
use crate::search;
use crate::settings::Settings;
use crate::site::Site;
use crate::source::folders::CONTENT;
use crate::text::RelPath;

/// Items that one thread takes at a time: few enough that none is left alone with the last of them.
const HANDFUL: usize = 32;

/// What becomes of each output; called from any thread.
pub(crate) type Sink<'a> = dyn Fn(&Output) -> Result<(), Diagnostic> + Sync + 'a;

/// What was found.
#[derive(Debug)]
pub(crate) struct Inspection {
    /// All that is to be said.
    pub(crate) report: Report,
    /// How many pages there are.
    pub(crate) pages: usize,
    /// The anchors that were published before.
    pub(crate) lock: anchors::Lock,
    /// The anchors of this version.
    pub(crate) anchors: Vec<Anchors>,
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
pub(crate) fn inspect(renderer: &Renderer, settings: &Settings, sink: &Sink) -> Inspection {
    inspect_while(renderer, settings, sink, &|| true)
}

/// The same, as long as it is wanted: what comes out afterwards is worth nothing.
pub(crate) fn inspect_while(
    renderer: &Renderer,
    settings: &Settings,
    sink: &Sink,
    wanted: &(dyn Fn() -> bool + Sync),
) -> Inspection {
    let site = renderer.site();
    // The index of the search is made beside the pages.
    let map = search::map(site);
    let portable = site.style == AddressStyle::Portable;
    let published = SitePaths::new(renderer.items().keys().chain(&map), site.base_url.as_deref(), portable);
    let items: Vec<(&RelPath, &Item)> = renderer.items().iter().collect();
    let each = items.par_iter().with_max_len(HANDFUL).take_any_while(|_| wanted());
    let each = each.map(|(path, item)| {
        let rendered = renderer.render(path, item);
        let told = matches!(item, Item::Page(id) if site.has_faulty_blocks(*id));
        see(rendered, (path, item), &Reading { published: &published, sink, whole: site.broken.is_empty(), told })
    });
    // In the order of paths, as the items are. What takes no page to tell is told beside them.
    let (mut seen, (lock, read)): (Vec<Seen>, _) = rayon::join(|| each.collect(), || lock(renderer));
    let mut report = Report::default();
    let mut anchors = Vec::with_capacity(seen.len());
    let mut facts = Vec::with_capacity(seen.len());
    let mut contents = BTreeMap::new();
    for item in &mut seen {
        report.extend(std::mem::take(&mut item.report));
        if let Some(id) = item.page {
            contents.insert(id, std::mem::take(&mut item.content));
            let address = item.path.as_str();
            let address = address.strip_suffix("index.html").unwrap_or(address).to_owned();
            anchors.push(Anchors { address, ids: std::mem::take(&mut item.anchors) });
        }
        facts.extend(item.facts.take());
    }
    // Where a page or a data file could not be read, what it would have published is missing: nothing
    // can be said of what leads there.
    let whole = renderer.site().broken.is_empty() && wanted();
    if whole {
        report.extend(read);
        // A page whose days are others comes back by itself, or went as was written; so with what lies below it.
        let dated = renderer.site().tree.dated();
        let resting = |address: &str| dated.keys().any(|dated| address.starts_with(dated.as_str()));
        let links = || across(&published, &facts, &seen);
        let (links, (anchors, reviews)) = rayon::join(links, || (lock.verify(&facts, &resting), reviewed(renderer)));
        report.extend(links);
        report.extend(anchors);
        report.extend(reviews);
    }
    report.extend(fresh(renderer, settings));
    let site = renderer.site();
    if let Some(course) = site.course.as_ref().filter(|course| is_known(course, site)) {
        report.extend(course::time::verify(
            course,
            &site.banks,
            &site.capsules,
            &contents,
            site.landmarks.attestation.is_some(),
        ));
    }
    Inspection { report: check::fold(report), pages: contents.len(), lock, anchors }
}

/// Whether all that takes time in a course was understood: its pages, banks and capsules, and the page of its attestation.
fn is_known(course: &Course, site: &Site) -> bool {
    let lost = |path: String| site.broken.contains(path.as_str());
    let modules = course.file.modules.iter().zip(&course.pages);
    let missing = modules.flat_map(|(module, page)| {
        let page_of = module.page.as_ref().filter(|_| page.is_none());
        let bank = module.quiz.as_ref().filter(|name| !site.banks.contains_key(&name.value));
        let capsule = module.capsule.as_ref().filter(|name| !site.capsules.contains_key(&name.value));
        [
            page_of.map(|path| format!("{CONTENT}/{}", path.value)),
            bank.map(|name| format!("quizzes/{}.yaml", name.value)),
            capsule.map(|name| format!("capsules/{}.md", name.value)),
        ]
    });
    let sheet = site.landmarks.attestation.is_some() || site.broken.iter().all(|path| path.inside(CONTENT).is_none());
    sheet && !missing.flatten().any(lost)
}

/// What an output is read with, and where it goes.
struct Reading<'a> {
    published: &'a SitePaths<'a>,
    sink: &'a Sink<'a>,
    /// Whether all files of the site were understood: pages made with a part of them are not judged.
    whole: bool,
    /// Whether its blocks were found faulty at load.
    told: bool,
}

fn see(mut rendered: Rendered, (path, item): (&RelPath, &Item), reading: &Reading<'_>) -> Seen {
    // Static files are published unchanged, so we don’t check them.
    let given = matches!(item, Item::Asset(_));
    let facts = rendered.output.as_ref().and_then(|output| {
        let (facts, faults) = check::read(output, reading.published);
        // What is wrong in the sources shows again in the HTML made from them: it was told already, at its line.
        if !given && reading.whole && !reading.told && !rendered.report.has_errors() {
            rendered.report.extend(faults);
        }
        if let Err(diagnostic) = (reading.sink)(output) {
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
fn across(published: &SitePaths<'_>, facts: &[Facts], seen: &[Seen]) -> Report {
    let origin = |page: &RelPath, href: &str| {
        let at = seen.binary_search_by(|item| item.path.cmp(page)).ok()?;
        let link = seen[at].links.iter().find(|link| link.href == href)?;
        Some((link.source.clone(), link.span.clone()))
    };
    check::verify(facts, &check::Context { published, origin: &origin })
}

/// The anchors once published, which must still be there.
fn lock(renderer: &Renderer) -> (anchors::Lock, Report) {
    renderer.site().texts.get(anchors::FILE).map(anchors::Lock::parse).unwrap_or_default()
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
