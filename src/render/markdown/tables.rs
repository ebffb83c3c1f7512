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
}

impl Writer<'_, '_> {
    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>) -> Open {
        self.tables += 1;
        let name = match self.body.headings.last() {
            Some(heading) => format!("Tableau {} : {}", self.tables, heading.title),
            None => format!("Tableau {}", self.tables),
        };
        self.table = Some(Table { alignments, cell: 0, head: false });
        self.other(&format!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\"><table>\n",
            attribute(&name)
        ))
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
        table.cell += 1;
        self.body.html.extend([if table.head { "<th scope=\"col\"" } else { "<td" }, class, ">"]);
        Open::Other
    }
}
