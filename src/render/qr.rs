//! QR codes, drawn at build time as one path: an address that a telephone reads off a sheet.
//!
//! In: a text. Out: an inline SVG of whole squares, with a quiet zone, that says what it holds.

use qrcode::{Color, EcLevel, QrCode};

use crate::text::html::attribute;

/// Light squares around the code, as the standard asks.
const QUIET: usize = 4;

/// The drawing of a text; none when it is too long for any code.
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let size = width + 2 * QUIET;
    let mut path = String::new();
    for (row, squares) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = squares[column..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET));
            }
            column += run.max(1);
        }
    }
    let label = attribute(text);
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"Code QR\u{a0}: {label}\" shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn a_code_is_a_path_that_says_what_it_holds() {
        let drawn = svg("https://exemple.fr/faq/?a=1&b=2").unwrap_or_default();
        // Version 3 (29 squares) and its quiet zone; the finder pattern starts the first row.
        assert!(drawn.contains("viewBox=\"0 0 37 37\"") && drawn.contains("d=\"M4 4h7v1h-7z"), "{drawn}");
        assert!(drawn.contains("aria-label=\"Code QR\u{a0}: https://exemple.fr/faq/?a=1&amp;b=2\""));
        assert_eq!(svg(&"a".repeat(3_000)), None);
    }
}
