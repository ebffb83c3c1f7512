//! What the preview adds to each page: its script and its style, served under `/_jalon/`.
//!
//! In: a page and its version. Out: the page with the two tags.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The script that follows the changes: one script, so that it comes in one request, in a function of its
/// own, so that no name in it meets those of the site.
pub(crate) const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("assets/update.js"),
    include_str!("assets/merge.js"),
    include_str!("assets/position.js"),
    include_str!("assets/panel.js"),
    include_str!("assets/events.js"),
    "})();\n"
);
/// The style of its panel, and of the page shown on a failure.
pub(crate) const STYLE: &str = include_str!("assets/live.css");

/// Adds the script and the style to a page, before the end of its head. The script gets the version of the
/// page, and a digest by which it can tell that this page has not changed.
pub(crate) fn inject(html: &[u8], version: u64) -> Vec<u8> {
    let mut digest = DefaultHasher::new();
    html.hash(&mut digest);
    let tags = format!(
        "<link rel=\"stylesheet\" href=\"/_jalon/live.css\"><script src=\"/_jalon/live.js\" defer data-version=\"{version}\" data-page=\"{:016x}\"></script>",
        digest.finish()
    );
    let at = find(html, b"</head").or_else(|| find(html, b"<body")).unwrap_or(html.len());
    let mut page = Vec::with_capacity(html.len() + tags.len());
    page.extend_from_slice(&html[..at]);
    page.extend_from_slice(tags.as_bytes());
    page.extend_from_slice(&html[at..]);
    page
}

fn find(html: &[u8], tag: &[u8]) -> Option<usize> {
    html.windows(tag.len()).position(|window| window.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn injected(html: &str) -> String {
        String::from_utf8_lossy(&inject(html.as_bytes(), 7)).into_owned()
    }

    #[test]
    fn the_tags_stand_in_the_head_or_where_they_can() {
        assert!(injected("<head><title>é</title></HEAD><body>").contains("></script></HEAD>"));
        assert!(injected("<!DOCTYPE html><title>t</title><BODY>").contains("></script><BODY>"));
        assert!(injected("<!DOCTYPE html><p>t").ends_with("</script>"));
        assert!(injected("").contains("data-version=\"7\""));
    }

    #[test]
    fn the_digest_follows_the_page_and_not_the_version() {
        let digest = |html: &str, version| {
            let page = String::from_utf8_lossy(&inject(html.as_bytes(), version)).into_owned();
            page.split("data-page=").nth(1).map(str::to_owned)
        };
        assert_eq!(digest("<p>a", 1), digest("<p>a", 2));
        assert_ne!(digest("<p>a", 1), digest("<p>b", 1));
    }
}
