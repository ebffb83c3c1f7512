//! From a YAML tree to our types, and from our types to JSON Schemas: one declaration serves both.
//!
//! In: a [`Node`]. Out: a value, or `None` after having said why; the caller goes on with the next
//! value either way. [`record!`] declares a mapping, [`choice!`] a closed list of words.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{Key, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::Source;

/// What decoding needs besides the tree: the text to point at, and where to speak.
pub struct Decoder<'a> {
    /// The file.
    pub source: &'a Source,
    /// Where faults are told.
    pub report: &'a mut Report,
}

impl Decoder<'_> {
    /// Tells a fault at a place of the file.
    pub fn error(&mut self, code: Code, span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.report.push(Diagnostic::error(code, message).at(self.source, span).hint(hint));
    }

    /// Tells that a value is not of the type wanted.
    pub fn wrong_type(&mut self, node: &Node, wanted: &str) {
        let found = node.value.describe();
        self.error(
            Code::BadValue,
            node.span.clone(),
            format!("{wanted} attendu, {found} trouvé"),
            format!("donnez {wanted}"),
        );
    }

    /// Opens a mapping that has these keys: unknown and repeated ones are told at once.
    pub fn record<'n>(&mut self, node: &'n Node, what: &'static str, keys: &[&str]) -> Option<Fields<'n>> {
        let entries: &[(Key, Node)] = match &node.value {
            Value::Map(entries) => entries,
            Value::Null => &[],
            _ => {
                self.wrong_type(node, "un ensemble de clés");
                return None;
            }
        };
        let mut seen: BTreeMap<&str, &'n (Key, Node)> = BTreeMap::new();
        for entry in entries {
            if !keys.contains(&entry.0.text.as_str()) {
                let hint = suggest(&entry.0.text, keys.iter().copied());
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
        Some(Fields { what, span: node.span.clone(), entries: seen })
    }
}

/// The keys of an opened mapping.
pub struct Fields<'n> {
    what: &'static str,
    span: Range<usize>,
    entries: BTreeMap<&'n str, &'n (Key, Node)>,
}

impl Fields<'_> {
    /// Takes the value of a key. A key that is absent gives what its type makes of that, or a fault.
    pub fn take<T: Decode>(&mut self, key: &str, decoder: &mut Decoder) -> Option<T> {
        match self.entries.remove(key) {
            Some((_, node)) if node.value != Value::Null => T::decode(node, decoder),
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
pub trait Decode: Sized {
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
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Range<usize>,
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
pub struct Day(pub Date);

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

/// « vouliez-vous dire … » when a known word is near, else the list of known words.
pub fn suggest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None if known.is_empty() => "retirez-le".to_owned(),
        None => format!("admis : {}", known.join(", ")),
    }
}

/// The known word that is nearest to a mistyped one, when it is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let limit = 1 + word.chars().count() / 4;
    known
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Declares a type read from a mapping: a struct, its [`Decode`] and its JSON Schema. Fields whose
/// type knows an absent value (`Option`, `Vec`, `bool`, maps) are optional, the others mandatory.
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident as $what:literal {
            $($(#[doc = $field_doc:literal])+ $field:ident : $type:ty),* $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        $vis struct $name { $($(#[doc = $field_doc])+ pub $field: $type),* }

        impl $crate::yaml::decode::Decode for $name {
            fn decode(node: &$crate::yaml::Node, decoder: &mut $crate::yaml::decode::Decoder) -> Option<Self> {
                let mut fields = decoder.record(node, $what, &[$($crate::yaml::decode::key(stringify!($field))),*])?;
                $(let $field = fields.take::<$type>($crate::yaml::decode::key(stringify!($field)), decoder);)*
                Some(Self { $($field: $field?),* })
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut properties = serde_json::Map::new();
                let mut required: Vec<&str> = Vec::new();
                $({
                    let key = $crate::yaml::decode::key(stringify!($field));
                    let schema = generator.subschema_for::<$type>();
                    properties.insert(key.to_owned(), $crate::yaml::decode::described(schema, &[$($field_doc),+]));
                    if <$type as $crate::yaml::decode::Decode>::absent().is_none() {
                        required.push(key);
                    }
                })*
                let description = [$($doc),+].map(str::trim).join(" ");
                schemars::json_schema!({
                    "type": "object",
                    "description": description,
                    "properties": properties,
                    "required": required,
                    "additionalProperties": false,
                })
            }
        }
    };
}

/// Declares a closed list of words: an enum, its [`Decode`] and its JSON Schema.
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $doc:literal])+
        $vis:vis enum $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident => $word:literal),* $(,)? }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        $vis enum $name { $($(#[doc = $variant_doc])+ $variant),* }

        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word that authors write.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }

        impl $crate::yaml::decode::Decode for $name {
            fn decode(node: &$crate::yaml::Node, decoder: &mut $crate::yaml::decode::Decoder) -> Option<Self> {
                let word = <String as $crate::yaml::decode::Decode>::decode(node, decoder)?;
                let found = $name::ALL.iter().copied().find(|value| value.word() == word);
                if found.is_none() {
                    let hint = $crate::yaml::decode::suggest(&word, $name::ALL.iter().map(|value| value.word()));
                    decoder.error($crate::diagnostic::Code::BadValue, node.span.clone(), format!("« {word} » n’est pas une valeur admise"), hint);
                }
                found
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let description = [$($doc),+].map(str::trim).join(" ");
                let words = [$(serde_json::json!({ "const": $word, "description": ([$($variant_doc),+].map(str::trim).join(" ")) })),*];
                schemars::json_schema!({ "description": description, "oneOf": words })
            }
        }
    };
}

/// The key for a field name: raw identifiers (`r#type`) lose their mark.
pub fn key(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// A property schema with its description: beside a reference it goes in the same object.
pub fn described(schema: Schema, doc: &[&str]) -> serde_json::Value {
    let mut value = schema.to_value();
    if let Some(object) = value.as_object_mut() {
        let text = doc.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        object.insert("description".to_owned(), text.into());
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::RelPath;

    record! {
        /// A test record.
        struct Sample as "l’exemple" {
            /// Mandatory.
            title: String,
            /// Optional.
            count: Option<u32>,
            /// A list.
            items: Vec<Word>,
        }
    }

    choice! {
        /// Words.
        enum Word { /// One.
            One => "un", /// Two.
            Two => "deux" }
    }

    fn decode(text: &str) -> (Option<Sample>, Vec<(Code, usize)>) {
        let source = Source { path: RelPath::new("a.yaml").unwrap_or_else(|| unreachable!()), text: text.to_owned() };
        let mut report = Report::default();
        let node = crate::yaml::parse(&source, 0..text.len(), &mut report);
        let value = node.and_then(|node| Sample::decode(&node, &mut Decoder { source: &source, report: &mut report }));
        let faults = report
            .entries()
            .iter()
            .map(|entry| (entry.code, entry.place.as_ref().map_or(0, |place| place.line)))
            .collect();
        (value, faults)
    }

    #[test]
    fn a_record_is_read() {
        let (value, faults) = decode("title: a\ncount: 3\nitems: [un, deux]\n");
        let Some(value) = value else { panic!("{faults:?}") };
        assert_eq!((value.title.as_str(), value.count, value.items), ("a", Some(3), vec![Word::One, Word::Two]));
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let (value, faults) = decode("titel: a\ncount: -3\nitems: [un, trois, deus]\ncount: 1\n");
        assert!(value.is_none());
        use Code::*;
        let expected =
            [(UnknownKey, 1), (DuplicateKey, 4), (MissingKey, 1), (BadValue, 2), (BadValue, 3), (BadValue, 3)];
        assert_eq!(faults, expected);
    }

    #[test]
    fn the_schema_says_the_same() {
        let schema = schemars::schema_for!(Sample).to_value();
        assert_eq!(schema["required"], serde_json::json!(["title"]));
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["$defs"]["Word"]["oneOf"][1]["const"], "deux");
    }

    #[test]
    fn near_words_are_suggested() {
        assert_eq!(suggest("titel", ["title", "order"].into_iter()), "vouliez-vous dire « title » ?");
        assert_eq!(suggest("xyz", ["title", "order"].into_iter()), "admis : title, order");
    }
}
