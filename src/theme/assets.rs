//! Assets of the theme, published under names that change with their bytes, so that a server may
//! let browsers keep them for ever.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::colors::Colors;
use crate::output::Output;
use crate::site::Site;
use crate::text::RelPath;

/// The logical name of the style sheet that every page loads.
pub(crate) const MAIN_SHEET: &str = "site.css";

/// Scripts and style sheets, by logical name.
pub(crate) fn loadable<'a>(site: &'a Site, folder: &str) -> Vec<&'a str> {
    let names = site.assets.keys().filter_map(|path| path.inside(folder)?.strip_prefix("assets/"));
    names.filter(|name| name.ends_with(".js") || name.ends_with(".css")).collect()
}

/// Published paths by logical name, and the files. `ours` gives the file that the generator carries under a
/// logical name, if any. `within`: files that are published as the beginning of another, in order. The colours and the sheets that every page loads are one file, [`MAIN_SHEET`].
pub(crate) fn publish(
    site: &Site,
    folder: &str,
    colors: &Colors,
    ours: impl Fn(&str) -> Option<&'static [u8]>,
    main: &[&str],
    within: &[(&str, &str)],
) -> (BTreeMap<String, String>, Vec<Output>) {
    let mut names = BTreeMap::new();
    let mut outputs = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        if let Some(path) = RelPath::new(&format!("assets/{}", fingerprinted(name, &bytes))) {
            names.insert(name.to_owned(), path.to_string());
            outputs.push(Output { path, bytes });
        }
    };
    let mut sheets: BTreeMap<&str, Cow<[u8]>> = BTreeMap::new();
    let mut apart: BTreeMap<&str, Cow<[u8]>> = BTreeMap::new();
    for (path, bytes) in site.assets.iter() {
        let Some(name) = path.inside(folder).and_then(|inside| inside.strip_prefix("assets/")) else { continue };
        if name.starts_with("icons/") {
            continue;
        }
        let bytes = if ours(name) == Some(&**bytes) { lean(name, bytes) } else { Cow::Borrowed(&**bytes) };
        if main.contains(&name) {
            sheets.insert(name, bytes);
        } else {
            apart.insert(name, bytes);
        }
    }
    let parts: BTreeMap<&str, Cow<[u8]>> =
        within.iter().filter_map(|(part, _)| Some((*part, apart.remove(part)?))).collect();
    for (name, bytes) in apart {
        let own = within.iter().filter(|(_, whole)| *whole == name).filter_map(|(part, _)| parts.get(part));
        let mut whole: Vec<u8> = own.flat_map(|bytes| bytes.iter().copied()).collect();
        whole.extend_from_slice(&bytes);
        add(name, whole);
    }
    let mut sheet = colors.css().into_bytes();
    main.iter().filter_map(|name| sheets.get(name)).for_each(|bytes| sheet.extend_from_slice(bytes));
    add(MAIN_SHEET, sheet);
    (names, outputs)
}

/// A script or a style sheet without the comments that stand on lines of their own: they are for who
/// reads the sources, and half of what a reader would wait for. Comments that open with `/*!` are for
/// everybody: licences.
///
/// For the files of the generator only: it goes by lines, and takes a line of a template literal for one of
/// code. `tests/browser/assets.test.mjs` proves that no file of ours is changed by that.
fn lean<'a>(name: &str, bytes: &'a [u8]) -> Cow<'a, [u8]> {
    let script = name.ends_with(".js");
    let text = std::str::from_utf8(bytes).ok().filter(|_| script || name.ends_with(".css"));
    let Some(text) = text else { return Cow::Borrowed(bytes) };
    let mut out = String::with_capacity(text.len());
    // Inside a comment that began on a line of its own: whether it is kept.
    let mut inside = None;
    for line in text.lines() {
        let bare = line.trim();
        let opens = inside.is_none() && bare.starts_with("/*");
        if let Some(kept) = inside.or(opens.then(|| bare.starts_with("/*!"))) {
            let ends = bare.find("*/").map(|at| at + 2);
            // Code may follow the end of a comment: it is kept, with a comment that began on its line.
            match ends.filter(|end| *end < bare.len()) {
                _ if kept => out.extend([line, "\n"]),
                Some(_) if opens => out.extend([line, "\n"]),
                Some(end) => out.extend([&bare[end..], "\n"]),
                None => {}
            }
            inside = ends.is_none().then_some(kept);
        } else if !(bare.is_empty() || script && bare.starts_with("//")) {
            out.extend([line, "\n"]);
        }
    }
    Cow::Owned(out.into_bytes())
}

/// The custom properties that the style sheets use and that nothing defines.
pub(crate) fn undefined(site: &Site, folder: &str, colors: &Colors) -> Vec<String> {
    let prefix = format!("{folder}/assets/");
    let sheets: Vec<&str> = site
        .texts
        .iter()
        .filter(|(path, _)| path.as_str().starts_with(&prefix) && path.ending() == "css")
        .map(|(_, source)| source.text.as_str())
        .collect();
    let names = |mark: &str| -> BTreeSet<String> {
        let found = sheets.iter().flat_map(|sheet| sheet.split(mark).skip(1));
        found.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect()).collect()
    };
    // A property set by a script or by another sheet is defined where its name stands before a colon.
    let defined = |name: &str| {
        sheets.iter().any(|sheet| sheet.contains(&format!("--{name}:")) || sheet.contains(&format!("--{name},")))
    };
    names("var(--").into_iter().filter(|name| !colors.has(name) && !defined(name)).collect()
}

/// `site.css` → `site.1a2b3c4d.css`.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let digest: String = Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{digest}.{ending}"),
        None => format!("{name}.{digest}"),
    }
}

/// The drawings of `assets/icons/`, by name, on one line.
pub(crate) fn icons(site: &Site, folder: &str) -> BTreeMap<String, String> {
    site.texts
        .iter()
        .filter_map(|(path, source)| {
            let name = path.inside(folder)?.strip_prefix("assets/icons/")?.strip_suffix(".svg")?;
            Some((name.to_owned(), inline(&source.text)))
        })
        .collect()
}

/// An icon inside a page says nothing by itself: the words beside it do.
fn inline(svg: &str) -> String {
    let body = svg.find("<svg").map_or(svg, |at| &svg[at..]);
    let body: String = body.split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
    let body = body.trim().replace(" xmlns=\"http://www.w3.org/2000/svg\"", "");
    if body.contains("aria-hidden") {
        body
    } else {
        body.replacen("<svg", "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"", 1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests {
    use super::*;
    use crate::diagnostic::Report;
    use crate::site::{self, Choices};
    use crate::source::Sources;

    #[test]
    fn comments_on_their_own_lines_are_left_out() {
        let source = "/* head\n * more\n */\nlet a = 1; // kept\n  // gone\n/** type */ let b = \"/*\";\n\n/* one line */\nb();\n/* long\n */ c();\n";
        let kept = lean("a.js", source.as_bytes());
        assert_eq!(String::from_utf8_lossy(&kept), "let a = 1; // kept\n/** type */ let b = \"/*\";\nb();\n c();\n");
        assert_eq!(&*lean("a.svg", b"<!-- // -->"), b"<!-- // -->");
        assert_eq!(String::from_utf8_lossy(&lean("a.css", b"// not a comment\n")), "// not a comment\n");
    }

    #[test]
    fn licences_are_kept() {
        let source = "/*! MIT\n\n// by A */\n// gone\na();\n/*! B */ b();\n/* gone */\n";
        let kept = lean("a.js", source.as_bytes());
        assert_eq!(String::from_utf8_lossy(&kept), "/*! MIT\n\n// by A */\na();\n/*! B */ b();\n");
    }

    /// A script and a style sheet that a rule of lines would damage.
    const SCRIPT: &[u8] = b"/*! MIT */\r\nlet t = `\n// in the text\n\n/* too */\n`;\n// a comment\n";
    const SHEET: &[u8] = b"/* why */\n\na::before { content: '\\\n// text'; }\n";

    #[test]
    fn files_of_the_publisher_are_published_byte_for_byte() {
        let mut sources = Sources::default();
        let mut report = Report::default();
        let files = [
            ("site.yaml", &b"title: A\ndescription: D.\n"[..]),
            ("themes/t/assets/a.js", SCRIPT),
            ("themes/t/assets/a/site.css", SHEET),
        ];
        for (path, bytes) in
            files.into_iter().chain([("themes/t/assets/site.css", SHEET), ("themes/t/assets/b.js", b"// b\nb();\n")])
        {
            sources.add(RelPath::new(path).unwrap(), bytes.to_vec(), &mut report);
        }
        let site = site::parse(sources, &Choices::default()).0.unwrap();
        let colors = Colors::default();
        // Of these, only b.js is the generator's own; a.js has another text there.
        let ours = |name: &str| match name {
            "a.js" => Some(&b"// a\na();\n"[..]),
            "b.js" => Some(&b"// b\nb();\n"[..]),
            _ => None,
        };
        let (names, outputs) = publish(&site, "themes/t", &colors, ours, &["site.css"], &[]);
        let of = |name: &str| &outputs.iter().find(|output| output.path.as_str() == names[name]).unwrap().bytes;
        assert_eq!(of("a.js"), SCRIPT);
        assert_eq!(of("a/site.css"), SHEET);
        assert_eq!(*of("site.css"), [colors.css().as_bytes(), SHEET].concat());
        assert_eq!(of("b.js"), b"b();\n");
    }
}
