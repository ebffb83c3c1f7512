//! Links between pages: does each lead to a file, to a place in it, under its exact name?
//!
//! In: the [`Facts`] of every output. Out: a [`Report`]. Pages are followed in parallel; what to
//! say of a fault is `suggest`'s business.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::fast::RandomState;
use rayon::prelude::*;

use super::address::{self, Base, NOT_FOUND, Target};
use super::facts::{Facts, Kind};
use super::published::Published;
use super::suggest::Suggest;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::RelPath;
use crate::text::Source;

/// The source file where an author wrote a link, and its bytes in it.
pub type Origin = (Arc<Source>, Range<usize>);

/// What must be known besides the outputs.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Every published path; those without facts are only known to exist.
    pub published: &'a Published<'a>,
    /// Where an author wrote the link that is rendered, in this page, as this address (white space
    /// around it and character references undone). `None` when a template wrote it.
    pub origin: &'a dyn Fn(&RelPath, &str) -> Option<Origin>,
}

/// A link that does not do what it should.
pub(super) struct Fault<'a> {
    /// The page it stands in.
    pub(super) page: &'a Facts,
    /// The element and attribute.
    pub(super) kind: Kind,
    /// The address as written.
    pub(super) href: &'a str,
    /// What is wrong.
    pub(super) problem: Problem<'a>,
}

/// What is wrong with a link. Paths start at the root of the published folder.
pub(super) enum Problem<'a> {
    /// It starts from the root of the host.
    Rooted,
    /// It climbs above the root of the site.
    Outside,
    /// It depends on the folder, in a page served at any depth.
    Relative,
    /// Nothing is there.
    Missing(String),
    /// It means a folder, without the slash at its end.
    Slash(String),
    /// It means a folder, whose index only a server finds.
    Spelled(String),
    /// The page is there, the place in it is not.
    Fragment(&'a Facts, &'a str),
}

/// Checks the links of all pages against all outputs.
pub fn verify(facts: &[Facts], context: &Context<'_>) -> Report {
    let index = Index::new(facts, context);
    let mut pages: Vec<usize> = (0..facts.len()).filter(|page| facts[*page].page).collect();
    pages.sort_by(|a, b| facts[*a].path.cmp(&facts[*b].path));
    let faults: Vec<Fault<'_>> = pages.par_iter().with_max_len(64).flat_map_iter(|page| index.faults(*page)).collect();
    let mut report = Report::default();
    if !faults.is_empty() {
        let mut suggest = Suggest::new(index.files.keys().copied(), context);
        faults.iter().for_each(|fault| report.push(suggest.diagnostic(fault)));
    }
    if context.published.paths().iter().all(|path| !path.has_ending("html") || index.page(path.as_str()).is_some()) {
        index.orphans(&pages, &mut report);
    }
    report.settle();
    report
}

/// The outputs by path. Holds what threads may share of the [`Context`].
struct Index<'a> {
    facts: &'a [Facts],
    files: HashMap<&'a str, Option<usize>, RandomState>,
    linked: Vec<AtomicBool>,
    published: &'a Published<'a>,
}

impl<'a> Index<'a> {
    fn new(facts: &'a [Facts], context: &Context<'a>) -> Self {
        let paths = context.published.paths();
        let mut files = HashMap::with_capacity_and_hasher(paths.len(), RandomState::default());
        files.extend(paths.iter().map(|path| (path.as_str(), None)));
        files.extend(facts.iter().enumerate().map(|(index, facts)| (facts.path.as_str(), facts.page.then_some(index))));
        let linked = facts.iter().map(|_| AtomicBool::new(false)).collect();
        Self { facts, files, linked, published: context.published }
    }

    fn page(&self, path: &str) -> Option<usize> {
        self.files.get(path).copied().flatten()
    }

    fn faults(&self, page: usize) -> Vec<Fault<'a>> {
        let facts = &self.facts[page];
        let base = Base::new(facts.path.as_str());
        let mut path = String::with_capacity(64);
        let problem = |(kind, href)| {
            let problem = self.follow((page, &base), kind, href, &mut path)?;
            Some(Fault { page: facts, kind, href, problem })
        };
        facts.links().filter_map(problem).collect()
    }

    fn follow(
        &self,
        (from, base): (usize, &Base<'_>),
        kind: Kind,
        href: &'a str,
        path: &mut String,
    ) -> Option<Problem<'a>> {
        let page = self.facts[from].path.as_str();
        let fragment = match address::resolve(base, href, self.published.base_url, path) {
            Target::Elsewhere => return None,
            Target::Rooted => return Some(Problem::Rooted),
            Target::Outside => return Some(Problem::Outside),
            Target::Inside(_) if page == NOT_FOUND && !self.published.portable && depends_on_folder(href) => {
                return Some(Problem::Relative);
            }
            Target::Inside(fragment) => fragment,
        };
        let (found, problem) = match self.find(path) {
            Ok(found) => found,
            Err(missing) => return Some(missing),
        };
        if let Some(target) = found
            && target != from
            && self.facts[from].redirect.is_none()
            && kind.attribute().is_followed()
        {
            self.linked[target].store(true, Ordering::Relaxed);
        }
        problem.or_else(|| self.fragment(found?, fragment?))
    }

    /// The page at a path, if it is one, and what is wrong with the way it was reached.
    fn find(&self, path: &mut String) -> Result<(Option<usize>, Option<Problem<'a>>), Problem<'a>> {
        let asked = path.len();
        let folder = path.is_empty() || path.ends_with('/');
        if !folder && let Some(found) = self.files.get(path.as_str()) {
            return Ok((*found, None));
        }
        path.push_str(if folder { "index.html" } else { "/index.html" });
        let found = self.files.get(path.as_str());
        let asked = || path[..asked].to_owned();
        match found {
            None => Err(Problem::Missing(asked())),
            Some(found) if self.published.portable => Ok((*found, Some(Problem::Spelled(asked())))),
            Some(found) => Ok((*found, (!folder).then(|| Problem::Slash(asked())))),
        }
    }

    fn fragment(&self, page: usize, fragment: &'a str) -> Option<Problem<'a>> {
        let page = &self.facts[page];
        let lands = page.redirect.is_some() || address::lands(fragment, |id| page.has_id(id));
        (!lands).then_some(Problem::Fragment(page, fragment))
    }

    fn orphans(&self, pages: &[usize], report: &mut Report) {
        for page in pages {
            let facts = &self.facts[*page];
            let expected = matches!(facts.path.as_str(), "index.html" | NOT_FOUND) || facts.redirect.is_some();
            let linked = self.linked[*page].load(Ordering::Relaxed) || self.published.is_linked(facts.path.as_str());
            if !expected && !linked {
                report.push(
                    Diagnostic::warning(Code::OrphanPage, "aucune autre page ne mène à celle-ci")
                        .in_file(&facts.path)
                        .hint("ajoutez un lien vers elle, ou gardez-la en brouillon avec « draft: true »"),
                );
            }
        }
    }
}

/// Whether an address changes its meaning with the folder of the page.
fn depends_on_folder(href: &str) -> bool {
    address::scheme(href).is_none() && !href.starts_with(['/', '#', '?'])
}

#[cfg(test)]
mod tests;
