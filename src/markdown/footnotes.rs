//! Notes: numbered in the order in which they are called, set at the end, with the way back.

use std::collections::BTreeMap;

use crate::content::slug::slug;

/// The notes of one page.
#[derive(Default)]
pub struct Footnotes {
    calls: Vec<String>,
    bodies: BTreeMap<String, String>,
}

impl Footnotes {
    /// The HTML of a call.
    pub fn call(&mut self, label: &str) -> String {
        let id = slug(label);
        let known = self.calls.iter().position(|call| *call == id);
        let number = known.unwrap_or(self.calls.len()) + 1;
        // Only the first call can be come back to: an identifier stands once.
        let anchor = if known.is_none() { format!(" id=\"appel-{id}\"") } else { String::new() };
        if known.is_none() {
            self.calls.push(id.clone());
        }
        format!(
            "<sup><a class=\"note-call\"{anchor} href=\"#note-{id}\" aria-label=\"Note {number}\">{number}</a></sup>"
        )
    }

    /// Keeps the body of a note.
    pub fn body(&mut self, label: &str, html: String) {
        self.bodies.insert(slug(label), html);
    }

    /// The HTML of all notes that were called.
    pub fn finish(self) -> String {
        if self.calls.is_empty() {
            return String::new();
        }
        let mut html = String::from("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n");
        for id in &self.calls {
            let body = self.bodies.get(id).map(|body| body.trim_end()).unwrap_or_default();
            let back = format!(" <a class=\"note-back\" href=\"#appel-{id}\" aria-label=\"Retour au texte\">↩</a>");
            let body = match body.strip_suffix("</p>") {
                Some(inner) => format!("{inner}{back}</p>"),
                None => format!("{body}{back}"),
            };
            html.push_str(&format!("<li id=\"note-{id}\">{body}</li>\n"));
        }
        html.push_str("</ol>\n</section>\n");
        html
    }
}
