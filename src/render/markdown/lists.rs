//! Lists: where they start, the ticks of tasks, the anchors of items.

use super::writer::{Open, Writer};

impl Writer<'_, '_> {
    pub(super) fn list(&mut self, start: Option<u64>) -> Open {
        if !self.body.html.ends_with('\n') {
            self.body.html.push('\n');
        }
        match start {
            None => self.other("<ul>\n"),
            Some(1) => self.other("<ol>\n"),
            Some(start) => self.other(&format!("<ol start=\"{start}\">\n")),
        }
    }

    pub(super) fn task(&mut self, done: bool) {
        let (class, label) = if done { ("task-done", "Fait") } else { ("task-open", "À faire") };
        self.body.html.push_str(&format!("<span class=\"task {class}\" role=\"img\" aria-label=\"{label}\"></span> "));
    }

    pub(super) fn anchor_item(&mut self) {
        if let Some(Open::Item { at }) = self.stack.last() {
            let at = *at;
            let end = self.body.html.len();
            self.anchor(at, 0..0);
            if self.body.html.len() != end && !self.body.html.ends_with('\n') {
                self.body.html.push('\n');
            }
        }
    }
}
