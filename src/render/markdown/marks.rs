//! Marks inside text that are more than text: links, citations, `[!A-VERIFIER]`, `{#anchors}`.
//!
//! In: what the parser takes for a link, or what was just written. Out: the HTML it becomes.

use std::ops::Range;

use super::writer::{Open, Writer};
use super::{Destination, WrittenLink, alerts, images};
use crate::content::bibliography;
use crate::content::variables::VARIABLE;
use crate::diagnostic::Code;
use crate::french::french;
use crate::markup::{ALERT, CITE};
use crate::text::html::{attribute, escape_text};
use crate::yaml::suggest::suggest;

impl Writer<'_, '_> {
    pub(super) fn link(&mut self, written: &str, title: &str, range: Range<usize>, bare: bool) -> Open {
        if let Some(name) = written.strip_prefix(VARIABLE) {
            return self.variable(name, range);
        }
        self.muted += 1;
        if let Some(key) = written.strip_prefix(CITE) {
            return self.citation(key, range);
        }
        if let Some(label) = written.strip_prefix(ALERT) {
            return self.verify(label, range);
        }
        if let Some(Open::Paragraph { image, .. }) = self.stack.last_mut() {
            *image = false;
        }
        match self.job.scope.resolve(written, &self.job.origin, range.clone()) {
            Ok(Destination::Broken) => Open::Link { end: "", bare, at: 0 },
            Ok(destination) => {
                let rel = if matches!(destination, Destination::External(_)) { " rel=\"external\"" } else { "" };
                let href = destination.into_href();
                let html = &mut self.body.html;
                html.extend(["<a href=\"", &attribute(&href), "\""]);
                if !title.is_empty() {
                    html.extend([" title=\"", &attribute(&french(title)), "\""]);
                }
                html.extend([rel, ">"]);
                self.body.links.push(WrittenLink {
                    href,
                    source: self.job.origin.source.clone(),
                    span: self.job.origin.place(range),
                });
                Open::Link { end: "</a>", bare, at: self.body.html.len() }
            }
            Err(diagnostic) => {
                self.report.push(diagnostic);
                Open::Link { end: "", bare, at: 0 }
            }
        }
    }

    /// An image; its title may become the caption of the paragraph that holds nothing else.
    pub(super) fn end_image(&mut self, path: &str, title: String, range: Range<usize>, alt: &str) {
        self.images -= 1;
        if let Some(tag) = images::render(&images::Image { path, alt, title: &title, range }, &self.job, self.report) {
            self.body.html.push_str(&tag);
        }
        if let Some(Open::Paragraph { title: slot, .. }) = self.stack.last_mut()
            && !title.is_empty()
        {
            *slot = Some(title);
        }
    }

    /// A link that shows nothing cannot be followed.
    pub(super) fn empty_link(&mut self, end: &str, at: usize, range: Range<usize>) {
        // Where an image could not be shown, that was told.
        if !end.is_empty() && self.body.html[at..].trim().is_empty() && !self.text[range.clone()].contains("![") {
            let message = "lien sans texte : personne ne peut le suivre";
            let hint = "écrivez entre les crochets où il mène, comme « [le site de l’agence](https://…) »";
            self.report.push(self.job.origin.error(Code::Markdown, range, message).hint(hint));
        }
    }

    /// A citation shows its number.
    fn citation(&mut self, key: &str, range: Range<usize>) -> Open {
        let site = self.job.scope.site;
        if site.bibliography.get(key).is_none() {
            if site.bibliography.lacks(key) {
                let span = self.job.origin.place(range);
                let unknown = bibliography::unknown_source(key, &site.bibliography);
                self.report.push(unknown.at(&self.job.origin.source, span));
            }
            return Open::Swallow;
        }
        let number = self.body.cite(key);
        if !self.body.html.trim_end().ends_with(':') {
            let trimmed = self.body.html.trim_end().len();
            self.body.html.truncate(trimmed);
        }
        self.body.html.push_str(&call(&bibliography::anchor(key), number));
        Open::Swallow
    }

    /// `[!A-VERIFIER]` at the start of a quote makes it an alert.
    fn verify(&mut self, label: &str, range: Range<usize>) -> Open {
        if let Some(alert) = alerts::by_marker(label.trim_start_matches('!')).filter(|_| self.says_more(&range))
            && self.titled_alert(alert, &range)
        {
            return Open::Swallow;
        }
        if label != alerts::VERIFY {
            return self.unknown_alert(label, range);
        }
        let depth = self.stack.len();
        let quote = depth.checked_sub(2).and_then(|at| match self.stack.get_mut(at) {
            Some(Open::Quote { at, alert: alert @ false, .. }) => {
                *alert = true;
                Some(*at)
            }
            _ => None,
        });
        match quote {
            Some(at) => {
                let paragraph = self.body.html[at..].find("<p>").map_or(at, |found| at + found);
                let html = alerts::TO_VERIFY.open(self.job.scope.theme);
                self.body.html.replace_range(at..paragraph, &html);
                if let Some(Open::Paragraph { at: start, .. }) = self.stack.last_mut() {
                    *start = at + html.len();
                }
            }
            None => {
                let written = self.text.get(range.clone()).unwrap_or_default().to_owned();
                self.report.push(
                    self.job
                        .origin
                        .error(Code::BadValue, range, format!("« {written} » n’ouvre pas une citation"))
                        .hint("écrivez « > [!A-VERIFIER] » seul sur la première ligne d’un encadré"),
                );
            }
        }
        Open::Swallow
    }

    /// Whether words follow on the same line.
    fn says_more(&self, range: &Range<usize>) -> bool {
        self.text[range.end..].lines().next().is_some_and(|rest| !rest.trim().is_empty())
    }

    /// `> [!WARNING] Title`: the rest of the line is the title of the alert. `false` when no quote begins here.
    fn titled_alert(&mut self, alert: alerts::Alert, range: &Range<usize>) -> bool {
        let depth = self.stack.len();
        let quote = depth.checked_sub(2).and_then(|at| self.stack.get_mut(at));
        let Some(Open::Quote { at, alert: known @ false, folded }) = quote else { return false };
        let start = *at;
        if !matches!(self.body.html.get(start..), Some("<blockquote>\n<p>")) {
            return false;
        }
        *known = true;
        // `> [!NOTE]- Title`, as Obsidian writes it, is folded.
        *folded = self.text[range.end..].starts_with('-');
        self.titling = Some(if *folded { "</summary>\n" } else { "</p>\n" });
        let theme = self.job.scope.theme;
        let html = if *folded { alert.open_folded(theme) } else { alert.open_title(theme) };
        let paragraph = start + html.find('\n').map_or(0, |end| end + 1);
        self.body.html.replace_range(start.., &html);
        if let Some(Open::Paragraph { at, .. }) = self.stack.last_mut() {
            *at = paragraph;
        }
        true
    }

    /// Ends the title of an alert where its line ends; its text begins.
    pub(super) fn end_title(&mut self) {
        let Some(end) = self.titling.take() else { return };
        self.body.html.push_str(end);
        let start = self.body.html.len();
        self.body.html.push_str("<p>");
        if let Some(Open::Paragraph { at, .. }) = self.stack.last_mut() {
            *at = start;
        }
    }

    /// A marker that is none of ours: the quote would show it as it is.
    fn unknown_alert(&mut self, label: &str, range: Range<usize>) -> Open {
        let quote = self.stack.len().checked_sub(2).and_then(|at| self.stack.get(at));
        let opens = matches!(quote, Some(Open::Quote { alert: false, .. })) && self.body.html.ends_with("<p>");
        if opens {
            let message = format!("genre d’encadré inconnu « [{label}] »");
            let hint = suggest(label.trim_start_matches('!'), alerts::MARKERS.into_iter());
            self.report.push(self.job.origin.error(Code::BadValue, range, message).hint(hint));
        }
        self.body.html.push_str(&escape_text(&format!("[{label}]")));
        Open::Swallow
    }

    /// Turns a `{#id}` at the end of what was written since `at` into the identifier of its tag.
    pub(super) fn anchor(&mut self, at: usize, range: Range<usize>) {
        let written = &self.body.html[at..];
        // Most texts hold no brace, which is seen faster than that they hold no mark.
        let Some(open) = written.contains('{').then(|| written.rfind("{#")).flatten() else { return };
        // `{{#include …}}` is no anchor: it is told with the marks of other generators.
        if written[..open].ends_with('{') {
            return;
        }
        let mark = written[open..].trim_end();
        let id = mark[2..].strip_suffix('}').filter(|id| !id.contains(['<', ' ', '}']));
        let Some(id) = id.map(str::to_owned) else {
            // In a span of code it is shown on purpose.
            if !mark.contains("</code>") {
                self.stray_anchor(range);
            }
            return;
        };
        let cut = at + open;
        self.body.html.truncate(cut);
        let kept = self.body.html.trim_end().len();
        self.body.html.truncate(kept.max(at));
        self.ids.explicit(&id, (&self.job.origin, range), self.report);
        let Some(name_end) = self.body.html[at..].find('>') else { return };
        self.body.html.insert_str(at + name_end, &format!(" id=\"{}\" class=\"anchored\"", attribute(&id)));
        self.body.anchors.push(id);
    }

    pub(super) fn stray_anchor(&mut self, range: Range<usize>) {
        let message = "marqueur « {#…} » incomplet ou mal placé : il serait publié tel quel";
        let hint = "écrivez « {#mon-identifiant} » tout à la fin du paragraphe, sans espace dedans ni texte après";
        self.report.push(self.job.origin.error(Code::BadValue, range, message).hint(hint));
    }
}

/// How the call of a source begins.
const CALL: &str = "<a class=\"cite\" href=\"#";

/// The call of a source by its number.
fn call(anchor: &str, number: usize) -> String {
    let number = number.to_string();
    [CALL, anchor, "\" aria-label=\"Source ", &number, "\">[", &number, "]</a>"].concat()
}

/// Gives the calls of sources in a piece rendered on its own the numbers that these have in its page.
pub(super) fn renumber(html: &str, cited: &[String]) -> String {
    let anchors: Vec<String> = cited.iter().map(|key| bibliography::anchor(key)).collect();
    let mut pieces = html.split(CALL);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let numbered = piece.split_once('"').and_then(|(anchor, rest)| {
            let number = anchors.iter().position(|known| known == anchor)? + 1;
            Some((call(anchor, number), rest.split_once("</a>")?.1))
        });
        match numbered {
            Some((call, rest)) => out.extend([call.as_str(), rest]),
            None => out.extend([CALL, piece]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{call, renumber};

    #[test]
    fn calls_take_the_numbers_of_their_page() {
        let cited = ["A", "B", "C"].map(str::to_owned);
        let html = format!("<p>un{} deux{}</p>{}", call("source-c", 1), call("source-b", 2), call("source-d", 1));
        let expected = format!("<p>un{} deux{}</p>{}", call("source-c", 3), call("source-b", 2), call("source-d", 1));
        assert_eq!(renumber(&html, &cited), expected);
    }
}
