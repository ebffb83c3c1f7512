//! The sentences of a block: what a reader may look for in it.
//!
//! In: the YAML of a block, read once. Out: its values of more than one word, without marks, in the order in which
//! they are written.

use std::borrow::Cow;

use crate::diagnostic::Report;
use crate::markup::plain;
use crate::text::{RelPath, Source};
use crate::yaml::{Node, Value};

/// The sentences of a block.
pub(super) fn of(node: &Node) -> Vec<String> {
    let mut found = Vec::new();
    scalars(node, &mut found);
    found.into_iter().map(|text| plain(&filled(text))).collect()
}

/// Those of code that is shown: of such code as is YAML, which most of what a site like this one shows is.
pub(crate) fn of_code(path: &RelPath, text: String) -> Vec<String> {
    let source = Source { path: path.clone(), text };
    let node = crate::yaml::parse(&source, 0..source.text.len(), &mut Report::default());
    node.as_ref().map(of).unwrap_or_default()
}

/// A text whose `{{fields}}`, if it is that of a letter, are left blank.
fn filled(text: &str) -> Cow<'_, str> {
    let mut parts = text.split("{{");
    let mut told = Cow::Borrowed(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once("}}") {
            Some((_, rest)) => told.to_mut().extend(["…", rest]),
            None => told.to_mut().extend(["{{", part]),
        }
    }
    told
}

fn scalars<'a>(node: &'a Node, found: &mut Vec<&'a str>) {
    match &node.value {
        Value::Scalar(text) if text.trim().contains(' ') => found.push(text),
        Value::Scalar(_) | Value::Null => {}
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Map(pairs) => pairs.iter().for_each(|(_, value)| scalars(value, found)),
    }
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn fields_are_left_blank_and_braces_that_never_close_are_text() {
        assert_eq!(filled("Objet : {{structure}} et {{nom}}, sans fin {{."), "Objet : … et …, sans fin {{.");
        assert_eq!(filled("rien"), "rien");
    }
}
