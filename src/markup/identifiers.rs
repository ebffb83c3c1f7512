//! The anchors of one page: unique, well formed, and given alike by whoever reads it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Origin;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::slug::slug;

/// The identifiers given so far in one page, and the level of the last heading.
pub(crate) struct Identifiers {
    given: BTreeMap<String, usize>,
    level: u8,
}

impl Default for Identifiers {
    fn default() -> Self {
        // The title of the page is its only heading of level 1.
        Self { given: BTreeMap::new(), level: 1 }
    }
}

impl Identifiers {
    /// The anchor of a heading: the one its author gives, or its text, numbered from the second on.
    pub(crate) fn heading(
        &mut self,
        explicit: Option<&str>,
        title: &str,
        at: (&Origin, Range<usize>),
        report: &mut Report,
    ) -> String {
        if let Some(id) = explicit {
            self.explicit(id, at, report);
            return id.to_owned();
        }
        let base = slug(title);
        let count = self.given.entry(base.clone()).and_modify(|count| *count += 1).or_insert(1);
        if *count == 1 {
            return base;
        }
        let id = format!("{base}-{count}");
        self.given.insert(id.clone(), 1);
        id
    }

    /// Takes an identifier that an author wrote; refuses it when it is taken or malformed.
    pub(crate) fn explicit(&mut self, id: &str, (origin, range): (&Origin, Range<usize>), report: &mut Report) {
        if slug(id) != id {
            report.push(
                origin
                    .error(Code::BadValue, range.clone(), format!("« {id} » ne peut pas être un identifiant"))
                    .hint(format!("écrivez par exemple « {{#{}}} »", slug(id))),
            );
        }
        if self.given.insert(id.to_owned(), 1).is_some() {
            report.push(
                origin
                    .error(Code::DuplicateId, range, format!("identifiant « {id} » déjà donné dans la page"))
                    .hint("choisissez-en un autre"),
            );
        }
    }

    /// Checks that no level is skipped, so that a screen reader's outline holds.
    pub(crate) fn level(&mut self, level: u8, (origin, range): (&Origin, Range<usize>), report: &mut Report) {
        let (message, hint) = if level == 1 {
            (
                "titre de niveau 1 dans la page : le seul est celui de l’en-tête",
                "écrivez « ## » au lieu de « # »".to_owned(),
            )
        } else if level > self.level + 1 {
            ("ce titre saute un niveau", format!("écrivez « {} »", "#".repeat(usize::from(self.level) + 1)))
        } else {
            self.level = level;
            return;
        };
        self.level = level.max(2);
        report.push(Diagnostic::error(Code::HeadingOrder, message).at(&origin.source, origin.place(range)).hint(hint));
    }
}
