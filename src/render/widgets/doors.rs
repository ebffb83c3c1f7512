//! `doors`: large cards that lead somewhere, each with its icon.

use serde::Serialize;

use super::Block;
use crate::blocks::doors::Doors;
use crate::french::french;
use crate::render::markdown::Body;

#[derive(Serialize)]
struct Item {
    title: String,
    text: String,
    href: String,
    icon: String,
}

#[derive(Serialize)]
struct Values {
    items: Vec<Item>,
}

/// Renders it.
pub(crate) fn render(doors: &Doors, block: &mut Block) -> Option<Body> {
    let source = block.source();
    let mut items = Vec::new();
    for door in &doors.0 {
        let text = block.line(&door.text, &source);
        let href = block.link(&door.link)?;
        items.push(Item {
            title: french(&door.title).into_owned(),
            text,
            href,
            icon: door.icon.clone().unwrap_or_else(|| "marker".to_owned()),
        });
    }
    block.template("doors", &Values { items })
}
