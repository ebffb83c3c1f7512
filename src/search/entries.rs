//! What can be found: pages with their paragraphs, questions with their answers, terms with their definitions.
//!
//! In: a site. Out: [`Subject`]s in reading order, terms last, and the [`Entry`] of each. Nothing is rendered: a page is read from its Markdown,
//! and a block gives its sentences.

use std::collections::BTreeSet;

use crate::blocks;
use crate::content::address::{Address, link};
use crate::content::glossary::Term;
use crate::content::page::{Page, PageKind};
use crate::content::variables;
use crate::french::french;
use crate::french::words::fold;
use crate::markup::{self, Paragraph};
use crate::site::Site;

/// Signs of a paragraph that are kept to be shown; all of it is searched.
const SHOWN: usize = 360;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A page.
    Page,
    /// A page that lists others: the home page, those of sections.
    Section,
    /// A page for those alone who make the site: its words are theirs, and few others look for it.
    Aside,
    /// A question and its answer.
    Question,
    /// A term of the glossary.
    Term,
}

/// Something that is found.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its address from the root of the site.
    pub(crate) href: String,
    /// Its title.
    pub(crate) title: String,
    /// What is shown under it when none of its paragraphs is.
    pub(crate) summary: String,
    /// Other words that find it.
    pub(crate) keywords: String,
    /// How people ask for it, phrase by phrase.
    pub(crate) asked: Vec<Asked>,
    /// The section of the first level it is in.
    pub(crate) section: String,
    /// Who it is for, a bit for each of the audiences of the site.
    pub(crate) audience: u32,
    /// Its paragraphs.
    pub(crate) units: Vec<Unit>,
}

/// A phrase with which people ask.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// As they say it.
    pub(crate) text: String,
    /// The anchor of the paragraph that answers, when it is not the first one.
    pub(crate) at: Option<String>,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Its anchor, or that of its heading.
    pub(crate) id: String,
    /// The heading it stands under.
    pub(crate) heading: String,
    /// What it says.
    pub(crate) text: String,
}

impl Unit {
    /// Its beginning, cut between two words.
    pub(crate) fn shown(&self) -> &str {
        let Some((end, _)) = self.text.char_indices().nth(SHOWN) else { return &self.text };
        let cut = self.text[..end].rfind(' ').unwrap_or(end);
        &self.text[..cut]
    }
}

/// What an entry is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Subject<'a> {
    /// A page.
    Page(&'a Page),
    /// A term of the glossary, and the page it stands on.
    Term(&'a Term, &'a Page),
}

/// Everything that can be found in a site, in order.
pub(crate) fn subjects(site: &Site) -> Vec<Subject<'_>> {
    let pages = site.tree.pages.iter().filter(|page| site.landmarks.search != Some(page.id));
    let pages = pages.map(|page| Subject::Page(page));
    let glossary = site.landmarks.glossary.map(|id| site.tree.page(id));
    let terms = site.glossary.terms.iter().zip(glossary.into_iter().cycle());
    pages.chain(terms.map(|(term, page)| Subject::Term(term, page))).collect()
}

/// What is found of a subject.
pub(crate) fn entry(site: &Site, subject: &Subject) -> Entry {
    match subject {
        Subject::Page(page) => page_entry(site, page),
        Subject::Term(term, page) => term_entry(site, term, page),
    }
}

fn page_entry(site: &Site, page: &Page) -> Entry {
    let front = &page.front;
    let section = site.tree.top(page.id).map(|top| site.tree.page(top).menu_title()).unwrap_or_default();
    let topic = site.tree.topic(page);
    let mut units = Vec::new();
    let blocks = site.blocks(page.id);
    for paragraph in answering(markup::paragraphs(&page.origin())) {
        let Paragraph { id, heading, text, fence, .. } = paragraph;
        match fence {
            None => units.push(Unit { id, heading, text }),
            Some(start) => {
                let sentences = match blocks.at(start) {
                    Some(block) => block.sentences.clone(),
                    None => blocks::of_code(&page.source.path, text),
                };
                let unit = |text| Unit { id: id.clone(), heading: heading.clone(), text };
                units.extend(sentences.into_iter().map(unit));
            }
        }
    }
    // An address says in few words what its page is about, often in others than its title.
    let slug = page.address.as_str().trim_end_matches('/').rsplit('/').next();
    let told = front.keywords.iter().map(|keyword| keyword.value.as_str());
    let keywords = [front.menu_title.as_deref(), topic.map(|topic| topic.title.as_str()), slug];
    let said = said(site, page);
    let keywords: Vec<&str> = keywords.into_iter().flatten().chain(told).chain(said.as_deref()).collect();
    let whole = front.asked.iter().map(|phrase| Asked { text: phrase.value.clone(), at: None });
    let parts = front.asked_at.iter().flat_map(|(id, phrases)| {
        phrases.iter().map(|phrase| Asked { text: phrase.value.clone(), at: Some(id.clone()) })
    });
    Entry {
        asked: whole.chain(parts).collect(),
        kind: match page.kind {
            _ if topic.is_some() => Kind::Question,
            _ if site.audiences.are_aside(page) => Kind::Aside,
            PageKind::Page => Kind::Page,
            PageKind::Home | PageKind::Section => Kind::Section,
        },
        href: link("", &page.address, site.style),
        title: french(&front.title.value).into_owned(),
        summary: french(&front.description.value).into_owned(),
        keywords: keywords.join(" "),
        section: french(section).into_owned(),
        audience: site.audiences.bits(page),
        units,
    }
}

/// What its publisher says on a page in place of neutral words, each once.
fn said(site: &Site, page: &Page) -> Option<String> {
    let known = &site.configuration.variables;
    let names: BTreeSet<&str> = variables::called(page.markdown()).collect();
    let values = names.into_iter().filter_map(|name| variables::value(known, name).ok().flatten());
    let all: Vec<String> = values.map(|value| markup::plain(&value.value)).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// The heading under which a page says where to go next, folded.
const NEXT: &str = "et apres ?";
/// How a line of sources begins, folded.
const SOURCES: &str = "sources du tableau";

/// The paragraphs that answer something: not where to go next, nor what a table rests on; the items of a list are read with
/// what introduces them, since neither says anything alone.
fn answering(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut kept: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    // Whether the last one is a list, or leads to one.
    let mut open = false;
    for paragraph in paragraphs {
        let plain = |text: &str| fold(text).replace(['\u{a0}', '\u{202f}'], " ");
        if plain(&paragraph.heading) == NEXT || plain(&paragraph.text).starts_with(SOURCES) {
            open = false;
            continue;
        }
        match kept.last_mut() {
            Some(last) if open && paragraph.item => {
                last.text.push(' ');
                last.text.push_str(&paragraph.text);
            }
            _ => {
                let leads = paragraph.fence.is_none() && paragraph.text.ends_with(':');
                open = leads || paragraph.item;
                kept.push(paragraph);
            }
        }
    }
    kept
}

fn term_entry(site: &Site, term: &Term, page: &Page) -> Entry {
    let section = site.tree.top(page.id).map(|top| site.tree.page(top).menu_title()).unwrap_or_default();
    let definition = markup::plain(&term.definition.value);
    let long = term.long.as_deref().map(|long| french(long).into_owned()).unwrap_or_default();
    Entry {
        kind: Kind::Term,
        href: format!("{}#{}", link("", &page.address, site.style), term.anchor()),
        title: term.term.value.clone(),
        keywords: format!("{long} {}", term.forms.join(" ")),
        summary: long,
        asked: term.asked.iter().map(|phrase| Asked { text: phrase.value.clone(), at: None }).collect(),
        section: french(section).into_owned(),
        audience: 0,
        units: vec![Unit { id: term.anchor(), heading: String::new(), text: definition }],
    }
}

/// The address of the page of the search.
pub(crate) fn address(site: &Site) -> Option<&Address> {
    site.landmarks.search.map(|id| &site.tree.page(id).address)
}
