//! `cards` and `buttons`: places to go to, as cards or as links that look like buttons.

use serde::Serialize;

use super::Block;
use crate::blocks::buttons::Buttons;
use crate::blocks::cards::Cards;
use crate::french::french;
use crate::render::markdown::{Body, outside};
use crate::yaml::decode::Spanned;

#[derive(Serialize)]
struct Item {
    title: String,
    text: Option<String>,
    href: String,
    /// Whether it leaves the site.
    outside: bool,
}

#[derive(Serialize)]
struct Values {
    items: Vec<Item>,
}

fn item(title: &str, text: Option<&Spanned<String>>, link: &Spanned<String>, block: &mut Block) -> Option<Item> {
    let source = block.source();
    let text = text.map(|text| block.blocks(text, &source));
    let href = block.link(link)?;
    Some(Item { title: french(title).into_owned(), text, outside: outside(&href), href })
}

/// Renders cards.
pub(crate) fn render(cards: &Cards, block: &mut Block) -> Option<Body> {
    let items = cards.0.iter().filter_map(|card| item(&card.title.value, card.text.as_ref(), &card.link, block));
    let items = items.collect();
    block.template("cards", &Values { items })
}

/// Renders buttons.
pub(crate) fn buttons(buttons: &Buttons, block: &mut Block) -> Option<Body> {
    let items = buttons.0.iter().filter_map(|button| item(&button.text, None, &button.link, block)).collect();
    block.template("buttons", &Values { items })
}
