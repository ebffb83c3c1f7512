//! `attestation`: the form and the sheet of the attestation, composed in the browser.

use serde::Serialize;

use super::Block;
use crate::french::french;
use crate::render::markdown::Body;

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
    digest: String,
    has_quiz: bool,
    assessment: bool,
    objectives: Vec<Objective>,
}

/// What scripts and sheets need to know of the course.
#[derive(Serialize)]
pub(crate) struct CourseValues {
    id: String,
    title: String,
    digest: String,
    duration: u32,
    pass: u32,
    validity: Option<u32>,
    modules: Vec<Module>,
}

impl CourseValues {
    /// The values of a course.
    pub(crate) fn new(course: &crate::course::Course) -> Self {
        let modules = course.file.modules.iter().zip(&course.module_digests).enumerate();
        let modules = modules.map(|(index, (module, digest))| Module {
            id: module.id.value.clone(),
            number: index + 1,
            title: french(&module.title).into_owned(),
            digest: digest.clone(),
            has_quiz: module.quiz.is_some(),
            assessment: module.is_assessment(),
            objectives: module
                .objectives
                .iter()
                .map(|objective| Objective {
                    id: objective.id.value.clone(),
                    text: french(&objective.text).into_owned(),
                })
                .collect(),
        });
        Self {
            id: course.file.id.value.clone(),
            title: french(&course.file.title).into_owned(),
            digest: course.digest.clone(),
            duration: course.file.duration.value,
            pass: course.default_pass(),
            validity: course.validity(),
            modules: modules.collect(),
        }
    }
}

#[derive(Serialize)]
struct Publisher {
    name: String,
}

#[derive(Serialize)]
struct Values {
    course: CourseValues,
    mode: &'static str,
    publisher: Publisher,
    official_href: Option<String>,
    verification_href: Option<String>,
}

/// Renders it.
pub(crate) fn render(block: &mut Block) -> Option<Body> {
    let site = block.scope.site;
    let course = site.course.as_ref()?;
    let values = Values {
        course: CourseValues::new(course),
        mode: crate::attestation::sheet::MODE,
        publisher: Publisher { name: crate::attestation::versions::publisher(&site.configuration) },
        verification_href: site.landmarks.verification.map(|page| block.scope.href(page)),
        official_href: site.configuration.official_course.clone(),
    };
    block.template("attestation", &values)
}
