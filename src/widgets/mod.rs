//! Widgets: blocks declared in YAML inside a page. One file per kind: model, validation, values for
//! its template. Adding a kind is one file and one line of [`KINDS`].
//!
//! In: the body of a fenced block. Out: HTML, with what it asks of its page.

mod attestation;
mod bibliography;
mod capsule;
mod checklist;
mod collect;
mod course;
mod decision;
mod doors;
mod glossary;
mod letter;
mod matrix;
mod planner;
mod process;
mod questions;
mod quiz;
mod search;
mod site_map;
mod steps;
mod verification;

use std::sync::Arc;

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;
use tera::Context;

use crate::content::page::PageId;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::markdown::{self, Body, Fence, Fences, Origin, Scope, WrittenLink};
use crate::source::Source;
use crate::yaml::Node;
use crate::yaml::decode::{Decode, Decoder, Spanned};
use crate::yaml::suggest::nearest;

/// A kind of widget.
pub trait Widget: Sync {
    /// The word that names it in a fence.
    fn kind(&self) -> &'static str;

    /// The JSON Schema of its body; none when it has no body.
    fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema>;

    /// Renders it; says what is wrong and gives `None` otherwise.
    fn render(&self, block: &mut Block) -> Option<Body>;
}

/// All kinds.
pub const KINDS: &[&dyn Widget] = &[
    &attestation::Attestation,
    &bibliography::Bibliography,
    &capsule::CapsuleWidget,
    &checklist::ChecklistWidget,
    &collect::CollectWidget,
    &course::Course,
    &decision::DecisionTree,
    &doors::Doors,
    &glossary::Glossary,
    &letter::LetterWidget,
    &matrix::MatrixTable,
    &planner::PlannerWidget,
    &process::ProcessDiagram,
    &questions::Questions,
    &quiz::Quiz,
    &search::Search,
    &site_map::SiteMap,
    &steps::Steps,
    &verification::Verification,
];

/// A widget in a page, while it is rendered.
pub struct Block<'a> {
    /// From where its links lead.
    pub scope: &'a Scope<'a>,
    /// Its body.
    node: Node,
    report: &'a mut Report,
    body: Body,
}

impl Block<'_> {
    /// Reads its body.
    fn decode<T: Decode>(&mut self) -> Option<T> {
        T::decode(&self.node, &mut Decoder { source: &self.scope.page.source, report: self.report })
    }

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
            Ok(markdown::Destination::Internal { page, .. }) => *page,
            _ => None,
        };
        self.resolved(resolved, &origin).map(|href| (href, page))
    }

    fn resolved(&mut self, resolved: Result<markdown::Destination, Diagnostic>, origin: &Origin) -> Option<String> {
        match resolved {
            Ok(markdown::Destination::Broken) => None,
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
    fn template<T: Serialize>(&mut self, kind: &str, values: &T) -> Option<Body> {
        let rendered = Context::from_serialize(values)
            .map_err(|error| Box::new(Diagnostic::error(Code::Template, error.to_string())))
            .and_then(|mut context| {
                context.insert("root", &self.scope.root());
                self.scope.theme.templates.render(&format!("widgets/{kind}.html"), &context)
            });
        match rendered {
            Ok(html) => Some(Body { html, ..std::mem::take(&mut self.body) }),
            Err(diagnostic) => {
                self.report.push(*diagnostic);
                None
            }
        }
    }
}

/// The widgets of one page.
pub struct PageWidgets<'a> {
    /// From where their links lead.
    pub scope: &'a Scope<'a>,
}

impl Fences for PageWidgets<'_> {
    fn knows(&self, kind: &str) -> bool {
        KINDS.iter().any(|widget| widget.kind() == kind)
    }

    fn nearest(&self, kind: &str) -> Option<&'static str> {
        nearest(kind, KINDS.iter().map(|widget| widget.kind()))
    }

    fn render(&self, fence: &Fence, report: &mut Report) -> Option<Body> {
        let widget = KINDS.iter().find(|widget| widget.kind() == fence.kind)?;
        let node = crate::yaml::parse(&self.scope.page.source, fence.body.clone(), report)?;
        let body = Body { cited: fence.cited.to_vec(), ..Body::default() };
        widget.render(&mut Block { scope: self.scope, node, report, body })
    }
}
