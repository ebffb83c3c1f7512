//! `letter`, as an author writes it: fields, and a text with `{{field}}` where each stands. Every blank has its field,
//! every field its blank.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Faults, Model};
use crate::diagnostic::Code;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;
use crate::{choice, record};

/// More fields than anyone fills in; the private characters are many more.
const MOST_FIELDS: usize = 100;

choice! {
    /// Ce que l’on écrit dans un champ.
    pub(crate) enum FieldKind {
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
    pub(crate) struct Letter as "une lettre" {
        /// Identifiant, seul de ce nom dans le site, pour les adresses dans la page.
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
    pub(crate) struct Field as "un champ" {
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
    /// What is written in it: a line of text, when nothing is said.
    pub(crate) fn kind(&self) -> FieldKind {
        self.kind.unwrap_or(FieldKind::Text)
    }
}

/// A place for a field in a text: the name between the braces, its bytes, and whether the braces close.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place<'t> {
    pub(crate) name: &'t str,
    pub(crate) range: Range<usize>,
    closed: bool,
}

/// The places of a text, in order; a blank stands on one line.
pub(crate) fn places(text: &str) -> Vec<Place<'_>> {
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

impl Model for Letter {
    fn verify(&self, faults: &mut Faults) {
        let mut check = Check { letter: self, faults };
        check.identifiers();
        check.fields();
        check.blanks();
    }

    fn unique(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

struct Check<'c, 'f, 's> {
    letter: &'c Letter,
    faults: &'f mut Faults<'s>,
}

impl<'c> Check<'c, '_, '_> {
    fn identifiers(&mut self) {
        let mut seen = BTreeSet::new();
        let letter = self.letter;
        for id in [Some(&letter.id), letter.file.as_ref()]
            .into_iter()
            .flatten()
            .chain(letter.fields.iter().map(|field| &field.id))
        {
            self.faults.identifier(id);
        }
        for field in &letter.fields {
            if !seen.insert(&field.id.value) {
                let message = format!("champ « {} » donné deux fois", field.id.value);
                self.faults.error(
                    Code::DuplicateId,
                    &field.id.span,
                    message,
                    "donnez à chaque champ un identifiant à lui",
                );
            }
        }
    }

    fn fields(&mut self) {
        let letter = self.letter;
        if letter.fields.is_empty() || letter.fields.len() > MOST_FIELDS {
            let span = self.faults.span();
            let message = if letter.fields.is_empty() {
                "une lettre sans champ".to_owned()
            } else {
                format!("plus de {MOST_FIELDS} champs")
            };
            self.faults.error(
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
                self.faults.error(Code::Letter, &id.span, message, "donnez ses « choices », ou un autre « kind »");
            }
            if field.kind() != FieldKind::Choice && given > 0 {
                let message = format!("le champ « {} » a des choix, mais n’est pas de type « choice »", id.value);
                self.faults.error(Code::Letter, &id.span, message, "ajoutez « kind: choice », ou retirez « choices »");
            }
            let mut seen = BTreeSet::new();
            for choice in &field.choices {
                if !seen.insert(choice.value.trim().to_lowercase()) {
                    let message = format!("choix « {} » donné deux fois", choice.value);
                    self.faults.error(Code::Letter, &choice.span, message, "gardez-en un seul");
                }
            }
        }
    }

    /// Every blank has its field, and every field its blank.
    fn blanks(&mut self) {
        let letter = self.letter;
        let known: Vec<&str> = letter.fields.iter().map(|field| field.id.value.as_str()).collect();
        let places = places(&letter.text.value);
        for (rank, place) in places.iter().enumerate() {
            if !place.closed {
                let span = self.place(rank);
                self.faults.error(
                    Code::Letter,
                    &span,
                    "blanc jamais fermé".to_owned(),
                    "écrivez « {{champ}} », sur une même ligne",
                );
            } else if !known.contains(&place.name) {
                let span = self.place(rank);
                let message = format!("aucun champ « {} »", place.name);
                self.faults.error(Code::Letter, &span, message, suggest(place.name, known.iter().copied()));
            }
        }
        for field in &letter.fields {
            if places.iter().all(|place| place.name != field.id.value) {
                let message = format!("le champ « {} » ne sert pas dans le texte", field.id.value);
                let hint = format!("placez-y « {{{{{}}}}} », ou retirez le champ", field.id.value);
                self.faults.error(Code::Letter, &field.id.span, message, &hint);
            }
        }
    }

    /// The bytes of a place in the file: YAML may have folded the text, but not braces.
    fn place(&self, rank: usize) -> Range<usize> {
        let span = &self.letter.text.span;
        let source = self.faults.source();
        let written = source.text.get(span.clone()).unwrap_or_default();
        let found = places(written)
            .into_iter()
            .nth(rank)
            .map(|place| span.start + place.range.start..span.start + place.range.end);
        found.unwrap_or_else(|| span.clone())
    }
}

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
