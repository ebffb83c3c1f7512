//! The page around the course in a package, and its scripts.

use std::collections::BTreeMap;

use super::{Kind, table};
use crate::course::Course;
use crate::site::Site;
use crate::text::html::attribute;

/// The page that a platform opens.
pub(super) const LAUNCH: &str = "parcours.html";
/// The folder of what packages add.
pub(super) const FOLDER: &str = "lms";

const SCRIPTS: [(&str, &str); 5] = [
    ("page.js", include_str!("assets/page.js")),
    ("progress-code.js", include_str!("assets/progress-code.js")),
    ("platform.js", include_str!("assets/platform.js")),
    ("responses.js", include_str!("assets/responses.js")),
    ("shell.js", include_str!("assets/shell.js")),
];
pub(super) const STYLE: &str = include_str!("assets/lms.css");

/// Scripts of the theme that the page around the course runs too, in their order.
const RULES: [&str; 3] = ["assets/rules/digest.", "assets/rules/scoring.", "assets/rules/progress."];

/// Adds the page around the course and what it needs; `None` when the theme has not the scripts of the course.
pub(super) fn add(
    site: &Site,
    course: &Course,
    start: &str,
    kind: Kind,
    packed: &mut BTreeMap<String, Vec<u8>>,
) -> Option<()> {
    let rules: Option<Vec<String>> = RULES
        .iter()
        .map(|rule| {
            packed.keys().find(|name| name.starts_with(rule) && name.to_ascii_lowercase().ends_with(".js")).cloned()
        })
        .collect();
    let own = ["course.js", "progress-code.js", "platform.js", "responses.js", "shell.js"];
    let scripts: String = rules?
        .into_iter()
        .chain(own.iter().map(|name| format!("{FOLDER}/{name}")))
        .map(|name| format!("<script defer src=\"{name}\"></script>\n"))
        .collect();
    for (name, text) in SCRIPTS {
        packed.insert(format!("{FOLDER}/{name}"), text.as_bytes().to_vec());
    }
    packed.insert(format!("{FOLDER}/course.js"), table::script(site, course, kind).into_bytes());
    packed.insert(LAUNCH.to_owned(), page(&course.file.title, start, &scripts).into_bytes());
    Some(())
}

fn page(title: &str, start: &str, scripts: &str) -> String {
    let title = attribute(title);
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{FOLDER}/lms.css\">\n{scripts}</head>\n<body class=\"shell\">\n\
        <div class=\"shell-said\" data-said role=\"status\"><p><a href=\"{start}\">Ouvrir le parcours</a> sans que la plateforme le suive\u{a0}: JavaScript ne s’est pas lancé.</p></div>\n\
        <iframe data-src=\"{start}\" title=\"{title}\"></iframe>\n\
        <template data-say=\"followed\"><p>Votre plateforme de formation suit ce parcours\u{a0}: avancement, résultats et réponses. Votre progression y est gardée, et non dans ce navigateur.<span> Elle vous connaît sous le nom «\u{a0}<span data-name></span>\u{a0}».</span></p></template>\n\
        <template data-say=\"alone\"><p>Aucune plateforme de formation ne répond\u{a0}: rien ne lui est transmis, et votre progression reste dans ce navigateur.</p></template>\n\
        <template data-say=\"shown\"><p>Votre plateforme de formation montre ce parcours sans le suivre\u{a0}: rien ne sera gardé.</p></template>\n\
        <template data-say=\"failed\"><p><strong>La plateforme ne répond plus.</strong> Continuez, mais gardez cette page ouverte\u{a0}: votre progression lui sera envoyée dès qu’elle répondra.</p></template>\n\
        <template data-say=\"full\"><p><strong>La plateforme ne peut pas garder autant de réponses.</strong> Gardez cette page ouverte jusqu’à l’attestation.</p></template>\n\
        <template data-say=\"lost\"><p><strong>Votre progression précédente n’a pas pu être relue</strong>\u{a0}: le parcours reprend au début.</p></template>\n\
        </body>\n</html>\n"
    )
}

/// A page that leads to another one.
pub(super) fn redirect(title: &str, start: &str) -> String {
    let title = attribute(title);
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
        <meta http-equiv=\"refresh\" content=\"0; url={start}\">\n</head>\n<body>\n<p><a href=\"{start}\">{title}</a></p>\n</body>\n</html>\n"
    )
}
