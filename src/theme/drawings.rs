//! The library of drawings that capsules are made of: `themes/NAME/scenes/*.svg`.
//!
//! In: SVG files, each with a `viewBox` whose height is [`HEIGHT`]. Out: [`Drawing`]s by name, to be put in a page once and
//! used as often as its slides want; or what is wrong with a file.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::site::Site;
use crate::source::folders::drawing;
use crate::text::Source;

/// Height of every drawing, so that they stand on one ground.
pub(crate) const HEIGHT: u32 = 120;

/// A drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawing {
    /// What it is as wide as.
    pub width: u32,
    /// What stands between `<svg>` and `</svg>`, on one line.
    pub body: String,
}

/// The drawings of a theme, by name.
pub(crate) fn read(site: &Site, theme: &str, report: &mut Report) -> BTreeMap<String, Drawing> {
    let mut drawings = BTreeMap::new();
    for (path, source) in site.texts.iter() {
        let Some(name) = drawing(path, theme) else { continue };
        match parts(&source.text) {
            Some(found) => drop(drawings.insert(name.to_owned(), found)),
            None => report.push(unusable(source)),
        }
    }
    drawings
}

fn unusable(source: &Source) -> Diagnostic {
    let hint = format!("donnez à <svg> un viewBox=\"0 0 LARGEUR {HEIGHT}\", sans identifiant (id) ni script");
    Diagnostic::error(Code::Theme, "ce dessin ne peut pas entrer dans une capsule").in_file(&source.path).hint(hint)
}

fn parts(svg: &str) -> Option<Drawing> {
    let document = roxmltree::Document::parse(svg).ok()?;
    if document.descendants().any(|node| node.has_attribute("id") || node.tag_name().name() == "script") {
        return None;
    }
    let numbers: Vec<u32> = document
        .root_element()
        .attribute("viewBox")?
        .split(' ')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [0, 0, width @ 1..=480, HEIGHT] = numbers[..] else { return None };
    let range = document.root_element().range();
    let whole = &svg[range];
    let body = whole.get(whole.find('>')? + 1..whole.rfind("</svg>")?)?;
    Some(Drawing { width, body: body.split('\n').map(str::trim).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_the_height_of_all_and_nothing_that_acts() {
        let good = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 120\">\n  <path d=\"M0 0\"/>\n</svg>\n";
        assert_eq!(parts(good), Some(Drawing { width: 96, body: "<path d=\"M0 0\"/>".to_owned() }));
        for (from, to) in
            [("96 120", "96 100"), ("path", "path id=\"a\""), ("<path d=\"M0 0\"/>", "<script/>"), ("viewBox", "box")]
        {
            assert_eq!(parts(&good.replace(from, to)), None, "{to}");
        }
    }
}
