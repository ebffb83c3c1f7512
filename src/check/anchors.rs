//! Anchors are a contract: an address of a paragraph, once published, keeps working.
//!
//! In: `anchors.lock`, one line per published anchor (`comprendre/roles/#coordination`, sorted;
//! `./#id` for the home page), and the [`Facts`] of all pages. Out: an error at the line of each
//! anchor that is no longer there, and the next text of the file.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::address::{self, Target};
use super::facts::{self, Facts};
use super::suggest::shown;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::source::{RelPath, Source};
use crate::yaml::suggest::nearest;

/// The name of the file, at the root of the site.
pub const FILE: &str = "anchors.lock";
/// Most redirections followed from an old address.
const HOPS: usize = 8;
const HEADER: &str = "\
# Ancres publiées : les adresses de titres et de paragraphes que des liens, des quiz et des documents imprimés citent.
# Fichier tenu par jalon, une ancre par ligne. Retirer une ligne, c’est accepter que les liens vers elle meurent.
";

/// The anchors published so far: the ids of each address, and where the file says so.
#[derive(Debug, Clone, Default)]
pub struct Lock {
    source: Option<Arc<Source>>,
    pages: BTreeMap<String, BTreeMap<String, Range<usize>>>,
}

impl Lock {
    /// Reads the file. A line that cannot be read is told, and the others are kept.
    pub fn parse(source: &Arc<Source>) -> (Self, Report) {
        let mut lock = Self { source: Some(source.clone()), pages: BTreeMap::new() };
        let mut report = Report::default();
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let text = line.trim();
            let span = start..start + line.trim_end().len();
            start += line.len();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            match anchor(text) {
                Some((page, id)) => {
                    lock.pages.entry(page.to_owned()).or_default().entry(id.to_owned()).or_insert(span);
                }
                None => report.push(unreadable(text).at(source, span)),
            }
        }
        (lock, report)
    }

    /// Tells the anchors that are no longer published at their address. A page that moved counts as
    /// there when its old address leads to a page with the same ids.
    pub fn verify(&self, outputs: &[Facts]) -> Report {
        let mut report = Report::default();
        let Some(source) = &self.source else { return report };
        let published: HashMap<&str, &Facts> =
            outputs.iter().filter(|facts| facts.page).map(|facts| (facts.address(), facts)).collect();
        for (address, ids) in &self.pages {
            let Some(page) = landing(address, &published) else {
                report.push(
                    lost_page(address, ids, &published).at(source, ids.values().next().cloned().unwrap_or_default()),
                );
                continue;
            };
            for (id, span) in ids.iter().filter(|(id, _)| !page.has_id(id)) {
                report.push(lost_anchor(address, id, page).at(source, span.clone()));
            }
        }
        report
    }

    /// The text of the file once these ids, by address, are published too. Nothing is ever taken
    /// away: that is for people to decide.
    pub fn with(&self, published: &BTreeMap<String, BTreeSet<String>>) -> String {
        let known = self.pages.iter().flat_map(|(page, ids)| ids.keys().map(move |id| (page, id)));
        let new = published.iter().flat_map(|(page, ids)| ids.iter().map(move |id| (page, id)));
        let lines: BTreeSet<(&String, &String)> = known.chain(new).collect();
        let mut text = HEADER.to_owned();
        for (page, id) in lines {
            text.extend([shown(page), "#", id, "\n"]);
        }
        text
    }
}

/// The address and the id of a line.
fn anchor(line: &str) -> Option<(&str, &str)> {
    let (page, id) = line.split_once('#')?;
    let page = if page == "./" { "" } else { page };
    let clean =
        page.is_empty() && line.starts_with("./") || RelPath::new(page.strip_suffix('/').unwrap_or(page)).is_some();
    (clean && !id.is_empty() && !line.contains(char::is_whitespace)).then_some((page, id))
}

fn unreadable(line: &str) -> Diagnostic {
    let conflict = ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark));
    let (message, hint) = if conflict {
        ("conflit de fusion dans la liste des ancres", "gardez les lignes des deux côtés et retirez les marques")
    } else {
        ("ligne illisible dans la liste des ancres", "une ligne s’écrit « comprendre/roles/#coordination »")
    };
    Diagnostic::error(Code::BadValue, message).hint(hint)
}

/// The page that readers of an address get, redirections followed.
fn landing<'a>(address: &str, published: &HashMap<&str, &'a Facts>) -> Option<&'a Facts> {
    let mut page = *published.get(address)?;
    let mut path = String::new();
    for _ in 0..HOPS {
        let Some(next) = page.redirect.as_deref() else { return Some(page) };
        match address::resolve(page.path.as_str(), next, None, &mut path) {
            Target::Inside(_) => page = published.get(facts::address(&path))?,
            _ => return None,
        }
    }
    None
}

fn lost_page(address: &str, ids: &BTreeMap<String, Range<usize>>, published: &HashMap<&str, &Facts>) -> Diagnostic {
    let count = plural(ids.len(), "ancre est perdue", "ancres sont perdues");
    let mut addresses: Vec<&str> = published
        .keys()
        .copied()
        .filter(|known| known.len().abs_diff(address.len()) <= 1 + address.len() / 4)
        .collect();
    addresses.sort_unstable();
    let place = match nearest(address, addresses.into_iter()) {
        Some(near) => format!("de sa nouvelle page, « {} » peut-être", shown(near)),
        None => "de sa nouvelle page".to_owned(),
    };
    Diagnostic::error(Code::LostAnchor, format!("la page « {} » n’est plus publiée : {count}", shown(address)))
        .hint(format!("republiez-la, ou écrivez « aliases: [/{address}] » dans l’en-tête {place}"))
}

fn lost_anchor(address: &str, id: &str, page: &Facts) -> Diagnostic {
    let moved = page.address() != address;
    let message = match moved {
        true => format!(
            "ancre perdue : « {}#{id} » mène maintenant à « {} », qui n’a pas cet id",
            shown(address),
            shown(page.address())
        ),
        false => format!("ancre perdue : « {}#{id} » n’est plus publiée", shown(address)),
    };
    let (near, guess) = match nearest(id, page.ids()) {
        Some(near) => (near, " peut-être"),
        None => ("nouvel-id", ""),
    };
    let restore = if moved { "donnez cet id à un paragraphe de la page" } else { "remettez cet id" };
    let hint = format!(
        "{restore}, ou écrivez « anchors: {{{id}: {near}}} » dans l’en-tête de la page « {} »{guess}",
        shown(page.address())
    );
    Diagnostic::error(Code::LostAnchor, message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::{around, read_at};
    use proptest::prelude::*;

    fn lock(text: &str) -> (Lock, Report) {
        let path = RelPath::new(FILE).unwrap_or_else(|| unreachable!());
        Lock::parse(&Arc::new(Source { path, text: text.to_owned() }))
    }

    fn redirect(to: &str) -> String {
        around(&format!("<meta http-equiv=refresh content='0; url={to}'><link rel=canonical href='{to}'>"))
    }

    /// What is said of a lock, as (line, message, hint).
    fn said(text: &str) -> Vec<(usize, String, String)> {
        let outputs = [
            read_at("index.html", &around("<p id=but>a</p>")).0,
            read_at("comprendre/roles/index.html", &around("<h2 id=coordination>a</h2><span id=ancien></span>")).0,
            read_at("vieux/index.html", &redirect("../plus-vieux/")).0,
            read_at("plus-vieux/index.html", &redirect("../comprendre/roles/")).0,
            read_at("boucle/index.html", &redirect("../boucle/")).0,
            read_at("ailleurs/index.html", &redirect("https://y.org/")).0,
        ];
        let report = lock(text).0.verify(&outputs);
        let entry = |entry: &Diagnostic| {
            assert_eq!(entry.code, Code::LostAnchor);
            (
                entry.place.as_ref().map_or(0, |place| place.line),
                entry.message.clone(),
                entry.hint.clone().unwrap_or_default(),
            )
        };
        report.entries().iter().map(entry).collect()
    }

    #[test]
    fn anchors_that_are_still_there_are_accepted() {
        let text = "# note\n\n./#but\ncomprendre/roles/#ancien\ncomprendre/roles/#coordination\nvieux/#coordination\n";
        assert_eq!(said(text), []);
        assert!(Lock::default().verify(&[]).is_empty());
    }

    #[test]
    fn lost_anchors_are_told_at_their_line() {
        let cases = [
            (
                "# note\ncomprendre/roles/#cordination\n",
                2,
                "« comprendre/roles/#cordination » n’est plus publiée",
                "anchors: {cordination: coordination}",
            ),
            ("./#fin", 1, "« ./#fin »", "anchors: {fin: nouvel-id}"),
            (
                "comprendre/role/#a\ncomprendre/role/#b\n",
                1,
                "« comprendre/role/ » n’est plus publiée : 2 ancres sont perdues",
                "aliases: [/comprendre/role/] » dans l’en-tête de sa nouvelle page, « comprendre/roles/ » peut-être",
            ),
            ("vieux/#xyz", 1, "« vieux/#xyz » mène maintenant à « comprendre/roles/ »", "donnez cet id"),
            ("boucle/#a", 1, "1 ancre est perdue", "aliases"),
            ("ailleurs/#a", 1, "1 ancre est perdue", "aliases"),
        ];
        for (text, line, message, hint) in cases {
            let said = said(text);
            assert!(
                matches!(said.as_slice(), [(at, said, advice)] if *at == line && said.contains(message) && advice.contains(hint)),
                "{said:?}"
            );
        }
    }

    #[test]
    fn bad_lines_are_told_and_the_others_kept() {
        let (lock, report) = lock("a/#b\nsans dièse\n../a/#b\na/#\n#\n<<<<<<< HEAD\nc/#d e\n/#f\n");
        let lines: Vec<usize> = report.entries().iter().filter_map(|entry| Some(entry.place.as_ref()?.line)).collect();
        assert_eq!(lines, [2, 3, 4, 6, 7, 8]);
        assert!(report.entries()[3].message.contains("conflit"));
        assert_eq!(lock.pages.len(), 1);
    }

    #[test]
    fn the_next_text_is_a_sorted_union() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<String>>();
        let published = BTreeMap::from([
            ("b/".to_owned(), ids(&["y", "x"])),
            (String::new(), ids(&["but"])),
            ("a/".to_owned(), ids(&["c"])),
        ]);
        let (old, _) = lock("b/#z\nb/#x\n");
        let text = old.with(&published);
        assert_eq!(text.strip_prefix(HEADER), Some("./#but\na/#c\nb/#x\nb/#y\nb/#z\n"));
        let (again, report) = lock(&text);
        assert!(report.is_empty());
        assert_eq!(again.with(&BTreeMap::new()), text);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[a-zé./# \n]{0,80}") {
            let (lock, _) = lock(&text);
            lock.verify(&[]);
            let again = lock.with(&BTreeMap::new());
            prop_assert_eq!(super::tests::lock(&again).0.with(&BTreeMap::new()), again);
        }
    }
}
