//! Menus, rendered once and then only marked for each page: what a page costs must not grow with
//! the number of its neighbours.
//!
//! Links are relative, so a menu is rendered once per depth; the templates put a mark beside each
//! link, and the marks of the page shown become `aria-current`.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use foldhash::fast::RandomState;
use serde::Serialize;
use tera::{Context, Value};

use crate::content::address::link;
use crate::content::page::{Page, PageId, PageKind};
use crate::content::topic::Topic;
use crate::diagnostic::Diagnostic;
use crate::french::french;
use crate::site::Site;
use crate::theme::Theme;

/// Private-use characters around the number of a page: they occur in no text.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// Which menu: that of the header, or that of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Menu {
    /// The sections of the first level.
    Header,
    /// The pages of a section, or its topics.
    Section(PageId),
    /// The topics of a section, with the pages of one of them.
    Topic(PageId, usize),
    /// The pages of a section of the first level, unfolded down to this section only.
    Branch(PageId),
}

/// Pages of a section of the first level up to which its menu shows all of them: beyond, only the way
/// to the page shown is unfolded, so that neither readers nor menus pay for the size of a section.
const WHOLE: usize = 60;

impl Menu {
    /// The menu beside a page of a section: where there are topics, only the page's own is unfolded,
    /// for a hundred questions in a row help nobody.
    pub(crate) fn beside(site: &Site, page: &Page, section: PageId) -> Self {
        let topics = &site.tree.page(section).front.themes;
        let topic = site.tree.topic(page).filter(|_| page.parent == Some(section));
        match topic.and_then(|topic| topics.iter().position(|other| other.id.value == topic.id.value)) {
            Some(rank) => Menu::Topic(section, rank),
            None if site.tree.below(section) <= WHOLE => Menu::Section(section),
            None if page.kind == PageKind::Section => Menu::Branch(page.id),
            None => Menu::Branch(page.parent.unwrap_or(section)),
        }
    }
}

/// Menus rendered so far.
#[derive(Default)]
pub(crate) struct Navigation {
    ready: RwLock<HashMap<(Menu, String), Arc<Marked>, RandomState>>,
}

/// A rendered menu and where each page can be marked in it.
struct Marked {
    html: String,
    places: HashMap<PageId, usize, RandomState>,
}

#[derive(Serialize)]
struct Item {
    title: String,
    href: String,
    mark: Value,
    /// The module of the course that this page is.
    module: Option<String>,
    /// How many modules the course has of which this page is the dashboard.
    course: Option<usize>,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Values {
    root: String,
    title: String,
    href: String,
    mark: Value,
    items: Vec<Item>,
}

/// What a menu is rendered from.
pub(crate) struct Ground<'a> {
    /// The site.
    pub(crate) site: &'a Site,
    /// The theme.
    pub(crate) theme: &'a Theme,
}

impl Navigation {
    /// A menu for a page at this depth, with the mark `attribute` beside the link of `current`.
    pub(crate) fn menu(
        &self,
        ground: &Ground,
        menu: Menu,
        root: &str,
        current: Option<(PageId, &str)>,
    ) -> Result<String, Box<Diagnostic>> {
        let marked = self.marked(ground, menu, root)?;
        let place = current.and_then(|(page, attribute)| marked.places.get(&page).map(|at| (*at, attribute)));
        Ok(match place {
            None => marked.html.clone(),
            Some((at, attribute)) => {
                let mut html = String::with_capacity(marked.html.len() + attribute.len());
                html.push_str(&marked.html[..at]);
                html.push_str(attribute);
                html.push_str(&marked.html[at..]);
                html
            }
        })
    }

    fn marked(&self, ground: &Ground, menu: Menu, root: &str) -> Result<Arc<Marked>, Box<Diagnostic>> {
        let key = (menu, root.to_owned());
        if let Some(ready) = self.ready.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(ready.clone());
        }
        let marked = Arc::new(Marked::read(&render(ground, menu, root)?));
        self.ready.write().unwrap_or_else(PoisonError::into_inner).insert(key, marked.clone());
        Ok(marked)
    }
}

fn render(ground: &Ground, menu: Menu, root: &str) -> Result<String, Box<Diagnostic>> {
    let (site, tree) = (ground.site, &ground.site.tree);
    let own =
        |id: PageId| tree.page(id).children.iter().copied().filter(|child| tree.topic(tree.page(*child)).is_none());
    let (head, topics, items): (_, Vec<Item>, Vec<Item>) = match menu {
        Menu::Header => {
            let home = tree.home().map(|home| home.id);
            (home, Vec::new(), tree.sections().map(|page| item(site, page.id, root, Unfold::Nothing)).collect())
        }
        Menu::Section(id) => {
            let items = own(id).map(|child| item(site, child, root, Unfold::All)).collect();
            (Some(id), topics(site, id, root, None), items)
        }
        Menu::Topic(id, rank) => {
            let items = own(id).map(|child| item(site, child, root, Unfold::All)).collect();
            (Some(id), topics(site, id, root, Some(rank)), items)
        }
        Menu::Branch(id) => {
            let top = tree.top(id).unwrap_or(id);
            let trail = tree.trail(id);
            let items = own(top).map(|child| item(site, child, root, Unfold::Along(&trail))).collect();
            (Some(top), topics(site, top, root, None), items)
        }
    };
    let items = topics.into_iter().chain(items).collect();
    let values = match head {
        Some(id) => {
            let Item { title, href, mark, .. } = item(site, id, root, Unfold::Nothing);
            Values { root: root.to_owned(), title, href, mark, items }
        }
        None => Values { root: root.to_owned(), title: String::new(), href: String::new(), mark: Value::none(), items },
    };
    let context = Context::from_serialize(&values).unwrap_or_default();
    ground.theme.templates.render(if menu == Menu::Header { "menu.html" } else { "sidebar.html" }, &context)
}

/// The topics of a section that have pages, one of them unfolded.
fn topics(site: &Site, section: PageId, root: &str, unfolded: Option<usize>) -> Vec<Item> {
    let section = site.tree.page(section);
    let href = link(root, &section.address, site.style);
    let one = |(rank, topic): (usize, &Topic)| {
        let pages: Vec<PageId> = site.tree.under(section, topic).map(|page| page.id).collect();
        let shown = if unfolded == Some(rank) { pages.as_slice() } else { &[] };
        (!pages.is_empty()).then(|| Item {
            title: french(&topic.title).into_owned(),
            href: format!("{href}#{}", topic.anchor()),
            mark: Value::none(),
            module: None,
            course: None,
            items: shown.iter().map(|id| item(site, *id, root, Unfold::All)).collect(),
        })
    };
    section.front.themes.iter().enumerate().filter_map(one).collect()
}

/// Which sections show what they hold.
#[derive(Clone, Copy)]
enum Unfold<'a> {
    Nothing,
    All,
    /// Those on the way to a page.
    Along(&'a [PageId]),
}

fn item(site: &Site, id: PageId, root: &str, unfold: Unfold) -> Item {
    let page = site.tree.page(id);
    let open = page.kind == PageKind::Section
        && match unfold {
            Unfold::Nothing => false,
            Unfold::All => true,
            Unfold::Along(trail) => trail.contains(&id),
        };
    let shown = if open { page.children.as_slice() } else { &[] };
    Item {
        title: french(page.menu_title()).into_owned(),
        href: link(root, &page.address, site.style),
        mark: Value::safe_string(&format!("{OPEN}{}{CLOSE}", id.0)),
        module: site.course.as_ref().and_then(|course| course.module_at(id)).map(|module| module.id.value.clone()),
        course: site
            .course
            .as_ref()
            .filter(|_| site.landmarks.course == Some(id))
            .map(|course| course.file.modules.len()),
        items: shown.iter().map(|child| item(site, *child, root, unfold)).collect(),
    }
}

impl Marked {
    /// Takes the marks out of what a template wrote.
    fn read(rendered: &str) -> Self {
        let mut html = String::with_capacity(rendered.len());
        let mut places = HashMap::default();
        let mut rest = rendered;
        while let Some((before, after)) = rest.split_once(OPEN) {
            html.push_str(before);
            let Some((number, after)) = after.split_once(CLOSE) else { break };
            if let Ok(number) = number.parse() {
                places.entry(PageId(number)).or_insert(html.len());
            }
            rest = after;
        }
        html.push_str(rest);
        Self { html, places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_kept() {
        let marked = Marked::read("<a\u{e000}7\u{e001} href=x>é</a><a\u{e000}8\u{e001}>");
        assert_eq!(marked.html, "<a href=x>é</a><a>");
        assert_eq!(marked.places.get(&PageId(7)), Some(&2));
        assert_eq!(marked.places.get(&PageId(8)), Some(&"<a href=x>é</a><a".len()));
    }
}
