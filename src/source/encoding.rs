//! Text from bytes: what is not UTF-8 is told with what it probably is.

use super::{RelPath, Source};
use crate::diagnostic::{Code, Diagnostic, Report};

/// Text from bytes: UTF-8, a byte order mark removed, line ends made `\n`.
pub(crate) fn decode(path: &RelPath, bytes: &[u8], report: &mut Report) -> Option<String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || looks_like_utf16(bytes) {
        report.push(
            Diagnostic::error(Code::Encoding, "fichier en UTF-16, et non en UTF-8")
                .in_file(path)
                .hint("dans votre éditeur, « Enregistrer sous… », encodage « UTF-8 »"),
        );
        return None;
    }
    let (bytes, marked) = match bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => {
            if marked {
                report.push(
                    Diagnostic::warning(
                        Code::ByteOrderMark,
                        "le fichier commence par une marque d’ordre des octets (BOM) : elle est ignorée",
                    )
                    .in_file(path)
                    .hint("enregistrez-le en « UTF-8 » plutôt qu’en « UTF-8 avec BOM »"),
                );
            }
            Some(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() })
        }
        Err(error) => {
            report.push(not_utf8(path, bytes, error.valid_up_to()));
            None
        }
    }
}

/// Text from bytes of a file that is not of the site: UTF-8, or else what spreadsheets write on Windows; none of UTF-16.
pub(super) fn lenient(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || looks_like_utf16(bytes) {
        return None;
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let guessed = |byte: &u8| windows(*byte).unwrap_or(char::from(*byte));
    Some(match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(guessed).collect(),
    })
}

fn not_utf8(path: &RelPath, bytes: &[u8], at: usize) -> Diagnostic {
    let byte = bytes.get(at).copied().unwrap_or_default();
    let letter = |byte: u8| windows(byte).unwrap_or(char::from(byte));
    let shown = Source { path: path.clone(), text: bytes.iter().map(|byte| letter(*byte)).collect() };
    let offset: usize = bytes[..at].iter().map(|byte| letter(*byte).len_utf8()).sum();
    Diagnostic::error(
        Code::Encoding,
        format!("le fichier n’est pas en UTF-8 : octet 0x{byte:02X}, sans doute « {} » en Windows-1252", letter(byte)),
    )
    .at(&shown, offset..offset + letter(byte).len_utf8())
    .hint("dans votre éditeur, « Enregistrer sous… », encodage « UTF-8 »")
}

/// What Windows-1252 has where Latin-1 has invisible characters; none where both have nothing.
pub(super) fn windows(byte: u8) -> Option<char> {
    const LETTERS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let rank = byte.checked_sub(0x80).filter(|rank| *rank < 0x20)?;
    LETTERS.chars().nth(usize::from(rank)).filter(|letter| !letter.is_control())
}

/// UTF-16 without a mark shows itself by a zero in every other byte of plain text.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64) & !1];
    !head.is_empty() && [0, 1].iter().any(|phase| head.iter().skip(*phase).step_by(2).all(|byte| *byte == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_has_quotes_where_latin_has_none() {
        assert_eq!([0x80, 0x92, 0x9c, 0x9f].map(windows), [Some('€'), Some('’'), Some('œ'), Some('Ÿ')]);
        assert_eq!([0x81, 0x7f, 0xe9].map(windows), [None; 3]);
    }

    #[test]
    fn encodings_are_told_apart() {
        let cases: [(&[u8], Option<&str>, Option<Code>); 5] = [
            ("é".as_bytes(), Some("é"), None),
            (b"\xef\xbb\xbfa", Some("a"), Some(Code::ByteOrderMark)),
            (b"\xe9t\xe9", None, Some(Code::Encoding)),
            (b"\xff\xfea\0", None, Some(Code::Encoding)),
            (b"a\r\nb\rc", Some("a\nb\nc"), None),
        ];
        for (bytes, text, code) in cases {
            let mut report = Report::default();
            let path = RelPath::new("a.md").unwrap_or_else(|| unreachable!());
            assert_eq!(decode(&path, bytes, &mut report).as_deref(), text, "{bytes:?}");
            assert_eq!(report.entries().first().map(|entry| entry.code), code, "{bytes:?}");
        }
    }
}
