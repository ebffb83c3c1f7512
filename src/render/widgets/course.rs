//! `course`: the path of the course with its markers, where one stands and where one can go.
//!
//! `show: map` is the path alone, without script; `show: dashboard` (the default) adds what the browser knows:
//! modules passed, time left, where one stopped, and the means to take it elsewhere or erase it.

use serde::Serialize;

use super::Block;
use crate::blocks::course::{Reference, Show};
use crate::content::page::PageId;
use crate::course::time::SHEET_MINUTES;
use crate::course::{Course, NextStep, digest};
use crate::french::french;
use crate::render::markdown::{Body, Scope};

/// What the dashboard loads; the map loads nothing.
pub(crate) const DASHBOARD: &str = "course-dashboard";

#[derive(Serialize)]
struct Objective {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Capsule {
    id: String,
    digest: String,
}

#[derive(Serialize)]
struct Module {
    id: String,
    number: usize,
    title: String,
    href: Option<String>,
    objectives: Vec<Objective>,
    minutes: Option<u32>,
    digest: String,
    quiz: Option<String>,
    capsule: Option<Capsule>,
    assessment: bool,
    current: bool,
}

#[derive(Serialize)]
struct Values {
    id: String,
    show: &'static str,
    first: Option<String>,
    order: &'static str,
    title: String,
    duration: u32,
    modules: Vec<Module>,
    attestation_href: Option<String>,
    sheet_minutes: u32,
    review_href: Option<String>,
    verification_href: Option<String>,
    next: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    text: String,
    href: String,
}

/// A module that one can go to.
#[derive(Serialize)]
pub(crate) struct Stop {
    id: String,
    number: usize,
    title: String,
    href: String,
    assessment: bool,
}

/// The modules of the course that have a page, in order.
pub(crate) fn stops(scope: &Scope) -> Vec<Stop> {
    let Some(course) = &scope.site.course else { return Vec::new() };
    let stop = |(index, (module, page)): (usize, (&crate::course::Module, &Option<PageId>))| {
        Some(Stop {
            id: module.id.value.clone(),
            number: index + 1,
            title: french(&module.title).into_owned(),
            href: scope.href((*page)?),
            assessment: module.is_assessment(),
        })
    };
    course.file.modules.iter().zip(&course.pages).enumerate().filter_map(stop).collect()
}

/// What to do first, once the course is over.
fn next_steps(course: &Course, block: &mut Block) -> Vec<Step> {
    let written = course.file.next.as_deref().unwrap_or_default();
    let step = |step: &NextStep| {
        let (href, _) = block.link_from_content(&step.link, &course.source)?;
        Some(Step { text: french(&step.text).into_owned(), href })
    };
    written.iter().filter_map(step).collect()
}

/// Renders it.
pub(crate) fn render(reference: &Reference, block: &mut Block) -> Option<Body> {
    let show = reference.show.unwrap_or(Show::Dashboard);
    let scope = block.scope;
    let course = scope.site.course.as_ref()?;
    let modules = course.file.modules.iter().zip(&course.pages).enumerate();
    let modules = modules.map(|(index, (module, page))| Module {
        id: module.id.value.clone(),
        number: index + 1,
        title: french(&module.title).into_owned(),
        href: page.map(|page| scope.href(page)),
        objectives: module
            .objectives
            .iter()
            .map(|objective| Objective { id: objective.id.value.clone(), text: french(&objective.text).into_owned() })
            .collect(),
        minutes: module.minutes.as_ref().map(|minutes| minutes.value),
        digest: course.module_digests[index].clone(),
        quiz: module.quiz.as_ref().map(|quiz| quiz.value.clone()),
        capsule: module.capsule.as_ref().and_then(|name| {
            let digest = digest::capsule(scope.site.capsules.get(&name.value)?);
            Some(Capsule { id: name.value.clone(), digest })
        }),
        assessment: module.is_assessment(),
        current: *page == Some(scope.page.id),
    });
    let values = Values {
        id: course.file.id.value.clone(),
        show: show.word(),
        first: reference.first.as_ref().map(|first| first.value.clone()),
        order: course.order().word(),
        title: french(&course.file.title).into_owned(),
        duration: course.file.duration.value,
        modules: modules.collect(),
        attestation_href: scope.site.landmarks.attestation.map(|page| scope.href(page)),
        sheet_minutes: SHEET_MINUTES,
        review_href: scope.site.landmarks.review.map(|page| scope.href(page)),
        verification_href: scope.site.landmarks.verification.map(|page| scope.href(page)),
        next: next_steps(course, block),
    };
    if show == Show::Dashboard {
        block.body.shows(DASHBOARD);
        // Its modules are listed already.
        block.body.lists_children = true;
    }
    block.template("course", &values)
}
