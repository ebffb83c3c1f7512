//! Lines that page after page repeats, as menus do: once read, they can be skipped.
//!
//! In: a line that was read, and where it leads. Out: whether a line was read before. Only lines that tell
//! nothing else of their page are kept, so that skipping them changes nothing in what is found.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::check::address::{Base, NOT_FOUND};

/// Shorter lines are read as fast as they are looked for; longer ones are paragraphs.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=512;

/// Lines read before in pages of one depth: there, what climbs to the root leads to the same place.
#[derive(Default)]
pub struct Repeated {
    depth: usize,
    /// Each with the place that it leads to, if it leads anywhere.
    lines: HashMap<Box<str>, Option<usize>, RandomState>,
}

impl Repeated {
    /// Begins another page: lines of pages at another depth are forgotten.
    pub(crate) fn begin(&mut self, base: &Base<'_>) {
        // Addresses in the page of errors are read from elsewhere.
        let depth = if base.page == NOT_FOUND { usize::MAX } else { base.depth() };
        if depth != self.depth {
            self.lines.clear();
            self.depth = depth;
        }
    }

    /// Where a line leads, if it was read before.
    pub(crate) fn get(&self, line: &str) -> Option<Option<usize>> {
        if LENGTHS.contains(&line.len()) { self.lines.get(line).copied() } else { None }
    }

    /// Notes a line that holds nothing but places it leads to; more than one is no line of a menu.
    pub(crate) fn note(&mut self, line: &str, places: &[usize]) {
        if LENGTHS.contains(&line.len()) && places.len() <= 1 {
            self.lines.insert(line.into(), places.first().copied());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read;
    use crate::check::site_paths::SitePaths;
    use crate::check::tests::BASE;
    use crate::output::Output;
    use crate::text::RelPath;
    use proptest::prelude::*;

    const PATHS: [&str; 6] =
        ["index.html", "404.html", "a/index.html", "a/b/index.html", "a/c/index.html", "a/b/d/index.html"];

    fn path(path: &str) -> RelPath {
        RelPath::new(path).unwrap_or_else(|| unreachable!())
    }

    /// A page that is plain around its lines, as only such pages are read by lines.
    fn output(at: &str, lines: &str) -> Output {
        let page = format!("<!doctype html>\n<html lang=\"fr\">\n<title>t</title>\n<h1>t</h1>\n{lines}\n</html>\n");
        Output { path: path(at), bytes: page.into_bytes() }
    }

    #[test]
    fn only_lines_that_say_no_more_than_where_they_lead_are_passed_over() {
        let paths: Vec<RelPath> = PATHS.iter().map(|name| path(name)).collect();
        let published = SitePaths::new(paths.iter(), BASE, false);
        let place = |name: &str| PATHS.iter().position(|path| *path == name);
        let cases = [
            ("<li><a href=\"../../a/c/\">Page c</a></li>\n", Some(place("a/c/index.html"))),
            ("<li><span class=\"none\">no link at all</span></li>\n", Some(None)),
            ("<li><a href=\"https://y.org/a/b/c\">Page y</a></li>\n", Some(None)),
            ("<li><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg></li>\n", Some(None)),
            // Another page of that depth would go elsewhere from there.
            ("<li><a href=\"../c/\">Page number c</a></li>\n", None),
            ("<li><a href=\"../../a/lost/\">Page lost</a></li>\n", None),
            ("<li><a href=\"../../a/c/#x\">Page c</a></li>\n", None),
            ("<li id=\"an-id-of-its-own\">Page c</li>\n", None),
            ("<li aria-labelledby=\"somewhere-else\">Page c</li>\n", None),
            ("<li><a href=\"../../a/c/\"></a><i>Page</i></li>\n", None),
            ("<li><a href=\"../../a/c/\">Page c is not closed</li>\n", None),
            ("<li><a href=\"../../a/\">a</a><a href=\"../../a/c/\">c</a></li>\n", None),
            ("<h2>A heading is a matter of order</h2>\n", None),
            ("<table><tr><td>a table without heads</table>\n", None),
            ("<template><li>what scripts fill</li></template>\n", None),
        ];
        for (line, expected) in cases {
            let mut repeated = Repeated::default();
            read(&output("a/b/index.html", &format!("{line}<p>p</p>")), &published, &mut repeated);
            assert_eq!(repeated.get(line), expected, "{line}");
        }
    }

    const LINES: [&str; 30] = [
        "<li><a href=\"../../a/c/\">Page c</a></li>",
        "<li><a href=\"../../a/c/\">Page c</a>",
        "<li><a href=\"../a/c/\">Page number c</a></li>",
        "<li><a href=\"../c/\">Page number c</a></li>",
        "<li><a href=\"../../../a/b/\">Page b</a></li>",
        "<li><a href=\"a/c/index.html\">Page c</a></li>",
        "<li><a href=\"a/lost/index.html\">Page lost</a></li>",
        "<li><a href=\"../../a/c/\"></a>a link that is empty</li>",
        "<li><a href=\"../../a/c/\" target=\"_blank\">window</a></li>",
        "<li><a href=\"../../a/c/#x\">Page number c</a></li>",
        "<li><a href=\"#somewhere-in-the-page\">Page c</a></li>",
        "<li><a href=\"https://x.org/site/a/c/\">Page c</a></li>",
        "<li><a href=\"../../a/c/\">Page c &amp; more</a></li>",
        "<li><span aria-hidden=\"true\">a</span></li>",
        "<li><span aria-hidden=\"true\">never closed",
        "<p>text that goes on <b>in bold</b>",
        "and on, over the end of the line</p>",
        "<li><svg viewBox=\"0 0 1 1\">",
        "<path d=\"M0 0h1v1\"/><a href=\"../../a/c/\">c</a>",
        "</svg></li><li>something</li>",
        "<template><li>what scripts fill",
        "</li></template><li>after</li>",
        "<h2>A heading of the second level</h2>",
        "<h4>A heading of the fourth level</h4>",
        "<table><tr><td>a cell in a table",
        "<th>a head of the column</th></tr>",
        "</table><li>and after it</li>",
        "<label for=\"field-number-one\">label</label>",
        "<li><input id=\"field-number-one\"></li>",
        "<details><summary class=\"silent\">",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn a_page_is_read_as_if_alone(
            pages in proptest::collection::vec(
                (proptest::sample::select(&PATHS[..]), proptest::collection::vec(proptest::sample::select(&LINES[..]), 0..16)),
                2..6,
            ),
        ) {
            let paths: Vec<RelPath> = PATHS.iter().map(|name| path(name)).collect();
            let together = SitePaths::new(paths.iter(), BASE, false);
            let alone = SitePaths::new(paths.iter(), BASE, false);
            let mut repeated = Repeated::default();
            for (at, lines) in pages {
                let output = output(at, &lines.join("\n"));
                let (facts, report) = read(&output, &together, &mut repeated);
                let (expected, said) = read(&output, &alone, &mut Repeated::default());
                prop_assert_eq!(facts, expected);
                prop_assert_eq!(report.entries(), said.entries());
            }
            for name in PATHS {
                prop_assert_eq!(together.is_linked(name), alone.is_linked(name), "{}", name);
            }
        }
    }
}
