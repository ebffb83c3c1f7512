//! The site into outputs: each one a pure function of what it shows and the site.
//!
//! In: a [`Site`]. Out: a [`Renderer`], which lists what is to be published and renders any of it,
//! alone and in any order, so that a build does all in parallel and a preview one on demand.

mod book;
mod feed;
mod frame;
pub(crate) mod markdown;
mod measure;
mod navigation;
mod page;
mod poster;
mod qr;
mod values;
pub(crate) mod widgets;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::Context;

use crate::content::address::Address;
use crate::content::page::PageId;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::embedded;
use crate::french::french;
use crate::output::Output;
use crate::output::taken_paths::{Collision, TakenPaths};
use crate::render::markdown::WrittenLink;
use crate::site::Site;
use crate::text::RelPath;
use crate::theme::Theme;

use navigation::Navigation;

/// Something to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    /// A page.
    Page(PageId),
    /// The poster of a page.
    Poster(PageId),
    /// All pages as one, or all answers.
    Book(book::Book),
    /// An old address that leads to a page.
    Redirect(Address, PageId),
    /// A file of `content/`, `static/` or `capsules/`.
    Asset(RelPath),
    /// A file of the theme, by its rank in [`Theme::outputs`].
    ThemeAsset(usize),
    /// The captions of a capsule.
    Captions(String),
    /// The page of errors.
    NotFound,
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// `atom.xml`.
    Feed,
    /// `opensearch.xml`.
    OpenSearch,
}

/// One output, and what is to be said and known of it.
#[derive(Debug)]
pub(crate) struct Rendered {
    /// The file; none when its template failed.
    pub(crate) output: Option<Output>,
    /// What went wrong in it.
    pub(crate) report: Report,
    /// Its links, and where their author wrote them.
    pub(crate) links: Vec<WrittenLink>,
    /// Anchors that authors and readers may point to.
    pub(crate) anchors: Vec<String>,
    /// Words of its own text: neither its widgets nor what stands around it.
    pub(crate) words: usize,
    /// Capsules that it shows, by name.
    pub(crate) capsules: Vec<String>,
}

impl Rendered {
    fn file(output: Output) -> Self {
        Self {
            output: Some(output),
            report: Report::default(),
            links: Vec::new(),
            anchors: Vec::new(),
            words: 0,
            capsules: Vec::new(),
        }
    }
}

/// A site ready to be rendered.
pub(crate) struct Renderer {
    site: Arc<Site>,
    theme: Arc<Theme>,
    /// What was said of the theme.
    themed: Arc<Report>,
    navigation: Arc<Navigation>,
    items: Arc<BTreeMap<RelPath, Item>>,
    search: OnceLock<BTreeMap<RelPath, Vec<u8>>>,
}

impl Renderer {
    /// Loads the theme and lists what there is to publish. `None` when there is no usable theme.
    pub(crate) fn new(site: Arc<Site>) -> (Option<Self>, Report) {
        let mut report = Report::default();
        let theme = Theme::load(&site, &widgets::names(), embedded::theme_asset, &mut report);
        let Some(mut theme) = theme else { return (None, report) };
        values::globals(&site, &mut theme);
        theme.templates.globals().insert("books", &book::links(&site));
        let (renderer, report) = Self::under(Arc::new(theme), Arc::new(report), site);
        (Some(renderer), report)
    }

    /// Another state of the site, in which only pages changed. `None` when its theme sees a difference.
    pub(crate) fn with_pages(&self, site: &Arc<Site>) -> Option<(Self, Report)> {
        let search = |site: &Site| site.landmarks.search.map(|id| site.tree.page(id).address.clone());
        let same = search(&self.site) == search(site);
        same.then(|| Self::under(Arc::clone(&self.theme), Arc::clone(&self.themed), Arc::clone(site)))
    }

    /// Another state of the site, in which only texts of pages changed: no menu shows them, no path depends on them.
    pub(crate) fn with_texts(&self, site: Arc<Site>) -> Self {
        Self {
            site,
            theme: Arc::clone(&self.theme),
            themed: Arc::clone(&self.themed),
            navigation: Arc::clone(&self.navigation),
            items: Arc::clone(&self.items),
            search: OnceLock::new(),
        }
    }

    fn under(theme: Arc<Theme>, themed: Arc<Report>, site: Arc<Site>) -> (Self, Report) {
        let mut report = Report::clone(&themed);
        let items = Arc::new(items(&site, &theme, &mut report));
        (Self { site, theme, themed, navigation: Arc::default(), items, search: OnceLock::new() }, report)
    }

    /// The site.
    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    /// Everything to publish, by path.
    pub(crate) fn items(&self) -> &BTreeMap<RelPath, Item> {
        &self.items
    }

    /// The files of the search, made when they are first asked for.
    pub(crate) fn search(&self) -> &BTreeMap<RelPath, Vec<u8>> {
        self.search.get_or_init(|| crate::search::files(&self.site))
    }

    /// Renders one item.
    pub(crate) fn render(&self, path: &RelPath, item: &Item) -> Rendered {
        let bytes = match item {
            Item::Page(id) => return page::render(self, *id, path),
            Item::Book(which) => return book::render(self, *which, path),
            Item::Poster(id) => return poster::render(self, *id, path),
            Item::Redirect(address, id) => return self.redirect(address, *id, path),
            Item::NotFound => return page::not_found(self, path),
            Item::Asset(source) => self.site.assets.get(source).map(|bytes| bytes.to_vec()),
            Item::ThemeAsset(rank) => self.theme.outputs.get(*rank).map(|output| output.bytes.clone()),
            Item::Captions(id) => self.site.capsules.get(id).map(|capsule| capsule.webvtt().into_bytes()),
            Item::Sitemap => Some(feed::sitemap(&self.site).into_bytes()),
            Item::Robots => Some(feed::robots(&self.site).into_bytes()),
            Item::Feed => Some(feed::atom(&self.site).into_bytes()),
            Item::OpenSearch => Some(feed::opensearch(&self.site).into_bytes()),
        };
        Rendered::file(Output { path: path.clone(), bytes: bytes.unwrap_or_default() })
    }

    /// A page that leads on, on any static host: a refresh, a canonical link, and a link to follow.
    fn redirect(&self, address: &Address, id: PageId, path: &RelPath) -> Rendered {
        let page = self.site.tree.page(id);
        let mut context = Context::new();
        context.insert("root", &address.root());
        let target = address.link_to(&page.address, self.site.style);
        let canonical = self
            .site
            .base_url
            .as_ref()
            .map_or_else(|| target.clone(), |base| format!("{base}{}", page.address.as_str()));
        context.insert("target", &target);
        context.insert("title", &french(&page.front.title.value));
        context.insert("canonical", &canonical);
        self.template("redirect.html", &context, path, Rendered::file(Output { path: path.clone(), bytes: Vec::new() }))
    }

    fn template(&self, name: &str, context: &Context, path: &RelPath, mut rendered: Rendered) -> Rendered {
        match self.theme.templates.render_page(name, context) {
            Ok(bytes) => rendered.output = Some(Output { path: path.clone(), bytes }),
            Err(diagnostic) => {
                rendered.output = None;
                rendered.report.push(*diagnostic);
            }
        }
        rendered
    }
}

/// Lists what there is to publish; says what collides.
fn items(site: &Site, theme: &Theme, report: &mut Report) -> BTreeMap<RelPath, Item> {
    let mut list = List { items: BTreeMap::new(), taken: TakenPaths::new(GENERATOR), report };
    if let Some(map) = crate::search::map(site) {
        list.reserve(map.as_str(), SEARCH);
    }
    let mut placed = Vec::with_capacity(site.tree.pages.len());
    for page in &site.tree.pages {
        placed.push(list.add(&page.address.file(), Item::Page(page.id), page.source.path.as_str()));
    }
    for (address, page) in site.tree.aliases.iter() {
        let source = site.tree.page(*page).source.path.as_str();
        list.add(&address.file(), Item::Redirect(address.clone(), *page), source);
    }
    for (address, section) in site.tree.dated() {
        list.add(
            &address.file(),
            Item::Redirect(address.clone(), *section),
            site.tree.page(*section).source.path.as_str(),
        );
    }
    for page in site.tree.pages.iter().filter(|page| placed[page.id.0] && site.tree.has_poster(page)) {
        list.add(&page.poster().file(), Item::Poster(page.id), page.source.path.as_str());
    }
    for (rank, output) in theme.outputs.iter().enumerate() {
        list.add(output.path.as_str(), Item::ThemeAsset(rank), THEME);
    }
    for capsule in site.capsules.values().filter(|capsule| capsule.recording.is_none()) {
        if let Some(path) = capsule.captions_path() {
            list.add(path.as_str(), Item::Captions(capsule.id.clone()), capsule.source.path.as_str());
        }
    }
    for which in book::of(site) {
        list.add(&which.address().file(), Item::Book(which), GENERATOR);
    }
    // Without a home page there is nowhere to send a lost reader.
    if site.tree.home().is_some() {
        list.add("404.html", Item::NotFound, GENERATOR);
    }
    // A publisher’s own takes the place of ours.
    if !site.assets.keys().any(|path| crate::source::folders::published_asset(path) == Some("robots.txt")) {
        list.add("robots.txt", Item::Robots, GENERATOR);
    }
    if site.base_url.is_some() {
        // A rehearsal asks nobody to come and read.
        if !site.rehearsal {
            list.add("sitemap.xml", Item::Sitemap, GENERATOR);
        }
        list.add("atom.xml", Item::Feed, GENERATOR);
        if site.landmarks.search.is_some() {
            list.add("opensearch.xml", Item::OpenSearch, GENERATOR);
        }
    }
    for path in site.assets.keys() {
        if let Some(published) = crate::source::folders::published_asset(path) {
            list.add(published, Item::Asset(path.clone()), path.as_str());
        }
    }
    list.items
}

/// Who publishes what comes from no file of the site.
const GENERATOR: &str = "le générateur";
const SEARCH: &str = "la recherche";
const THEME: &str = "le thème";

struct List<'a> {
    items: BTreeMap<RelPath, Item>,
    /// The paths taken, with the file that each comes from, or who makes it.
    taken: TakenPaths<&'a str>,
    report: &'a mut Report,
}

impl<'a> List<'a> {
    /// Takes the path of something that is made apart.
    fn reserve(&mut self, path: &str, owner: &'a str) {
        let _ = self.taken.take(path, owner);
    }

    /// Adds an item, unless its path is taken: then it is told, at the file that the item comes from.
    fn add(&mut self, path: &str, item: Item, owner: &'a str) -> bool {
        let Some(path) = RelPath::new(path) else { return false };
        let collision = self.taken.take(path.as_str(), owner).err();
        // Pages that collide were told while the tree was built.
        let known = matches!(item, Item::Page(_) | Item::Redirect(..));
        if let Some(collision) = collision.as_ref().filter(|collision| !(known && collision.owner.ends_with(".md"))) {
            self.report.push(told(collision, path.as_str(), owner));
        }
        // Where only the spelling differs the item stays, so that nobody blames the links to it.
        if collision.as_ref().is_none_or(|collision| collision.standing.path != path.as_str()) {
            self.items.entry(path).or_insert(item);
        }
        collision.is_none()
    }
}

fn told(collision: &Collision<&str>, path: &str, owner: &str) -> Diagnostic {
    let message = if collision.standing.path == path {
        format!("« {path} » est déjà publié par {}", collision.owner)
    } else {
        format!("{} (l’autre : {})", collision.told(), collision.owner)
    };
    let hint =
        if [GENERATOR, SEARCH, THEME].contains(&collision.owner) { "renommez le vôtre" } else { collision.hint() };
    Diagnostic::error(Code::DuplicateAddress, message).in_file(owner).hint(hint)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests;
