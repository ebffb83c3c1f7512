//! The compressed forms of an output, for servers that hand on a file as it is.
//!
//! In: an output. Out: the same as `.br` and `.gz`, the same bytes each time; nothing where it does not pay.

use std::io::Write;

use flate2::{Compression, GzBuilder};

use super::Output;
use crate::text::RelPath;

/// What is text; images and fonts are compressed already.
const ENDINGS: [&str; 8] = ["html", "css", "js", "svg", "xml", "txt", "json", "vtt"];
/// Below it, a packet of the network is not filled anyway.
const LEAST: usize = 256;
/// Of brotli, from 0 to 11: beyond, the last hundredths cost ten times the time.
const QUALITY: i32 = 9;
/// The window of brotli, in bits: that which every browser accepts.
const WINDOW: i32 = 22;

/// Its compressed forms.
pub(crate) fn compressed(output: &Output) -> Vec<Output> {
    let text = ENDINGS.contains(&output.path.ending().as_str());
    if !text || output.bytes.len() < LEAST {
        return Vec::new();
    }
    let forms = [("br", brotli(&output.bytes)), ("gz", gzip(&output.bytes))];
    let pays = |bytes: &Vec<u8>| bytes.len() < output.bytes.len();
    let forms = forms.into_iter().filter_map(|(ending, bytes)| Some((ending, bytes.filter(pays)?)));
    forms
        .filter_map(|(ending, bytes)| Some(Output { path: RelPath::new(&format!("{}.{ending}", output.path))?, bytes }))
        .collect()
}

/// Without a name and a time (RFC 1952), which would make it another file each time.
fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut writer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    writer.write_all(bytes).ok()?;
    writer.finish().ok()
}

fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters).ok()?;
    Some(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests {
    use std::io::Read;

    use super::*;

    fn output(path: &str, bytes: &[u8]) -> Output {
        Output { path: RelPath::new(path).unwrap(), bytes: bytes.to_vec() }
    }

    #[test]
    fn what_is_compressed_is_the_same_again_and_each_time() {
        let text = "Une phrase qui revient. ".repeat(100);
        let files = compressed(&output("a/index.html", text.as_bytes()));
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a/index.html.br", "a/index.html.gz"]);
        let (mut br, mut gz) = (String::new(), String::new());
        brotli::Decompressor::new(&*files[0].bytes, 4096).read_to_string(&mut br).unwrap();
        flate2::read::GzDecoder::new(&*files[1].bytes).read_to_string(&mut gz).unwrap();
        assert_eq!((br.as_str(), gz.as_str()), (text.as_str(), text.as_str()));
        let again = compressed(&output("a/index.html", text.as_bytes()));
        assert!(files.iter().zip(&again).all(|(one, other)| one.bytes == other.bytes));
    }

    #[test]
    fn what_does_not_pay_is_left() {
        assert!(compressed(&output("a.html", b"court")).is_empty());
        assert!(compressed(&output("a.png", &[0; 4096])).is_empty());
        let noise: Vec<u8> = (0_u32..4096).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let files = compressed(&output("a.txt", &noise));
        assert!(files.iter().all(|file| file.bytes.len() < noise.len()));
    }
}
