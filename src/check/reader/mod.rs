//! HTML as tags and text, borrowed.
//!
//! In: the text of a page. Out: one call on a [`Handler`] per tag and per run of text. Pages that we write
//! are plain and are read by `plain`; from where a page is not, `tokenizer` reads it as browsers do.

pub(crate) mod handler;
mod plain;
pub(crate) mod tag;
mod tokenizer;

use handler::{Feed, Handler};

/// Reads a page once, from end to end.
pub(crate) fn read(html: &str, handler: &mut impl Handler) {
    let mut feed = Feed { handler, foreign: 0, content: None };
    let rest = plain::read(html, &mut feed);
    if !rest.html.is_empty() {
        tokenizer::read(&rest, &mut feed);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::handler::{Feed, Handler, Rest};
    use super::tag::{Tag, text};
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
