//! What can be wrong with what is published: one rule, one file.
//!
//! Each file opens with what it asks, why, and an example of a fault; its tests close it. There are two kinds:
//!
//! - A rule on one page sees its tags as they are read. [`PageRules`] says which element, attribute or address
//!   each of them looks at.
//! - A rule on the whole site sees what all pages left: [`links`], [`anchors`], [`freshness`], [`reviews`].
//!
//! To add a rule on one page: write its file, name it below, and call it from [`PageRules`].

pub(crate) mod anchors;
pub(crate) mod freshness;
pub(crate) mod links;
pub(crate) mod reviews;
pub(crate) mod said_variables;

mod accessible_names;
mod base_element;
mod doctype;
mod embedded_content;
mod empty_address;
mod field_labels;
mod headings;
mod id_references;
mod image_alt;
mod image_size;
mod inline_scripts;
mod inline_styles;
mod input_buttons;
mod language;
mod link_schemes;
mod new_windows;
mod redirect;
mod tab_order;
mod table_headers;
pub(crate) mod third_party;
mod title;
mod unique_ids;

use super::faults::Faults;
use super::link_kind::LinkKind;
use super::reader::tag::Tag;
use accessible_names::AccessibleNames;
use doctype::Doctype;
use field_labels::FieldLabels;
use headings::Headings;
use id_references::IdReferences;
use language::Language;
use redirect::Redirect;
use table_headers::TableHeaders;
use title::Title;
pub(crate) use unique_ids::UniqueIds;

/// The rules on one page, and what they have seen of it.
#[derive(Default)]
pub(crate) struct PageRules {
    /// How many `<template>` are open: their content is not in the page until a script puts it there.
    templates: usize,
    accessible_names: AccessibleNames,
    doctype: Doctype,
    field_labels: FieldLabels,
    headings: Headings,
    id_references: IdReferences,
    language: Language,
    redirect: Redirect,
    table_headers: TableHeaders,
    title: Title,
    unique_ids: UniqueIds,
}

impl PageRules {
    /// The document type.
    pub(crate) fn doctype(&mut self, name: &[u8]) {
        self.doctype.doctype(name);
    }

    /// A start tag, after its attributes.
    pub(crate) fn start(&mut self, tag: &Tag<'_>, faults: &mut Faults<'_>) {
        match tag.name {
            b"html" => {
                self.doctype.html();
                self.language.html(tag, faults);
            }
            b"title" if !tag.foreign => self.title.title(faults),
            b"base" => base_element::base(faults),
            b"meta" => self.redirect.meta(tag),
            b"link" => self.redirect.link(tag),
            b"script" => inline_scripts::script(tag, faults),
            b"style" => inline_styles::element(faults),
            b"iframe" | b"frame" | b"object" | b"embed" => embedded_content::embedded(tag, faults),
            b"a" | b"area" | b"form" => new_windows::target(tag, faults),
            _ => {}
        }
        if self.templates == 0 {
            self.shown(tag, faults);
        }
        self.templates += usize::from(tag.name == b"template");
    }

    /// A start tag that is in the page as it arrives.
    fn shown(&mut self, tag: &Tag<'_>, faults: &mut Faults<'_>) {
        match tag.name {
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => self.headings.heading(tag, faults),
            b"img" => {
                image_alt::image(tag, faults);
                image_size::image(tag, faults);
            }
            b"label" => self.field_labels.label(tag),
            b"input" if input_buttons::input(tag, faults) => {}
            b"input" | b"select" | b"textarea" => {
                self.field_labels.field(tag, self.accessible_names.inside("label"));
            }
            b"table" => self.table_headers.table(tag),
            b"th" => self.table_headers.header(),
            _ => {}
        }
        self.accessible_names.start(tag);
    }

    /// An attribute.
    pub(crate) fn attribute(&mut self, tag: &Tag<'_>, name: &[u8], value: &str, faults: &mut Faults<'_>) {
        match name {
            b"id" => self.unique_ids.attribute(tag, value, self.templates > 0, faults),
            b"style" => inline_styles::attribute(tag, faults),
            b"tabindex" => tab_order::attribute(tag, faults),
            [b'o', b'n', _, ..] => inline_scripts::listener(tag, name, faults),
            _ => {
                if let Some(attribute) = id_references::attribute_name(name)
                    && self.templates == 0
                {
                    self.id_references.attribute(tag, attribute, value);
                }
            }
        }
    }

    /// A piece of text.
    pub(crate) fn text(&mut self, text: &[u8]) {
        self.accessible_names.text(text);
    }

    /// An end tag.
    pub(crate) fn end(&mut self, name: &[u8], faults: &mut Faults<'_>) {
        if name == b"template" {
            self.templates = self.templates.saturating_sub(1);
        }
        if self.templates == 0 {
            if name == b"table" {
                self.table_headers.end(faults);
            }
            self.accessible_names.end(name, faults);
        }
    }

    /// The end of the page. Gives where it sends readers, if it is a redirection, and its ids.
    pub(crate) fn finish(mut self, faults: &mut Faults<'_>) -> (Option<Box<str>>, UniqueIds) {
        self.accessible_names.finish(faults);
        self.doctype.finish(faults);
        self.language.finish(faults);
        self.title.finish(faults);
        let redirect = self.redirect.finish(faults);
        self.field_labels.finish(faults);
        self.headings.finish(redirect.is_some(), faults);
        self.unique_ids.finish(faults);
        self.id_references.finish(&self.unique_ids, faults);
        (redirect, self.unique_ids)
    }
}

/// An address of a tag, `own` when it is absolute and of this site; says whether it is refused.
pub(crate) fn refuses(tag: &Tag<'_>, kind: LinkKind, href: &str, own: bool, faults: &mut Faults<'_>) -> bool {
    if !own && (link_schemes::address(tag, kind, href, faults) || third_party::address(kind, href, faults)) {
        return true;
    }
    let empty = matches!(href, "" | "#");
    if empty {
        empty_address::address(tag, kind, faults);
    }
    empty
}
