//! Paths that lead to no file of the site: what their author probably meant, written so that it can be pasted.
//!
//! One thing with `links`, which asks.
//! In: the path as written, the file it is written in. Out: a sentence.

use percent_encoding::utf8_percent_encode;

use super::links::{PATH, Scope};
use crate::content::chosen::LeftOut;
use crate::source::folders::{CONTENT, published_asset};
use crate::text::RelPath;
use crate::yaml::suggest::nearest;

/// Endings of the addresses of other sites, as authors type them without `https://`.
const HOSTS: [&str; 6] = [".fr", ".com", ".org", ".net", ".eu", ".io"];

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A page or a file.
    Any,
    /// An image.
    Image,
}

impl Scope<'_> {
    /// What to do about a path that leads nowhere. `target`: what it means, when that lies in the site.
    pub(super) fn advice(&self, base: &RelPath, written: &str, target: Option<&RelPath>, wanted: Wanted) -> String {
        if wanted == Wanted::Any
            && let Some(address) = outside(written)
        {
            return format!("pour une adresse hors du site, écrivez « {address} »");
        }
        if target.and_then(|target| self.site.tree.left_out(target)) == Some(LeftOut::Draft) {
            return "cette page est un brouillon : elle n’est publiée qu’avec --drafts".to_owned();
        }
        let known = self.known(wanted);
        let guesses = guesses(written, target);
        let find = |same: &dyn Fn(&str, &str) -> bool| {
            guesses.iter().find_map(|guess| known.iter().copied().find(|path| same(path, guess)))
        };
        let shown = |found: &str| relative(base, found);
        if let Some(found) = find(&|path, guess| path == guess) {
            return format!("écrivez « {} », depuis le dossier de cette page", shown(found));
        }
        if let Some(found) = find(&same_letters) {
            return format!("le fichier a d’autres majuscules : écrivez « {} »", shown(found));
        }
        let near = guesses.iter().find_map(|guess| near(guess, &known));
        let name = guesses.first().map(|guess| file_name(guess)).unwrap_or_default();
        let named = || known.iter().copied().find(|path| same_letters(file_name(path), name));
        match (near.or_else(named), target, wanted) {
            (Some(found), ..) => format!("vouliez-vous dire « {} » ?", shown(found)),
            (None, _, Wanted::Image) => "placez le fichier à côté de la page, et écrivez son nom".to_owned(),
            (None, Some(target), _) => format!("le fichier « {target} » n’existe pas"),
            (None, None, _) => "le chemin doit rester dans content/".to_owned(),
        }
    }

    /// The files that a path can lead to, by their paths.
    fn known(&self, wanted: Wanted) -> Vec<&str> {
        let images = |path: &&RelPath| wanted == Wanted::Any || is_image(path);
        let assets = self.site.assets.keys().filter(|path| published_asset(path).is_some()).filter(images);
        let pages = self.site.tree.pages.iter().map(|page| page.source.path.as_str());
        pages.filter(|_| wanted == Wanted::Any).chain(assets.map(RelPath::as_str)).collect()
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The path nearest to a mistyped one. Folders that both share make no name alike.
fn near<'k>(guess: &str, known: &[&'k str]) -> Option<&'k str> {
    let found = nearest(guess, known.iter().copied())?;
    let limit = 1 + file_name(guess).chars().count() / 4;
    (strsim::damerau_levenshtein(&guess.to_lowercase(), &found.to_lowercase()) <= limit).then_some(found)
}

/// The paths that may be meant, from the root of the site, the likeliest first.
fn guesses(written: &str, target: Option<&RelPath>) -> Vec<String> {
    let mut all: Vec<String> = target.iter().map(|target| target.to_string()).collect();
    let path = written.split(['#', '?']).next().unwrap_or_default();
    // As seen from the folder of all pages, or from the root of the site.
    let rooted = path.trim_start_matches(['/', '.']).trim_end_matches('/');
    all.push(format!("{CONTENT}/{rooted}"));
    all.push(rooted.to_owned());
    let stems: Vec<String> =
        all.iter().map(|path| path.trim_end_matches(".html").trim_end_matches('/').to_owned()).collect();
    for stem in stems {
        let stem = stem.trim_end_matches("/index");
        all.extend([format!("{stem}.md"), format!("{stem}/_index.md"), format!("{stem}/index.md")]);
    }
    all.retain(|path| !path.is_empty());
    all
}

fn same_letters(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

fn is_image(path: &RelPath) -> bool {
    matches!(path.ending().as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg")
}

/// The path from the folder of one file to another, as a link is written.
fn relative(base: &RelPath, path: &str) -> String {
    let from: Vec<&str> = base.as_str().split('/').collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(from.len() - 1).min(to.len() - 1);
    let up = "../".repeat(from.len() - 1 - shared);
    let rest = to[shared..].join("/");
    // Accents are legible as they are; what would end a link is not.
    let rest: String = rest
        .chars()
        .map(|letter| match letter {
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            letter if letter.is_ascii() => utf8_percent_encode(&letter.to_string(), PATH).to_string(),
            letter => letter.to_string(),
        })
        .collect();
    format!("{up}{rest}")
}

/// The address of another site or a mail address, written without what says so.
fn outside(written: &str) -> Option<String> {
    let bare = written.trim();
    let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((name, domain)) = bare.split_once('@') {
        let mail = !name.is_empty() && domain.contains('.') && !bare.contains(['/', ' ']);
        return mail.then(|| format!("mailto:{bare}"));
    }
    let known = host.starts_with("www.") || HOSTS.iter().any(|ending| host.ends_with(ending));
    known.then(|| format!("https://{bare}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn path(path: &str) -> RelPath {
        RelPath::new(path).unwrap_or_else(|| unreachable!())
    }

    #[test]
    fn what_is_meant_can_be_pasted() {
        for (base, to, shown) in [
            ("content/rub/page.md", "content/rub/page.md", "page.md"),
            ("content/rub/page.md", "content/un été (2).md", "../un%20été%20%282%29.md"),
            ("content/_index.md", "static/a.pdf", "../static/a.pdf"),
            ("site.yaml", "content/a.md", "content/a.md"),
        ] {
            assert_eq!(relative(&path(base), to), shown);
        }
    }

    #[test]
    fn other_sites_are_known() {
        let cases = [
            ("contact@e.fr", Some("mailto:contact@e.fr")),
            ("www.e.fr/a", Some("https://www.e.fr/a")),
            ("e.gouv.fr", Some("https://e.gouv.fr")),
            ("a.md", None),
            ("a@b/c.md", None),
        ];
        for (written, expected) in cases {
            assert_eq!(outside(written).as_deref(), expected, "{written}");
        }
    }

    proptest! {
        /// What is advised leads to the file, wherever it is pasted.
        #[test]
        fn relative_paths_lead_there(base in "[ab]{1,2}(/[ab]{1,2}){0,3}", to in "[abé (]{1,2}(/[abé%]{1,2}){0,3}") {
            prop_assume!(RelPath::new(&to).is_some());
            let shown = relative(&path(&base), &to);
            let decoded = percent_encoding::percent_decode_str(&shown).decode_utf8_lossy();
            prop_assert_eq!(path(&base).join(&decoded), Some(path(&to)));
        }
    }
}
