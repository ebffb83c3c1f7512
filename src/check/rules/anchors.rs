//! An anchor that was published is still published.
//!
//! Why: links, quizzes and printed documents cite paragraphs by their addresses.
//! Example: `comprendre/roles/#coordination` is in `anchors.lock`, and the page has lost that id.
//!
//! In: `anchors.lock`, one line per published anchor (sorted; `./#id` for the home page), and the [`Facts`]
//! of all pages. Out: an error at the line of each anchor that is gone, and the next text of the file.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::check::address::{self, Base, Resolved, shown};
use crate::check::facts::Facts;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::text::{RelPath, Source};
use crate::yaml::suggest::nearest;

/// The name of the file, at the root of the site.
pub(crate) const FILE: &str = "anchors.lock";
/// Most redirections followed from an old address.
const HOPS: usize = 8;
const HEADER: &str = "\
# Ancres publiées : les adresses de titres et de paragraphes que des liens, des quiz et des documents imprimés citent.
# Fichier tenu par jalon, une ancre par ligne. Retirer une ligne, c’est accepter que les liens vers elle meurent.
";

/// The ids of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchors {
    /// The address of a page.
    pub(crate) address: String,
    /// Its ids, in any order.
    pub(crate) ids: Vec<String>,
}

/// The anchors published so far, and where the file says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lock {
    source: Option<Arc<Source>>,
    /// Sorted by address, then by id; each anchor once.
    lines: Vec<Line>,
}

/// Where an anchor is in the file.
#[derive(Debug, Clone)]
struct Line {
    span: Range<usize>,
    /// The length of the address.
    address: usize,
}

impl Line {
    /// The address and the id.
    fn anchor<'a>(&self, source: &'a Source) -> (&'a str, &'a str) {
        let line = source.text.get(self.span.clone()).unwrap_or_default();
        let (address, id) = line.split_at_checked(self.address).unwrap_or_default();
        (if address == "./" { "" } else { address }, id.strip_prefix('#').unwrap_or_default())
    }
}

/// The pages by their addresses.
type Pages<'a> = HashMap<&'a str, &'a Facts, RandomState>;

impl Lock {
    /// Reads the file. A line that cannot be read is reported, and the others are kept.
    pub(crate) fn parse(source: &Arc<Source>) -> (Self, Report) {
        let mut lines = Vec::new();
        let mut report = Report::default();
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let text = line.trim();
            let span = start + (line.len() - line.trim_start().len())..start + line.trim_end().len();
            start += line.len();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            match anchor(text) {
                Some(address) => lines.push(Line { span, address }),
                None => report.push(unreadable(text).at(source, span)),
            }
        }
        lines.sort_by_key(|line| line.anchor(source));
        lines.dedup_by_key(|line| line.anchor(source));
        (Self { source: Some(source.clone()), lines }, report)
    }

    /// Reports the anchors that are no longer published at their address. A page that moved counts as
    /// there when its old address leads to a page with the same ids. `resting`: addresses of pages whose days are others.
    pub(crate) fn verify(&self, outputs: &[Facts], resting: &dyn Fn(&str) -> bool) -> Report {
        let mut report = Report::default();
        let Some(source) = &self.source else { return report };
        let published: Pages<'_> =
            outputs.iter().filter(|facts| facts.page).map(|facts| (facts.address(), facts)).collect();
        for lines in self.lines.chunk_by(|a, b| a.anchor(source).0 == b.anchor(source).0) {
            let address = lines[0].anchor(source).0;
            if resting(address) {
                continue;
            }
            let Some(page) = landing(address, &published) else {
                report.push(lost_page(address, lines.len(), &published).at(source, lines[0].span.clone()));
                continue;
            };
            for line in lines {
                let (_, id) = line.anchor(source);
                if !page.has_id(id) {
                    report.push(lost_anchor(address, id, page).at(source, line.span.clone()));
                }
            }
        }
        report
    }

    /// The text of the file once these anchors are published too. Nothing is ever taken away: that is
    /// for people to decide.
    pub(crate) fn with(&self, published: &[Anchors]) -> String {
        let known = self.source.iter().flat_map(|source| self.lines.iter().map(|line| line.anchor(source)));
        let new = published.iter().flat_map(|page| page.ids.iter().map(|id| (page.address.as_str(), id.as_str())));
        let mut lines: Vec<(&str, &str)> = known.chain(new).collect();
        lines.sort();
        lines.dedup();
        let mut text = String::with_capacity(HEADER.len() + self.source.as_ref().map_or(0, |source| source.text.len()));
        text.push_str(HEADER);
        for (page, id) in lines {
            text.extend([shown(page), "#", id, "\n"]);
        }
        text
    }
}

/// The length of the address of a line, when the line can be read.
fn anchor(line: &str) -> Option<usize> {
    let (page, id) = line.split_once('#')?;
    let clean = page == "./" || RelPath::new(page.strip_suffix('/').unwrap_or(page)).is_some();
    (clean && !id.is_empty() && !line.contains(char::is_whitespace)).then_some(page.len())
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
fn landing<'a>(address: &str, published: &Pages<'a>) -> Option<&'a Facts> {
    let mut page = *published.get(address)?;
    let mut path = String::new();
    for _ in 0..HOPS {
        let Some(next) = page.redirect.as_deref() else { return Some(page) };
        match address::resolve(&Base::new(page.path.as_str()), next, None, &mut path) {
            Resolved::Inside(_) => page = published.get(address::of_output(&path))?,
            _ => return None,
        }
    }
    None
}

fn lost_page(address: &str, ids: usize, published: &Pages<'_>) -> Diagnostic {
    let count = plural(ids, "ancre est perdue", "ancres sont perdues");
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
        let report = lock(text).0.verify(&outputs, &|_| false);
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
        assert!(Lock::default().verify(&[], &|_| false).is_empty());
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
        assert_eq!(lock.lines.len(), 1);
    }

    #[test]
    fn the_next_text_is_a_sorted_union() {
        let ids = |address: &str, ids: &[&str]| Anchors {
            address: address.to_owned(),
            ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        };
        let published = [ids("b/", &["y", "x", "y"]), ids("", &["but"]), ids("a/", &["c"])];
        let (old, _) = lock("b/#z\nb/#x\n");
        let text = old.with(&published);
        assert_eq!(text.strip_prefix(HEADER), Some("./#but\na/#c\nb/#x\nb/#y\nb/#z\n"));
        let (again, report) = lock(&text);
        assert!(report.is_empty());
        assert_eq!(again.with(&[]), text);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[a-zé./# \n]{0,80}") {
            let (lock, _) = lock(&text);
            lock.verify(&[], &|_| false);
            let again = lock.with(&[]);
            prop_assert_eq!(super::tests::lock(&again).0.with(&[]), again);
        }
    }
}
