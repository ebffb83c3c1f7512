//! The guide on paper (`build --book`): all pages as one, with a table of contents and page breaks; and a booklet of the answers.
//!
//! In: the site. Out: two pages that search engines leave out. A page keeps its text; its identifiers and its links become
//! those of the whole (see [`rewrite`]).

mod rewrite;

use std::collections::HashMap;

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

use super::page::{around, cited_in, load, plain};
use super::values::{Cited, Link, PageValues, Social};
use super::widgets::PageWidgets;
use super::{Rendered, Renderer};
use crate::blocks::Widget;
use crate::content::address::{Address, AddressStyle, link};
use crate::content::page::{Page, PageKind};
use crate::diagnostic::Report;
use crate::french::{dates, french};
use crate::markup;
use crate::output::Output;
use crate::render::markdown::{self, Scope};
use crate::site::Site;
use crate::text::RelPath;
use rewrite::Chapter;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Book {
    /// All pages but the answers.
    Guide,
    /// The answers, in short.
    Answers,
}

impl Book {
    /// Where it is published.
    pub(crate) fn address(self) -> Address {
        Address::home().child(match self {
            Book::Guide => "livre",
            Book::Answers => "reponses",
        })
    }

    fn title(self) -> &'static str {
        match self {
            Book::Guide => "Tout le guide",
            Book::Answers => "Toutes les réponses",
        }
    }
}

/// A line of the table of contents.
#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
    /// Whether it opens a section.
    section: bool,
}

/// A page, in the guide.
#[derive(Serialize)]
struct ChapterValues {
    #[serde(flatten)]
    entry: Entry,
    html: Value,
    reviewed: Option<dates::Shown>,
    sources: Value,
}

/// An answer, in the booklet.
#[derive(Serialize)]
struct AnswerValues {
    title: String,
    text: Value,
    address: String,
}

/// The answers of a theme.
#[derive(Serialize)]
struct TopicValues {
    id: String,
    title: String,
    answers: Vec<AnswerValues>,
}

/// Which of the two a site has.
pub(super) fn of(site: &Site) -> Vec<Book> {
    let answers = site.tree.pages.iter().any(|page| site.tree.topic(page).is_some());
    let all = [(Book::Guide, site.book), (Book::Answers, site.book && answers)];
    all.into_iter().filter(|(_, there)| *there).map(|(book, _)| book).collect()
}

/// Links to them, from the root of the site.
pub(super) fn links(site: &Site) -> Vec<Link> {
    let link_to = |book: Book| Link {
        title: format!("{}, à imprimer", book.title()),
        href: Some(link("", &book.address(), site.style)),
    };
    of(site).into_iter().map(link_to).collect()
}

/// Renders one.
pub(super) fn render(renderer: &Renderer, book: Book, path: &RelPath) -> Rendered {
    let site = renderer.site();
    let mut rendered = Rendered::file(Output { path: path.clone(), bytes: Vec::new() });
    let mut context = Context::new();
    if let Err(diagnostic) = around(renderer, None, &book.address().root(), &mut context) {
        rendered.report.push(*diagnostic);
    }
    let mut kinds = Vec::new();
    match book {
        Book::Guide => {
            let (chapters, widgets) = chapters(renderer);
            kinds = widgets;
            context.insert("chapters", &chapters);
        }
        Book::Answers => context.insert("topics", &topics(site)),
    }
    let reviewed = site.tree.pages.iter().filter_map(|page| page.front.reviewed.as_ref()).map(|day| day.value.0).max();
    let values = PageValues {
        title: book.title().to_owned(),
        description: french(&site.configuration.description.value).into_owned(),
        kind: "book",
        reviewed: reviewed.map(dates::shown),
        ..plain()
    };
    let social = Social {
        title: values.title.clone(),
        description: values.description.clone(),
        url: None,
        image: None,
        r#type: "article",
    };
    context.insert("social", &social);
    context.insert("page", &values);
    let mut loaded = renderer.theme.files.page("book.html", kinds);
    // Nothing acts on paper, and what a widget asks of the sheet it is printed on alone is not for all of them.
    loaded.scripts.clear();
    loaded.styles.retain(|name| !name.contains(".print."));
    load(&loaded, &mut context);
    renderer.template("book.html", &context, path, rendered)
}

/// Pages of the guide: neither answers, which have their booklet, nor what is nothing without scripts.
fn printed(site: &Site) -> impl Iterator<Item = &Page> {
    let acts = |widget: &Widget| {
        matches!(
            widget,
            Widget::Search(_) | Widget::SiteMap(_) | Widget::Attestation(_) | Widget::Verification(_) | Widget::Quiz(_)
        )
    };
    let pages = site.tree.pages.iter().map(|page| &**page);
    pages.filter(move |page| {
        page.kind != PageKind::Home && site.tree.topic(page).is_none() && !site.blocks(page.id).widgets().any(acts)
    })
}

fn chapters(renderer: &Renderer) -> (Vec<ChapterValues>, Vec<&'static str>) {
    let site = renderer.site();
    let pages: Vec<&Page> = printed(site).collect();
    let ranks: HashMap<&str, usize> =
        pages.iter().enumerate().map(|(rank, page)| (page.address.as_str(), rank)).collect();
    let made = pages.par_iter().enumerate().map(|(rank, page)| chapter(renderer, page, rank, &ranks));
    let (chapters, kinds): (Vec<ChapterValues>, Vec<Vec<&'static str>>) = made.unzip();
    (chapters, kinds.concat())
}

fn chapter(
    renderer: &Renderer,
    page: &Page,
    rank: usize,
    ranks: &HashMap<&str, usize>,
) -> (ChapterValues, Vec<&'static str>) {
    let site = renderer.site();
    let scope = Scope { site, page, theme: &renderer.theme };
    // What is wrong in a page is told where it is published by itself.
    let mut body = markdown::page(
        page,
        &scope,
        &PageWidgets { scope: &scope, blocks: site.blocks(page.id) },
        &mut Report::default(),
    );
    for source in &page.front.sources {
        body.cite(&source.value);
    }
    let whole = Chapter {
        prefix: format!("p{rank}-"),
        address: page.address.as_str(),
        ranks,
        root: Book::Guide.address().root(),
        portable: site.style == AddressStyle::Portable,
    };
    let entry = Entry {
        id: format!("p{rank}"),
        title: french(&page.front.title.value).into_owned(),
        section: page.kind == PageKind::Section,
    };
    let chapter = ChapterValues {
        entry,
        html: Value::safe_string(&whole.rewritten(&body.html)),
        reviewed: page.front.reviewed.as_ref().map(|day| dates::shown(day.value.0)),
        sources: Value::safe_string(&whole.rewritten(&sources(renderer, &cited_in(site, page, &body)))),
    };
    (chapter, body.widgets)
}

/// The sources of a page, as its foot lists them.
fn sources(renderer: &Renderer, cited: &[Cited]) -> String {
    if cited.is_empty() {
        return String::new();
    }
    let mut context = Context::new();
    context.insert("page", &serde_json::json!({ "sources": cited }));
    renderer.theme.templates.render("sources.html", &context).unwrap_or_default()
}

/// The answers, theme by theme.
fn topics(site: &Site) -> Vec<TopicValues> {
    let mut topics: Vec<TopicValues> = Vec::new();
    for page in &site.tree.pages {
        let Some((topic, lead)) = site.tree.topic(page).zip(markup::lead(page.markdown())) else { continue };
        let section = page.parent.map_or(0, |parent| parent.0);
        let id = format!("t{section}-{}", topic.anchor());
        if topics.last().is_none_or(|last| last.id != id) {
            topics.push(TopicValues { id, title: french(&topic.title).into_owned(), answers: Vec::new() });
        }
        let base = site.base_url.as_deref().unwrap_or_default();
        let answer = AnswerValues {
            title: french(&page.front.title.value).into_owned(),
            text: Value::safe_string(&markdown::spelled_out(&lead.text, &site.glossary)),
            address: format!("{base}{}", page.address.as_str()),
        };
        if let Some(last) = topics.last_mut() {
            last.answers.push(answer);
        }
    }
    topics
}
