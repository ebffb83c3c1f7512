//! What the scripts of a package know of the course: its quizzes, and the key of each of their questions.

use serde::Serialize;

use super::Kind;
use crate::course::Course;
use crate::quiz::Bank;
use crate::quiz::key::Item;
use crate::site::Site;

#[derive(Serialize)]
struct Quiz<'a> {
    quiz: &'a str,
    module: &'a str,
}

#[derive(Serialize)]
struct Table<'a> {
    id: &'a str,
    scorm: &'static str,
    quizzes: Vec<Quiz<'a>>,
    items: Vec<Item>,
}

/// The banks of the course, in its order, with the identifier of their module.
pub(super) fn banks<'a>(site: &'a Site, course: &'a Course) -> Vec<(&'a Bank, &'a str)> {
    let of = |module: &'a crate::course::Module| {
        Some((site.banks.get(&module.quiz.as_ref()?.value)?, module.id.value.as_str()))
    };
    course.file.modules.iter().filter_map(of).collect()
}

/// The script that holds it.
pub(super) fn script(site: &Site, course: &Course, kind: Kind) -> String {
    let banks = banks(site, course);
    let items = banks.iter().flat_map(|(bank, _)| &bank.file.questions).map(|question| question.value.item());
    let table = Table {
        id: &course.file.id.value,
        scorm: if kind == Kind::Scorm12 { "1.2" } else { "2004" },
        quizzes: banks.iter().map(|(bank, module)| Quiz { quiz: &bank.id, module }).collect(),
        items: items.collect(),
    };
    format!("window.JalonCourse = {};\n", serde_json::to_string(&table).unwrap_or_default())
}
