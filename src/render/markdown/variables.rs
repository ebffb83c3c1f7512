//! `[votre GRADeS](var:grades)`: the text of the publisher in place of the label, which stands as it is while there is none.
//!
//! In: what the parser takes for a link. Out: HTML. The label is rendered either way, then taken back when there is a
//! value: titles keep it for their anchors, and what is counted of a page is the same for every publisher.

use std::ops::Range;

use super::line;
use super::writer::{Open, Writer};
use crate::content::variables::{self, Unknown};
use crate::diagnostic::Code;
use crate::markup::{self, Origin};
use crate::site::SETTINGS;

impl Writer<'_, '_> {
    /// Opens a variable.
    pub(super) fn variable(&mut self, name: &str, range: Range<usize>) -> Open {
        let fault =
            |Unknown { message, hint }| self.job.origin.error(Code::Variable, range.clone(), message).hint(hint);
        if self.job.origin.source.path.as_str() == SETTINGS {
            let message = format!("une variable n’en appelle pas une autre (« {name} »)");
            let hint = "écrivez ici le texte lui-même".to_owned();
            self.report.push(fault(Unknown { message, hint }));
            return Open::Other;
        }
        if self.text[range.clone()].starts_with("[]") {
            let message = format!("variable « {name} » sans texte neutre");
            let hint = format!(
                "écrivez entre les crochets ce qui se lit quand elle n’a pas de valeur : « [votre GRADeS](var:{name}) »"
            );
            self.report.push(fault(Unknown { message, hint }));
            return Open::Other;
        }
        match variables::value(&self.job.scope.site.configuration.variables, name) {
            Err(unknown) => {
                self.report.push(fault(unknown));
                Open::Other
            }
            Ok(None) => Open::Other,
            Ok(Some(_)) => {
                // Acronyms of the label are not those that readers see.
                self.muted += 1;
                let title = self.title.as_ref().map_or(0, String::len);
                Open::Variable { name: name.to_owned(), at: self.body.html.len(), title }
            }
        }
    }

    /// Puts the value in place of what was written since `at`.
    pub(super) fn end_variable(&mut self, name: &str, at: usize, title: usize) {
        self.muted -= 1;
        let site = self.job.scope.site;
        let Ok(Some(value)) = variables::value(&site.configuration.variables, name) else { return };
        let plain = markup::plain(&value.value);
        if let Some(label) = self.title.as_ref().map(|label| title..label.len()) {
            self.said.push((label, plain));
        }
        self.body.html.truncate(at);
        let origin = Origin::value(&site.configuration_source, &value.span);
        let mut said = line(&value.value, origin, self.job.scope, &self.body.cited, self.report);
        self.body.html.push_str(&std::mem::take(&mut said.html));
        // How long a page takes to read, by which a course is timed, does not hang on its publisher.
        said.words = 0;
        self.body.absorb(said);
    }

    /// The title as readers see it, with the values in place of the labels.
    pub(super) fn shown_title(&mut self, title: &str) -> String {
        let mut shown = title.to_owned();
        for (label, value) in std::mem::take(&mut self.said).into_iter().rev() {
            shown.replace_range(label, &value);
        }
        shown.trim().to_owned()
    }
}
