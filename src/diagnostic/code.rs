//! The stable names of diagnostics, in French kebab-case because the people who read and waive
//! them are French. A name, once published, is never given another meaning.

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident => $name:literal,)+) => {
        /// What a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code.
            pub(crate) const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The stable name, as printed and as written in waivers.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }
        }
    };
}

codes! {
    /// There is no site in the folder.
    NoSite => "site-absent",
    /// A file or folder cannot be read.
    Unreadable => "lecture-impossible",
    /// A file is not UTF-8.
    Encoding => "encodage",
    /// A byte order mark was removed.
    ByteOrderMark => "marque-ordre-octets",
    /// Markers of a merge of git.
    Conflict => "conflit-git",
    /// A character that nobody sees.
    Control => "caractere-invisible",
    /// Files that are not read, or published as they are although they look like sources.
    PassedOver => "fichier-ignore",
    /// Windows line ends were converted.
    LineEnds => "fins-de-ligne",
    /// A file is larger than this tool accepts.
    TooLarge => "fichier-trop-gros",
    /// A symbolic link leaves the root, or leads to a folder.
    Symlink => "lien-symbolique",
    /// A file name cannot be used in an address.
    FileName => "nom-de-fichier",
    /// The output folder would eat its own sources, or is not ours.
    OutputFolder => "dossier-de-sortie",
    /// Writing failed.
    Unwritable => "ecriture-impossible",
    /// The YAML cannot be parsed.
    YamlSyntax => "yaml-syntaxe",
    /// YAML anchors, aliases or depth that are refused.
    YamlRefused => "yaml-refuse",
    /// A key that does not exist.
    UnknownKey => "cle-inconnue",
    /// A key given twice.
    DuplicateKey => "cle-en-double",
    /// A key that must be there.
    MissingKey => "cle-manquante",
    /// A value of the wrong type or out of its range.
    BadValue => "valeur-incorrecte",
    /// A page without front matter, or whose front matter never ends.
    FrontMatter => "en-tete",
    /// Two pages, or a page and a file, at one address.
    DuplicateAddress => "adresse-en-double",
    /// Two things with one identifier.
    DuplicateId => "identifiant-en-double",
    /// A folder of pages without its `_index.md`.
    MissingIndex => "index-manquant",
    /// A link to nowhere.
    DeadLink => "lien-mort",
    /// A link to a paragraph that does not exist.
    DeadFragment => "ancre-morte",
    /// A published paragraph address that vanished.
    LostAnchor => "ancre-perdue",
    /// A link scheme that is refused.
    LinkScheme => "lien-refuse",
    /// An image that does not exist.
    MissingImage => "image-absente",
    /// An image without alternative text.
    MissingAlt => "texte-alternatif",
    /// An image whose dimensions cannot be read.
    ImageFormat => "format-image",
    /// A drawing that acts, or asks another site.
    ActiveImage => "image-active",
    /// A photograph that says where it was taken.
    Position => "position-photo",
    /// Raw HTML in a page.
    RawHtml => "html-brut",
    /// Markdown that means nothing here, or not what its author thinks.
    Markdown => "markdown",
    /// A heading that skips a level, or a second title.
    HeadingOrder => "ordre-des-titres",
    /// A citation of an unknown source.
    UnknownSource => "source-inconnue",
    /// A variable that nobody declared, or where it cannot be read.
    Variable => "variable",
    /// A note without a call, or a call without its note.
    Footnote => "note",
    /// A page that answers a question, without an answer or with too long a one.
    Answer => "reponse",
    /// A phrase people ask with that two pages claim, or an answer that says too few of them.
    Asked => "demandes",
    /// A phrase people ask with that does not find its own page.
    Unfound => "demande-introuvable",
    /// A widget kind that does not exist.
    UnknownWidget => "widget-inconnu",
    /// A widget where it cannot stand.
    WidgetPlace => "widget-deplace",
    /// A quiz that does not hold together.
    Quiz => "quiz",
    /// A question that could be written better; the message names the advice, which `waive` takes.
    QuizLint => "quiz-redaction",
    /// A decision tree that does not hold together.
    Decision => "decision",
    /// A checklist that does not hold together.
    Checklist => "liste-de-controle",
    /// A deployment plan that does not hold together.
    Planner => "plan-de-deploiement",
    /// A paragraph that a question sends to, and that changed since the question was reviewed.
    ReviewedText => "paragraphe-modifie",
    /// A letter whose blanks and fields do not match.
    Letter => "lettre",
    /// Columns to gather that do not hold together.
    Collect => "recueil",
    /// A process that does not hold together.
    Process => "circuit",
    /// A table whose cells do not fit its columns.
    Matrix => "tableau",
    /// A capsule that does not hold together.
    Capsule => "capsule",
    /// Captions that are missing, too long, too fast, or overlap.
    Captions => "sous-titres",
    /// A sound or a film in a page, without its file, its captions or what is seen in it.
    Media => "son-ou-film",
    /// A course that does not hold together.
    Course => "parcours",
    /// How long a module or the course takes, or says it takes.
    CourseTime => "duree-du-parcours",
    /// The theme is missing or incomplete.
    Theme => "theme",
    /// A template cannot be parsed or rendered.
    Template => "gabarit",
    /// Two colours too close to be read.
    Contrast => "contraste",
    /// Published HTML that breaks a rule of the house.
    Html => "html-publie",
    /// A page to which no other page leads.
    OrphanPage => "page-orpheline",
    /// What is still to be filled in before a site opens.
    Readiness => "ouverture",
    /// A page to review again.
    Freshness => "fraicheur",
    /// A defect of Jalon itself.
    Internal => "defaut-interne",
    /// Wrong use of the command.
    Usage => "usage",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// What no content, command or machine can provoke: only a panic of ours, whose words the tests of the
    /// preview pin.
    const UNPROVOKED: [Code; 1] = [Code::Internal];

    /// Every diagnostic that the folders of `tests/cases` announce, as « erreur lien-mort ».
    fn announced() -> BTreeSet<String> {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let files = walkdir::WalkDir::new(cases).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        let texts = files.filter_map(|entry| {
            let mark = if entry.file_name() == "attendu.txt" { ": " } else { "attendu: " };
            Some((mark, std::fs::read_to_string(entry.path()).ok()?))
        });
        texts
            .flat_map(|(mark, text)| {
                let said = text.lines().filter_map(|line| line.split_once(mark));
                said.map(|(_, said)| said.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn each_code_has_a_case() {
        let announced = announced();
        let has = |code: &Code| {
            ["erreur", "avertissement", "note"].iter().any(|severity| announced.contains(&format!("{severity} {code}")))
        };
        let without: Vec<Code> = Code::ALL.iter().copied().filter(|code| !has(code)).collect();
        assert_eq!(without, UNPROVOKED, "each other code wants a folder in tests/cases");
    }

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
