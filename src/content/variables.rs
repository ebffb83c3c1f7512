//! Texts that a publisher gives once and that pages say in many places: `variables` in `site.yaml`.
//!
//! A page writes `[votre GRADeS](var:grades)`: what stands between the brackets is what it says as long as nobody gives
//! `grades`, in any viewer of Markdown too. In: the settings, a text. Out: the value, or what is wrong with the name.
//! Whatever is counted, dated or signed (anchors, reviewed paragraphs, versions of a course) rests on the text between the
//! brackets, so that it is the same for every publisher.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::diagnostic::Code;
use crate::markup;
use crate::yaml::decode::{Decode, Decoder, Spanned};
use crate::yaml::suggest::nearest;
use crate::yaml::{Node, Value};

/// How the address of a link begins that stands for a variable.
pub(crate) const VARIABLE: &str = "var:";

/// The value of a variable, in Markdown on one line; none while its publisher has nothing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variable(Option<Spanned<String>>);

/// Variables by their names.
pub(crate) type Variables = BTreeMap<String, Variable>;

impl Decode for Variable {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Null => Some(Self(None)),
            Value::Scalar(text) if text.trim().is_empty() => Some(Self(None)),
            Value::Scalar(text) if text.trim().contains('\n') => {
                decoder.error(
                    Code::BadValue,
                    node.span.clone(),
                    "une variable tient sur une ligne",
                    "elle est dite au milieu d’une phrase : écrivez-la d’un seul tenant",
                );
                None
            }
            Value::Scalar(text) => Some(Self(Some(Spanned { value: text.trim().to_owned(), span: node.span.clone() }))),
            _ => {
                decoder.wrong_type(node, "un texte");
                None
            }
        }
    }
}

impl JsonSchema for Variable {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Variable".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "null"] })
    }
}

/// A name that no variable has: what is said of it, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unknown {
    /// One sentence.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: String,
}

/// What a variable says; nothing as long as no value is given.
pub(crate) fn value<'v>(variables: &'v Variables, name: &str) -> Result<Option<&'v Spanned<String>>, Unknown> {
    if let Some(Variable(value)) = variables.get(name) {
        return Ok(value.as_ref());
    }
    let hint = match nearest(name, variables.keys().map(String::as_str)) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None => format!("ajoutez « {name}: » sous « variables » dans site.yaml, avec ou sans valeur"),
    };
    Err(Unknown { message: format!("variable inconnue « {name} »"), hint })
}

/// Whether a name can be written in a link as it is.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A text that is no Markdown (a title, a description) with its variables said; `None` when it has none.
pub(crate) fn said(variables: &Variables, text: &str) -> Result<Option<String>, Unknown> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((label, name, range)) = next(rest) {
        out.push_str(&rest[..range.start]);
        match value(variables, name)? {
            Some(value) => out.push_str(&markup::plain(&value.value)),
            None => out.push_str(label),
        }
        rest = &rest[range.end..];
    }
    Ok((rest.len() < text.len()).then(|| out + rest))
}

/// The names of the variables that a text calls.
pub(crate) fn called(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, name, range) = next(rest)?;
        rest = &rest[range.end..];
        Some(name)
    })
}

/// The first `[label](var:name)` of a text: its label, its name, its bytes.
fn next(text: &str) -> Option<(&str, &str, std::ops::Range<usize>)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("](var:") {
        let at = from + found;
        from = at + "](var:".len();
        if let (Some(open), Some(length)) = (text[..at].rfind('['), text[from..].find(')')) {
            return Some((&text[open + 1..at], &text[from..from + length], open..from + length + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables() -> Variables {
        let value = |text: &str| Variable(Some(Spanned { value: text.to_owned(), span: 0..0 }));
        BTreeMap::from([
            ("grades".to_owned(), value("[Le GRADeS](https://g.fr), **tous les jours**")),
            ("heures".to_owned(), Variable(None)),
        ])
    }

    #[test]
    fn plain_texts_say_them() {
        let variables = variables();
        let said = |text| said(&variables, text).map_err(|unknown| unknown.message);
        assert_eq!(said("Rien [ici](a.md)"), Ok(None));
        assert_eq!(said("Voir [x](var:grades) !"), Ok(Some("Voir Le GRADeS, tous les jours !".to_owned())));
        assert_eq!(said("[a](b) [le matin](var:heures)."), Ok(Some("[a](b) le matin.".to_owned())));
        assert_eq!(said("[x](var:grade)"), Err("variable inconnue « grade »".to_owned()));
        assert_eq!(said("](var:grades) et [x](var:grades"), Ok(None));
    }

    #[test]
    fn a_name_that_is_not_there_is_told_with_the_nearest() {
        let hint = |name| value(&variables(), name).map(|_| ()).map_err(|unknown| unknown.hint);
        assert_eq!(hint("heures"), Ok(()));
        assert_eq!(hint("grade"), Err("vouliez-vous dire « grades » ?".to_owned()));
        assert!(hint("standard").is_err_and(|hint| hint.contains("« standard: »")));
        assert_eq!(called("[a](var:b) [c](var:d)").collect::<Vec<_>>(), ["b", "d"]);
    }
}
