//! The objects of a PDF that some programs compress together (object streams, ISO 32000-1, 7.5.7): the link of a sheet may be in
//! them. The page does the same (`course/pdf-objects.js`).
//!
//! In: a file. Out: those objects, as they are once unpacked.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// Bytes unpacked at most: a small file may hold a text without end.
const MOST: u64 = 20_000_000;
/// How far before its data the dictionary of a stream is looked for.
const DICTIONARY: usize = 1000;

const STREAM: &[u8] = b"stream";
const END: &[u8] = b"endstream";

/// The objects of all object streams, one after the other. What is damaged is kept as far as it can be read.
pub(super) fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = find(bytes, STREAM, at) {
        let Some(end) = find(bytes, END, found + STREAM.len()) else { break };
        if holds_objects(&bytes[found.saturating_sub(DICTIONARY)..found]) {
            let line = if bytes.get(found + STREAM.len()) == Some(&b'\r') { 2 } else { 1 };
            let start = (found + STREAM.len() + line).min(end);
            let left = MOST.saturating_sub(out.len() as u64);
            // Damaged, or followed by the end of its line: what came before is kept.
            let _ = ZlibDecoder::new(&bytes[start..end]).take(left).read_to_end(&mut out);
        }
        at = end + END.len();
    }
    out
}

/// Whether the dictionary before some data says that objects are in them.
fn holds_objects(before: &[u8]) -> bool {
    let text = String::from_utf8_lossy(before);
    let dictionary = text.rsplit("endobj").next().unwrap_or_default();
    dictionary.contains("/ObjStm") && dictionary.contains("/FlateDecode")
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(word.len()).position(|part| part == word).map(|at| from + at)
}
