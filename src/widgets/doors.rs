//! `doors`: large cards that lead somewhere, each with its icon.

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::markdown::{Body, french};
use crate::record;
use crate::yaml::decode::Spanned;

record! {
    /// Une porte : une grande carte qui mène à une page.
    pub struct Door as "une porte" {
        /// Titre.
        title: String,
        /// Texte (Markdown).
        text: Spanned<String>,
        /// Chemin du fichier source, depuis la page.
        link: Spanned<String>,
        /// Nom d’une icône du thème.
        icon: Option<String>,
    }
}

#[derive(Serialize)]
struct Item {
    title: String,
    text: String,
    href: String,
    icon: String,
}

#[derive(Serialize)]
struct Values {
    items: Vec<Item>,
}

/// The kind.
pub struct Doors;

impl Widget for Doors {
    fn kind(&self) -> &'static str {
        "doors"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Vec<Door>>())
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let doors: Vec<Door> = block.decode()?;
        let source = block.source();
        let mut items = Vec::new();
        for door in &doors {
            let text = block.line(&door.text, &source);
            let href = block.link(&door.link)?;
            items.push(Item {
                title: french(&door.title).into_owned(),
                text,
                href,
                icon: door.icon.clone().unwrap_or_else(|| "marker".to_owned()),
            });
        }
        block.template(self.kind(), &Values { items })
    }
}
