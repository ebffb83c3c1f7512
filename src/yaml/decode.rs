//! From a YAML tree to our types.
//!
//! In: a [`Node`]. Out: a value, or `None` after having said why; the caller goes on with the next
//! value either way. The types themselves are declared with the macros of [`super::declare`].

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::suggest::{nearest, suggest};

use super::{Key, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;

/// What decoding needs besides the tree: the text to point at, and where to speak.
pub(crate) struct Decoder<'a> {
    /// The file.
    pub(crate) source: &'a Source,
    /// Where faults are told.
    pub(crate) report: &'a mut Report,
}

impl Decoder<'_> {
    /// Tells a fault at a place of the file.
    pub(crate) fn error(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.report.push(Diagnostic::error(code, message).at(self.source, span).hint(hint));
    }

    /// Tells that a value is not of the type wanted.
    pub(crate) fn wrong_type(&mut self, node: &Node, wanted: &str) {
        let found = node.value.describe();
        self.error(
            Code::BadValue,
            node.span.clone(),
            format!("il faut {wanted}, et non {found}"),
            format!("donnez {wanted}"),
        );
    }

    /// Opens a mapping that has these keys: unknown and repeated ones are told at once.
    pub(crate) fn record<'n>(&mut self, node: &'n Node, what: &'static str, keys: &[&str]) -> Option<Fields<'n>> {
        let entries: &[(Key, Node)] = match &node.value {
            Value::Map(entries) => entries,
            Value::Null => &[],
            _ => {
                self.wrong_type(node, "un ensemble de clés");
                return None;
            }
        };
        let mut seen: BTreeMap<&str, &'n (Key, Node)> = BTreeMap::new();
        let mut misspelt = Vec::new();
        for entry in entries {
            if !keys.contains(&entry.0.text.as_str()) {
                let hint = suggest(&entry.0.text, keys.iter().copied());
                misspelt.extend(nearest(&entry.0.text, keys.iter().copied()).map(str::to_owned));
                self.error(
                    Code::UnknownKey,
                    entry.0.span.clone(),
                    format!("clé inconnue « {} » dans {what}", entry.0.text),
                    hint,
                );
            } else if seen.contains_key(entry.0.text.as_str()) {
                self.error(
                    Code::DuplicateKey,
                    entry.0.span.clone(),
                    format!("clé « {} » donnée deux fois", entry.0.text),
                    "gardez une seule des deux",
                );
            } else {
                seen.insert(&entry.0.text, entry);
            }
        }
        Some(Fields { what, span: node.span.clone(), entries: seen, misspelt })
    }
}

/// The keys of an opened mapping.
pub(crate) struct Fields<'n> {
    what: &'static str,
    span: Range<usize>,
    entries: BTreeMap<&'n str, &'n (Key, Node)>,
    /// Keys that are there under another spelling, which was told: they are not told to be missing besides.
    misspelt: Vec<String>,
}

impl Fields<'_> {
    /// Takes the value of a key. A key that is absent gives what its type makes of that, or a fault.
    pub(crate) fn take<T: Decode>(&mut self, key: &str, decoder: &mut Decoder) -> Option<T> {
        match self.entries.remove(key) {
            Some((_, node)) if node.value != Value::Null => T::decode(node, decoder),
            None if self.misspelt.iter().any(|one| one == key) => T::absent(),
            found => T::absent().or_else(|| {
                let span = found.map_or_else(|| self.span.start..self.span.start, |(key, _)| key.span.clone());
                let message = match found {
                    Some(_) => format!("clé « {key} » sans valeur dans {}", self.what),
                    None => format!("clé « {key} » manquante dans {}", self.what),
                };
                decoder.error(Code::MissingKey, span, message, format!("ajoutez « {key}: … »"));
                None
            }),
        }
    }
}

/// A type that can be read from YAML.
pub(crate) trait Decode: Sized {
    /// Reads the value; says what is wrong and gives `None` otherwise.
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self>;

    /// The value when the key is absent; `None` makes the key mandatory.
    fn absent() -> Option<Self> {
        None
    }
}

impl Decode for String {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Scalar(text) if !text.trim().is_empty() => Some(text.clone()),
            Value::Scalar(_) => {
                decoder.error(Code::BadValue, node.span.clone(), "texte vide", "écrivez un texte, ou retirez la clé");
                None
            }
            _ => {
                decoder.wrong_type(node, "un texte");
                None
            }
        }
    }
}

impl Decode for bool {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Scalar(text) if text == "true" => Some(true),
            Value::Scalar(text) if text == "false" => Some(false),
            _ => {
                decoder.error(
                    Code::BadValue,
                    node.span.clone(),
                    "« true » ou « false » attendu",
                    "écrivez true (oui) ou false (non)",
                );
                None
            }
        }
    }

    fn absent() -> Option<Self> {
        Some(false)
    }
}

macro_rules! numbers {
    ($($type:ty => $what:literal),*) => {$(
        impl Decode for $type {
            fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
                let parsed = match &node.value {
                    Value::Scalar(text) => text.parse().ok(),
                    _ => None,
                };
                if parsed.is_none() {
                    decoder.error(Code::BadValue, node.span.clone(), concat!($what, " attendu"), concat!("écrivez ", $what, ", sans guillemets ni unité"));
                }
                parsed
            }
        }
    )*};
}

numbers!(i64 => "un nombre entier", u32 => "un nombre entier positif", f64 => "un nombre");

impl Decode for Date {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        if let Value::Scalar(text) = &node.value
            && let Ok(date) = text.parse()
        {
            return Some(date);
        }
        decoder.error(
            Code::BadValue,
            node.span.clone(),
            "date attendue, sous la forme 2026-11-22",
            "écrivez l’année, le mois et le jour, qui doivent exister",
        );
        None
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        T::decode(node, decoder).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::List(items) = &node.value else {
            decoder.wrong_type(node, "une liste");
            return None;
        };
        // Every item is read, so that every fault is told, before any is missed.
        let decoded: Vec<Option<T>> = items.iter().map(|item| T::decode(item, decoder)).collect();
        decoded.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            decoder.wrong_type(node, "un ensemble de clés");
            return None;
        };
        let mut map = BTreeMap::new();
        let mut whole = true;
        for (key, node) in entries {
            match T::decode(node, decoder) {
                None => whole = false,
                Some(value) => {
                    if map.insert(key.text.clone(), value).is_some() {
                        decoder.error(
                            Code::DuplicateKey,
                            key.span.clone(),
                            format!("clé « {} » donnée deux fois", key.text),
                            "gardez une seule des deux",
                        );
                        whole = false;
                    }
                }
            }
        }
        whole.then_some(map)
    }

    fn absent() -> Option<Self> {
        Some(BTreeMap::new())
    }
}

/// A value that remembers where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub(crate) value: T,
    /// Its bytes in the file.
    pub(crate) span: Range<usize>,
}

impl<T: Decode> Decode for Spanned<T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let value = T::decode(node, decoder)?;
        Some(Self { value, span: node.span.clone() })
    }

    fn absent() -> Option<Self> {
        T::absent().map(|value| Self { value, span: 0..0 })
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

/// A day, as `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) Date);

impl Decode for Day {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        Date::decode(node, decoder).map(Day)
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}
