//! Widgets: what the blocks of a page become in it. One file a kind: values for its template.
//!
//! In: the model of a block (`crate::blocks`). Out: HTML, with what it asks of its page.

mod attestation;
mod bibliography;
mod capsule;
mod cards;
mod checklist;
mod collect;
pub(crate) mod course;
mod decision;
mod doors;
mod glossary;
mod legal;
mod letter;
mod matrix;
mod media;
mod planner;
mod practice;
mod process;
mod questions;
mod quiz;
mod search;
mod site_map;
mod steps;
mod verification;
mod watch;

use std::sync::Arc;

use serde::Serialize;
use tera::Context;

use crate::blocks::{self, PageBlocks, Widget};
use crate::content::page::PageId;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::markup::Origin;
use crate::render::markdown::{self, Body, Destination, Fences, Scope, WrittenLink};
use crate::text::Source;
use crate::yaml::decode::Spanned;

/// Renders a widget; says what is wrong and gives `None` otherwise.
fn render(widget: &Widget, block: &mut Block) -> Option<Body> {
    match widget {
        Widget::Attestation(_) => attestation::render(block),
        Widget::Bibliography(_) => bibliography::render(block),
        Widget::Buttons(list) => cards::buttons(list, block),
        Widget::Cards(list) => cards::render(list, block),
        Widget::Media(recording) => media::render(recording, block),
        Widget::Capsule(reference) => capsule::render(reference, block),
        Widget::Checklist(list) => checklist::render(list, block),
        Widget::Collect(collect) => collect::render(collect, block),
        Widget::Course(reference) => course::render(reference, block),
        Widget::Decision(decision) => decision::render(decision, block),
        Widget::Doors(doors) => doors::render(doors, block),
        Widget::Glossary(_) => glossary::render(block),
        Widget::Legal(reference) => legal::render(reference, block),
        Widget::Letter(letter) => letter::render(letter, block),
        Widget::Matrix(matrix) => matrix::render(matrix, block),
        Widget::Planner(planner) => planner::render(planner, block),
        Widget::Practice(practice) => practice::render(practice, block),
        Widget::Process(process) => process::render(process, block),
        Widget::Questions(_) => questions::render(block),
        Widget::Quiz(reference) => quiz::render(reference, block),
        Widget::Search(_) => search::render(block),
        Widget::SiteMap(_) => site_map::render(block),
        Widget::Steps(steps) => steps::render(steps, block),
        Widget::Verification(_) => verification::render(block),
        Widget::Watch(watch) => watch::render(watch, block),
    }
}

/// The names under which a theme may give style sheets and scripts to widgets: their kinds, and what some add in some cases.
pub(crate) fn names() -> Vec<&'static str> {
    [blocks::KINDS, &[quiz::OTHER_KINDS, quiz::OF_MODULE, course::DASHBOARD]].concat()
}

/// A block of a page, while it is rendered.
pub(crate) struct Block<'a> {
    /// From where its links lead.
    pub(crate) scope: &'a Scope<'a>,
    /// Whether its model holds together.
    sound: bool,
    report: &'a mut Report,
    body: Body,
}

impl Block<'_> {
    fn source(&self) -> Arc<Source> {
        self.scope.page.source.clone()
    }

    /// Blocks of Markdown of a value.
    fn blocks(&mut self, text: &Spanned<String>, source: &Arc<Source>) -> String {
        let origin = Origin::value(source, &text.span);
        let body = markdown::blocks(&text.value, origin, self.scope, &self.body.cited, self.report);
        self.take(body)
    }

    /// One line of Markdown of a value.
    fn line(&mut self, text: &Spanned<String>, source: &Arc<Source>) -> String {
        let origin = Origin::value(source, &text.span);
        let body = markdown::line(&text.value, origin, self.scope, &self.body.cited, self.report);
        self.take(body)
    }

    fn take(&mut self, mut body: Body) -> String {
        let html = std::mem::take(&mut body.html);
        // Reading time is that of the text: a glossary or a quiz is not read from end to end.
        body.words = 0;
        self.body.absorb(body);
        html
    }

    /// The address of a link written in the page.
    fn link(&mut self, written: &Spanned<String>) -> Option<String> {
        let source = self.source();
        let origin = Origin::value(&source, &written.span);
        self.resolved(self.scope.resolve(&written.value, &origin, 0..0), &origin)
    }

    /// The address of a link written in a data file, whose path starts from `content/`, and the page.
    fn link_from_content(
        &mut self,
        written: &Spanned<String>,
        source: &Arc<Source>,
    ) -> Option<(String, Option<PageId>)> {
        let origin = Origin::value(source, &written.span);
        let resolved = self.scope.resolve_from_content(&written.value, &origin);
        let page = match &resolved {
            Ok(Destination::Internal { page, .. }) => *page,
            _ => None,
        };
        self.resolved(resolved, &origin).map(|href| (href, page))
    }

    fn resolved(&mut self, resolved: Result<Destination, Diagnostic>, origin: &Origin) -> Option<String> {
        match resolved {
            Ok(Destination::Broken) => None,
            Ok(destination) => {
                let href = destination.href().to_owned();
                self.body.links.push(WrittenLink {
                    href: href.clone(),
                    source: origin.source.clone(),
                    span: origin.place(0..0),
                });
                Some(href)
            }
            Err(diagnostic) => {
                self.report.push(diagnostic);
                None
            }
        }
    }

    /// Renders the kind's template with its values.
    fn template<T: Serialize>(&mut self, kind: &'static str, values: &T) -> Option<Body> {
        let rendered = Context::from_serialize(values)
            .map_err(|error| Box::new(Diagnostic::error(Code::Template, error.to_string())))
            .and_then(|mut context| {
                context.insert("root", &self.scope.root());
                self.scope.theme.templates.render(&format!("widgets/{kind}.html"), &context)
            });
        match rendered {
            Ok(html) => {
                self.body.shows(kind);
                Some(Body { html, ..std::mem::take(&mut self.body) })
            }
            Err(diagnostic) => {
                self.report.push(*diagnostic);
                None
            }
        }
    }
}

/// The widgets of one page.
pub(crate) struct PageWidgets<'a> {
    /// From where their links lead.
    pub(crate) scope: &'a Scope<'a>,
    /// The blocks they are made of.
    pub(crate) blocks: &'a PageBlocks,
}

impl Fences for PageWidgets<'_> {
    fn knows(&self, kind: &str) -> bool {
        blocks::KINDS.contains(&kind)
    }

    fn nearest(&self, kind: &str) -> Option<&'static str> {
        blocks::nearest_kind(kind)
    }

    fn render(&self, start: usize, cited: &[String], report: &mut Report) -> Option<Body> {
        let blocks::Block { widget, sound, .. } = self.blocks.at(start)?;
        let body = Body { cited: cited.to_vec(), ..Body::default() };
        render(widget, &mut Block { scope: self.scope, sound: *sound, report, body })
    }
}
