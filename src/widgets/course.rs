//! `course`: the path of the course with its markers, where one stands and where one can go.

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Body, french};

#[derive(Serialize)]
struct Objective {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Module {
    id: String,
    number: usize,
    title: String,
    href: Option<String>,
    objectives: Vec<Objective>,
    minutes: Option<u32>,
    current: bool,
}

#[derive(Serialize)]
struct Values {
    title: String,
    duration: u32,
    modules: Vec<Module>,
    attestation_href: Option<String>,
}

/// The kind.
pub struct Course;

impl Widget for Course {
    fn kind(&self) -> &'static str {
        "course"
    }

    fn schema(&self, _: &mut SchemaGenerator) -> Option<Schema> {
        None
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let scope = block.scope;
        let Some(course) = &scope.site.course else {
            block.report.push(
                Diagnostic::error(Code::Course, "le site n’a pas de parcours")
                    .at(&scope.page.source, block.node.span.clone())
                    .hint("décrivez-le dans data/course.yaml"),
            );
            return None;
        };
        let modules = course.file.modules.iter().zip(&course.pages).enumerate();
        let modules = modules.map(|(index, (module, page))| Module {
            id: module.id.value.clone(),
            number: index + 1,
            title: french(&module.title).into_owned(),
            href: page.map(|page| scope.href(page)),
            objectives: module
                .objectives
                .iter()
                .map(|objective| Objective {
                    id: objective.id.value.clone(),
                    text: french(&objective.text).into_owned(),
                })
                .collect(),
            minutes: module.minutes,
            current: *page == Some(scope.page.id),
        });
        let values = Values {
            title: french(&course.file.title).into_owned(),
            duration: course.file.duration,
            modules: modules.collect(),
            attestation_href: scope.site.landmarks.attestation.map(|page| scope.href(page)),
        };
        block.template(self.kind(), &values)
    }
}
