//! A response, and how it is written to the client.
//!
//! We write it ourselves, because `tiny_http` does not let its own responses close the connection. They must:
//! an open connection keeps one of its threads, for which others may be waiting (see `accept`).

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write as _;

use tiny_http::{Method, Request};

/// Headers of every response: no caching, no guessing of types, nothing for other sites to read.
const ALWAYS: &str = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n\
Connection: close\r\n";

/// One response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The content type.
    pub(crate) kind: &'static str,
    /// The content.
    pub(crate) body: Cow<'static, [u8]>,
    /// Further headers. Values must be printable ASCII.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Response {
    /// A response of a given type.
    pub(crate) fn new(status: u16, kind: &'static str, body: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { status, kind, body: body.into(), headers: Vec::new() }
    }

    /// A response of one sentence.
    pub(crate) fn text(status: u16, text: &'static str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text.as_bytes())
    }

    /// Adds a header.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The range that was asked for: players need ranges to seek in sounds and films. Anything but one range
    /// of bytes is answered in full, as the standard allows.
    pub(crate) fn part(mut self, asked: Option<&str>) -> Self {
        self = self.with("Accept-Ranges", "bytes");
        let whole = self.body.len();
        match asked.and_then(|asked| range(asked, whole)) {
            Some(Some((first, last))) => {
                self.status = 206;
                self.body = Cow::Owned(self.body[first..=last].to_vec());
                self.with("Content-Range", format!("bytes {first}-{last}/{whole}"))
            }
            Some(None) => Self::text(416, "Cette partie du fichier n’existe pas.\n")
                .with("Content-Range", format!("bytes */{whole}")),
            None => self,
        }
    }

    /// Writes it. If the client has left, nothing is to be done.
    pub(crate) fn send(self, request: Request) {
        let without_body = *request.method() == Method::Head;
        let mut bytes = self.head().into_bytes();
        if !without_body {
            bytes.extend_from_slice(&self.body);
        }
        let mut writer = request.into_writer();
        let _ = writer.write_all(&bytes).and_then(|()| writer.flush());
    }

    fn head(&self) -> String {
        let mut head = format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{ALWAYS}",
            self.status,
            phrase(self.status),
            self.kind,
            self.body.len()
        );
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head + "\r\n"
    }
}

/// `Some(None)`: a range, but out of the file.
fn range(asked: &str, whole: usize) -> Option<Option<(usize, usize)>> {
    let (first, last) = asked.strip_prefix("bytes=")?.split_once('-')?;
    let number = |digits: &str| digits.parse::<usize>().ok();
    let (first, last) = if first.is_empty() {
        (whole.saturating_sub(number(last)?), if number(last)? == 0 { None } else { whole.checked_sub(1) })
    } else if last.is_empty() {
        (number(first)?, whole.checked_sub(1))
    } else {
        let last = number(last)?;
        (number(first).filter(|first| *first <= last)?, whole.checked_sub(1).map(|end| end.min(last)))
    };
    Some(last.filter(|last| first <= *last).map(|last| (first, last)))
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        301 => "Moved Permanently",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        414 => "URI Too Long",
        416 => "Range Not Satisfiable",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

/// The content type of an output, by its ending.
pub(crate) fn kind(ending: &str) -> &'static str {
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let cases = [
            ("bytes=0-3", Some(Some((0, 3)))),
            ("bytes=4-", Some(Some((4, 9)))),
            ("bytes=-3", Some(Some((7, 9)))),
            ("bytes=-30", Some(Some((0, 9)))),
            ("bytes=8-99", Some(Some((8, 9)))),
            ("bytes=10-", Some(None)),
            ("bytes=-0", Some(None)),
            ("bytes=5-2", None),
            ("bytes=0-1,3-4", None),
            ("lines=1-2", None),
            ("bytes=-", None),
            ("bytes=+1-2", Some(Some((1, 2)))),
        ];
        for (asked, expected) in cases {
            assert_eq!(range(asked, 10), expected, "{asked}");
        }
        assert_eq!(range("bytes=0-", 0), Some(None));
    }
}
