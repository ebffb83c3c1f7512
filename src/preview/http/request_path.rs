//! What a request asks for.
//!
//! In: the request line and the Host header, as the client sent them. Out: a path inside the site, or nothing.
//! Only clean paths come out, and they are looked up in memory, so no request can reach the disk.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::text::RelPath;

/// Names of this machine. Any other is that of a site whose DNS was pointed here (DNS rebinding).
const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
/// Longest address that we answer, in bytes.
pub(crate) const LONGEST: usize = 4_000;
/// What is not percent-encoded in the path of an address.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path inside the site, asked for by a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RequestPath {
    /// The decoded path, without its first slash: `a/b` or `a/b/`.
    path: String,
    query: String,
}

impl RequestPath {
    /// Reads the address of a request line; `None` when it is not a plain path.
    pub(crate) fn read(url: &str) -> Option<Self> {
        if url.chars().any(char::is_control) {
            return None;
        }
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let path = decode(path.strip_prefix('/')?)?;
        let clean = path.strip_suffix('/').unwrap_or(&path);
        let accepted = path.is_empty() || (RelPath::new(clean).is_some() && !path.chars().any(char::is_control));
        accepted.then(|| Self { path, query: query.to_owned() })
    }

    /// The output meant: a folder means its index.
    pub(crate) fn output(&self) -> Option<RelPath> {
        let folder = self.path.is_empty() || self.path.ends_with('/');
        RelPath::new(&format!("{}{}", self.path, if folder { "index.html" } else { "" }))
    }

    /// The output meant if this is a folder whose last slash was forgotten.
    pub(crate) fn index(&self) -> Option<RelPath> {
        RelPath::new(&format!("{}/index.html", self.path))
    }

    /// The address of that folder.
    pub(crate) fn with_slash(&self) -> String {
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        format!("/{}/{query}", utf8_percent_encode(&self.path, ENCODED))
    }

    /// The path, without its first slash.
    pub(crate) fn as_str(&self) -> &str {
        &self.path
    }
}

/// Decodes once; refuses a stray `%` and bytes that are not UTF-8, for which the standard has no answer.
fn decode(text: &str) -> Option<String> {
    let hexadecimal =
        |after: &str| after.as_bytes().get(..2).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit));
    if !text.split('%').skip(1).all(hexadecimal) {
        return None;
    }
    percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// Whether a Host header names this machine and this port.
pub(crate) fn is_ours(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        Some((name, digits)) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            (name, digits.parse().ok())
        }
        _ => (host, Some(80)),
    };
    given == Some(port) && NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_asked_stays_inside(url in "/?([a-z./%\\\\?éA-F0-9 ]|%2e|%2f|%5c|%00|%25){0,40}") {
            for path in RequestPath::read(&url).iter().flat_map(|target| [target.output(), target.index()]).flatten() {
                prop_assert!(path.as_str().split('/').all(|part| !matches!(part, "" | "." | "..")));
                prop_assert!(!path.as_str().contains(['\\', '\0']));
            }
        }
    }

    #[test]
    fn folders_mean_their_index() {
        let output = |url| RequestPath::read(url).and_then(|target| target.output()).map(|path| path.to_string());
        assert_eq!(output("/").as_deref(), Some("index.html"));
        assert_eq!(output("/a/b/?q=1").as_deref(), Some("a/b/index.html"));
        assert_eq!(output("/r%C3%B4les.css").as_deref(), Some("rôles.css"));
    }

    #[test]
    fn a_forgotten_slash_keeps_the_query_and_stays_here() {
        let target = RequestPath::read("/r%C3%B4les%0d?a=b");
        assert_eq!(target, None);
        let target = RequestPath::read("/r%C3%B4les?a=b").map(|target| target.with_slash());
        assert_eq!(target.as_deref(), Some("/r%C3%B4les/?a=b"));
    }

    #[test]
    fn only_this_machine_and_port_are_ours() {
        for host in ["127.0.0.1:4321", "localhost:4321", "LOCALHOST:4321", "[::1]:4321"] {
            assert!(is_ours(host, 4321), "{host}");
        }
        for host in [
            "127.0.0.1",
            "localhost:80",
            "example.org:4321",
            "127.0.0.1.nip.io:4321",
            "",
            ":4321",
            "[::1]",
            "::1:4321",
            "localhost:04321x",
            "a@localhost:4321",
        ] {
            assert!(!is_ours(host, 4321), "{host}");
        }
        assert!(is_ours("localhost", 80));
    }
}
