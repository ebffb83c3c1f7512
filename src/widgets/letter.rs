//! `letter`: fields that fill a text, to copy, print or keep.
//!
//! In: fields and a text with `{{field}}` where each stands, in YAML. Out: the text with visible blanks,
//! which prints as it is; the script adds the form. Every blank has its field, every field its blank.

use std::collections::BTreeSet;
use std::ops::Range;

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::content::slug::slug;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{self, Body, Origin, attribute, escape_text, french};
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;
use crate::{choice, record};

choice! {
    /// Ce que l’on écrit dans un champ.
    pub enum FieldKind {
        /// Quelques mots, sur une ligne.
        Text => "text",
        /// Un jour.
        Date => "date",
        /// Une réponse parmi d’autres.
        Choice => "choice",
        /// Plusieurs lignes.
        Multiline => "multiline",
    }
}

record! {
    /// Une lettre à compléter : des champs, et le texte où ils se placent.
    pub struct Letter as "une lettre" {
        /// Identifiant, pour les adresses dans la page.
        id: Spanned<String>,
        /// Titre.
        title: String,
        /// Nom du fichier .txt, sans son extension ; l’identifiant par défaut.
        file: Option<Spanned<String>>,
        /// Champs, dans l’ordre où on les remplit.
        fields: Vec<Field>,
        /// Le texte (Markdown) ; « {{champ}} » y place un champ, autant de fois que l’on veut.
        text: Spanned<String>,
    }
}

record! {
    /// Un champ.
    pub struct Field as "un champ" {
        /// Identifiant, celui que le texte cite.
        id: Spanned<String>,
        /// Ce que l’on demande, en quelques mots : le blanc le porte aussi.
        label: String,
        /// Ce que l’on y écrit : text (par défaut), date, choice ou multiline.
        kind: Option<FieldKind>,
        /// Ce qui aide à le remplir.
        hint: Option<String>,
        /// Réponses proposées, deux au moins (« choice » seulement).
        choices: Vec<Spanned<String>>,
    }
}

impl Field {
    fn kind(&self) -> FieldKind {
        self.kind.unwrap_or(FieldKind::Text)
    }
}

#[derive(Serialize)]
struct FieldValues {
    id: String,
    label: String,
    kind: &'static str,
    hint: Option<String>,
    choices: Vec<String>,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    file: String,
    fields: Vec<FieldValues>,
    text: String,
}

/// The kind.
pub struct LetterWidget;

impl Widget for LetterWidget {
    fn kind(&self) -> &'static str {
        "letter"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Letter>())
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let letter: Letter = block.decode()?;
        let mut check = Check { letter: &letter, block };
        let sound = [check.identifiers(), check.fields(), check.blanks()].into_iter().all(|fine| fine);
        let text = sound.then(|| text(&letter, block)).flatten()?;
        for asset in ["letter.css", "tools.js", "letter.js"] {
            block.body.require(asset);
        }
        let fields = letter.fields.iter().map(|field| FieldValues {
            id: field.id.value.clone(),
            label: french(&field.label).into_owned(),
            kind: field.kind().word(),
            hint: field.hint.as_ref().map(|hint| french(hint).into_owned()),
            choices: field.choices.iter().map(|choice| french(&choice.value).into_owned()).collect(),
        });
        let values = Values {
            id: letter.id.value.clone(),
            title: french(&letter.title).into_owned(),
            file: letter.file.as_ref().unwrap_or(&letter.id).value.clone(),
            fields: fields.collect(),
            text,
        };
        block.template(self.kind(), &values)
    }
}

/// A place for a field in a text: the name between the braces, its bytes, and whether the braces close.
#[derive(Debug, PartialEq, Eq)]
struct Place<'t> {
    name: &'t str,
    range: Range<usize>,
    closed: bool,
}

/// The places of a text, in order; a blank stands on one line.
fn places(text: &str) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let line = text[open..].find('\n').map_or(text.len(), |at| open + at);
        let close = text[open + 2..line].find("}}").map(|at| open + 2 + at);
        let end = close.map_or(line, |at| at + 2);
        let name = text[open + 2..close.unwrap_or(line)].trim();
        places.push(Place { name, range: open..end, closed: close.is_some() });
        from = end;
    }
    places
}

struct Check<'c, 'b, 'p> {
    letter: &'c Letter,
    block: &'b mut Block<'p>,
}

impl Check<'_, '_, '_> {
    fn fault(&mut self, code: Code, span: &Range<usize>, message: String, hint: &str) -> bool {
        let source = self.block.source();
        self.block.report.push(Diagnostic::error(code, message).at(&source, span.clone()).hint(hint));
        false
    }

    fn identifiers(&mut self) -> bool {
        let mut fine = true;
        let mut seen = BTreeSet::new();
        let letter = self.letter;
        for id in [Some(&letter.id), letter.file.as_ref()]
            .into_iter()
            .flatten()
            .chain(letter.fields.iter().map(|field| &field.id))
        {
            if slug(&id.value) != id.value {
                let message = format!("« {} » ne peut pas être un identifiant", id.value);
                fine = self.fault(
                    Code::BadValue,
                    &id.span,
                    message,
                    &format!("écrivez par exemple « {} »", slug(&id.value)),
                );
            }
        }
        for field in &letter.fields {
            if !seen.insert(&field.id.value) {
                let message = format!("champ « {} » donné deux fois", field.id.value);
                fine = self.fault(
                    Code::DuplicateId,
                    &field.id.span,
                    message,
                    "donnez à chaque champ un identifiant à lui",
                );
            }
        }
        fine
    }

    fn fields(&mut self) -> bool {
        let mut fine = true;
        let letter = self.letter;
        if letter.fields.is_empty() || letter.fields.len() > MOST_FIELDS {
            let span = self.block.node.span.clone();
            let message = if letter.fields.is_empty() {
                "une lettre sans champ".to_owned()
            } else {
                format!("plus de {MOST_FIELDS} champs")
            };
            fine = self.fault(
                Code::Letter,
                &span,
                message,
                "un texte sans rien à compléter s’écrit dans la page ; au-delà, faites deux lettres",
            );
        }
        for field in &letter.fields {
            let (id, given) = (&field.id, field.choices.len());
            if field.kind() == FieldKind::Choice && given < 2 {
                let message = format!("le champ « {} » n’offre pas deux choix", id.value);
                fine = self.fault(Code::Letter, &id.span, message, "donnez ses « choices », ou un autre « kind »");
            }
            if field.kind() != FieldKind::Choice && given > 0 {
                let message = format!("le champ « {} » a des choix, mais n’est pas de type « choice »", id.value);
                fine = self.fault(Code::Letter, &id.span, message, "ajoutez « kind: choice », ou retirez « choices »");
            }
            let mut seen = BTreeSet::new();
            for choice in &field.choices {
                if !seen.insert(choice.value.trim().to_lowercase()) {
                    let message = format!("choix « {} » donné deux fois", choice.value);
                    fine = self.fault(Code::Letter, &choice.span, message, "gardez-en un seul");
                }
            }
        }
        fine
    }

    /// Every blank has its field, and every field its blank.
    fn blanks(&mut self) -> bool {
        let mut fine = true;
        let letter = self.letter;
        let known: Vec<&str> = letter.fields.iter().map(|field| field.id.value.as_str()).collect();
        let places = places(&letter.text.value);
        for (rank, place) in places.iter().enumerate() {
            if !place.closed {
                let span = self.place(rank);
                fine = self.fault(
                    Code::Letter,
                    &span,
                    "blanc jamais fermé".to_owned(),
                    "écrivez « {{champ}} », sur une même ligne",
                );
            } else if !known.contains(&place.name) {
                let span = self.place(rank);
                let message = format!("aucun champ « {} »", place.name);
                fine = self.fault(Code::Letter, &span, message, &suggest(place.name, known.iter().copied()));
            }
        }
        for field in &letter.fields {
            if places.iter().all(|place| place.name != field.id.value) {
                let message = format!("le champ « {} » ne sert pas dans le texte", field.id.value);
                let hint = format!("placez-y « {{{{{}}}}} », ou retirez le champ", field.id.value);
                fine = self.fault(Code::Letter, &field.id.span, message, &hint);
            }
        }
        fine
    }

    /// The bytes of a place in the file: YAML may have folded the text, but not braces.
    fn place(&self, rank: usize) -> Range<usize> {
        let span = &self.letter.text.span;
        let source = self.block.source();
        let written = source.text.get(span.clone()).unwrap_or_default();
        let found = places(written)
            .into_iter()
            .nth(rank)
            .map(|place| span.start + place.range.start..span.start + place.range.end);
        found.unwrap_or_else(|| span.clone())
    }
}

/// The text as HTML, each blank as an element that carries its label.
fn text(letter: &Letter, block: &mut Block) -> Option<String> {
    let written = &letter.text.value;
    let mut marked = String::with_capacity(written.len());
    let (mut last, mut count) = (0, 0);
    for place in places(written) {
        let rank = letter.fields.iter().position(|field| field.id.value == place.name)?;
        marked.push_str(&written[last..place.range.start]);
        marked.push(stand_in(rank));
        last = place.range.end;
        count += 1;
    }
    marked.push_str(&written[last..]);
    let source = block.source();
    let origin = Origin::value(&source, &letter.text.span);
    let body = markdown::blocks(&marked, origin, block.scope, &[], block.report);
    let html = Some(blanks(letter, &body.html)).filter(|(_, placed)| *placed == count).map(|(html, _)| html);
    let fault: Option<(&str, &str, fn(&str) -> bool)> = if !body.headings.is_empty() {
        let hint = "mettez-le en gras : une lettre n’est pas une partie de la page";
        Some(("un titre dans une lettre", hint, |line| line.trim_start().starts_with('#')))
    } else if !body.cited.is_empty() {
        let hint = "citez la source dans la page : la lettre en sort";
        Some(("un appel de source dans une lettre", hint, |line| line.contains("[@")))
    } else if html.is_none() {
        let hint = "placez-le dans le texte";
        Some(("un blanc dans une adresse ou une image", hint, |line| address(line).is_some_and(|to| to.contains("{{"))))
    } else if body.links.iter().any(|link| !link.href.contains(':')) {
        let hint = "écrivez l’adresse entière, ou retirez-le : la lettre sort du site";
        Some(("un lien du site dans une lettre", hint, |line| address(line).is_some_and(|to| !to.contains(':'))))
    } else {
        None
    };
    if let Some((message, hint, tells)) = fault {
        let span = line(&source.text, &letter.text.span, tells);
        block.report.push(Diagnostic::error(Code::Letter, message).at(&source, span).hint(hint));
        return None;
    }
    block.take(body);
    html
}

/// The address of the first link or image of a line.
fn address(line: &str) -> Option<&str> {
    let (_, after) = line.split_once("](")?;
    Some(after.split_once(')').map_or(after, |(address, _)| address))
}

/// The first line of a value, in its file, that tells what is looked for; else the whole value.
fn line(file: &str, span: &Range<usize>, tells: fn(&str) -> bool) -> Range<usize> {
    let mut at = span.start;
    for line in file.get(span.clone()).unwrap_or_default().split_inclusive('\n') {
        let text = line.trim_end();
        if tells(text) {
            return at + (text.len() - text.trim_start().len())..at + text.len();
        }
        at += line.len();
    }
    span.clone()
}

/// Replaces what stands for blanks, between tags only; how many there were.
fn blanks(letter: &Letter, html: &str) -> (String, usize) {
    let (mut out, mut count, mut tag) = (String::with_capacity(html.len() * 2), 0, false);
    for character in html.chars() {
        match character {
            '<' => tag = true,
            '>' => tag = false,
            _ => {}
        }
        let rank = (character as u32).checked_sub(FIRST_PRIVATE).and_then(|rank| usize::try_from(rank).ok());
        match rank.and_then(|rank| letter.fields.get(rank)).filter(|_| !tag) {
            Some(field) => {
                count += 1;
                let id = attribute(&field.id.value);
                let label = french(&field.label);
                let label = escape_text(&label);
                let kind = field.kind().word();
                out.push_str(&format!("<span class=\"letter-blank is-{kind}\" data-blank=\"{id}\"><span class=\"sr-only\">[à compléter\u{a0}: </span><span class=\"letter-label\">{label}</span><span class=\"sr-only\">]</span></span>"));
            }
            None => out.push(character),
        }
    }
    (out, count)
}

/// What stands for a field while Markdown is written: one private character each, which means nothing there.
fn stand_in(rank: usize) -> char {
    u32::try_from(rank)
        .ok()
        .and_then(|rank| char::from_u32(FIRST_PRIVATE + rank))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

const FIRST_PRIVATE: u32 = 0xe000;
/// More fields than anyone fills in; the private characters are many more.
const MOST_FIELDS: usize = 100;

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn places_are_found_in_order() {
        let found: Vec<(&str, bool)> =
            places("A {{b}} et {{ c }}\n{{d\ne}} {{b}}").iter().map(|place| (place.name, place.closed)).collect();
        assert_eq!(found, [("b", true), ("c", true), ("d", false), ("b", true)]);
        assert!(places("{b} }} {").is_empty());
    }
}
