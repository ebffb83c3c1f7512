//! `checklist`: what is to be done, in sections, with days counted from a date that the reader gives.
//!
//! In: sections and items, in YAML. Out: a list with boxes to print; the script makes them real ones, remembers
//! which are ticked, and turns the days into dates.

use serde::Serialize;

use super::Block;
use crate::blocks::checklist::{Checklist, Start};
use crate::french::french;
use crate::french::numbers::plural;
use crate::render::markdown::Body;

#[derive(Serialize)]
struct ItemValues {
    id: String,
    text: String,
    days: Option<i64>,
    when: Option<String>,
    see: Option<String>,
    href: Option<String>,
}

#[derive(Serialize)]
struct SectionValues {
    title: String,
    items: Vec<ItemValues>,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    intro: Option<String>,
    start: Option<String>,
    count: usize,
    sections: Vec<SectionValues>,
}

/// Renders it.
pub(crate) fn render(list: &Checklist, block: &mut Block) -> Option<Body> {
    let values = values(list, block);
    if !block.sound {
        return None;
    }
    block.template("checklist", &values)
}

/// « 14 jours après le lancement ».
fn when(days: i64, start: &Start) -> String {
    let counted = plural(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "jour", "jours");
    let said = match days {
        0 => start.same.clone(),
        1.. => format!("{counted} {}", start.after),
        _ => format!("{counted} {}", start.before),
    };
    french(&said).into_owned()
}

fn values(list: &Checklist, block: &mut Block) -> Values {
    let source = block.source();
    let intro = list.intro.as_ref().map(|intro| block.blocks(intro, &source));
    let mut sections = Vec::new();
    for section in &list.sections {
        let mut items = Vec::new();
        for item in &section.items {
            let days = item.days.as_ref().map(|days| days.value);
            items.push(ItemValues {
                id: item.id.value.clone(),
                text: block.line(&item.text, &source),
                days,
                when: days.zip(list.start.as_ref()).map(|(days, start)| when(days, start)),
                see: item.see.as_ref().map(|see| french(&see.value).into_owned()),
                href: item.link.as_ref().and_then(|link| block.link(link)),
            });
        }
        sections.push(SectionValues { title: french(&section.title.value).into_owned(), items });
    }
    Values {
        id: list.id.value.clone(),
        title: french(&list.title).into_owned(),
        intro,
        start: list.start.as_ref().map(|start| french(&start.label.value).into_owned()),
        count: sections.iter().map(|section| section.items.len()).sum(),
        sections,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::decode::Spanned;

    #[test]
    fn deadlines_are_said_in_french() {
        let text = |text: &str| text.to_owned();
        let start = Start {
            label: Spanned { value: text("Date du départ"), span: 0..0 },
            after: text("après le départ"),
            before: text("avant le départ"),
            same: text("le jour du départ"),
        };
        let said = [-14, -1, 0, 1, 90].map(|days| when(days, &start));
        let expected = [
            "14 jours avant le départ",
            "1 jour avant le départ",
            "le jour du départ",
            "1 jour après le départ",
            "90 jours après le départ",
        ];
        assert_eq!(said.map(|said| said.replace('\u{a0}', " ")), expected);
    }
}
