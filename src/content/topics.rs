//! Pages that answer one question each, filed under the themes that their section lists.
//!
//! In: the tree. Out: what does not hold together. A page under a theme is an *answer page*: its
//! title is the question, its first paragraph the answer. (In code a theme of content is a *topic*:
//! *theme* names the templates.)

use super::page::{Page, PageKind};
use super::slug::{is_slug, slug};
use super::tree::Tree;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::record;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

record! {
    /// Un thème, sous lequel une section range ses questions.
    pub struct Topic as "un thème" {
        /// Identifiant, que les pages citent dans « theme ».
        id: Spanned<String>,
        /// Titre.
        title: String,
    }
}

impl Tree {
    /// The topics among which a page stands: those of its section.
    fn topics(&self, page: &Page) -> &[Topic] {
        page.parent.map(|parent| self.page(parent).front.themes.as_slice()).unwrap_or_default()
    }

    /// The topic of a page; a page that has one answers a question.
    pub fn topic(&self, page: &Page) -> Option<&Topic> {
        let theme = page.front.theme.as_ref()?;
        self.topics(page).iter().find(|topic| topic.id.value == theme.value)
    }
}

/// Tells topics that cannot be, and pages that are not filed under one of theirs.
pub fn verify(tree: &Tree, report: &mut Report) {
    for page in &tree.pages {
        listed(page, report);
        filed(tree, page, report);
    }
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
