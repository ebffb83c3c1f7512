//! The diagnostic of a broken link: where it was written, and what its author perhaps meant.
//!
//! In: a [`BrokenLink`]. Out: a [`Diagnostic`].

use std::collections::HashMap;

use super::broken_link::{BrokenLink, FindOrigin, Problem};
use crate::check::address::{decoded, of_output, shown};
use crate::check::link_kind::Role;
use crate::check::reader::tag::cut;
use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::suggest::nearest;

/// How many addresses are searched for a neighbour in one run: a search looks at every file.
const SEARCHES: usize = 50;

/// Turns faults into diagnostics; remembers what it found, as one wrong menu is in every page.
pub(crate) struct Suggest<'a> {
    origin: &'a FindOrigin<'a>,
    /// Every published path, in order.
    paths: Vec<&'a str>,
    /// The same by their lower case, made when first needed.
    folded: Option<HashMap<String, &'a str>>,
    near: HashMap<String, Option<&'a str>>,
}

impl<'a> Suggest<'a> {
    /// Prepares to suggest some of these paths.
    pub(crate) fn new(paths: impl Iterator<Item = &'a str>, origin: &'a FindOrigin<'a>) -> Self {
        let mut paths: Vec<&str> = paths.collect();
        paths.sort_unstable();
        Self { origin, paths, folded: None, near: HashMap::new() }
    }

    /// The diagnostic of a link, at the line where its author wrote it, if one did.
    pub(crate) fn diagnostic(&mut self, fault: &BrokenLink<'_>) -> Diagnostic {
        let (diagnostic, hint) = self.words(fault);
        if let Some((source, span)) = (self.origin)(&fault.page.path, fault.href) {
            return diagnostic.at(&source, span).hint(hint);
        }
        let attribute = fault.kind.attribute();
        let message = format!("{} (adresse écrite par le gabarit)", diagnostic.message);
        let hint =
            format!("{hint} (dans cette page : <{} {}=\"{}\">)", attribute.element, attribute.name, cut(fault.href));
        Diagnostic { message, ..diagnostic }.in_file(&fault.page.path).hint(hint)
    }

    fn words(&mut self, fault: &BrokenLink<'_>) -> (Diagnostic, String) {
        match &fault.problem {
            Problem::Rooted => (
                Diagnostic::error(
                    Code::LinkScheme,
                    format!("adresse depuis la racine du serveur : « {} »", cut(fault.href)),
                ),
                "écrivez une adresse relative à la page, pour que le site marche sous toute adresse".to_owned(),
            ),
            Problem::Outside => (
                Diagnostic::error(Code::DeadLink, format!("l’adresse « {} » sort du site", cut(fault.href))),
                "comptez les « ../ »".to_owned(),
            ),
            Problem::Relative => (
                Diagnostic::error(
                    Code::DeadLink,
                    format!("adresse relative « {} » dans la page 404, servie à toute profondeur", cut(fault.href)),
                ),
                "écrivez-la depuis la racine du site".to_owned(),
            ),
            Problem::Slash(path) => (
                Diagnostic::warning(
                    Code::DeadLink,
                    format!("lien vers un dossier, « {path} » : il manque « / » à la fin"),
                ),
                format!("écrivez « {path}/ »"),
            ),
            Problem::Spelled(path) => (
                Diagnostic::error(
                    Code::DeadLink,
                    format!("lien vers un dossier, « {} » : sans serveur, il faut nommer index.html", shown(path)),
                ),
                format!("écrivez « {} »", spelled(path)),
            ),
            Problem::Missing(path) => self.missing(fault, path),
            Problem::Fragment(page, fragment) => {
                let ids: Vec<&str> = page.ids().collect();
                anchor(shown(page.address()), &decoded(fragment), &ids)
            }
        }
    }

    fn missing(&mut self, fault: &BrokenLink<'_>, path: &str) -> (Diagnostic, String) {
        let (code, what) = match fault.kind.attribute().role {
            Role::Image => (Code::MissingImage, "image absente"),
            Role::Fetched => (Code::DeadLink, "fichier absent"),
            Role::Link | Role::Machine => (Code::DeadLink, "lien mort"),
        };
        let message = format!("{what} : rien n’est publié à l’adresse « {} »", shown(path));
        if let Some(real) = self.other_case(path) {
            let (written, real_part) = first_difference(path, real);
            let message = format!("{message} ; la casse diffère : {written} ≠ {real_part}");
            return (Diagnostic::error(code, message), format!("écrivez « {real} »"));
        }
        let hint = match self.nearest(path) {
            Some(near) => format!("vouliez-vous dire « {} » ?", shown(near)),
            None => "corrigez l’adresse, ou retirez l’élément".to_owned(),
        };
        (Diagnostic::error(code, message), hint)
    }

    /// The published address that differs only by its letter case.
    fn other_case(&mut self, path: &str) -> Option<&'a str> {
        let paths = &self.paths;
        let folded = self.folded.get_or_insert_with(|| paths.iter().map(|path| (path.to_lowercase(), *path)).collect());
        let path = path.to_lowercase();
        folded.get(&path).copied().or_else(|| folded.get(&spelled(&path)).map(|index| of_output(index)))
    }

    /// The published address that was perhaps meant: the nearest by its last part, then as a whole.
    fn nearest(&mut self, path: &str) -> Option<&'a str> {
        if let Some(known) = self.near.get(path) {
            return *known;
        }
        if self.near.len() >= SEARCHES {
            return None;
        }
        let last = last_part(path);
        let lasts = self
            .paths
            .iter()
            .map(|path| last_part(of_output(path)))
            .filter(|known| known.len().abs_diff(last.len()) <= 1 + last.len() / 4);
        let near = nearest(last, lasts).and_then(|near| {
            let same = self.paths.iter().map(|path| of_output(path)).filter(|path| last_part(path) == near);
            same.min_by_key(|known| strsim::damerau_levenshtein(known, path))
        });
        self.near.insert(path.to_owned(), near);
        near
    }
}

/// The diagnostic of an id that a page does not have.
fn anchor(page: &str, id: &str, ids: &[&str]) -> (Diagnostic, String) {
    let message = format!("ancre morte : la page « {page} » n’a pas d’élément d’id « {id} »");
    if let Some(real) = ids.iter().find(|known| known.to_lowercase() == id.to_lowercase()) {
        return (
            Diagnostic::error(Code::DeadFragment, format!("{message} ; la casse diffère : {id} ≠ {real}")),
            format!("écrivez « {real} »"),
        );
    }
    let hint = match nearest(id, ids.iter().copied()) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None => "corrigez l’ancre, ou donnez cet id à un titre ou à un paragraphe de la page".to_owned(),
    };
    (Diagnostic::error(Code::DeadFragment, message), hint)
}

/// The file a server gives for a folder.
fn spelled(path: &str) -> String {
    match path {
        "" => "index.html".to_owned(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path => format!("{path}/index.html"),
    }
}

/// The last part of an address that is not empty: `roles` of `comprendre/roles/`.
fn last_part(address: &str) -> &str {
    address.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// The first parts of two paths that are not the same.
fn first_difference<'a>(written: &'a str, real: &'a str) -> (&'a str, &'a str) {
    written.split('/').zip(real.split('/')).find(|(written, real)| written != real).unwrap_or((written, real))
}
