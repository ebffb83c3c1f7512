//! Tags that authors write as they are: each that opens is closed in its block.

use std::ops::Range;

use super::PLAIN_TAGS;
use super::writer::Writer;
use crate::diagnostic::Code;

/// Those that open.
const NAMES: [&str; 3] = ["kbd", "sub", "sup"];

impl Writer<'_, '_> {
    /// HTML that authors write themselves: a few plain tags and comments.
    pub(super) fn raw(&mut self, html: &str, range: Range<usize>) {
        let trimmed = html.trim();
        if PLAIN_TAGS.contains(&trimmed) {
            self.plain_tag(trimmed, range);
        } else if !(trimmed.is_empty() || trimmed.starts_with("<!--") && trimmed.ends_with("-->")) {
            let hint = match trimmed.starts_with("<!--") && trimmed.contains("-->") {
                true => {
                    "passez à la ligne après « --> », et laissez une ligne vide : ce qui suit un commentaire sur sa ligne n’est pas lu comme du Markdown"
                }
                false => {
                    "employez le Markdown ou un widget ; seuls <br>, <kbd>, <sub>, <sup> et les commentaires sont admis. Pour montrer « < », écrivez « &lt; »"
                }
            };
            self.report.push(self.job.origin.error(Code::RawHtml, range, "HTML brut refusé").hint(hint));
        }
    }

    /// Writes a tag, and keeps in mind what it opens.
    pub(super) fn plain_tag(&mut self, tag: &str, range: Range<usize>) {
        let name = tag.trim_matches(['<', '>', '/']);
        let known = NAMES.into_iter().find(|known| *known == name);
        match (known, tag.starts_with("</")) {
            (None, _) => self.body.html.push_str(tag),
            (Some(name), false) => {
                self.tags.push((name, range));
                self.body.html.push_str(tag);
            }
            (Some(name), true) if self.tags.last().is_some_and(|(open, _)| *open == name) => {
                self.tags.pop();
                self.body.html.push_str(tag);
            }
            (Some(name), true) => {
                let message = format!("« </{name}> » ne ferme rien");
                let hint = format!("écrivez « <{name}> » avant lui, dans le même paragraphe, ou retirez-le");
                self.report.push(self.job.origin.error(Code::RawHtml, range, message).hint(hint));
            }
        }
    }

    /// Closes at the end of a block what its author left open, and tells it.
    pub(super) fn close_tags(&mut self) {
        while let Some((name, range)) = self.tags.pop() {
            self.body.html.push_str(&format!("</{name}>"));
            let message = format!("« <{name}> » n’est pas fermé dans son paragraphe");
            let hint = format!("écrivez « </{name}> » là où il finit");
            self.report.push(self.job.origin.error(Code::RawHtml, range, message).hint(hint));
        }
    }
}
