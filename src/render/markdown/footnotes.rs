//! Notes: numbered in the order in which they are called, set at the end, with the way back.
//!
//! In: calls and definitions, as the pass meets them. Out: the section of notes, and what is wrong: a call
//! without a note, a note that nothing calls, two notes of one name.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::markup::Origin;
use crate::text::scan;
use crate::text::slug::slug;

/// The notes of one page.
#[derive(Default)]
pub(crate) struct Footnotes {
    /// The identifier of each label: « é » and « e » are two notes.
    ids: BTreeMap<String, String>,
    calls: Vec<String>,
    bodies: BTreeMap<String, Note>,
    /// Definitions of a name that already had one.
    doubles: Vec<(String, Range<usize>)>,
    /// Calls without a note.
    missing: Vec<(String, Range<usize>)>,
}

struct Note {
    label: String,
    html: String,
    range: Range<usize>,
}

impl Footnotes {
    /// The identifier of a note. Labels are compared as CommonMark does: capitals do not count.
    fn id(&mut self, label: &str) -> String {
        let key = label.to_lowercase();
        if let Some(id) = self.ids.get(&key) {
            return id.clone();
        }
        let base = slug(label);
        let taken = |id: &String| self.ids.values().any(|other| other == id);
        let numbered = (2..).map(|count| format!("{base}-{count}"));
        let id = std::iter::once(base.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(base.clone());
        self.ids.insert(key, id.clone());
        id
    }

    /// The HTML of a call.
    pub(crate) fn call(&mut self, label: &str) -> String {
        let id = self.id(label);
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

    /// Calls that the parser left in the text, as it does when the page has no such note.
    pub(crate) fn missing(&mut self, written: &str, start: usize) {
        if !scan::any(written.as_bytes(), [b'[']) {
            return;
        }
        for (at, _) in written.match_indices("[^") {
            let rest = &written[at + 2..];
            let Some(length) = rest.find(']').filter(|length| !rest[..*length].contains(char::is_whitespace)) else {
                continue;
            };
            if length > 0 && !written[..at].ends_with('\\') {
                self.missing.push((rest[..length].to_owned(), start + at..start + at + length + 3));
            }
        }
    }

    /// Keeps the body of a note.
    pub(crate) fn body(&mut self, label: &str, html: String, range: Range<usize>) {
        let id = self.id(label);
        if self.bodies.contains_key(&id) {
            self.doubles.push((label.to_owned(), range));
            return;
        }
        self.bodies.insert(id, Note { label: label.to_owned(), html, range });
    }

    /// The HTML of all notes that were called; says which cannot be read, or never will be.
    pub(crate) fn finish(self, origin: &Origin, report: &mut Report) -> String {
        self.verify(origin, report);
        if self.calls.is_empty() {
            return String::new();
        }
        let mut html = String::from("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n");
        for id in &self.calls {
            let body = self.bodies.get(id).map(|note| note.html.trim_end()).unwrap_or_default();
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

    fn verify(&self, origin: &Origin, report: &mut Report) {
        for (label, range) in &self.missing {
            let message = format!("la note « [^{label}] » n’est écrite nulle part dans la page");
            let hint = format!("ajoutez une ligne « [^{label}]: texte de la note », avec une ligne vide avant elle");
            report.push(origin.error(Code::Footnote, range.clone(), message).hint(hint));
        }
        for (label, range) in &self.doubles {
            let message = format!("deux notes « [^{label}] »");
            report.push(
                origin
                    .error(Code::DuplicateId, range.clone(), message)
                    .hint("donnez à chacune son nom, ou retirez-en une"),
            );
        }
        for note in self.bodies.iter().filter(|(id, _)| !self.calls.contains(id)).map(|(_, note)| note) {
            let message = format!("rien n’appelle la note « [^{}] »", note.label);
            report.push(
                Diagnostic::warning(Code::Footnote, message)
                    .at(&origin.source, origin.place(note.range.clone()))
                    .hint(format!("écrivez « [^{}] » là où elle sert, ou retirez-la", note.label)),
            );
        }
    }
}
