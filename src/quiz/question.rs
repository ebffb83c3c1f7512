//! One question: what all of them have, and its kind, read from the same mapping.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::common::{Common, QuestionType};
use super::credit::Credit;
use super::faults::Faults;
use super::form::{Form, Remark};
use super::key::{Item, Key};
use super::kinds::categorise::Categorise;
use super::kinds::choice::{Multiple, Single, TrueFalse};
use super::kinds::cloze::Cloze;
use super::kinds::matching::Matching;
use super::kinds::numeric::Numeric;
use super::kinds::ordering::Ordering;
use super::kinds::scenario::Scenario;
use super::kinds::short::Short;
use crate::diagnostic::Report;
use crate::text::Source;
use crate::yaml::declare::{Object, Record};
use crate::yaml::decode::{Decode, Decoder, Fields, Spanned};
use crate::yaml::{Node, Value};

/// Heaviest question: more would hide the others.
const WEIGHT_LIMIT: u32 = 100;

macro_rules! kinds {
    ($($variant:ident),*) => {
        /// What a question asks for.
        #[derive(Debug, Clone)]
        pub(crate) enum Kind { $(
            #[doc = concat!("See [`", stringify!($variant), "`].")]
            $variant($variant),
        )* }

        impl Kind {
            fn keys(kind: QuestionType) -> Vec<&'static str> {
                match kind { $(QuestionType::$variant => $variant::keys()),* }
            }

            fn what(kind: QuestionType) -> &'static str {
                match kind { $(QuestionType::$variant => $variant::WHAT),* }
            }

            fn take(kind: QuestionType, fields: &mut Fields, decoder: &mut Decoder) -> Option<Self> {
                match kind { $(QuestionType::$variant => $variant::take(fields, decoder).map(Kind::$variant)),* }
            }

            fn describe(kind: QuestionType, generator: &mut SchemaGenerator, object: &mut Object) {
                match kind { $(QuestionType::$variant => $variant::describe(generator, object)),* }
            }

            fn form(&self) -> &dyn Form {
                match self { $(Kind::$variant(form) => form),* }
            }
        }
    };
}

kinds!(Single, Multiple, TrueFalse, Matching, Ordering, Categorise, Cloze, Numeric, Short, Scenario);

/// A question.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    /// What all questions have.
    pub(crate) common: Common,
    /// What its kind adds.
    pub(crate) kind: Kind,
}

impl Decode for Question {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let kind = written_kind(node);
        let mut keys = Common::keys();
        // Without a kind that is known, no key can be told unknown but those that no kind has.
        for kind in kind.map_or(QuestionType::ALL.to_vec(), |kind| vec![kind]) {
            keys.extend(Kind::keys(kind));
        }
        let mut fields = decoder.record(node, kind.map_or(Common::WHAT, Kind::what), &keys)?;
        let common = Common::take(&mut fields, decoder);
        let kind = Kind::take(kind?, &mut fields, decoder);
        Some(Self { common: common?, kind: kind? })
    }
}

fn written_kind(node: &Node) -> Option<QuestionType> {
    let Value::Map(entries) = &node.value else { return None };
    let (_, value) = entries.iter().find(|(key, _)| key.text == "type")?;
    let Value::Scalar(word) = &value.value else { return None };
    QuestionType::ALL.iter().copied().find(|kind| kind.word() == word)
}

impl JsonSchema for Question {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Question".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut kind = |kind: QuestionType| {
            let mut object = Object::default();
            Common::describe(generator, &mut object);
            Kind::describe(kind, generator, &mut object);
            object.properties.insert("type".to_owned(), serde_json::json!({ "const": kind.word() }));
            object.schema()
        };
        let kinds: Vec<Schema> = QuestionType::ALL.iter().map(|one| kind(*one)).collect();
        json_schema!({ "description": "Une question ; « type » dit son genre.", "type": "object", "oneOf": kinds })
    }
}

impl Question {
    /// Its identifier.
    pub(crate) fn id(&self) -> &str {
        &self.common.id.value
    }

    /// Its kind.
    pub(crate) fn kind(&self) -> QuestionType {
        self.common.r#type
    }

    /// How much it counts in its quiz.
    pub(crate) fn weight(&self) -> u32 {
        self.common.weight.as_ref().map_or(1, |weight| weight.value.max(1))
    }

    /// The objective it serves.
    pub(crate) fn objective(&self) -> Option<&str> {
        self.common.objective.as_ref().map(|objective| objective.value.as_str())
    }

    /// The answer key.
    pub(crate) fn key(&self) -> Key {
        self.kind.form().key(&self.common.text.value)
    }

    /// What scoring and drawing need of it.
    pub(crate) fn item(&self) -> Item {
        let objective = self.objective().map(str::to_owned);
        Item { id: self.id().to_owned(), weight: self.weight(), objective, key: self.key() }
    }

    /// The texts shown beside the stem, in the order written.
    pub(crate) fn texts(&self) -> Vec<&Spanned<String>> {
        self.kind.form().texts()
    }

    /// What is said after the answer.
    pub(crate) fn remarks(&self) -> Vec<Remark<'_>> {
        self.kind.form().remarks()
    }

    /// What an incomplete answer is worth, where that can be said.
    pub(crate) fn credit(&self) -> Option<Credit> {
        self.kind.form().credit()
    }

    /// Says what does not hold together.
    pub(crate) fn validate(&self, source: &Source, report: &mut Report) {
        let faults = &mut Faults { common: &self.common, source, report };
        faults.slug(self.id(), &self.common.id.span);
        if let Some(weight) = self.common.weight.as_ref().filter(|one| one.value == 0 || one.value > WEIGHT_LIMIT) {
            faults.fault(&weight.span, "poids hors des limites", "écrivez un entier de 1 à 100");
        }
        self.kind.form().check(faults);
    }
}
