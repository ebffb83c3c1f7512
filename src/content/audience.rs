//! Who pages are for (`data/audiences.yaml`): the words that a site has for its readers.
//!
//! In: the file, and the heads of pages that cite it. Out: [`Audiences`], and what does not hold together.

use std::collections::BTreeSet;

use super::page::Page;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::record;
use crate::text::Source;
use crate::text::slug::{is_slug, slug};
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

/// The file, inside the folder of the site.
pub(crate) const FILE: &str = "data/audiences.yaml";

/// The index of the search keeps a bit for each.
const MOST: usize = 32;

record! {
    /// Un public : des lecteurs à qui des pages s’adressent.
    pub(crate) struct Audience as "un public" {
        /// Identifiant, que les pages citent dans « audience ».
        id: Spanned<String>,
        /// Les mots que le lecteur voit.
        label: String,
        /// Ce public fait le site : dans la recherche, les pages qui ne s’adressent qu’à lui passent après les autres.
        aside: bool,
    }
}

/// The audiences of a site, in the order in which they are proposed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Audiences {
    list: Vec<Audience>,
    unreadable: bool,
}

impl Audiences {
    /// From the decoded file. When it could not be read, no page is said to cite an unknown one.
    pub(crate) fn new(list: Vec<Audience>, unreadable: bool) -> Self {
        Self { list, unreadable }
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Audience] {
        &self.list
    }

    /// Those that a page cites, in its order.
    pub(crate) fn of<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = &'a Audience> {
        page.front.audience.iter().filter_map(|cited| self.list.iter().find(|known| known.id.value == cited.value))
    }

    /// Those that a page cites, a bit for each.
    pub(crate) fn bits(&self, page: &Page) -> u32 {
        let cited = |known: &Audience| page.front.audience.iter().any(|cited| cited.value == known.id.value);
        let ranks = self.list.iter().take(MOST).enumerate().filter(|(_, known)| cited(known));
        ranks.fold(0, |bits, (rank, _)| bits | 1 << rank)
    }

    /// Whether a page is for those alone who make the site.
    pub(crate) fn are_aside(&self, page: &Page) -> bool {
        self.of(page).next().is_some() && self.of(page).all(|audience| audience.aside)
    }

    /// Tells what is wrong with the file.
    pub(crate) fn verify(&self, source: &Source, report: &mut Report) {
        let mut seen = BTreeSet::new();
        for (rank, Audience { id, .. }) in self.list.iter().enumerate() {
            let fault = if !is_slug(&id.value) {
                Diagnostic::error(Code::BadValue, format!("« {} » ne peut pas être un identifiant", id.value))
                    .hint(format!("écrivez par exemple « {} »", slug(&id.value)))
            } else if !seen.insert(&id.value) {
                Diagnostic::error(Code::DuplicateId, format!("public « {} » donné deux fois", id.value))
                    .hint("gardez un seul des deux, ou changez l’identifiant de l’un")
            } else if rank == MOST {
                Diagnostic::error(Code::BadValue, format!("plus de {MOST} publics"))
                    .hint("réunissez-en : un lecteur doit s’y reconnaître d’un coup d’œil")
            } else {
                continue;
            };
            report.push(fault.at(source, id.span.clone()));
        }
    }

    /// Tells what a page cites that is no audience of the site.
    pub(crate) fn cited(&self, page: &Page, report: &mut Report) {
        if self.unreadable {
            return;
        }
        for cited in &page.front.audience {
            if self.list.iter().all(|known| known.id.value != cited.value) {
                let hint = if self.list.is_empty() {
                    format!("le site n’a pas de publics : décrivez-les dans {FILE}, ou retirez « audience »")
                } else {
                    suggest(&cited.value, self.list.iter().map(|known| known.id.value.as_str()))
                };
                report.push(
                    Diagnostic::error(Code::BadValue, format!("« {} » n’est pas une valeur admise", cited.value))
                        .at(&page.source, cited.span.clone())
                        .hint(hint),
                );
            }
        }
    }
}
