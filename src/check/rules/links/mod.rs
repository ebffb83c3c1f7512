//! A link leads to a published file, and to a place in it, under its exact name; every page is linked.
//!
//! Why: a dead link loses the reader; a page without a link to it is never found.
//! Example: `<a href="../rolse/">`, `<a href="#cordination">`, `<a href="/comprendre/">`.
//!
//! In: the [`Facts`] of every output. Out: a [`Report`]. Pages are followed in parallel; `suggest` writes the
//! diagnostics.

mod broken_link;
mod suggest;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::fast::RandomState;
use rayon::prelude::*;

pub(crate) use broken_link::FindOrigin;

use broken_link::{BrokenLink, Problem};
use suggest::Suggest;

use crate::check::address::{self, Base, NOT_FOUND, Resolved};
use crate::check::facts::Facts;
use crate::check::link_kind::LinkKind;
use crate::check::site_paths::SitePaths;
use crate::diagnostic::{Code, Diagnostic, Report};

/// What must be known besides the outputs.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// Every published path; those without facts are only known to exist.
    pub(crate) published: &'a SitePaths<'a>,
    /// Finds the source of a link.
    pub(crate) origin: &'a FindOrigin<'a>,
}

/// Checks the links of all pages against all outputs.
pub(crate) fn verify(facts: &[Facts], context: &Context<'_>) -> Report {
    let index = Index::new(facts, context);
    let mut pages: Vec<usize> = (0..facts.len()).filter(|page| facts[*page].page).collect();
    pages.sort_by(|a, b| facts[*a].path.cmp(&facts[*b].path));
    let faults: Vec<BrokenLink<'_>> =
        pages.par_iter().with_max_len(64).flat_map_iter(|page| index.faults(*page)).collect();
    let mut report = Report::default();
    if !faults.is_empty() {
        let mut suggest = Suggest::new(index.files.keys().copied(), context.origin);
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
    published: &'a SitePaths<'a>,
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

    fn faults(&self, page: usize) -> Vec<BrokenLink<'a>> {
        let facts = &self.facts[page];
        let base = Base::new(facts.path.as_str());
        let mut path = String::with_capacity(64);
        let problem = |(kind, href)| {
            let problem = self.follow((page, &base), kind, href, &mut path)?;
            Some(BrokenLink { page: facts, kind, href, problem })
        };
        facts.links().filter_map(problem).collect()
    }

    fn follow(
        &self,
        (from, base): (usize, &Base<'_>),
        kind: LinkKind,
        href: &'a str,
        path: &mut String,
    ) -> Option<Problem<'a>> {
        let page = self.facts[from].path.as_str();
        let fragment = match address::resolve(base, href, self.published.base_url, path) {
            Resolved::Elsewhere => return None,
            Resolved::Rooted => return Some(Problem::Rooted),
            Resolved::Outside => return Some(Problem::Outside),
            Resolved::Inside(_) if page == NOT_FOUND && !self.published.portable && depends_on_folder(href) => {
                return Some(Problem::Relative);
            }
            Resolved::Inside(fragment) => fragment,
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

    /// The page at a path, if it is one, and what is wrong with the path.
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
