//! `site-map`: every page of the site, as a tree.

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::content::page::PageId;
use crate::markdown::{Body, Scope, french};

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

/// The kind.
pub struct SiteMap;

impl Widget for SiteMap {
    fn kind(&self) -> &'static str {
        "site-map"
    }

    fn schema(&self, _: &mut SchemaGenerator) -> Option<Schema> {
        None
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let home = block.scope.site.tree.home()?;
        let items = std::iter::once(item(block.scope, home.id, false))
            .chain(home.children.iter().map(|id| item(block.scope, *id, true)));
        let values = Values { items: items.collect() };
        block.template(self.kind(), &values)
    }
}

fn item(scope: &Scope, id: PageId, deep: bool) -> Item {
    let page = scope.site.tree.page(id);
    let items = if deep { page.children.iter().map(|child| item(scope, *child, true)).collect() } else { Vec::new() };
    Item { title: french(&page.front.title.value).into_owned(), href: scope.href(id), items }
}
