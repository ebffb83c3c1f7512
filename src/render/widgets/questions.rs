//! `questions`: the pages of the section, theme by theme, with who asks; a script adds a filter.
//!
//! Without scripts it reads as the plain list. What the filter compares stands in the page: the
//! folded words of each question and of its answer.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Block;
use crate::content::audience::Audience;
use crate::content::page::Page;
use crate::french::french;
use crate::markup;
use crate::render::markdown::{Body, Scope};
use crate::text::slug::slug;

// generated from rules/words.txt by rules/twins.mjs: do not edit
/// Words that are in every answer: they tell no question from another, and are ignored when typed.
const IGNORED: &str = "apres au aussi aux avant avec ce cela celle celles celui ces cette ceux chez comme dans de deja des donc du elle elles en est et etre il ils je la le les leur lui mais meme mon ne nous on ou par pas peut plus pour qu que qui sa sans se sera ses si son sont sur un une vos votre vous";
// end of what is generated

#[derive(Serialize)]
struct Question {
    title: String,
    href: String,
    audience: String,
    who: Vec<String>,
    words: String,
}

#[derive(Serialize)]
struct Topic {
    id: String,
    anchor: String,
    title: String,
    questions: Vec<Question>,
}

#[derive(Serialize)]
struct Who {
    id: String,
    label: String,
}

#[derive(Serialize)]
struct Values {
    topics: Vec<Topic>,
    audience: Vec<Who>,
    ignored: &'static str,
}

/// Renders it.
pub(crate) fn render(block: &mut Block) -> Option<Body> {
    let scope = block.scope;
    if scope.page.front.themes.is_empty() {
        return None;
    }
    let tree = &scope.site.tree;
    let topics: Vec<Topic> = scope
        .page
        .front
        .themes
        .iter()
        .map(|topic| Topic {
            id: topic.id.value.clone(),
            anchor: topic.anchor(),
            title: french(&topic.title).into_owned(),
            questions: tree.under(scope.page, topic).map(|page| question(scope, page)).collect(),
        })
        .filter(|topic| !topic.questions.is_empty())
        .collect();
    let asked = |who: &&Audience| {
        topics.iter().flat_map(|topic| &topic.questions).any(|question| question.who.contains(&who.label))
    };
    let audience = scope.site.audiences.all().iter().filter(asked);
    let audience = audience.map(|who| Who { id: who.id.value.clone(), label: who.label.clone() }).collect();
    block.body.anchors.extend(topics.iter().map(|topic| topic.anchor.clone()));
    block.body.lists_children = true;
    block.template("questions", &Values { topics, audience, ignored: IGNORED })
}

fn question(scope: &Scope, page: &Page) -> Question {
    let audiences = &scope.site.audiences;
    let title = &page.front.title.value;
    let answer = markup::lead(page.markdown()).map(|lead| lead.text).unwrap_or_default();
    Question {
        title: french(title).into_owned(),
        href: scope.href(page.id),
        audience: audiences.of(page).map(|who| who.id.value.as_str()).collect::<Vec<_>>().join(" "),
        who: audiences.of(page).map(|who| who.label.clone()).collect(),
        words: words(&answer, title),
    }
}

/// The words of an answer that its question has not, folded as `questions.js` folds what is typed.
fn words(answer: &str, question: &str) -> String {
    let (answer, question) = (slug(answer), slug(question));
    let left_out: BTreeSet<&str> = IGNORED.split(' ').chain(question.split('-')).collect();
    let words: BTreeSet<&str> = answer.split('-').filter(|word| word.len() > 1 && !left_out.contains(word)).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_folded_and_different() {
        assert_eq!(super::words("Le médecin, l’ÉTÉ ; le « médecin » au portail.", "Quel portail ?"), "ete medecin");
    }
}
