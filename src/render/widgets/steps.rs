//! `steps`: numbered markers along a path.

use serde::Serialize;

use super::Block;
use crate::blocks::steps::Steps;
use crate::french::french;
use crate::render::markdown::Body;

#[derive(Serialize)]
struct Item {
    number: usize,
    title: String,
    text: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct Values {
    items: Vec<Item>,
}

/// Renders it.
pub(crate) fn render(steps: &Steps, block: &mut Block) -> Option<Body> {
    let source = block.source();
    let mut items = Vec::new();
    for (index, step) in steps.0.iter().enumerate() {
        let text = block.blocks(&step.text, &source);
        let href = step.link.as_ref().and_then(|link| block.link(link));
        items.push(Item { number: index + 1, title: french(&step.title).into_owned(), text, href });
    }
    block.template("steps", &Values { items })
}
