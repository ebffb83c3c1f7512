//! Tables as CSV for French spreadsheets: a byte order mark, semicolons, and no cell that could be a formula.

/// The table: its titles, then its rows.
pub(crate) fn table<const N: usize>(titles: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut out = String::from("\u{feff}");
    for row in std::iter::once(titles.map(str::to_owned)).chain(rows) {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("\"{}\"", harmless(cell).replace('"', "\"\""))).collect();
        out.push_str(&cells.join(";"));
        out.push_str("\r\n");
    }
    out
}

/// A cell on one line; one that begins as a formula does gets an apostrophe, which spreadsheets take for « this is text ».
fn harmless(cell: &str) -> String {
    let cell: String = cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let bare = cell.trim_start_matches([' ', '\u{feff}', '\u{200b}', '\u{2060}']);
    if bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']) { format!("'{bare}") } else { cell }
}
