//! `jalon schema`: JSON Schemas of the YAML formats, made from the types that read them.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::Exit;
use crate::attestation::versions::Recorded;
use crate::blocks;
use crate::capsule::{CapsuleHead, Gesture, Scene};
use crate::content::audience::Audience;
use crate::content::bibliography::Entry;
use crate::content::configuration::Configuration;
use crate::content::front_matter::FrontMatter;
use crate::content::glossary::Term;
use crate::content::synonyms::Synonym;
use crate::course::CourseFile;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::quiz::bank::BankFile;
use crate::theme::ThemeFile;
use crate::yaml::suggest::suggest;

type Make = fn(&mut SchemaGenerator) -> Schema;

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    T::json_schema(generator)
}

/// Formats of files: name, what it is, how its schema is made.
const FORMATS: [(&str, &str, Make); 13] = [
    ("site", "site.yaml", of::<Configuration>),
    ("page", "l’en-tête des pages", of::<FrontMatter>),
    ("quiz", "quizzes/*.yaml", of::<BankFile>),
    ("capsule", "l’en-tête de capsules/*.md", of::<CapsuleHead>),
    ("scene", "le bloc ```scene d’une capsule", of::<Scene>),
    ("gesture", "le bloc ```gesture d’une capsule", of::<Gesture>),
    ("course", "data/course.yaml", of::<CourseFile>),
    ("course-versions", "data/course-versions.yaml", of::<Vec<Recorded>>),
    ("bibliography", "data/bibliography.yaml", of::<BTreeMap<String, Entry>>),
    ("glossary", "data/glossary.yaml", of::<Vec<Term>>),
    ("audiences", "data/audiences.yaml", of::<Vec<Audience>>),
    ("synonyms", "data/synonyms.yaml", of::<Vec<Synonym>>),
    ("theme", "themes/*/theme.yaml", of::<ThemeFile>),
];

/// Every schema by its name; widgets are named `widget-KIND`.
pub(crate) fn all() -> BTreeMap<String, (String, serde_json::Value)> {
    let mut schemas = BTreeMap::new();
    for (name, what, make) in FORMATS {
        schemas.insert(name.to_owned(), (what.to_owned(), root(|generator| Some(make(generator))).unwrap_or_default()));
    }
    for kind in blocks::KINDS {
        if let Some(schema) = root(|generator| blocks::schema(kind, generator)) {
            schemas.insert(format!("widget-{kind}"), (format!("le widget ```{kind}"), schema));
        }
    }
    schemas
}

/// A whole document: the schema, its dialect and the definitions it refers to.
fn root(make: impl FnOnce(&mut SchemaGenerator) -> Option<Schema>) -> Option<serde_json::Value> {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = make(&mut generator)?.to_value();
    let definitions = generator.take_definitions(true);
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
        if !definitions.is_empty() {
            object.insert("$defs".to_owned(), definitions.into());
        }
    }
    Some(schema)
}

/// Prints a schema, or the list of them.
pub(crate) fn run(name: Option<&str>, printer: Printer) -> Exit {
    let schemas = all();
    let Some(name) = name else {
        let width = schemas.keys().map(String::len).max().unwrap_or_default();
        for (name, (what, _)) in &schemas {
            printer.say(&format!("{name:width$}  {what}"));
        }
        printer.tell("\n« jalon schema NOM » donne un schéma : enregistrez-le, et nommez-le à votre éditeur de texte.");
        return Exit::Clean;
    };
    match schemas.get(name) {
        Some((_, schema)) => {
            printer.raw(format!("{schema:#}\n").as_bytes());
            Exit::Clean
        }
        None => {
            let mut report = Report::default();
            report.push(
                Diagnostic::error(Code::Usage, format!("aucun format ne s’appelle « {name} »"))
                    .hint(suggest(name, schemas.keys().map(String::as_str))),
            );
            printer.report(&report, Format::Text);
            Exit::Machine
        }
    }
}
