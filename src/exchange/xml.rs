//! XML: written, and read from strangers.
//!
//! In: a text. Out: a document, or why it is refused: no entity of its own, no endless depth, no endless size.

use roxmltree::{Document, Node, ParsingOptions};

/// Largest file, in bytes.
pub(crate) const LARGEST: usize = 20_000_000;
/// Elements inside of each other.
const DEEPEST: usize = 100;
/// Elements and texts.
const MOST: u32 = 500_000;

/// Reads a document. The reasons are French, for people.
pub(super) fn parse(text: &str) -> Result<Document<'_>, String> {
    if text.len() > LARGEST {
        return Err(format!("le fichier dépasse {} Mo", LARGEST / 1_000_000));
    }
    if depth(text) > DEEPEST {
        return Err(format!("plus de {DEEPEST} éléments les uns dans les autres"));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => "il déclare un DOCTYPE, ce qui est refusé".to_owned(),
        roxmltree::Error::NodesLimitReached => format!("il a plus de {MOST} éléments"),
        other => format!("ce n’est pas du XML correct (ligne {})", other.pos().row),
    })
}

/// How deep tags open, before anything is built: comments and the like count for nothing.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest, mut from) = (0_usize, 0, 0);
    while let Some(at) = text[from..].find('<').map(|at| from + at) {
        let rest = &text[at..];
        let passed = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((start, end)) = passed.iter().find(|(start, _)| rest.starts_with(start)) {
            let Some(after) = rest[start.len()..].find(end) else { break };
            from = at + start.len() + after + end.len();
            continue;
        }
        let Some(close) = rest.find('>') else { break };
        if rest.starts_with("</") {
            open = open.saturating_sub(1);
        } else if !rest[..close].ends_with('/') {
            open += 1;
            deepest = deepest.max(open);
        }
        from = at + close + 1;
    }
    deepest
}

/// The first element of this name right below another.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// The elements of this name right below another.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |one| one.is_element() && one.tag_name().name() == name)
}

/// All the text inside of an element.
pub(super) fn words(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|one| one.text()).collect()
}

/// A text as it stands between tags: what XML cannot hold goes.
pub(super) fn escaped(text: &str) -> String {
    let clean: String = text.chars().filter(|one| !one.is_control() || matches!(one, '\n' | '\t')).collect();
    crate::text::html::attribute(&clean).into_owned()
}
