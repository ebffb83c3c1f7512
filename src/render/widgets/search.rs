//! `search`: the page of the search. A script adds the field; without it the page is an index of titles, questions and terms
//! from A to Z.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Block;
use crate::french::french;
use crate::render::markdown::Body;
use crate::text::slug::slug;

#[derive(Serialize)]
struct Item {
    title: String,
    href: String,
}

#[derive(Serialize)]
struct Group {
    letter: String,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Values {
    groups: Vec<Group>,
}

/// Renders it.
pub(crate) fn render(block: &mut Block) -> Option<Body> {
    let scope = block.scope;
    let site = scope.site;
    let mut titles: BTreeMap<(String, String), Item> = BTreeMap::new();
    let mut add = |title: &str, href: String| {
        let title = french(title).into_owned();
        titles.insert((slug(&title), href.clone()), Item { title, href });
    };
    for page in site.tree.pages.iter().filter(|page| page.id != scope.page.id) {
        add(&page.front.title.value, scope.href(page.id));
    }
    if let Some(glossary) = site.landmarks.glossary.map(|page| scope.href(page)) {
        for term in &site.glossary.terms {
            let title = match &term.long {
                Some(long) => format!("{} ({long})", term.term.value),
                None => term.term.value.clone(),
            };
            add(&title, format!("{glossary}#{}", term.anchor()));
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for ((sort, _), item) in titles {
        let first = sort.chars().next().filter(char::is_ascii_alphabetic);
        let letter = first.map_or("0-9".to_owned(), |first| first.to_uppercase().to_string());
        match groups.last_mut().filter(|group| group.letter == letter) {
            Some(group) => group.items.push(item),
            None => groups.push(Group { letter, items: vec![item] }),
        }
    }
    block.template("search", &Values { groups })
}
