//! The tree of pages: sections, order, addresses, what collides.
//!
//! In: the Markdown files of `content/`. Out: [`Tree`], in which every page has its address, its
//! parent and its children in order.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::RandomState;
use rayon::prelude::*;

use super::address::Address;
use super::chosen::{Chosen, LeftOut};
use super::front_matter::{FrontMatter, Split, split};
use super::missing_index;
use super::page::{Page, PageId, PageKind};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::Sources;
use crate::source::folders::CONTENT;
use crate::text::RelPath;
use crate::text::Source;
use crate::text::slug::{is_slug, slug};

/// All pages and how they hang together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    /// Pages, parents before children, in reading order.
    pub(crate) pages: Vec<Arc<Page>>,
    /// Old address → page.
    pub(crate) aliases: Arc<BTreeMap<Address, PageId>>,
    /// Source path → page.
    by_source: Arc<HashMap<RelPath, PageId, RandomState>>,
    /// Sources that are left out, and why.
    left_out: Arc<BTreeMap<RelPath, LeftOut>>,
    /// Addresses of pages that are not published on this day, with the section that they lie in.
    dated: Arc<BTreeMap<Address, PageId>>,
}

impl Tree {
    /// The page made from a source.
    pub(crate) fn by_source(&self, path: &RelPath) -> Option<PageId> {
        self.by_source.get(path).copied()
    }

    /// Why this source is left out, when it is.
    pub(crate) fn left_out(&self, path: &RelPath) -> Option<LeftOut> {
        self.left_out.get(path).copied()
    }

    /// Addresses of pages whose days are others, with the section that takes their readers.
    pub(crate) fn dated(&self) -> &BTreeMap<Address, PageId> {
        &self.dated
    }

    /// A page by its rank.
    pub(crate) fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// The home page.
    pub(crate) fn home(&self) -> Option<&Page> {
        self.pages.first().map(|page| &**page).filter(|page| page.kind == PageKind::Home)
    }

    /// The same tree with another text in place of that of a page, under the same head.
    pub(crate) fn with_text(&mut self, id: PageId, source: Arc<Source>, body: Range<usize>) {
        let page = Arc::make_mut(&mut self.pages[id.0]);
        page.source = source;
        page.body = body;
    }

    /// The sections of the first level, for the menu.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &Page> {
        let children = self.home().map(|home| home.children.as_slice()).unwrap_or_default();
        children.iter().map(|id| self.page(*id)).filter(|page| page.kind == PageKind::Section)
    }

    /// The section of the first level in which a page lies, itself included.
    pub(crate) fn top(&self, id: PageId) -> Option<PageId> {
        let mut at = id;
        while let Some(parent) = self.page(at).parent {
            if self.page(parent).kind == PageKind::Home {
                return (self.page(at).kind == PageKind::Section).then_some(at);
            }
            at = parent;
        }
        None
    }

    /// How many pages lie below one, at any depth.
    pub(crate) fn below(&self, id: PageId) -> usize {
        // Pages stand in reading order: the last descendant is the last child of the last child.
        let last = std::iter::successors(Some(id), |at| self.page(*at).children.last().copied()).last();
        last.map_or(0, |last| last.0 - id.0)
    }

    /// From the home page down to a page, both included.
    pub(crate) fn trail(&self, id: PageId) -> Vec<PageId> {
        let mut trail: Vec<PageId> = std::iter::successors(Some(id), |at| self.page(*at).parent).collect();
        trail.reverse();
        trail
    }
}

/// What was read another time, and what was said of it.
pub(crate) struct Past<'a> {
    tree: &'a Tree,
    told: HashSet<&'a str>,
}

impl<'a> Past<'a> {
    /// The pages of a tree, and the report that was made with it.
    pub(crate) fn new(tree: &'a Tree, report: &'a Report) -> Self {
        Self { tree, told: report.entries().iter().map(|entry| entry.file.as_str()).collect() }
    }

    /// What this very text was read as. What was said of a file would be said again: it is read again.
    fn page(&self, source: &Arc<Source>) -> Option<&'a Page> {
        self.same(source).filter(|_| !self.told.contains(source.path.as_str()))
    }

    /// The page that this very text was.
    pub(crate) fn same(&self, source: &Arc<Source>) -> Option<&'a Page> {
        let page = self.tree.page(self.tree.by_source(&source.path)?);
        let same = Arc::ptr_eq(&page.source, source) || page.source.text == source.text;
        same.then_some(page)
    }
}

/// One file, read but without its place.
struct Draft {
    source: Arc<Source>,
    front: Arc<FrontMatter>,
    body: Range<usize>,
    /// Path of the file below `content/`, without its ending; sections without `_index`.
    folder: String,
    stem: String,
    kind: PageKind,
}

/// Reads every page and builds the tree.
pub(crate) fn build(sources: &Sources, chosen: Chosen, past: Option<&Past>, report: &mut Report) -> Tree {
    let mut tree = Tree::default();
    let mut files: BTreeMap<String, Vec<Draft>> = BTreeMap::new();
    let pages: Vec<&Arc<Source>> = sources.texts_in(CONTENT, "md").collect();
    let read: Vec<(Option<Draft>, Report)> = pages.par_iter().map(|source| read(source, past)).collect();
    for (draft, said) in read {
        report.extend(said);
        if let Some(draft) = draft {
            files.entry(draft.folder.clone()).or_default().push(draft);
        }
    }
    missing_index::verify(files.keys(), sources, report);
    let addresses = HashMap::with_capacity_and_hasher(pages.len(), RandomState::default());
    Arc::make_mut(&mut tree.by_source).reserve(pages.len());
    let mut builder = Builder { chosen, tree: &mut tree, report, files, addresses };
    builder.section(String::new(), &Address::home(), None);
    builder.aliases();
    tree
}

fn read(source: &Arc<Source>, past: Option<&Past>) -> (Option<Draft>, Report) {
    let mut report = Report::default();
    if let Some(page) = past.and_then(|past| past.page(source)) {
        return (Some(place(source, Arc::clone(&page.front), page.body.clone())), report);
    }
    let draft = split(source, &mut report).map(|Split { front, body }| place(source, Arc::new(front), body));
    (draft, report)
}

/// Where a file stands: `a/b/_index.md` is the section `a/b`, `a/b/index.md` and `a/b.md` the page `b` of `a`.
fn place(source: &Arc<Source>, front: Arc<FrontMatter>, body: Range<usize>) -> Draft {
    let inside = source.path.inside(CONTENT).unwrap_or_default();
    // « GUIDE.MD » is a page too.
    let inside = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let (folder, stem) = inside.rsplit_once('/').unwrap_or(("", inside));
    let (folder, stem, kind) = match stem {
        "_index" if folder.is_empty() => (String::new(), String::new(), PageKind::Home),
        "_index" => (folder.to_owned(), String::new(), PageKind::Section),
        "index" if !folder.is_empty() => {
            let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
            (above.to_owned(), name.to_owned(), PageKind::Page)
        }
        stem => (folder.to_owned(), stem.to_owned(), PageKind::Page),
    };
    Draft { source: source.clone(), front, body, folder, stem, kind }
}

struct Builder<'a> {
    chosen: Chosen,
    tree: &'a mut Tree,
    report: &'a mut Report,
    files: BTreeMap<String, Vec<Draft>>,
    addresses: HashMap<Address, PageId, RandomState>,
}

impl Builder<'_> {
    /// Places the pages of a folder and, in order, what lies below it.
    fn section(&mut self, folder: String, address: &Address, parent: Option<PageId>) {
        let drafts = self.files.remove(&folder).unwrap_or_default();
        let (index, pages): (Vec<Draft>, Vec<Draft>) =
            drafts.into_iter().partition(|draft| draft.kind != PageKind::Page);
        let Some(index) = index.into_iter().next() else { return };
        if let Some(why) = self.leaves_out(&index, address, parent) {
            self.leave_out_below(&folder, pages, why);
            return;
        }
        let themes = index.front.themes.clone();
        // Pages stand theme by theme; subsections, which have none, after them.
        let filed = |page: &Draft| match &page.front.theme {
            Some(theme) => themes.iter().position(|topic| topic.id.value == theme.value).unwrap_or(themes.len()),
            None => themes.len(),
        };
        let id = self.add(index, address.clone(), parent);
        let mut entries: Vec<((usize, i64), String, Entry)> = pages
            .into_iter()
            .map(|page| ((filed(&page), order(&page)), page.stem.clone(), Entry::Page(Box::new(page))))
            .collect();
        for child in self.subfolders(&folder) {
            let order = self
                .files
                .get(&child)
                .and_then(|files| files.iter().find(|file| file.kind == PageKind::Section))
                .map_or(0, order);
            entries.push(((themes.len(), order), child.clone(), Entry::Folder(child)));
        }
        entries.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        for (_, _, entry) in entries {
            self.entry(entry, address, id);
        }
    }

    fn entry(&mut self, entry: Entry, address: &Address, parent: PageId) {
        match entry {
            Entry::Page(page) => {
                let slug = self.slug(&page, &page.stem);
                if self.leaves_out(&page, &address.child(&slug), Some(parent)).is_none() {
                    let id = self.add(*page, address.child(&slug), Some(parent));
                    Arc::make_mut(&mut self.tree.pages[parent.0]).children.push(id);
                }
            }
            Entry::Folder(folder) => {
                let name = folder.rsplit('/').next().unwrap_or(&folder).to_owned();
                let index = self
                    .files
                    .get(&folder)
                    .and_then(|files| files.iter().position(|file| file.kind == PageKind::Section));
                let slug = match index.and_then(|at| self.files.get_mut(&folder).map(|files| files.swap_remove(at))) {
                    Some(index) => {
                        let slug = self.slug(&index, &name);
                        self.files.entry(folder.clone()).or_default().push(index);
                        slug
                    }
                    None => slug(&name),
                };
                let next = PageId(self.tree.pages.len());
                self.section(folder, &address.child(&slug), Some(parent));
                if self.tree.pages.len() > next.0 {
                    Arc::make_mut(&mut self.tree.pages[parent.0]).children.push(next);
                }
            }
        }
    }

    fn subfolders(&self, folder: &str) -> Vec<String> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.files
            .keys()
            .filter(|key| {
                !key.is_empty() && key.strip_prefix(&prefix).is_some_and(|rest| !rest.is_empty() && !rest.contains('/'))
            })
            .cloned()
            .collect()
    }

    /// Leaves a page out, when it is a draft or its days are others. Who has the address of one that is over, or to come, is
    /// sent to its section.
    fn leaves_out(&mut self, draft: &Draft, address: &Address, parent: Option<PageId>) -> Option<LeftOut> {
        let why = self.chosen.leaves_out(&draft.front, parent)?;
        Arc::make_mut(&mut self.tree.left_out).insert(draft.source.path.clone(), why);
        if let LeftOut::Dated(section) = why {
            let old = draft.front.aliases.iter().filter_map(|alias| Address::written(&alias.value));
            Arc::make_mut(&mut self.tree.dated).extend(old.chain([address.clone()]).map(|address| (address, section)));
        }
        Some(why)
    }

    /// A section that is left out takes all below it along.
    fn leave_out_below(&mut self, folder: &str, pages: Vec<Draft>, why: LeftOut) {
        let paths = pages.iter().map(|page| (page.source.path.clone(), why));
        Arc::make_mut(&mut self.tree.left_out).extend(paths);
        for child in self.subfolders(folder) {
            let pages = self.files.remove(&child).unwrap_or_default();
            self.leave_out_below(&child, pages, why);
        }
    }

    fn slug(&mut self, draft: &Draft, stem: &str) -> String {
        match &draft.front.slug {
            None => slug(stem),
            Some(written) if is_slug(&written.value) => written.value.clone(),
            Some(written) => {
                let proposal = slug(&written.value);
                self.report.push(
                    Diagnostic::error(
                        Code::BadValue,
                        format!("« {} » ne peut pas être une partie d’adresse", written.value),
                    )
                    .at(&draft.source, written.span.clone())
                    .hint(format!(
                        "écrivez par exemple « slug: {proposal} » (minuscules sans accent, chiffres, tirets)"
                    )),
                );
                proposal
            }
        }
    }

    fn add(&mut self, draft: Draft, address: Address, parent: Option<PageId>) -> PageId {
        let id = PageId(self.tree.pages.len());
        let other = *self.addresses.entry(address.clone()).or_insert(id);
        if other != id {
            let owner = &self.tree.page(other).source.path;
            self.report.push(
                Diagnostic::error(Code::DuplicateAddress, format!("adresse {address} déjà prise par {owner}"))
                    .in_file(&draft.source.path)
                    .hint("renommez l’un des deux fichiers, ou donnez-lui un « slug » ; les accents et la casse ne suffisent pas à distinguer deux adresses"),
            );
        }
        Arc::make_mut(&mut self.tree.by_source).insert(draft.source.path.clone(), id);
        self.tree.pages.push(Arc::new(Page {
            id,
            source: draft.source,
            kind: draft.kind,
            front: draft.front,
            body: draft.body,
            address,
            parent,
            children: Vec::new(),
        }));
        id
    }

    /// Old addresses: each must be free.
    fn aliases(&mut self) {
        if self.tree.pages.iter().all(|page| page.front.aliases.is_empty()) {
            return;
        }
        let mut taken: HashMap<String, String> = self
            .tree
            .pages
            .iter()
            .map(|page| (page.address.as_str().to_lowercase(), page.source.path.to_string()))
            .collect();
        let mut found = BTreeMap::new();
        for page in &self.tree.pages {
            for alias in &page.front.aliases {
                let Some(address) = Address::written(&alias.value) else {
                    self.report.push(
                        Diagnostic::error(Code::BadValue, format!("« {} » n’est pas une adresse du site", alias.value))
                            .at(&page.source, alias.span.clone())
                            .hint("écrivez-la comme « /ancienne/adresse/ », sans nom de domaine, sans accent"),
                    );
                    continue;
                };
                if let Some(owner) = taken.insert(address.as_str().to_lowercase(), page.source.path.to_string()) {
                    self.report.push(
                        Diagnostic::error(Code::DuplicateAddress, format!("adresse {address} déjà prise par {owner}"))
                            .at(&page.source, alias.span.clone())
                            .hint("retirez cet alias"),
                    );
                }
                found.insert(address, page.id);
            }
        }
        self.tree.aliases = Arc::new(found);
    }
}

enum Entry {
    Page(Box<Draft>),
    Folder(String),
}

fn order(draft: &Draft) -> i64 {
    draft.front.order.unwrap_or(i64::MAX / 2)
}
