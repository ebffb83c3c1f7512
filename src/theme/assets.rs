//! Assets of the theme, published under names that change with their bytes, so that a server may
//! let browsers keep them for ever.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::colors::Colors;
use crate::output::Output;
use crate::site::Site;
use crate::source::RelPath;

/// The style sheet that carries the colours.
const MAIN_SHEET: &str = "site.css";

/// Published paths by logical name, and the files.
pub fn publish(site: &Site, folder: &str, colors: &Colors) -> (BTreeMap<String, String>, Vec<Output>) {
    let mut names = BTreeMap::new();
    let mut outputs = Vec::new();
    for (path, bytes) in &site.assets {
        let Some(name) = path.inside(folder).and_then(|inside| inside.strip_prefix("assets/")) else { continue };
        if name.starts_with("icons/") {
            continue;
        }
        let bytes = if name == MAIN_SHEET { [colors.css().as_bytes(), bytes].concat() } else { bytes.to_vec() };
        if let Some(path) = RelPath::new(&format!("assets/{}", fingerprinted(name, &bytes))) {
            names.insert(name.to_owned(), path.to_string());
            outputs.push(Output { path, bytes });
        }
    }
    (names, outputs)
}

/// The custom properties that the style sheets use and that nothing defines.
pub fn undefined(site: &Site, folder: &str, colors: &Colors) -> Vec<String> {
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
pub fn icons(site: &Site, folder: &str) -> BTreeMap<String, String> {
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
