//! `glossary`: the whole glossary, by first letter.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Block;
use crate::content::bibliography;
use crate::french::french;
use crate::render::markdown::Body;
use crate::text::slug::slug;

#[derive(Serialize)]
struct See {
    term: String,
    id: String,
}

#[derive(Serialize)]
struct Reference {
    key: String,
    href: Option<String>,
    title: String,
}

#[derive(Serialize)]
struct Term {
    id: String,
    term: String,
    long: Option<String>,
    definition: String,
    see: Vec<See>,
    to_check: bool,
    sources: Vec<Reference>,
}

#[derive(Serialize)]
struct Group {
    letter: String,
    terms: Vec<Term>,
}

#[derive(Serialize)]
struct Values {
    groups: Vec<Group>,
}

/// Renders it.
pub(crate) fn render(block: &mut Block) -> Option<Body> {
    let site = block.scope.site;
    let mut groups: BTreeMap<String, BTreeMap<String, Term>> = BTreeMap::new();
    for term in &site.glossary.terms {
        let sort = slug(&term.term.value);
        let letter = sort.chars().next().unwrap_or('#').to_uppercase().to_string();
        let values = values(term, block)?;
        groups.entry(letter).or_default().insert(format!("{sort} {}", values.id), values);
    }
    let groups =
        groups.into_iter().map(|(letter, terms)| Group { letter, terms: terms.into_values().collect() }).collect();
    block.template("glossary", &Values { groups })
}

fn values(term: &crate::content::glossary::Term, block: &mut Block) -> Option<Term> {
    let scope = block.scope;
    let source = scope.site.texts.get("data/glossary.yaml")?.clone();
    let all = scope.site.landmarks.bibliography.map(|page| scope.href(page));
    let see = term
        .see
        .iter()
        .filter_map(|see| scope.site.glossary.find(&see.value))
        .map(|see| See { term: see.term.value.clone(), id: see.anchor() });
    let reference = |key: &String| Reference {
        key: key.clone(),
        href: all.as_ref().map(|href| format!("{href}#{}", bibliography::anchor(key))),
        title: scope.site.bibliography.get(key).map(|entry| french(&entry.title).into_owned()).unwrap_or_default(),
    };
    let values = Term {
        id: term.anchor(),
        term: term.term.value.clone(),
        long: term.long.as_deref().map(|long| french(long).into_owned()),
        see: see.collect(),
        to_check: term.to_check,
        sources: term.sources.iter().map(|key| reference(&key.value)).collect(),
        definition: block.line(&term.definition, &source),
    };
    block.body.anchors.push(values.id.clone());
    Some(values)
}
