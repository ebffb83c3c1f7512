//! Tables: in a region that scrolls by itself and can be reached by keyboard, with a name.
//! One thing with `writer`, which opens and closes them.

use pulldown_cmark::Alignment;

use super::writer::{Open, Writer};
use crate::text::html::attribute;

/// The table that is open.
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) cell: usize,
    pub(super) head: bool,
    /// Where the cell that is open begins, and what it shows.
    pub(super) tag: usize,
    pub(super) text: usize,
    /// Whether the first cell of its head is empty: the first column is then one of headers.
    pub(super) corner: bool,
}

impl Writer<'_, '_> {
    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>) -> Open {
        self.tables += 1;
        let caption = self.take_caption();
        let said = caption.as_deref().map(without_tags);
        let name = match said.as_ref().or(self.body.headings.last().map(|heading| &heading.title)) {
            Some(name) => format!("Tableau {} : {name}", self.tables),
            None => format!("Tableau {}", self.tables),
        };
        self.table = Some(Table { alignments, cell: 0, head: false, tag: 0, text: 0, corner: false });
        let caption = caption.map(|caption| format!("<caption>{caption}</caption>\n")).unwrap_or_default();
        self.other(&format!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\"><table>\n{caption}",
            attribute(&name)
        ))
    }

    /// The caption of the table that begins: the paragraph « Tableau : … » right before it.
    fn take_caption(&mut self) -> Option<String> {
        let html = &mut self.body.html;
        let start = html.trim_end().strip_suffix("</p>")?.rfind("<p>")?;
        let caption = html[start + "<p>".len()..].trim_end().strip_suffix("</p>")?.strip_prefix(CAPTION)?.to_owned();
        html.truncate(start);
        Some(caption)
    }

    pub(super) fn row(&mut self, head: bool) -> Open {
        if let Some(table) = &mut self.table {
            table.cell = 0;
            table.head = head;
        }
        self.muted += usize::from(head);
        self.other(if head { "<thead><tr>" } else { "<tr>" })
    }

    pub(super) fn cell(&mut self) -> Open {
        let Some(table) = &mut self.table else { return Open::Other };
        let class = match table.alignments.get(table.cell) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        table.tag = self.body.html.len();
        let tag = match (table.head, table.corner && table.cell == 0) {
            (true, _) => "<th scope=\"col\"",
            (false, true) => "<th scope=\"row\"",
            (false, false) => "<td",
        };
        table.cell += 1;
        self.body.html.extend([tag, class, ">"]);
        table.text = self.body.html.len();
        Open::Other
    }

    /// Closes a cell. A header that says nothing is none.
    pub(super) fn end_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let empty = self.body.html[table.text..].trim().is_empty();
        let is_header = self.body.html[table.tag..].starts_with("<th");
        if table.head && table.cell == 1 {
            table.corner = empty;
        }
        if empty && is_header {
            let class = self.body.html[table.tag..].find(" class=").map_or(table.text - 1, |at| table.tag + at);
            self.body.html.replace_range(table.tag..class, "<td");
        }
        self.body.html.push_str(if is_header && !empty { "</th>" } else { "</td>" });
    }
}

/// How a caption begins, as readers see it.
const CAPTION: &str = "Tableau\u{a0}: ";

/// The text of a caption, for its name.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
