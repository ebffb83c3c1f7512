//! `steps`: numbered markers along a path.

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::markdown::{Body, french};
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Une étape.
    pub struct Step as "une étape" {
        /// Titre.
        title: String,
        /// Texte (Markdown).
        text: Spanned<String>,
        /// Chemin du fichier source de la page où elle est expliquée.
        link: Option<Spanned<String>>,
    }
}

#[derive(Serialize)]
struct Item {
    number: usize,
    title: String,
    text: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct Values {
    items: Vec<Item>,
}

/// The kind.
pub struct Steps;

impl Widget for Steps {
    fn kind(&self) -> &'static str {
        "steps"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Vec<Step>>())
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let steps: Vec<Step> = block.decode()?;
        let source = block.source();
        let mut items = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            let text = block.blocks(&step.text, &source);
            let href = step.link.as_ref().and_then(|link| block.link(link));
            items.push(Item { number: index + 1, title: french(&step.title).into_owned(), text, href });
        }
        block.template(self.kind(), &Values { items })
    }
}
