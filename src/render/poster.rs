//! The poster of a page: its title, its first paragraph and its address, on one sheet of paper.
//!
//! In: a page that has one. Out: a page of its own under it, which search engines leave out, and the
//! classes that make the text as large as the sheet allows.

use tera::{Context, Value};

use super::page::{around, load, plain};
use super::values::{PageValues, PosterValues, Social};
use super::{Rendered, Renderer, qr};
use crate::content::page::PageId;
use crate::french::{dates, french};
use crate::output::Output;
use crate::render::markdown;
use crate::text::RelPath;

/// Characters up to which a text is set in each size, from the largest. The browser tests print each of them.
const QUESTION_SIZES: [usize; 3] = [36, 72, 115];
const ANSWER_SIZES: [usize; 5] = [140, 260, 340, 460, 640];

/// Renders the poster of a page.
pub fn render(renderer: &Renderer, id: PageId, path: &RelPath) -> Rendered {
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
    let values = PosterValues {
        question_size: size(&title, &QUESTION_SIZES),
        answer_size: size(&text, &ANSWER_SIZES),
        qr: absolute.as_deref().and_then(qr::svg).map(|svg| Value::safe_string(&svg)),
        address: absolute.clone().unwrap_or_else(|| page.address.as_str().to_owned()),
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

/// The rank of the first size that holds a text, from 1; one more than there are when none does. Tags do not count.
fn size(html: &str, sizes: &[usize]) -> usize {
    let tags: usize = html.split('<').skip(1).map(|rest| rest.find('>').map_or(0, |end| end + 2)).sum();
    let length = html.chars().count().saturating_sub(tags);
    1 + sizes.iter().take_while(|most| length > **most).count()
}
