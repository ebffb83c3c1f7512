//! Files of a site that nobody reads, or that are published as they are although they look like pages: told once.
//!
//! In: the sources, before they are used. Out: warnings that list them.

use crate::attestation::versions;
use crate::content::{audience, bibliography, synonyms};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::plural;
use crate::source::Sources;
use crate::source::folders::{CONTENT, published_asset};
use crate::text::RelPath;

use super::references::COURSE;

/// How many names a message lists.
const LISTED: usize = 8;
/// Endings of pages of other tools, which are published as they are.
const SOURCES: [&str; 9] = ["markdown", "mdown", "mkd", "mdx", "rst", "adoc", "asciidoc", "docx", "odt"];

/// Says which files are passed over.
pub(super) fn verify(sources: &Sources, report: &mut Report) {
    let unread: Vec<&RelPath> =
        sources.texts.keys().chain(sources.assets.keys()).filter(|path| is_unread(path)).collect();
    tell(
        &unread,
        ("fichier n’est pas lu, ni publié", "fichiers ne sont pas lus, ni publiés"),
        "une page est un fichier .md de content/, une banque un .yaml de quizzes/, un fichier de données un .yaml de data/ au nom attendu ; ce qui est à publier tel quel va dans static/",
        report,
    );
    let raw: Vec<&RelPath> = sources.assets.keys().filter(|path| is_raw(path)).collect();
    tell(
        &raw,
        (
            "fichier de content/ est publié tel quel, sans devenir une page",
            "fichiers de content/ sont publiés tels quels, sans devenir des pages",
        ),
        "pour en faire une page, donnez-lui la fin « .md » en minuscules ; pour l’offrir au téléchargement, mettez-le dans static/",
        report,
    );
}

/// Characters that no file may have in its name on Windows.
const FORBIDDEN: [char; 7] = ['|', ':', '*', '?', '"', '<', '>'];

/// Says which published files cannot exist on Windows: the site could not be copied there, nor unpacked.
pub(super) fn names(sources: &Sources, report: &mut Report) {
    for path in sources.assets.keys().filter(|path| published_asset(path).is_some_and(|name| !fits_windows(name))) {
        report.push(
            Diagnostic::warning(Code::FileName, "ce nom de fichier est impossible sous Windows")
                .in_file(path)
                .hint("renommez-le avec des lettres, des chiffres et des tirets : sans cela, le site ne s’y copie pas"),
        );
    }
}

fn fits_windows(path: &str) -> bool {
    path.split('/').all(|part| {
        let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
            || stem.len() == 4
                && (stem.starts_with("com") || stem.starts_with("lpt"))
                && stem.ends_with(|c: char| c.is_ascii_digit());
        !device && !part.contains(FORBIDDEN) && !part.ends_with(['.', ' '])
    })
}

fn tell(paths: &[&RelPath], (one, many): (&str, &str), hint: &str, report: &mut Report) {
    let Some(first) = paths.first() else { return };
    let names = paths.iter().take(LISTED).map(|path| path.as_str()).collect::<Vec<_>>().join(", ");
    let more = if paths.len() > LISTED { ", …" } else { "" };
    let message = format!("{} : {names}{more}", plural(paths.len(), one, many));
    let mut diagnostic = Diagnostic::warning(Code::PassedOver, message).in_file(first).hint(hint);
    diagnostic.others = paths.iter().skip(1).map(|path| path.to_string()).collect();
    report.push(diagnostic);
}

fn is_unread(path: &RelPath) -> bool {
    let ending = path.ending();
    let known = ["data/glossary.yaml", bibliography::FILE, audience::FILE, synonyms::FILE, versions::FILE, COURSE];
    if path.inside(CONTENT).is_some() {
        return matches!(ending.as_str(), "html" | "yaml" | "yml");
    }
    if path.inside("data").is_some() {
        return !known.contains(&path.as_str());
    }
    path.inside("quizzes").is_some() && ending != "yaml"
}

fn is_raw(path: &RelPath) -> bool {
    let name = path.file_name().to_lowercase();
    path.inside(CONTENT).is_some() && (SOURCES.contains(&path.ending().as_str()) || name.contains(".md."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_windows() {
        for (path, fits) in [
            ("a/b.pdf", true),
            ("a|b.pdf", false),
            ("a /b", false),
            ("aux.txt", false),
            ("com1", false),
            ("comte", true),
        ] {
            assert_eq!(fits_windows(path), fits, "{path}");
        }
    }

    #[test]
    fn files_that_nobody_reads_are_known() {
        let path = |path: &str| RelPath::new(path).unwrap_or_else(|| unreachable!());
        for name in ["content/a.html", "content/a.yaml", "data/glossary.yml", "data/course-b.yaml", "quizzes/r2.yml"] {
            assert!(is_unread(&path(name)), "{name}");
        }
        for name in ["content/a.md", "data/glossary.yaml", "data/course.yaml", "quizzes/r.yaml", "static/a.html"] {
            assert!(!is_unread(&path(name)) && !is_raw(&path(name)), "{name}");
        }
        for name in ["content/a.markdown", "content/a.docx", "content/fiche.md.txt"] {
            assert!(is_raw(&path(name)), "{name}");
        }
        assert!(!is_raw(&path("content/a.pdf")));
    }
}
