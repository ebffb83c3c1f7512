//! The anchors of one page: unique, well formed, and given alike by whoever reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Origin;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::slug::slug;

/// The identifiers of what stands around the text of a page: see `themes/rpps/templates`.
pub(crate) const OF_THE_THEME: [&str; 3] = ["contenu", "pages-de-la-rubrique", "sources-de-la-page"];

/// The identifiers given so far in one page, and the level of the last heading.
pub(crate) struct Identifiers {
    given: BTreeMap<String, usize>,
    /// Those that the page makes of itself, around its text or at its end.
    reserved: BTreeSet<String>,
    level: u8,
}

impl Identifiers {
    /// None given yet in a text but those of the theme, of its notes and of the sources that it cites.
    pub(crate) fn new(text: &str) -> Self {
        let mut reserved: BTreeSet<String> = OF_THE_THEME.into_iter().map(str::to_owned).collect();
        for (at, _) in text.match_indices('[') {
            let label = |rest: &str| rest.find(']').map(|end| slug(&rest[..end]));
            if let Some(note) = text[at..].strip_prefix("[^").and_then(label) {
                reserved.extend([format!("note-{note}"), format!("appel-{note}")]);
            } else if let Some(source) = text[at..].strip_prefix("[@").and_then(label) {
                reserved.insert(format!("source-{source}"));
            }
        }
        // The title of the page is its only heading of level 1.
        Self { given: BTreeMap::new(), reserved, level: 1 }
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
        let first = usize::from(self.reserved.contains(&base)) + 1;
        let mut count = *self.given.entry(base.clone()).and_modify(|count| *count += 1).or_insert(first);
        if count == 1 {
            return base;
        }
        let mut id = format!("{base}-{count}");
        while self.reserved.contains(&id) {
            count += 1;
            id = format!("{base}-{count}");
        }
        self.given.insert(base, count);
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
        if OF_THE_THEME.contains(&id) {
            report.push(
                origin
                    .error(Code::DuplicateId, range, format!("identifiant « {id} » réservé : le thème l’emploie déjà"))
                    .hint(format!("choisissez-en un autre, comme « {{#{id}-de-la-page}} »")),
            );
        } else if self.given.insert(id.to_owned(), 1).is_some() {
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

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::text::{RelPath, Source};

    fn ids(text: &str, titles: &[&str]) -> Vec<String> {
        let path = RelPath::new("content/a.md").unwrap_or_else(|| unreachable!());
        let origin = Origin::body(&Arc::new(Source { path, text: text.to_owned() }), &(0..text.len()));
        let mut ids = Identifiers::new(text);
        titles.iter().map(|title| ids.heading(None, title, (&origin, 0..0), &mut Report::default())).collect()
    }

    #[test]
    fn what_the_page_makes_of_itself_is_not_given() {
        assert_eq!(ids("", &["Contenu", "Contenu", "Un", "Un"]), ["contenu-2", "contenu-3", "un", "un-2"]);
        assert_eq!(ids("[^1] et [^2]", &["Note 1", "Appel 2", "Note 3"]), ["note-1-2", "appel-2-2", "note-3"]);
        assert_eq!(ids("[^1] [^1-2]", &["Note 1"]), ["note-1-3"]);
        assert_eq!(ids("[@ANS-FAQ]", &["Source ANS FAQ"]), ["source-ans-faq-2"]);
    }

    /// The frames of pages, not the widgets: those name what they hold after themselves.
    #[test]
    fn the_identifiers_of_the_theme_are_known() {
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/rpps/templates");
        for name in ["base", "home", "module", "page", "section", "sidebar", "menu", "404"] {
            let text = std::fs::read_to_string(templates.join(format!("{name}.html"))).unwrap_or_default();
            for (_, rest) in
                text.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(id, _)| ("", id)))
            {
                assert!(rest.contains('{') || OF_THE_THEME.contains(&rest), "{name}: {rest}");
            }
        }
    }
}
