//! `checklist`: what is to be done, in sections, with days counted from a date that the reader gives.
//!
//! In: sections and items, in YAML. Out: a list with boxes to print; the script makes them real ones, remembers
//! which are ticked, and turns the days into dates.

use std::collections::BTreeSet;
use std::ops::Range;

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::content::slug::slug;
use crate::diagnostic::{Code, Diagnostic};
use crate::french::numbers::plural;
use crate::markdown::{Body, french};
use crate::record;
use crate::yaml::decode::Spanned;

/// Further than that from its date, a deadline is a slip of the pen.
const FARTHEST: i64 = 730;

record! {
    /// Une liste de contrôle.
    pub struct Checklist as "une liste de contrôle" {
        /// Identifiant, seul de ce nom dans le site, sous lequel les cases cochées sont gardées : le changer les fait oublier.
        id: Spanned<String>,
        /// Titre.
        title: String,
        /// Ce qu’il faut savoir avant de commencer (Markdown).
        intro: Option<Spanned<String>>,
        /// La date dont les échéances sont comptées. Obligatoire dès qu’un point a des « days ».
        start: Option<Start>,
        /// Parties, une au moins.
        sections: Vec<Section>,
    }
}

record! {
    /// La date dont les échéances sont comptées.
    pub struct Start as "une date de départ" {
        /// Ce que c’est, pour l’étiquette du champ : « Date de lancement ».
        label: Spanned<String>,
        /// La même, après un nombre de jours : « après le lancement ».
        after: String,
        /// La même : « avant le lancement ».
        before: String,
        /// La même, quand il n’y a aucun jour d’écart : « le jour du lancement ».
        same: String,
    }
}

record! {
    /// Une partie de la liste.
    pub struct Section as "une partie" {
        /// Titre.
        title: Spanned<String>,
        /// Points, un au moins.
        items: Vec<Item>,
    }
}

record! {
    /// Un point à cocher.
    pub struct Item as "un point" {
        /// Identifiant : le changer fait oublier que le point était coché.
        id: Spanned<String>,
        /// Ce qui doit être fait ou vrai (Markdown, une ligne).
        text: Spanned<String>,
        /// Échéance, en jours depuis la date de départ ; négative avant elle.
        days: Option<Spanned<i64>>,
        /// Texte du lien vers la page qui explique.
        see: Option<Spanned<String>>,
        /// Chemin du fichier source de cette page, depuis la page de la liste.
        link: Option<Spanned<String>>,
    }
}

#[derive(Serialize)]
struct ItemValues {
    id: String,
    text: String,
    days: Option<i64>,
    when: Option<String>,
    see: Option<String>,
    href: Option<String>,
}

#[derive(Serialize)]
struct SectionValues {
    title: String,
    items: Vec<ItemValues>,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    intro: Option<String>,
    start: Option<String>,
    count: usize,
    sections: Vec<SectionValues>,
}

/// The kind.
pub struct ChecklistWidget;

impl Widget for ChecklistWidget {
    fn kind(&self) -> &'static str {
        "checklist"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Checklist>())
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let list: Checklist = block.decode()?;
        let values = values(&list, block);
        if !(Check { list: &list, block }).run() {
            return None;
        }
        for asset in ["checklist.css", "tools.js", "calendar.js", "checklist.js"] {
            block.body.require(asset);
        }
        block.template(self.kind(), &values)
    }
}

struct Check<'c, 'b> {
    list: &'c Checklist,
    block: &'c mut Block<'b>,
}

impl Check<'_, '_> {
    /// Whether the list holds together; says what is wrong.
    fn run(mut self) -> bool {
        [self.identifiers(), self.sections(), self.deadlines(), self.links()].into_iter().all(|fine| fine)
    }

    fn fault(&mut self, code: Code, span: &Range<usize>, message: String, hint: &str) -> bool {
        let source = self.block.source();
        self.block.report.push(Diagnostic::error(code, message).at(&source, span.clone()).hint(hint));
        false
    }

    fn items(&self) -> Vec<Item> {
        self.list.sections.iter().flat_map(|section| section.items.clone()).collect()
    }

    fn identifiers(&mut self) -> bool {
        let mut fine = true;
        let ids: Vec<Spanned<String>> = self.items().into_iter().map(|item| item.id).collect();
        for id in std::iter::once(&self.list.id).chain(&ids) {
            if slug(&id.value) != id.value {
                let hint = format!("écrivez par exemple « {} »", slug(&id.value));
                let message = format!("« {} » ne peut pas être un identifiant", id.value);
                fine = self.fault(Code::BadValue, &id.span, message, &hint);
            }
        }
        let mut seen = BTreeSet::new();
        for id in &ids {
            if !seen.insert(&id.value) {
                let message = format!("identifiant « {} » donné deux fois", id.value);
                fine = self.fault(Code::DuplicateId, &id.span, message, "donnez à chaque point un identifiant à lui");
            }
        }
        fine
    }

    fn sections(&mut self) -> bool {
        let mut fine = true;
        if self.list.sections.is_empty() {
            let span = self.block.node.span.clone();
            fine =
                self.fault(Code::Checklist, &span, "une liste sans partie".to_owned(), "écrivez au moins une partie");
        }
        let mut titles = BTreeSet::new();
        for section in &self.list.sections {
            if section.items.is_empty() {
                let message = format!("la partie « {} » est vide", section.title.value);
                fine =
                    self.fault(Code::Checklist, &section.title.span, message, "écrivez un point, ou retirez la partie");
            }
            if !titles.insert(section.title.value.trim().to_lowercase()) {
                let message = format!("titre « {} » donné deux fois", section.title.value);
                fine = self.fault(Code::Checklist, &section.title.span, message, "distinguez les deux parties");
            }
        }
        fine
    }

    /// Days are counted from something, and something is counted from a date that is asked.
    fn deadlines(&mut self) -> bool {
        let mut fine = true;
        let days: Vec<Spanned<i64>> = self.items().into_iter().filter_map(|item| item.days).collect();
        for one in &days {
            if one.value.abs() > FARTHEST {
                let message = format!("échéance à {} jours", one.value);
                let hint = format!("donnez entre -{FARTHEST} et {FARTHEST} jours");
                fine = self.fault(Code::BadValue, &one.span, message, &hint);
            }
        }
        match (&self.list.start, days.first()) {
            (None, Some(first)) => {
                let message = "une échéance, sans date de départ".to_owned();
                self.fault(Code::Checklist, &first.span, message, "ajoutez « start », ou retirez « days »")
            }
            (Some(start), None) => {
                let message = "une date de départ dont rien ne dépend".to_owned();
                self.fault(
                    Code::Checklist,
                    &start.label.span,
                    message,
                    "donnez des « days » à un point, ou retirez « start »",
                )
            }
            _ => fine,
        }
    }

    /// A link has words, and words lead somewhere.
    fn links(&mut self) -> bool {
        let mut fine = true;
        for item in self.items() {
            let (span, missing) = match (&item.see, &item.link) {
                (Some(see), None) => (&see.span, "link"),
                (None, Some(link)) => (&link.span, "see"),
                _ => continue,
            };
            let message = format!("le point « {} » n’a que la moitié d’un lien", item.id.value);
            fine = self.fault(Code::Checklist, span, message, &format!("ajoutez « {missing} »"));
        }
        fine
    }
}

/// « 14 jours après le lancement ».
fn when(days: i64, start: &Start) -> String {
    let counted = plural(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "jour", "jours");
    let said = match days {
        0 => start.same.clone(),
        1.. => format!("{counted} {}", start.after),
        _ => format!("{counted} {}", start.before),
    };
    french(&said).into_owned()
}

fn values(list: &Checklist, block: &mut Block) -> Values {
    let source = block.source();
    let intro = list.intro.as_ref().map(|intro| block.blocks(intro, &source));
    let mut sections = Vec::new();
    for section in &list.sections {
        let mut items = Vec::new();
        for item in &section.items {
            let days = item.days.as_ref().map(|days| days.value);
            items.push(ItemValues {
                id: item.id.value.clone(),
                text: block.line(&item.text, &source),
                days,
                when: days.zip(list.start.as_ref()).map(|(days, start)| when(days, start)),
                see: item.see.as_ref().map(|see| french(&see.value).into_owned()),
                href: item.link.as_ref().and_then(|link| block.link(link)),
            });
        }
        sections.push(SectionValues { title: french(&section.title.value).into_owned(), items });
    }
    Values {
        id: list.id.value.clone(),
        title: french(&list.title).into_owned(),
        intro,
        start: list.start.as_ref().map(|start| french(&start.label.value).into_owned()),
        count: sections.iter().map(|section| section.items.len()).sum(),
        sections,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_are_said_in_french() {
        let text = |text: &str| text.to_owned();
        let start = Start {
            label: Spanned { value: text("Date du départ"), span: 0..0 },
            after: text("après le départ"),
            before: text("avant le départ"),
            same: text("le jour du départ"),
        };
        let said = [-14, -1, 0, 1, 90].map(|days| when(days, &start));
        let expected = [
            "14 jours avant le départ",
            "1 jour avant le départ",
            "le jour du départ",
            "1 jour après le départ",
            "90 jours après le départ",
        ];
        assert_eq!(said.map(|said| said.replace('\u{a0}', " ")), expected);
    }
}
