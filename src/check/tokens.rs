//! HTML as tags and text, borrowed.
//!
//! In: the text of a page. Out: one call on a [`Handler`] per tag and per run of text. What we write
//! is plain and is read by `plain`; from where it is not, `tokenizer` reads what browsers would.

use html5gum::State;

use super::tag::Tag;
use super::{plain, tokenizer};

/// What reads a page.
pub(super) trait Handler {
    /// A start tag, with its attributes.
    fn start(&mut self, tag: &Tag<'_>);
    /// An end tag.
    fn end(&mut self, name: &[u8]);
    /// A piece of text; one text may come in several pieces.
    fn text(&mut self, text: &[u8]);
    /// The document type.
    fn doctype(&mut self, name: &[u8]);
    /// Whether a line that comes next needs not be read: the same was, and all it says is known.
    fn knows(&mut self, _line: &str) -> bool {
        false
    }
    /// The line that it did not know was read.
    fn learn(&mut self, _line: &str) {}
}

/// Reads a page once, from end to end.
pub(super) fn read(html: &str, handler: &mut impl Handler) {
    let mut feed = Feed { handler, foreign: 0, content: None };
    let rest = plain::read(html, &mut feed);
    if !rest.html.is_empty() {
        tokenizer::read(&rest, &mut feed);
    }
}

/// HTML still to be read.
pub(super) struct Rest<'a> {
    /// The text.
    pub(super) html: &'a str,
    /// The element whose text this is, when only its end tag ends it, and how that text is read.
    pub(super) within: Option<(&'a [u8], State)>,
}

/// What both readers tell a handler through: they may take turns in one page.
pub(super) struct Feed<'h, H> {
    /// Whom they tell.
    pub(super) handler: &'h mut H,
    /// How many images and formulas are open.
    pub(super) foreign: usize,
    /// How the content of the last element that started is read, when it is not HTML.
    pub(super) content: Option<State>,
}

impl<H: Handler> Feed<'_, H> {
    /// Tells a start tag; `closed` when it ends with `/>`.
    pub(super) fn start(&mut self, name: &[u8], attributes: &[(&[u8], &str)], closed: bool) {
        let root = matches!(name, b"svg" | b"math");
        let foreign = root || self.foreign > 0;
        let void = if foreign { closed } else { is_void(name) };
        self.handler.start(&Tag { name, void, foreign, attributes });
        self.foreign += usize::from(root && !void);
        self.content = if void { None } else { content(name) };
    }

    /// Tells an end tag.
    pub(super) fn end(&mut self, name: &[u8]) {
        if matches!(name, b"svg" | b"math") {
            self.foreign = self.foreign.saturating_sub(1);
        }
        self.handler.end(name);
    }
}

/// Whether an element has no end tag.
fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"frame"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// How the content of an element is read. Unlike `naive_next_state`, the content of `<noscript>`
/// is HTML: that is how readers without scripts get it.
fn content(name: &[u8]) -> Option<State> {
    match name {
        b"textarea" | b"title" => Some(State::RcData),
        b"plaintext" => Some(State::PlainText),
        b"script" => Some(State::ScriptData),
        b"style" | b"iframe" | b"xmp" | b"noembed" | b"noframes" => Some(State::RawText),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tag::text;
    use super::*;

    #[derive(Default)]
    struct Trace(String);

    impl Handler for Trace {
        fn start(&mut self, tag: &Tag<'_>) {
            self.0.push_str(&format!("<{}{}", text(tag.name), if tag.void { "/" } else { "" }));
            for (name, value) in tag.attributes {
                self.0.push_str(&format!(" {}={value}", text(name)));
            }
            self.0.push('>');
        }
        fn end(&mut self, name: &[u8]) {
            self.0.push_str(&format!("</{}>", text(name)));
        }
        fn text(&mut self, piece: &[u8]) {
            self.0.push_str(text(piece));
        }
        fn doctype(&mut self, name: &[u8]) {
            self.0.push_str(&format!("<!{}>", text(name)));
        }
    }

    fn trace(html: &str) -> String {
        let mut trace = Trace::default();
        read(html, &mut trace);
        trace.0
    }

    #[test]
    fn pages_are_read_as_browsers_do() {
        let cases = [
            ("<!DOCTYPE html><P Class='a b' hidden>é&amp;è</P>", "<!html><p class=a b hidden=>é&è</p>"),
            ("<a href=\"?a=1&amp;b=2&copy=3\">x</a>", "<a href=?a=1&b=2&copy=3>x</a>"),
            ("<script>if (a < b) '<p>'</script><p>", "<script>if (a < b) '<p>'</script><p>"),
            ("<svg><path d=x /><script /><title/></svg><p>", "<svg><path/ d=x><script/><title/></svg><p>"),
            ("<noscript><a href=x>y</a></noscript>", "<noscript><a href=x>y</a></noscript>"),
            ("<title>a<b>&eacute;</title>", "<title>a<b>é</title>"),
            ("&amp;é<b>&amp;€è</b>&lt;\u{1f600}", "&é<b>&€è</b><\u{1f600}"),
            ("<script><!-- é\u{1f600}è --></script>", "<script><!-- é\u{1f600}è --></script>"),
            ("<br><img src=a>", "<br/><img/ src=a>"),
            ("a<!-- <p id=x> -->b", "ab"),
        ];
        for (html, expected) in cases {
            assert_eq!(trace(html), expected, "{html}");
        }
    }

    #[test]
    fn a_value_never_holds_a_zero_byte() {
        assert_eq!(trace("<p id='a\0b&#0;c'>"), "<p id=a\u{fffd}b\u{fffd}c>");
    }

    /// What the library alone makes of a page.
    fn reference(html: &str) -> String {
        let mut trace = Trace::default();
        let mut feed = Feed { handler: &mut trace, foreign: 0, content: None };
        tokenizer::read(&Rest { html, within: None }, &mut feed);
        trace.0
    }

    /// What is left when plain HTML was read.
    fn left(html: &str) -> &str {
        plain::read(html, &mut Feed { handler: &mut Trace::default(), foreign: 0, content: None }).html
    }

    #[test]
    fn what_we_write_is_plain() {
        let page = "<!doctype html>\n<html lang=\"fr\">\n<title>L’été &amp; l’hiver</title>\n<script defer src=\"a.js\">\
            </script>\n<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg><p class=\"a\"\n  id=\"b\">a&nbsp;: <br>\
            <a title=\"a&quot;b\" href=\"?a&amp;b\">x</a><input disabled><textarea>a</textarea></p></html>";
        assert_eq!(left(page), "");
        assert_eq!(trace(page), reference(page));
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_library() {
        for html in ["<P>", "<p a=b>", "<p a='b'>", "<!-- a -->", "< p", "<p a=\"b", "<script>a<b</script>", "<p/a>"] {
            let page = format!("<p>a</p>{html}");
            assert!(!left(&page).is_empty(), "{html}");
            assert_eq!(trace(&page), reference(&page), "{html}");
        }
    }

    const PIECES: [&str; 49] = [
        "<p>",
        "</p>",
        "<a href=\"",
        "\">",
        "\"",
        " ",
        "\n",
        "\r\n",
        "\r",
        "<svg>",
        "</svg>",
        "<svg/>",
        "<path d=\"x\"/>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<script src=\"x\">",
        "</script>",
        "<style>",
        "</style>",
        "<plaintext>",
        "</plaintext>",
        "<br>",
        "<br/>",
        "<i a b=\"c\" a=\"d\">",
        "<i a=\"b\"c>",
        "<i aB=\"c\" Bc>",
        "</i >",
        "</",
        "<",
        ">",
        "/>",
        "&amp;",
        "&",
        "amp",
        "&eacute",
        "&copy=",
        "&#233;",
        "&#0;",
        "é",
        "\u{1f600}",
        "\0",
        "\u{feff}",
        "<!doctype html>",
        "<!--",
        "-->",
        "<![CDATA[",
        "x",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn both_readers_agree(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..24)) {
            let html = pieces.concat();
            prop_assert_eq!(trace(&html), reference(&html), "{}", html);
        }
    }
}
