//! Which scripts and style sheets a page loads, and in which order.
//!
//! In: `files`, `pages` and `widgets` of `theme.yaml`, and the names of widgets. Out: [`Files`], which
//! gives a page those that it asks for, each below those it needs.

use std::collections::{BTreeMap, BTreeSet};

use super::ThemeFile;
use super::assets::MAIN_SHEET;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::record;
use crate::text::Source;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

record! {
    /// Une feuille de style ou un script de assets/.
    pub(crate) struct DeclaredFile as "un fichier de « files »" {
        /// Chemin dans assets/.
        file: Spanned<String>,
        /// Fichiers qu’il lui faut, déclarés avant lui.
        needs: Vec<Spanned<String>>,
        /// Fichier déclaré après lui, avec lequel il est publié et chargé : les deux n’en font qu’un.
        within: Option<Spanned<String>>,
    }
}

record! {
    /// Ce que les pages chargent.
    pub(crate) struct Pages as "« pages »" {
        /// Ce qui s’exécute avant tout affichage.
        first: Vec<Spanned<String>>,
        /// Ce que charge chaque page ; ses feuilles de style n’en font qu’une, les couleurs en tête.
        all: Vec<Spanned<String>>,
        /// Ce que toute page charge quand on y cherche pour la première fois.
        search: Vec<Spanned<String>>,
    }
}

/// Lists of files, by the name of who asks for them.
pub(crate) type ByName = BTreeMap<String, Spanned<Vec<Spanned<String>>>>;

/// Ranks in the declared order.
type Ranks = BTreeSet<usize>;

/// The files of a theme, in the order in which a page loads them, and who asks for which.
#[derive(Debug, Default)]
pub(crate) struct Files {
    names: Vec<String>,
    /// The file that each is published within, when it is another.
    within: BTreeMap<String, String>,
    first: Ranks,
    all: Ranks,
    search: Ranks,
    templates: BTreeMap<String, Ranks>,
    widgets: BTreeMap<String, Ranks>,
}

/// What a page loads, by logical name, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Loaded<'a> {
    /// Style sheets.
    pub(crate) styles: Vec<&'a str>,
    /// Scripts.
    pub(crate) scripts: Vec<&'a str>,
}

impl Files {
    /// What runs before anything is painted.
    pub(crate) fn first(&self) -> Loaded<'_> {
        self.loaded(&self.first)
    }

    /// What a page made by this template loads, with these widgets.
    pub(crate) fn page<'w>(&self, template: &str, widgets: impl IntoIterator<Item = &'w str>) -> Loaded<'_> {
        let mut asked = self.all.clone();
        asked.extend(self.templates.get(template).into_iter().flatten());
        asked.extend(widgets.into_iter().filter_map(|widget| self.widgets.get(widget)).flatten());
        let mut loaded = self.loaded(&asked);
        let main = self.main();
        loaded.styles.retain(|name| !main.contains(name));
        loaded.styles.insert(0, MAIN_SHEET);
        loaded
    }

    /// What a page loads when a reader first searches.
    pub(crate) fn search(&self) -> Loaded<'_> {
        self.loaded(&self.search)
    }

    /// The style sheets that every page loads, published as one.
    pub(crate) fn main(&self) -> Vec<&str> {
        self.loaded(&self.all).styles
    }

    /// The files that are published within another, and in which one, in the declared order.
    pub(crate) fn within(&self) -> Vec<(&str, &str)> {
        let whole = |name: &'_ String| self.within.get(name).map(String::as_str);
        self.names.iter().filter_map(|name| Some((name.as_str(), whole(name)?))).collect()
    }

    fn loaded(&self, ranks: &Ranks) -> Loaded<'_> {
        let names = ranks.iter().filter_map(|rank| self.names.get(*rank)).map(String::as_str);
        let apart = names.filter(|name| !self.within.contains_key(*name));
        let (styles, scripts) = apart.partition(|name| name.ends_with(".css"));
        Loaded { styles, scripts }
    }
}

/// Reads the lists of a theme; says which names are unknown, misplaced or missing.
pub(crate) fn read(file: &ThemeFile, source: &Source, known: &Known, report: &mut Report) -> Files {
    let mut lists = Lists { file, source, known, closures: Vec::new(), report };
    lists.declared();
    let within = lists.within();
    let pages = &file.pages;
    let files = Files {
        first: lists.asked(&pages.first),
        all: lists.asked(&pages.all),
        search: lists.asked(&pages.search),
        templates: lists.by_name(&file.templates, "gabarit", &known.templates),
        widgets: lists.by_name(&file.widgets, "widget", known.widgets),
        names: file.files.iter().map(|declared| declared.file.value.clone()).collect(),
        within,
    };
    lists.undeclared();
    files
}

/// The names that a theme may use.
pub(crate) struct Known<'a> {
    /// Scripts and style sheets of its folder `assets/`.
    pub(crate) assets: Vec<&'a str>,
    /// Its templates.
    pub(crate) templates: Vec<&'a str>,
    /// Widgets.
    pub(crate) widgets: &'a [&'static str],
}

struct Lists<'a> {
    file: &'a ThemeFile,
    source: &'a Source,
    known: &'a Known<'a>,
    /// What each declared file loads: itself and all that it needs.
    closures: Vec<Ranks>,
    report: &'a mut Report,
}

impl Lists<'_> {
    /// Each file is there, declared once, below those it needs.
    fn declared(&mut self) {
        if self.file.files.is_empty() {
            self.report.push(
                Diagnostic::error(Code::Theme, "le thème ne déclare ni style ni script : « files » manque")
                    .in_file(&self.source.path)
                    .hint("ajoutez « files », « pages », « templates » et « widgets », en partant de ceux du thème « rpps »"),
            );
        }
        for (rank, declared) in self.file.files.iter().enumerate() {
            let name = declared.file.value.as_str();
            if !self.known.assets.contains(&name) {
                let hint = suggest(name, self.known.assets.iter().copied());
                self.fault(&declared.file, format!("le thème n’a pas de fichier assets/{name}"), hint);
            }
            if self.rank(name) != Some(rank) {
                self.fault(
                    &declared.file,
                    format!("fichier « {name} » déclaré deux fois"),
                    "gardez une seule des deux",
                );
            }
            let mut closure = Ranks::from([rank]);
            for need in &declared.needs {
                match self.rank(&need.value) {
                    Some(other) if other < rank => closure.extend(&self.closures[other]),
                    Some(_) => {
                        let message =
                            format!("« {name} » a besoin de « {} », qui n’est pas déclaré avant lui", need.value);
                        self.fault(need, message, "déclarez chaque fichier sous ceux dont il a besoin");
                    }
                    None => self.unknown(need),
                }
            }
            self.closures.push(closure);
        }
    }

    /// Whoever loads a file that is published within another loads that other one.
    fn within(&mut self) -> BTreeMap<String, String> {
        let mut within = BTreeMap::new();
        for (rank, declared) in self.file.files.iter().enumerate() {
            let Some(whole) = &declared.within else { continue };
            match self.rank(&whole.value) {
                Some(other) if other > rank && self.file.files[other].within.is_none() => {
                    self.closures[rank].insert(other);
                    within.insert(declared.file.value.clone(), whole.value.clone());
                }
                Some(_) => {
                    let message =
                        format!("« {} » ne peut pas être publié dans « {} »", declared.file.value, whole.value);
                    self.fault(whole, message, "nommez un fichier déclaré après lui, publié sous son propre nom");
                }
                None => self.unknown(whole),
            }
        }
        within
    }

    /// A file that stands in no list is loaded by no page: its author believes the contrary.
    fn undeclared(&mut self) {
        if self.report.has_error_in(self.source.path.as_str()) {
            return;
        }
        let folder = self.source.path.as_str().trim_end_matches("theme.yaml");
        let assets = self.known.assets.iter().copied();
        for name in assets.filter(|name| self.rank(name).is_none()).collect::<Vec<_>>() {
            let message = format!("fichier « {name} » absent de « files », dans theme.yaml : aucune page ne le charge");
            let diagnostic = Diagnostic::warning(Code::Theme, message).in_file(format!("{folder}assets/{name}"));
            let declared = self.file.files.iter().map(|declared| declared.file.value.as_str());
            let last = name.rsplit('/').next();
            let moved = declared.filter(|other| other.rsplit('/').next() == last).collect::<Vec<_>>();
            self.report.push(diagnostic.hint(match moved.as_slice() {
                [moved] => format!("le thème charge assets/{moved} : donnez-lui ce nom, ou retirez-le"),
                _ => "déclarez-le dans theme.yaml, ou retirez-le".to_owned(),
            }));
        }
    }

    /// What a list asks for, with what each file needs.
    fn asked(&mut self, list: &[Spanned<String>]) -> Ranks {
        let mut ranks = Ranks::new();
        for name in list {
            match self.rank(&name.value) {
                Some(rank) => ranks.extend(&self.closures[rank]),
                None => self.unknown(name),
            }
        }
        ranks
    }

    /// The lists of templates or widgets.
    fn by_name(&mut self, lists: &ByName, what: &str, known: &[&str]) -> BTreeMap<String, Ranks> {
        let mut ranks = BTreeMap::new();
        for (name, list) in lists {
            if !known.contains(&name.as_str()) {
                let hint = suggest(name, known.iter().copied());
                let diagnostic = Diagnostic::error(Code::UnknownKey, format!("{what} inconnu « {name} »"));
                self.report.push(diagnostic.at(self.source, list.span.clone()).hint(hint));
            }
            ranks.insert(name.clone(), self.asked(&list.value));
        }
        ranks
    }

    fn rank(&self, name: &str) -> Option<usize> {
        self.file.files.iter().position(|declared| declared.file.value == name)
    }

    fn unknown(&mut self, name: &Spanned<String>) {
        let hint = suggest(&name.value, self.file.files.iter().map(|declared| declared.file.value.as_str()));
        self.fault(name, format!("fichier « {} » absent de « files »", name.value), hint);
    }

    fn fault(&mut self, name: &Spanned<String>, message: String, hint: impl Into<String>) {
        self.report.push(Diagnostic::error(Code::Theme, message).at(self.source, name.span.clone()).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::text::RelPath;

    const THEME: &str = "name: a\ncolors: {}\nfiles:\n  - {file: a.css}\n  - {file: b.js}\n  - {file: b2.js, within: c.js}\n  - {file: c.js, needs: [b.js, b2.js]}\n  \
        - {file: d.css}\n  - {file: e.js, needs: [d.css, c.js]}\n  - {file: f.js}\npages: {first: [f.js], all: [a.css]}\n\
        templates: {x.html: [f.js]}\nwidgets: {quiz: [e.js], map: [b.js]}\n";

    #[test]
    fn a_page_loads_what_it_asks_for_below_what_that_needs() {
        let source = Arc::new(Source {
            path: RelPath::new("theme.yaml").unwrap_or_else(|| unreachable!()),
            text: THEME.to_owned(),
        });
        let mut report = Report::default();
        let Some(file) = crate::yaml::read::<ThemeFile>(&source, &mut report) else { panic!("{report:?}") };
        let assets = vec!["a.css", "b.js", "b2.js", "c.js", "d.css", "e.js", "f.js"];
        let known = Known { assets, templates: vec!["x.html"], widgets: &["quiz", "map"] };
        let files = read(&file, &source, &known, &mut report);
        assert!(report.entries().is_empty(), "{report:?}");
        assert_eq!(files.page("y.html", []), Loaded { styles: vec!["site.css"], scripts: vec![] });
        assert_eq!(files.within(), [("b2.js", "c.js")]);
        let whole = Loaded { styles: vec!["site.css", "d.css"], scripts: vec!["b.js", "c.js", "e.js", "f.js"] };
        assert_eq!(files.page("x.html", ["quiz", "map"]), whole);
        assert_eq!(files.page("x.html", ["map", "quiz", "map"]), whole);
        assert_eq!(files.first().scripts, ["f.js"]);
        assert_eq!(files.main(), ["a.css"]);
    }
}
