//! Which pages and files go into a package, and what becomes of links to those that do not.
//!
//! In: the published files. Out: those of the package. A link to a page that stays behind becomes an address of the public site, or
//! words alone when there is none.

use std::collections::{BTreeMap, BTreeSet};

use super::{Files, Options, shell, table};
use crate::course::Course;
use crate::site::Site;
use crate::source::folders::CONTENT;
use crate::text::RelPath;

/// The files of a package.
pub(super) fn chosen(site: &Site, course: &Course, files: &Files, options: Options) -> BTreeMap<String, Vec<u8>> {
    let pages = if options.guide { all(files) } else { needed(site, course) };
    let mut packed: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let followed = options.kind.is_followed();
    for (path, bytes) in files.iter().filter(|(path, _)| pages.contains(path.as_str())) {
        let Ok(html) = std::str::from_utf8(bytes) else { continue };
        let page = Page { path, pages: &pages, base: site.base_url.as_deref(), guide: options.guide, followed };
        packed.insert(path.to_string(), page.rewritten(html).into_bytes());
    }
    // A file that no page and no style sheet names is not fetched.
    let mut named: Vec<u8> = packed.values().flatten().copied().collect();
    for sheet in files.iter().filter(|(path, _)| path.has_ending("css")).map(|(_, bytes)| bytes) {
        named.extend(sheet);
    }
    for (path, bytes) in files.iter().filter(|(path, _)| !path.has_ending("html")) {
        let fetched =
            path.as_str().contains("/rules/") || memchr::memmem::find(&named, path.file_name().as_bytes()).is_some();
        let search = path.as_str().starts_with("search/") || path.as_str().starts_with("assets/search/");
        if fetched && !search && !["atom.xml", "sitemap.xml", "robots.txt", "opensearch.xml"].contains(&path.as_str()) {
            packed.insert(path.to_string(), bytes.clone());
        }
    }
    packed.insert(format!("{}/lms.css", shell::FOLDER), shell::STYLE.as_bytes().to_vec());
    packed
}

/// All pages but posters, errors and what leads elsewhere.
fn all(files: &Files) -> BTreeSet<String> {
    let page = |path: &&RelPath| {
        path.has_ending("html") && !path.as_str().ends_with("affiche/index.html") && path.as_str() != "404.html"
    };
    files.keys().filter(page).map(ToString::to_string).collect()
}

/// The pages of the course, and those that its questions send to.
fn needed(site: &Site, course: &Course) -> BTreeSet<String> {
    let marks = &site.landmarks;
    let mut ids: BTreeSet<_> = course.pages.iter().flatten().copied().collect();
    ids.extend([marks.course, marks.attestation, marks.verification, marks.review].into_iter().flatten());
    for (bank, _) in table::banks(site, course) {
        for remark in bank.file.questions.iter().flat_map(|question| question.value.remarks()) {
            let path = remark.review.and_then(|review| review.value.split('#').next());
            let path = path.and_then(|path| RelPath::new(&format!("{CONTENT}/{path}")));
            ids.extend(path.and_then(|path| site.tree.by_source(&path)));
        }
    }
    ids.into_iter().map(|id| site.tree.page(id).address.file()).collect()
}

struct Page<'a> {
    path: &'a RelPath,
    pages: &'a BTreeSet<String>,
    base: Option<&'a str>,
    guide: bool,
    followed: bool,
}

impl Page<'_> {
    fn rewritten(&self, html: &str) -> String {
        let root = "../".repeat(self.path.as_str().matches('/').count());
        let folder = shell::FOLDER;
        let mut out = self.links(html);
        let class = if self.guide { "packaged with-guide" } else { "packaged" };
        out = out.replacen("<html lang=\"fr\">", &format!("<html lang=\"fr\" class=\"{class}\">"), 1);
        // Before all other scripts: what they keep must be kept elsewhere.
        let first =
            if self.followed { format!("<script src=\"{root}{folder}/page.js\"></script>\n") } else { String::new() };
        let style = format!("<link rel=\"stylesheet\" href=\"{root}{folder}/lms.css\">\n");
        out = out.replacen("<script", &format!("{first}{style}<script"), 1);
        for rel in ["<link rel=\"alternate\"", "<link rel=\"search\"", "<link rel=\"canonical\""] {
            out = without(&out, rel, ">");
        }
        out = without(&out, "<a class=\"btn btn-quiet site-search\"", "</a>");
        if self.followed {
            out = self.followed(out);
        }
        out
    }

    /// What a page says of where things are kept is said by the page around it.
    fn followed(&self, mut html: String) -> String {
        for (before, after) in ELSEWHERE {
            html = html.replace(before, after);
        }
        // The address of a platform is of no use to who verifies a sheet.
        let address = self.base.zip(find_attribute(&html, "data-verification=\"")).map(|(base, (_, value))| {
            let place =
                RelPath::new(self.path.as_str()).and_then(|path| path.join(&value)).map(|path| path.to_string());
            format!("{}/{}", base.trim_end_matches('/'), place.unwrap_or_default().trim_end_matches("index.html"))
        });
        if let Some((range, _)) = find_attribute(&html, "data-verification=\"") {
            let with = address.map(|address| format!("data-verification=\"{address}\"")).unwrap_or_default();
            html.replace_range(range, &with);
        }
        if html.contains("data-attestation=") {
            let line = "<template data-say=\"lms-name\"><p class=\"lms-name\">Votre plateforme vous connaît sous le nom «\u{a0}<span data-name></span>\u{a0}». <button type=\"button\" class=\"btn btn-secondary\">Reprendre ce nom</button></p></template>\n</body>";
            html = html.replacen("</body>", line, 1);
        }
        html
    }

    /// Links to what stays behind.
    fn links(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find("<a ") {
            out.push_str(&rest[..at]);
            let Some(end) = rest[at..].find('>').map(|end| at + end + 1) else { break };
            out.push_str(&self.tag(&rest[at..end]));
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }

    fn tag(&self, tag: &str) -> String {
        let Some((range, href)) = find_attribute(tag, " href=\"") else { return tag.to_owned() };
        let (place, hash) = href.split_at(href.find('#').unwrap_or(href.len()));
        if place.is_empty() || place.contains(':') {
            return tag.to_owned();
        }
        let Some(target) = self.path.join(place) else { return tag.to_owned() };
        if self.pages.contains(target.as_str()) || !target.has_ending("html") {
            return tag.to_owned();
        }
        if let Some(base) = self.base {
            let address = format!(
                " href=\"{}/{}{hash}\"",
                base.trim_end_matches('/'),
                target.as_str().trim_end_matches("index.html")
            );
            let mut tag = tag.to_owned();
            tag.replace_range(range, &address);
            return tag;
        }
        let class = find_attribute(tag, " class=\"").map(|(range, _)| tag[range].to_owned());
        format!("<a{}>", class.unwrap_or_default())
    }
}

/// An attribute from its name to its last quotation mark, and its value.
fn find_attribute(html: &str, start: &str) -> Option<(std::ops::Range<usize>, String)> {
    let at = html.find(start)?;
    let value = at + start.len();
    let end = value + html[value..].find('"')?;
    Some((at..end + 1, html[value..end].to_owned()))
}

/// Without the first part that begins and ends so.
/// What the templates say of the browser, and what is true where a platform keeps everything.
const ELSEWHERE: [(&str, &str); 4] = [
    ("Progression gardée dans ce navigateur.", "Progression gardée."),
    ("c’est retenu dans ce navigateur.", "c’est retenu."),
    ("Seront effacés de ce navigateur, ", "Seront effacés, "),
    ("Aucun module n’est acquis dans ce navigateur", "Aucun module n’est acquis"),
];

fn without(html: &str, start: &str, end: &str) -> String {
    let Some(at) = html.find(start) else { return html.to_owned() };
    let Some(close) = html[at..].find(end) else { return html.to_owned() };
    [&html[..at], &html[at + close + end.len()..]].concat()
}

#[cfg(test)]
mod tests {
    use super::ELSEWHERE;

    /// Were a template to say it otherwise, a package would say what is not true of it.
    #[test]
    fn what_is_said_otherwise_is_what_the_templates_say() {
        let templates = ["attestation", "capsule", "course", "quiz"].map(|name| {
            let path = format!("{}/themes/rpps/templates/widgets/{name}.html", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap_or_default()
        });
        for (before, _) in ELSEWHERE {
            assert!(templates.iter().any(|text| text.contains(before)), "no template says « {before} » any more");
        }
    }
}
