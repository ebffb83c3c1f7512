//! A table has header cells.
//!
//! Why: a screen reader reads the header of its column before each cell.
//! Example: `<table><tr><td>…</td></tr></table>`.

use crate::check::faults::Faults;
use crate::check::reader::tag::Tag;
use crate::diagnostic::Code;

/// A table being read.
struct Table {
    headed: bool,
    shown: String,
}

/// The tables that are open, the innermost last.
#[derive(Default)]
pub(crate) struct TableHeaders(Vec<Table>);

impl TableHeaders {
    /// A `<table>` element.
    pub(crate) fn table(&mut self, tag: &Tag<'_>) {
        let headed = matches!(tag.get(b"role"), Some("presentation" | "none"));
        self.0.push(Table { headed, shown: tag.shown() });
    }

    /// A `<th>` element.
    pub(crate) fn header(&mut self) {
        if let Some(table) = self.0.last_mut() {
            table.headed = true;
        }
    }

    /// The end of a table.
    pub(crate) fn end(&mut self, faults: &mut Faults<'_>) {
        if let Some(table) = self.0.pop()
            && !table.headed
        {
            let message = format!("tableau sans cellule d’en-tête <th> : {}", table.shown);
            faults.error(Code::Html, message, "donnez une ligne ou une colonne d’en-têtes au tableau");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{accepts, refuses};
    use crate::diagnostic::Code;

    #[test]
    fn every_table_has_some() {
        accepts(&[
            "<table><tr><th>a<tr><td>b</table>",
            "<table><tr><th>a<td><table><tr><th>b</table></table>",
            "<table role=presentation><tr><td>b</table>",
        ]);
        refuses(&[
            ("<table id=t><tr><td>b</table>", Code::Html, "<table id=\"t\">"),
            ("<table id=t><tr><td><table><tr><th>b</table></table>", Code::Html, "<table id=\"t\">"),
        ]);
    }
}
