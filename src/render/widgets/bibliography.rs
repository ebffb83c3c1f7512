//! `bibliography`: all the sources of the site, by who publishes them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Block;
use crate::content::bibliography::anchor;
use crate::french::dates;
use crate::french::french;
use crate::render::markdown::Body;
use crate::text::slug::slug;

#[derive(Serialize)]
struct Entry {
    id: String,
    key: String,
    title: String,
    url: Option<String>,
    read: Option<&'static str>,
    note: Option<String>,
    watch: Option<String>,
    consulted: Option<dates::Shown>,
}

#[derive(Serialize)]
struct Group {
    publisher: String,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Values {
    groups: Vec<Group>,
}

/// Renders it.
pub(crate) fn render(block: &mut Block) -> Option<Body> {
    let mut groups: BTreeMap<String, (String, Vec<Entry>)> = BTreeMap::new();
    for (key, entry) in block.scope.site.bibliography.iter() {
        let entry = &entry.value;
        let publisher = entry.publisher.clone().unwrap_or_else(|| "Sans éditeur déclaré".to_owned());
        let values = Entry {
            id: anchor(key),
            key: key.to_owned(),
            title: french(&entry.title).into_owned(),
            url: entry.url.as_ref().map(|url| url.value.clone()),
            read: entry.read.map(|read| read.word()),
            note: entry.reading_without_extent(&block.scope.site.bibliography).map(|note| french(&note).into_owned()),
            watch: entry.watch.as_deref().map(|watch| french(watch).into_owned()),
            consulted: entry.consulted.map(|day| dates::shown(day.0)),
        };
        block.body.anchors.push(values.id.clone());
        groups.entry(slug(&publisher)).or_insert_with(|| (french(&publisher).into_owned(), Vec::new())).1.push(values);
    }
    let groups = groups.into_values().map(|(publisher, entries)| Group { publisher, entries }).collect();
    block.template("bibliography", &Values { groups })
}
