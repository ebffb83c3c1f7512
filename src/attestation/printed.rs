//! A file that somebody sent: a transcript, or the sheet itself as a PDF, whose link is in its annotations.
//!
//! In: bytes, the versions of the course that are known. Out: a [`Transcript`], or the [`Fault`] that stops the reading.

use super::link::{holds_link, read_link};
use super::transcript::{Fault, Transcript, read};
use super::versions::Known;

/// Reads a file.
pub(crate) fn read_any(bytes: &[u8], known: &Known) -> Result<Transcript, Fault> {
    if !bytes.starts_with(b"%PDF-") {
        return read(bytes);
    }
    addresses(bytes)
        .into_iter()
        .find(|address| holds_link(address))
        .map_or(Err(Fault::Printed), |link| read_link(&link, known))
}

/// The addresses of the links of a PDF whose objects are not compressed, which is how browsers print.
fn addresses(bytes: &[u8]) -> Vec<String> {
    const KEY: &[u8] = b"/URI";
    let after = |at: usize| {
        let rest = bytes.get(at + KEY.len()..)?;
        let open = rest.iter().position(|byte| !byte.is_ascii_whitespace()).filter(|open| rest[*open] == b'(')?;
        let text = &rest[open + 1..];
        let mut escaped = false;
        let end = text.iter().position(|byte| {
            let end = *byte == b')' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            end
        })?;
        Some(String::from_utf8_lossy(&text[..end]).replace('\\', ""))
    };
    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(KEY)).filter_map(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_as_a_pdf_is_told_for_what_it_is() {
        let known = Known::default();
        assert_eq!(read_any(b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj", &known), Err(Fault::Printed));
        let link = b"%PDF-1.4\n<</Type /Action /S /URI /URI (https://exemple.fr/v\\(1\\)/#v=2ABC)>>";
        assert_eq!(read_any(link, &known), Err(Fault::NotJson), "the link is found, and was cut");
        assert_eq!(addresses(link), ["https://exemple.fr/v(1)/#v=2ABC"]);
        assert_eq!(read_any(b"{", &known), Err(Fault::NotJson));
    }
}
