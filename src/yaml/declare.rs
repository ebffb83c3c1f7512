//! Formats, declared once: the type, its reader and its JSON Schema come from the same lines.

use schemars::{Schema, SchemaGenerator};

use super::decode::{Decoder, Fields};

/// A type read from a mapping. Two of them may share one mapping: the keys of the one beside those
/// of the other, as the common part of a question and what its kind adds.
pub(crate) trait Record: Sized {
    /// What it is, in French, for messages.
    const WHAT: &'static str;

    /// Its keys.
    fn keys() -> Vec<&'static str>;

    /// Reads its values from a mapping already opened.
    fn take(fields: &mut Fields, decoder: &mut Decoder) -> Option<Self>;

    /// Adds its keys to the schema of an object.
    fn describe(generator: &mut SchemaGenerator, object: &mut Object);
}

/// The schema of a mapping, while it is made.
#[derive(Default)]
pub(crate) struct Object {
    /// What it is.
    pub(crate) description: String,
    /// The schema of each key.
    pub(crate) properties: serde_json::Map<String, serde_json::Value>,
    /// Keys that must be there.
    pub(crate) required: Vec<&'static str>,
}

impl Object {
    /// The finished schema.
    pub(crate) fn schema(self) -> Schema {
        schemars::json_schema!({
            "type": "object",
            "description": self.description,
            "properties": self.properties,
            "required": self.required,
            "additionalProperties": false,
        })
    }
}

/// Declares a type read from a mapping: a struct, its `Decode` and its JSON Schema. Fields whose
/// type knows an absent value (`Option`, `Vec`, `bool`, maps) are optional, the others mandatory.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $vis:vis struct $name:ident as $what:literal {
            $(
                $(#[doc = $field_doc:literal])+
                $(#[allow($lint:ident, reason = $reason:literal)])?
                $field:ident : $type:ty
            ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        $vis struct $name {
            $(
                $(#[doc = $field_doc])+
                $(#[allow($lint, reason = $reason)])?
                pub(crate) $field: $type
            ),*
        }

        impl $crate::yaml::declare::Record for $name {
            const WHAT: &'static str = $what;

            fn keys() -> Vec<&'static str> { vec![$($crate::yaml::declare::key(stringify!($field))),*] }

            fn take(
                fields: &mut $crate::yaml::decode::Fields,
                decoder: &mut $crate::yaml::decode::Decoder,
            ) -> Option<Self> {
                $(let $field = fields.take::<$type>($crate::yaml::declare::key(stringify!($field)), decoder);)*
                Some(Self { $($field: $field?),* })
            }

            fn describe(generator: &mut schemars::SchemaGenerator, object: &mut $crate::yaml::declare::Object) {
                $({
                    let key = $crate::yaml::declare::key(stringify!($field));
                    let schema = generator.subschema_for::<$type>();
                    object.properties.insert(key.to_owned(), $crate::yaml::declare::described(schema, &[$($field_doc),+]));
                    if <$type as $crate::yaml::decode::Decode>::absent().is_none() {
                        object.required.push(key);
                    }
                })*
                object.description = [$($doc),+].map(str::trim).join(" ");
            }
        }

        impl $crate::yaml::decode::Decode for $name {
            fn decode(node: &$crate::yaml::Node, decoder: &mut $crate::yaml::decode::Decoder) -> Option<Self> {
                use $crate::yaml::declare::Record;
                let mut fields = decoder.record(node, Self::WHAT, &Self::keys())?;
                Self::take(&mut fields, decoder)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut object = $crate::yaml::declare::Object::default();
                <Self as $crate::yaml::declare::Record>::describe(generator, &mut object);
                object.schema()
            }
        }
    };
}

/// Declares a closed list of words: an enum, its `Decode` and its JSON Schema.
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
            pub(crate) const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word that authors write.
            pub(crate) fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }

        impl $crate::yaml::decode::Decode for $name {
            fn decode(node: &$crate::yaml::Node, decoder: &mut $crate::yaml::decode::Decoder) -> Option<Self> {
                let word = <String as $crate::yaml::decode::Decode>::decode(node, decoder)?;
                let found = $name::ALL.iter().copied().find(|value| value.word() == word);
                if found.is_none() {
                    let hint = $crate::yaml::suggest::suggest(&word, $name::ALL.iter().map(|value| value.word()));
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

pub(crate) use {choice, record};

/// The key for a field name: raw identifiers (`r#type`) lose their mark.
pub(crate) fn key(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// A property schema with its description: beside a reference it goes in the same object.
pub(crate) fn described(schema: Schema, doc: &[&str]) -> serde_json::Value {
    let mut value = schema.to_value();
    if let Some(object) = value.as_object_mut() {
        let text = doc.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        object.insert("description".to_owned(), text.into());
    }
    value
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Code, Report};
    use crate::text::RelPath;
    use crate::text::Source;
    use crate::yaml::decode::{Decode, Decoder};

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
        // « titel » is told once: that « title » is missing is the same fault.
        let expected = [(UnknownKey, 1), (DuplicateKey, 4), (BadValue, 2), (BadValue, 3), (BadValue, 3)];
        assert_eq!(faults, expected);
    }

    #[test]
    fn the_schema_says_the_same() {
        let schema = schemars::schema_for!(Sample).to_value();
        assert_eq!(schema["required"], serde_json::json!(["title"]));
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["$defs"]["Word"]["oneOf"][1]["const"], "deux");
    }
}
