//! The poster of a page: its title, its first paragraph and its address, on one sheet of paper.
//!
//! In: a page that has one. Out: a page of its own under it, which search engines leave out, and the
//! classes that make the text as large as the sheet allows.

mod sizes;

use tera::{Context, Value};

use super::page::{around, load, plain};
use super::values::{PageValues, PosterValues, Social};
use super::{Rendered, Renderer, qr};
use crate::content::page::{Page, PageId};
use crate::diagnostic::{Code, Diagnostic};
use crate::french::{dates, french};
use crate::output::Output;
use crate::render::markdown;
use crate::text::RelPath;

/// Renders the poster of a page.
pub(crate) fn render(renderer: &Renderer, id: PageId, path: &RelPath) -> Rendered {
    let site = renderer.site();
    let page = site.tree.page(id);
    let own = page.poster();
    let mut context = Context::new();
    let mut rendered = Rendered::file(Output { path: path.clone(), bytes: Vec::new() });
    if let Err(diagnostic) = around(renderer, Some(page), &own.root(), &mut context) {
        rendered.report.push(*diagnostic);
    }
    let lead = crate::markup::lead(page.markdown()).map(|lead| lead.text).unwrap_or_default();
    let text = markdown::spelled_out(&lead, &site.glossary);
    let title = french(&page.front.title.value).into_owned();
    let absolute = site.base_url.as_ref().map(|base| format!("{base}{}", page.address.as_str()));
    let back = own.link_to(&page.address, site.style);
    let shown = absolute.clone().unwrap_or_else(|| page.address.as_str().to_owned());
    let who = site.configuration.publisher.as_ref().map_or(&site.configuration.title, |publisher| &publisher.name);
    let largest = sizes::sizes(&title, &sizes::bare(&text), sizes::foot(&shown, who));
    if largest.is_none() {
        rendered.report.push(too_long(page));
    }
    let (question_size, answer_size) = largest.unwrap_or((sizes::QUESTION_SIZES.len(), sizes::ANSWER_SIZES.len()));
    let values = PosterValues {
        question_size,
        answer_size,
        qr: absolute.as_deref().and_then(qr::svg).map(|svg| Value::safe_string(&svg)),
        address: shown,
        back: back.clone(),
        text: Value::safe_string(&text),
    };
    context.insert("poster", &values);
    let about = PageValues {
        title,
        description: french(&page.front.description.value).into_owned(),
        kind: "poster",
        draft: page.front.draft,
        reviewed: page.front.reviewed.as_ref().map(|day| dates::shown(day.value.0)),
        canonical: Some(absolute.clone().unwrap_or(back)),
        permalink: absolute.clone(),
        ..plain()
    };
    let social = Social {
        title: about.title.clone(),
        description: about.description.clone(),
        url: absolute,
        image: None,
        r#type: "article",
    };
    context.insert("social", &social);
    context.insert("page", &about);
    load(&renderer.theme.files.page("poster.html", []), &mut context);
    renderer.template("poster.html", &context, path, rendered)
}

/// Says that a poster is more than one sheet.
fn too_long(page: &Page) -> Diagnostic {
    let place = page.front.title.span.clone();
    Diagnostic::warning(Code::Answer, "l’affiche de cette page ne tient pas sur une feuille, même en petits caractères")
        .at(&page.source, place)
        .hint("raccourcissez le premier paragraphe ou le titre")
}
