//! Pages that answer one question each, filed under the themes that their section lists.
//!
//! In: the tree. Out: what does not hold together. A page under a theme is an *answer page*: its
//! title is the question, its first paragraph the answer. (In code a theme of content is a *topic*:
//! *theme* names the templates.)

use rayon::prelude::*;

use super::page::{Page, PageKind};
use super::topic::Topic;
use super::tree::Tree;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::markup;
use crate::text::slug::{is_slug, slug};
use crate::yaml::suggest::suggest;

/// Words of the answer that one can read at a glance, on a poster too.
const ANSWER_WORDS: usize = 60;

impl Tree {
    /// The topics among which a page stands: those of its section.
    fn topics(&self, page: &Page) -> &[Topic] {
        let section = page.parent.map(|parent| self.page(parent)).filter(|parent| parent.kind == PageKind::Section);
        section.map(|section| section.front.themes.as_slice()).unwrap_or_default()
    }

    /// The topic of a page; a page that has one answers a question.
    pub(crate) fn topic(&self, page: &Page) -> Option<&Topic> {
        let theme = page.front.theme.as_ref()?;
        self.topics(page).iter().find(|topic| topic.id.value == theme.value)
    }

    /// The pages of a section under one of its topics, in order.
    pub(crate) fn under<'a>(&'a self, section: &'a Page, topic: &'a Topic) -> impl Iterator<Item = &'a Page> {
        let pages = section.children.iter().map(|id| self.page(*id));
        pages.filter(|page| self.topic(page).is_some_and(|filed| filed.id.value == topic.id.value))
    }

    /// Whether a page is published as a poster too.
    pub(crate) fn has_poster(&self, page: &Page) -> bool {
        page.front.poster || self.topic(page).is_some()
    }
}

/// Tells topics that cannot be, and pages that are not filed under one of theirs.
pub(crate) fn verify(tree: &Tree, report: &mut Report) {
    let told = tree.pages.par_iter().map(|page| {
        let mut report = answer(tree, page);
        listed(page, &mut report);
        filed(tree, page, &mut report);
        report
    });
    told.collect::<Vec<Report>>().into_iter().for_each(|told| report.extend(told));
}

/// What is wrong with the answer that a page gives: all that [`verify`] says of its text.
pub(crate) fn answer(tree: &Tree, page: &Page) -> Report {
    let mut report = Report::default();
    if tree.has_poster(page) {
        answers(page, &mut report);
    }
    report
}

fn listed(page: &Page, report: &mut Report) {
    for (rank, topic) in page.front.themes.iter().enumerate() {
        let id = &topic.id.value;
        let fault = if page.kind != PageKind::Section {
            Diagnostic::error(Code::BadValue, "seule la page d’entrée d’une section (_index.md) liste des thèmes")
                .hint("déplacez « themes » dans le fichier _index.md de la section")
        } else if !is_slug(id) {
            Diagnostic::error(Code::BadValue, format!("« {id} » ne peut pas être l’identifiant d’un thème"))
                .hint(format!("écrivez par exemple « {} » (minuscules sans accent, chiffres, tirets)", slug(id)))
        } else if page.front.themes[..rank].iter().any(|other| other.id.value == *id) {
            Diagnostic::error(Code::DuplicateId, format!("thème « {id} » donné deux fois"))
                .hint("gardez un seul des deux, ou changez l’identifiant de l’un")
        } else {
            continue;
        };
        report.push(fault.at(&page.source, topic.id.span.clone()));
    }
}

fn filed(tree: &Tree, page: &Page, report: &mut Report) {
    let topics = tree.topics(page);
    let known = || topics.iter().map(|topic| topic.id.value.as_str());
    match &page.front.theme {
        Some(theme) if topics.is_empty() => report.push(
            Diagnostic::error(Code::BadValue, "la section de cette page n’a pas de thèmes")
                .at(&page.source, theme.span.clone())
                .hint("retirez « theme », ou listez des « themes » dans le fichier _index.md de la section"),
        ),
        Some(theme) if !known().any(|id| id == theme.value) => report.push(
            Diagnostic::error(Code::BadValue, format!("thème « {} » absent de la section", theme.value))
                .at(&page.source, theme.span.clone())
                .hint(suggest(&theme.value, known())),
        ),
        None if !topics.is_empty() && page.kind == PageKind::Page => report.push(
            Diagnostic::error(Code::MissingKey, "clé « theme » manquante : la section range ses pages par thème")
                .at(&page.source, page.front.title.span.clone())
                .hint(format!(
                    "ajoutez « theme: » suivi de l’un de ceux-ci : {}",
                    known().collect::<Vec<_>>().join(", ")
                )),
        ),
        _ => {}
    }
}

/// What stands on a poster must be there, and short.
fn answers(page: &Page, report: &mut Report) {
    let place = |range: std::ops::Range<usize>| page.body.start + range.start..page.body.start + range.end;
    match markup::lead(page.markdown()) {
        None => report.push(
            Diagnostic::error(Code::Answer, "la page ne commence pas par un paragraphe qui donne la réponse")
                .at(&page.source, page.front.title.span.clone())
                .hint("commencez le texte par la réponse entière, en un paragraphe de 60 mots au plus"),
        ),
        Some(lead) if lead.words > ANSWER_WORDS => report.push(
            Diagnostic::warning(
                Code::Answer,
                format!("réponse de {} : {ANSWER_WORDS} au plus", plural(lead.words, "mot", "mots")),
            )
            .at(&page.source, place(lead.range))
            .hint("gardez dans le premier paragraphe ce qui suffit au lecteur, et dites le reste ensuite"),
        ),
        Some(_) => {}
    }
}
