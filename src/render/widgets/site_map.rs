//! `site-map`: every page of the site, as a tree.

use serde::Serialize;

use super::Block;
use crate::content::page::PageId;
use crate::french::french;
use crate::render::markdown::{Body, Scope};

#[derive(Serialize)]
struct Item {
    title: String,
    href: String,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Values {
    items: Vec<Item>,
}

/// Renders it.
pub(crate) fn render(block: &mut Block) -> Option<Body> {
    let home = block.scope.site.tree.home()?;
    let items = std::iter::once(item(block.scope, home.id, false))
        .chain(home.children.iter().map(|id| item(block.scope, *id, true)));
    let values = Values { items: items.collect() };
    block.template("site-map", &values)
}

fn item(scope: &Scope, id: PageId, deep: bool) -> Item {
    let tree = &scope.site.tree;
    let page = tree.page(id);
    let href = scope.href(id);
    // Questions stand under their themes, which lead to the list of the section.
    let topics = page.front.themes.iter().filter(|_| deep).map(|topic| Item {
        title: french(&topic.title).into_owned(),
        href: format!("{href}#{}", topic.anchor()),
        items: tree.under(page, topic).map(|page| item(scope, page.id, false)).collect(),
    });
    let others = page.children.iter().filter(|id| deep && tree.topic(tree.page(**id)).is_none());
    let items = topics.filter(|topic| !topic.items.is_empty()).chain(others.map(|id| item(scope, *id, true))).collect();
    Item { title: french(&page.front.title.value).into_owned(), href, items }
}
