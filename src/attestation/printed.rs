//! A file that somebody sent: a transcript, or the sheet itself as a PDF, whose link is in its annotations.
//!
//! In: bytes, the versions of the course that are known. Out: a [`Transcript`], or the [`Fault`] that stops the reading.

use super::link::{holds_link, read_link};
use super::pdf_objects::unpacked;
use super::transcript::{Fault, Transcript, read};
use super::versions::Known;

/// Reads a file.
pub(crate) fn read_any(bytes: &[u8], known: &Known) -> Result<Transcript, Fault> {
    if !bytes.starts_with(b"%PDF-") {
        return read(bytes);
    }
    addresses(bytes)
        .into_iter()
        .chain(addresses(&unpacked(bytes)))
        .find(|address| holds_link(address))
        .map_or(Err(Fault::Printed), |link| read_link(&link, known))
}

/// The addresses of the links among objects that are not compressed, which is how browsers print: between brackets, or in
/// hexadecimal.
fn addresses(bytes: &[u8]) -> Vec<String> {
    const KEY: &[u8] = b"/URI";
    let after = |at: usize| {
        let rest = bytes.get(at + KEY.len()..)?;
        let open = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        match rest[open] {
            b'(' => literal(&rest[open + 1..]),
            b'<' => hexadecimal(&rest[open + 1..]),
            _ => None,
        }
    };
    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(KEY)).filter_map(after).collect()
}

fn literal(text: &[u8]) -> Option<String> {
    let mut escaped = false;
    let end = text.iter().position(|byte| {
        let end = *byte == b')' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        end
    })?;
    Some(String::from_utf8_lossy(&text[..end]).replace('\\', ""))
}

fn hexadecimal(text: &[u8]) -> Option<String> {
    let end = text.iter().position(|byte| *byte == b'>')?;
    let digits: Vec<u32> = text[..end].iter().filter_map(|byte| char::from(*byte).to_digit(16)).collect();
    digits.chunks(2).map(|two| char::from_u32(two[0] * 16 + two.get(1).unwrap_or(&0))).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::Compression;
    use flate2::read::ZlibEncoder;

    use super::*;

    #[test]
    fn a_sheet_as_a_pdf_is_told_for_what_it_is() {
        let known = Known::default();
        assert_eq!(read_any(b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj", &known), Err(Fault::Printed));
        let link = b"%PDF-1.4\n<</Type /Action /S /URI /URI (https://exemple.fr/v\\(1\\)/#v=2ABC)>>";
        assert_eq!(read_any(link, &known), Err(Fault::NotJson), "the link is found, and was cut");
        assert_eq!(addresses(link), ["https://exemple.fr/v(1)/#v=2ABC"]);
        assert_eq!(addresses(b"/URI <6874 7470 3a2f2f61>"), ["http://a"]);
        assert_eq!(read_any(b"{", &known), Err(Fault::NotJson));
    }

    #[test]
    fn a_link_among_compressed_objects_is_found() {
        let mut file = b"%PDF-1.5\n3 0 obj\n<< /Length 4 >>\nstream\nabcd\nendstream\nendobj\n5 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode>>\nstream\r\n".to_vec();
        let object: &[u8] = b"7 0 <</S /URI /URI (https://exemple.fr/#v=2ABC)>>";
        let mut packed = Vec::new();
        let packing = ZlibEncoder::new(object, Compression::default()).read_to_end(&mut packed);
        assert!(packing.is_ok());
        file.extend_from_slice(&packed);
        file.extend_from_slice(b"\r\nendstream\nendobj\n");
        assert_eq!(read_any(&file, &Known::default()), Err(Fault::NotJson), "the link is found, and was cut");
        // What is damaged is passed over.
        for end in 0..file.len() {
            assert!(read_any(&file[..end], &Known::default()).is_err());
        }
    }
}
