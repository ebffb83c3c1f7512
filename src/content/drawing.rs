//! SVG files that do more than show a drawing: they run scripts, or ask another site for something.
//!
//! In: the text of a file. Out: what is refused in it, and where.

use std::ops::Range;

use roxmltree::{Document, Node, NodeType, ParsingOptions};

/// Reads a drawing; those of Illustrator and Inkscape begin with a DOCTYPE, which means nothing here.
pub(crate) fn read(text: &str) -> Option<Document<'_>> {
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).ok()
}

/// What a drawing must not hold: where, and its words.
pub(crate) fn refused(text: &str) -> Option<(Range<usize>, String)> {
    let document = read(text)?;
    document.root().descendants().find_map(|node| {
        let message = match node.node_type() {
            NodeType::Element => element(&node),
            NodeType::PI => node
                .pi()
                .filter(|pi| pi.target == "xml-stylesheet")
                .map(|_| "feuille de style d’un autre fichier".to_owned()),
            _ => None,
        };
        message.map(|message| (head(text, node.range()), message))
    })
}

fn element(node: &Node<'_, '_>) -> Option<String> {
    let name = node.tag_name().name();
    if matches!(
        name.to_ascii_lowercase().as_str(),
        "script" | "foreignobject" | "iframe" | "embed" | "object" | "handler"
    ) {
        return Some(format!("élément <{name}>"));
    }
    if name == "style" && node.text().is_some_and(asks) {
        return Some("style qui demande un autre fichier".to_owned());
    }
    node.attributes().find_map(|attribute| {
        let (name, value) = (attribute.name(), attribute.value().trim());
        let own = value.starts_with('#') || value.to_ascii_lowercase().starts_with("data:image/");
        // A link is followed by a reader, and not asked for by the drawing.
        let link = node.tag_name().name() == "a" && value.to_ascii_lowercase().starts_with("http");
        match name.to_ascii_lowercase().as_str() {
            handler if handler.starts_with("on") => Some(format!("attribut {name}, qui lance un script")),
            "href" | "src" if !own && !link && !value.is_empty() => Some(format!("adresse hors du dessin « {value} »")),
            _ if asks(value) => Some(format!("attribut {name} qui demande un autre fichier")),
            _ => None,
        }
    })
}

/// Whether a style asks for a file: `@import`, or `url(…)` of anything but a part of the drawing.
fn asks(style: &str) -> bool {
    let lower = style.to_ascii_lowercase();
    lower.contains("@import")
        || lower.split("url(").skip(1).any(|rest| {
            let target = rest.trim_start().trim_start_matches(['"', '\'']);
            !(target.starts_with('#') || target.starts_with("data:"))
        })
}

/// The opening tag of an element.
fn head(text: &str, range: Range<usize>) -> Range<usize> {
    let end = text[range.clone()].find('>').map_or(range.end, |end| range.start + end + 1);
    range.start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(inner: &str) -> Option<String> {
        let text =
            format!("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{inner}</svg>");
        refused(&text).map(|(_, message)| message)
    }

    #[test]
    fn drawings_only_show() {
        for inner in [
            "<use href='#a'/>",
            "<image xlink:href='data:image/png;base64,AA'/>",
            "<style>.a{fill:url(#b)}</style>",
            "<a href='https://a.fr'><path/></a>",
            "<path fill='url(#c)'/>",
        ] {
            assert_eq!(told(inner), None, "{inner}");
        }
        for (inner, word) in [
            ("<script>a()</script>", "<script>"),
            ("<path onload='a()'/>", "onload"),
            ("<image href='https://a.fr/x.png'/>", "https://a.fr/x.png"),
            ("<image xlink:href='autre.png'/>", "autre.png"),
            ("<a href='javascript:a()'/>", "javascript:"),
            ("<style>@import 'a.css'</style>", "style"),
            ("<path style='fill:url(https://a.fr)'/>", "style"),
            ("<foreignObject/>", "foreignObject"),
        ] {
            assert!(told(inner).is_some_and(|message| message.contains(word)), "{inner}");
        }
        assert!(read("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/a.dtd'><svg/>").is_some());
    }
}
