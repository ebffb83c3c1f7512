//! The drawing of a slide, as an author writes it: names of the theme's library, in the order in which they appear.
//!
//! In: the body of a ```scene block. Out: a [`Scene`], or what is wrong with it, at its line; which names the theme has is
//! told later, by the site, which knows the theme.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::diagnostic::Code;
use crate::record;
use crate::yaml::decode::{Decode, Decoder, Spanned};
use crate::yaml::{Node, Value};

/// Most drawings that stand beside each other and can still be read on a phone.
const MOST: usize = 6;

record! {
    /// Le dessin d’une diapositive : le bloc ```scene d’une capsule.
    pub(crate) struct Scene as "le dessin" {
        /// Ce que montre le dessin, en une ou deux phrases, pour qui ne le voit pas.
        alt: Spanned<String>,
        /// Dessins du thème, de gauche à droite ; chacun apparaît avec une phrase, dans l’ordre.
        draw: Spanned<Vec<Part>>,
        /// Pour chaque ligne du tableau ou de la liste de la diapositive, le rang de la phrase qui la dit ; 0 quand aucune ne la dit.
        told: Option<Spanned<Vec<u32>>>,
    }
}

record! {
    /// Un dessin du thème, sa légende, et la phrase avec laquelle il apparaît.
    pub(crate) struct LabelledPart as "un dessin du thème" {
        /// Nom d’un dessin : un fichier de themes/NOM/scenes/, sans « .svg ».
        name: Spanned<String>,
        /// Quelques mots sous lui.
        label: Option<String>,
        /// Rang de la phrase avec laquelle il apparaît ; sinon le sien.
        at: Option<Spanned<u32>>,
    }
}

/// A drawing of the library: its name alone, or with a label and a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Part(pub LabelledPart);

impl Decode for Part {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let part = match &node.value {
            Value::Scalar(_) => LabelledPart { name: Spanned::decode(node, decoder)?, label: None, at: None },
            _ => LabelledPart::decode(node, decoder)?,
        };
        Some(Self(part))
    }
}

impl JsonSchema for Part {
    fn schema_name() -> Cow<'static, str> {
        "Part".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let labelled = generator.subschema_for::<LabelledPart>();
        json_schema!({ "anyOf": [{ "type": "string", "description": "Nom d’un dessin du thème." }, labelled] })
    }
}

impl Scene {
    /// Whether it holds together with its slide, of so many sentences, which shows so many steps.
    pub(super) fn verify(&self, sentences: usize, steps: usize, decoder: &mut Decoder) {
        let parts = &self.draw.value;
        if parts.is_empty() || parts.len() > MOST {
            let message = format!("de 1 à {MOST} dessins se lisent côte à côte, et il y en a {}", parts.len());
            decoder.error(Code::Capsule, self.draw.span.clone(), message, "gardez ceux que les phrases nomment");
        }
        let written = parts.iter().filter_map(|part| part.0.at.as_ref()).map(|at| (at.value, at.span.clone(), 1));
        let told = self.told.iter().flat_map(|told| told.value.iter().map(|rank| (*rank, told.span.clone(), 0)));
        for (rank, span, first) in written.chain(told) {
            if rank < first || rank as usize > sentences {
                let message = format!("la diapositive n’a pas de phrase {rank}");
                decoder.error(Code::Capsule, span, message, format!("elle en a {sentences} : comptez à partir de 1"));
            }
        }
        if let Some(told) = self.told.as_ref().filter(|told| told.value.len() != steps) {
            let message = format!("{} phrases pour {steps} lignes à dire", told.value.len());
            let hint =
                "donnez un rang par ligne de la liste ou du tableau ; d’un tableau d’une seule ligne, un par case";
            decoder.error(Code::Capsule, told.span.clone(), message, hint);
        }
    }

    /// The rank of the sentence with which each part appears, from 0. A part that links two others comes with the one that
    /// follows it; more parts than sentences come with the last.
    pub(crate) fn ranks(&self, sentences: usize) -> Vec<usize> {
        let last = sentences.saturating_sub(1);
        let mut next = 0;
        let mut ranks: Vec<usize> = Vec::new();
        for part in &self.draw.value {
            let rank = match &part.0.at {
                Some(at) => (at.value as usize).saturating_sub(1),
                None => next,
            };
            ranks.push(rank.min(last));
            next = if part.0.links() { rank } else { rank + 1 };
        }
        ranks
    }
}

impl LabelledPart {
    /// Whether it stands between two others: a name that begins with « fleche ».
    pub(crate) fn links(&self) -> bool {
        self.name.value.starts_with("fleche")
    }
}

/// How many steps a slide shows: items of its lists, rows of its tables; of a table of one row, its cells.
pub(super) fn steps<'t>(shown: impl Iterator<Item = &'t str>) -> usize {
    shown.map(steps_of).sum()
}

fn steps_of(markdown: &str) -> usize {
    let (mut steps, mut rows, mut cells) = (0, 0, 0);
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Item) => steps += 1,
            Event::Start(Tag::TableRow) => (rows, cells) = (rows + 1, 0),
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(TagEnd::Table) => {
                steps += if rows == 1 { cells } else { rows };
                (rows, cells) = (0, 0);
            }
            _ => {}
        }
    }
    steps
}

/// A name of the library that is used somewhere, and where.
pub(crate) type Use<'a> = (&'a str, &'a Range<usize>);

impl Scene {
    /// The names it uses.
    pub(crate) fn uses(&self) -> impl Iterator<Item = Use<'_>> {
        self.draw.value.iter().map(|part| (part.0.name.value.as_str(), &part.0.name.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_items_rows_or_the_cells_of_one_row() {
        assert_eq!(steps_of("- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"), 4);
        assert_eq!(steps_of("| x | y | z |\n|---|---|---|\n| 1 | 2 | 3 |\n\n**texte**\n"), 3);
    }

    #[test]
    fn parts_come_with_their_sentence_and_what_links_with_what_follows() {
        let part = |name: &str, at: Option<u32>| {
            let name = Spanned { value: name.to_owned(), span: 0..0 };
            Part(LabelledPart { name, label: None, at: at.map(|value| Spanned { value, span: 0..0 }) })
        };
        let draw = vec![part("a", None), part("fleche", None), part("b", None), part("c", Some(2)), part("d", None)];
        let scene = Scene {
            alt: Spanned { value: String::new(), span: 0..0 },
            draw: Spanned { value: draw, span: 0..0 },
            told: None,
        };
        assert_eq!(scene.ranks(3), [0, 1, 1, 1, 2]);
        assert_eq!(scene.ranks(1), [0, 0, 0, 0, 0]);
    }
}
