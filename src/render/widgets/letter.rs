//! `letter`: fields that fill a text, to copy, print or keep.
//!
//! In: fields and a text with `{{field}}` where each stands, in YAML. Out: the text with visible blanks,
//! which prints as it is; the script adds the form. Every blank has its field, every field its blank.

use std::ops::Range;

use serde::Serialize;

use super::Block;
use crate::blocks::letter::{Letter, places};
use crate::diagnostic::{Code, Diagnostic};
use crate::french::french;
use crate::markup::Origin;
use crate::render::markdown::{self, Body};
use crate::text::html::attribute;
use crate::text::html::escape_text;

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

/// Renders it.
pub(crate) fn render(letter: &Letter, block: &mut Block) -> Option<Body> {
    let text = block.sound.then(|| text(letter, block)).flatten()?;
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
    block.template("letter", &values)
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
    let fault: Option<(&str, &str, Tells)> = if !body.headings.is_empty() {
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

/// Whether a line holds what is looked for.
type Tells = fn(&str) -> bool;

/// The address of the first link or image of a line.
fn address(line: &str) -> Option<&str> {
    let (_, after) = line.split_once("](")?;
    Some(after.split_once(')').map_or(after, |(address, _)| address))
}

/// The first line of a value, in its file, that tells what is looked for; else the whole value.
fn line(file: &str, span: &Range<usize>, tells: Tells) -> Range<usize> {
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

/// Blanks are carried through Markdown as characters that no text holds.
const FIRST_PRIVATE: u32 = 0xe000;

/// What stands for a field while Markdown is written: one private character each, which means nothing there.
fn stand_in(rank: usize) -> char {
    u32::try_from(rank)
        .ok()
        .and_then(|rank| char::from_u32(FIRST_PRIVATE + rank))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}
