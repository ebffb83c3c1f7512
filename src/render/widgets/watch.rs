//! `watch`: what would close an open point, where to look, since when.

use serde::Serialize;

use super::Block;
use crate::blocks::watch::Watch;
use crate::french::{dates, french};
use crate::render::markdown::Body;

#[derive(Serialize)]
struct Place {
    title: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct Values {
    closes: String,
    places: Vec<Place>,
    since: dates::Shown,
    closed: Option<dates::Shown>,
}

/// Renders it.
pub(crate) fn render(watch: &Watch, block: &mut Block) -> Option<Body> {
    let source = block.source();
    let closes = block.line(&watch.closes, &source);
    let known = watch.r#where.iter().filter_map(|key| block.scope.site.bibliography.get(&key.value));
    let places = known.map(|entry| Place {
        title: french(&entry.title).into_owned(),
        url: entry.url.as_ref().map(|url| url.value.clone()),
    });
    let values = Values {
        closes,
        places: places.collect(),
        since: dates::shown(watch.since.value.0),
        closed: watch.closed.as_ref().map(|day| dates::shown(day.value.0)),
    };
    block.template("watch", &values)
}
