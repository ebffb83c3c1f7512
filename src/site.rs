//! The site: everything loaded, typed and validated; read-only from here on.
//!
//! In: [`Sources`]. Out: a [`Site`], and a report of all that does not hold together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::content;
use crate::content::address::AddressStyle;
use crate::content::bibliography::{Bibliography, Entry};
use crate::content::configuration::Configuration;
use crate::content::glossary::{Glossary, Term};
use crate::content::page::PageId;
use crate::content::tree::{self, CONTENT, Past, Tree};
use crate::course::capsule::{self, Capsule};
use crate::course::versions::{self, Recorded};
use crate::course::{Course, CourseFile, References};
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::markdown::Passage;
use crate::quiz::{self, Bank};
use crate::search::synonyms::{self, Synonym};
use crate::source::{RelPath, Source, Sources};
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::nearest;

mod edit;

/// The file that makes a folder a site.
pub const SETTINGS: &str = "site.yaml";
const BIBLIOGRAPHY: &str = "data/bibliography.yaml";
const GLOSSARY: &str = "data/glossary.yaml";
const COURSE: &str = "data/course.yaml";

/// What a run decides about a site, beyond what its files say.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Publish drafts too.
    pub drafts: bool,
    /// How links are spelled.
    pub style: AddressStyle,
    /// Public address, in place of that of `site.yaml`.
    pub base_url: Option<String>,
}

/// A whole site. What a page's text does not change is shared between the site before an edit and the one after.
#[derive(Debug, Clone)]
pub struct Site {
    /// `site.yaml`.
    pub configuration: Arc<Configuration>,
    /// The file itself.
    pub configuration_source: Arc<Source>,
    /// Pages.
    pub tree: Tree,
    /// Sources that pages cite.
    pub bibliography: Arc<Bibliography>,
    /// Terms.
    pub glossary: Arc<Glossary>,
    /// The words people use for those of the site.
    pub synonyms: Arc<Vec<Synonym>>,
    /// Banks of questions.
    pub banks: Arc<BTreeMap<String, Bank>>,
    /// What the remarks of questions send to, by page.
    pub passages: Arc<BTreeMap<PageId, Vec<Passage>>>,
    /// Capsules.
    pub capsules: Arc<BTreeMap<String, Capsule>>,
    /// The course, when the site has one.
    pub course: Option<Arc<Course>>,
    /// Versions of the course that were published, oldest first.
    pub course_versions: Arc<Vec<Recorded>>,
    /// Files that go with the pages or the theme.
    pub assets: Arc<BTreeMap<RelPath, Arc<[u8]>>>,
    /// Text files other than pages, for the theme's templates.
    pub texts: Arc<BTreeMap<RelPath, Arc<Source>>>,
    /// Files that are there but could not be understood: what refers to them is not to blame.
    pub broken: Arc<BTreeSet<RelPath>>,
    /// How links are spelled.
    pub style: AddressStyle,
    /// Public address with its final slash, when known.
    pub base_url: Option<String>,
    /// Home page, glossary page and so on, found by the widget they carry.
    pub landmarks: Landmarks,
}

/// Pages that others point to, found by the widget they carry.
#[derive(Debug, Clone, Copy, Default)]
pub struct Landmarks {
    /// The page with the whole glossary.
    pub glossary: Option<PageId>,
    /// The page with all sources.
    pub bibliography: Option<PageId>,
    /// The page that makes the attestation.
    pub attestation: Option<PageId>,
    /// The page that verifies one.
    pub verification: Option<PageId>,
    /// The page of the search.
    pub search: Option<PageId>,
}

/// Builds the site from its files. `None` when there is not even a `site.yaml` to read.
pub fn parse(sources: Sources, choices: &Choices) -> (Option<Site>, Report) {
    parse_again(sources, choices, None)
}

/// The same, after another time: what was read of a page whose file says the same is not read again.
pub fn parse_again(sources: Sources, choices: &Choices, past: Option<&Past>) -> (Option<Site>, Report) {
    let mut report = Report::default();
    let site = Parser { sources, choices, past, report: &mut report }.run();
    (site, report)
}

struct Parser<'a> {
    sources: Sources,
    choices: &'a Choices,
    past: Option<&'a Past<'a>>,
    report: &'a mut Report,
}

impl Parser<'_> {
    fn run(mut self) -> Option<Site> {
        let tree = tree::build(&self.sources, self.choices.drafts, self.past, self.report);
        let entries = self.data::<BTreeMap<String, Spanned<Entry>>>(BIBLIOGRAPHY);
        let unreadable = entries.is_none() && self.present(BIBLIOGRAPHY);
        let bibliography = Bibliography::new(entries.unwrap_or_default(), unreadable);
        let terms = self.data::<Vec<Term>>(GLOSSARY).unwrap_or_default();
        self.terms(&terms, &bibliography);
        let glossary = Glossary::new(terms);
        let synonyms = self.synonyms();
        let banks = quiz::read_all(&self.sources, self.report);
        self.bank_sources(&banks, &bibliography);
        let capsules = self.capsules(&tree, &bibliography);
        let configuration_source = self.sources.text(SETTINGS)?.clone();
        let configuration = content::read::<Configuration>(&configuration_source, self.report)?;
        let base_url = self.base_url(&configuration, &configuration_source);
        let publisher = versions::publisher(&configuration);
        let course =
            self.course(&References { tree: &tree, banks: &banks, capsules: &capsules, publisher: &publisher });
        let course_versions = self.data::<Vec<Recorded>>(versions::FILE).unwrap_or_default();
        self.settings(&configuration, &configuration_source, &tree);
        let landmarks = landmarks(&tree);
        let broken = broken(&self.sources, self.report);
        let Sources { mut texts, assets, .. } = self.sources;
        texts.retain(|path, _| path.inside(CONTENT).is_none());
        Some(Site {
            configuration: Arc::new(configuration),
            configuration_source,
            bibliography: Arc::new(bibliography),
            glossary: Arc::new(glossary),
            synonyms: Arc::new(synonyms),
            passages: Arc::new(passages(&tree, &banks)),
            tree,
            banks: Arc::new(banks),
            capsules: Arc::new(capsules),
            course: course.map(Arc::new),
            course_versions: Arc::new(course_versions),
            assets: Arc::new(assets),
            texts: Arc::new(texts),
            broken: Arc::new(broken),
            style: self.choices.style,
            base_url,
            landmarks,
        })
    }

    /// Whether a file is there, readable or not.
    fn present(&self, path: &str) -> bool {
        self.sources.text(path).is_some() || self.sources.failed.contains(path)
    }

    fn data<T: crate::yaml::decode::Decode>(&mut self, path: &str) -> Option<T> {
        let source = self.sources.text(path)?.clone();
        content::read(&source, self.report)
    }

    fn synonyms(&mut self) -> Vec<Synonym> {
        let synonyms = self.data::<Vec<Synonym>>(synonyms::FILE).unwrap_or_default();
        if let Some(source) = self.sources.text(synonyms::FILE) {
            synonyms::verify(&synonyms, source, self.report);
        }
        synonyms
    }

    fn course(&mut self, references: &References) -> Option<Course> {
        let source = self.sources.text(COURSE)?.clone();
        let file = content::read::<CourseFile>(&source, self.report)?;
        Some(Course::new(source, file, references, self.report))
    }

    fn terms(&mut self, terms: &[Term], bibliography: &Bibliography) {
        let Some(source) = self.sources.text(GLOSSARY).cloned() else { return };
        let mut anchors = BTreeMap::new();
        for term in terms {
            if let Some(other) = anchors.insert(term.anchor(), term.term.value.clone()) {
                self.report.push(
                    Diagnostic::error(
                        Code::DuplicateId,
                        format!("« {} » et « {other} » ont le même identifiant « {} »", term.term.value, term.anchor()),
                    )
                    .at(&source, term.term.span.clone())
                    .hint("donnez un « id » à l’un des deux"),
                );
            }
            for see in &term.see {
                if !terms.iter().any(|other| other.term.value == see.value) {
                    let known = terms.iter().map(|other| other.term.value.as_str());
                    let hint = match nearest(&see.value, known) {
                        Some(near) => format!("vouliez-vous dire « {near} » ?"),
                        None => "écrivez le terme comme dans le glossaire, ou retirez-le".to_owned(),
                    };
                    self.report.push(
                        Diagnostic::error(Code::BadValue, format!("terme « {} » absent du glossaire", see.value))
                            .at(&source, see.span.clone())
                            .hint(hint),
                    );
                }
            }
            known_sources(&term.sources, &source, bibliography, self.report);
        }
    }

    fn bank_sources(&mut self, banks: &BTreeMap<String, Bank>, bibliography: &Bibliography) {
        for bank in banks.values() {
            for question in &bank.file.questions {
                known_sources(&question.value.common.sources, &bank.source, bibliography, self.report);
            }
        }
    }

    fn capsules(&mut self, tree: &Tree, bibliography: &Bibliography) -> BTreeMap<String, Capsule> {
        let capsules = capsule::read_all(&self.sources, self.report);
        for capsule in capsules.values() {
            known_sources(&capsule.head.sources, &capsule.source, bibliography, self.report);
            if !tree.pages.iter().any(|page| page.signs.capsules.contains(&capsule.id)) {
                self.report.push(
                    Diagnostic::warning(Code::Capsule, "aucune page ne montre cette capsule")
                        .in_file(&capsule.source.path)
                        .hint(format!(
                            "ajoutez à une page un bloc ```capsule qui contient « capsule: {} »",
                            capsule.id
                        )),
                );
            }
        }
        capsules
    }

    fn base_url(&mut self, configuration: &Configuration, source: &Arc<Source>) -> Option<String> {
        let (text, span) = match (&self.choices.base_url, &configuration.base_url) {
            (Some(text), _) => (text.clone(), None),
            (None, Some(written)) => (written.value.clone(), Some(written.span.clone())),
            (None, None) => return None,
        };
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let clean = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
            && !text.contains(['?', '#', ' ', '"', '<', '>']);
        if !clean {
            let diagnostic = Diagnostic::error(Code::BadValue, format!("« {text} » n’est pas l’adresse d’un site"))
                .hint("écrivez-la en entier, comme https://exemple.fr/rpps/");
            self.report.push(match span {
                Some(span) => diagnostic.at(source, span),
                None => diagnostic,
            });
            return None;
        }
        Some(format!("{}/", text.trim_end_matches('/')))
    }

    fn settings(&mut self, configuration: &Configuration, source: &Arc<Source>, tree: &Tree) {
        if let Some(language) = configuration.language.as_ref().filter(|language| language.value != "fr") {
            self.report.push(
                Diagnostic::error(Code::BadValue, "seul le français (« fr ») est pris en charge")
                    .at(source, language.span.clone())
                    .hint("écrivez « language: fr »"),
            );
        }
        for footer in &configuration.footer {
            let page = RelPath::new(&format!("{CONTENT}/{}", footer.value)).and_then(|path| tree.by_source(&path));
            if page.is_none() {
                self.report.push(
                    Diagnostic::error(Code::DeadLink, format!("page « {} » introuvable", footer.value))
                        .at(source, footer.span.clone())
                        .hint("donnez le chemin d’une page depuis content/"),
                );
            }
        }
        if let Some(logo) = &configuration.logo {
            self.logo(logo, source);
        }
    }

    fn logo(&mut self, logo: &Spanned<String>, source: &Source) {
        let path = RelPath::new(&logo.value).filter(|path| path.inside("static").is_some());
        let found = path.as_ref().and_then(|path| self.sources.assets.get(path));
        let (code, message, hint) = match (&path, found) {
            (Some(path), Some(bytes)) if crate::content::dimensions::dimensions(path, bytes).is_some() => return,
            (_, Some(_)) => (Code::ImageFormat, "illisible", "formats admis : PNG, JPEG, GIF, WebP, SVG avec viewBox"),
            _ => (Code::MissingImage, "introuvable", "donnez un chemin dans static/, comme static/logo.svg"),
        };
        self.report.push(
            Diagnostic::error(code, format!("logo « {} » {message}", logo.value))
                .at(source, logo.span.clone())
                .hint(hint),
        );
    }
}

/// The files that could not be read, and those in which an error was found.
fn broken(sources: &Sources, report: &Report) -> BTreeSet<RelPath> {
    let faulty = report.entries().iter().filter(|entry| entry.severity == Severity::Error);
    faulty.filter_map(|entry| RelPath::new(&entry.file)).chain(sources.failed.iter().cloned()).collect()
}

/// The page and the anchor that a path from `content/` names.
fn target<'a>(tree: &Tree, written: &'a str) -> Option<(PageId, &'a str)> {
    let (path, id) = written.split_once('#').unwrap_or((written, ""));
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let page = tree.by_source(&RelPath::new(&format!("{CONTENT}/_index.md"))?.join(&path)?)?;
    Some((page, id))
}

/// The passages of the pages that questions send to.
fn passages(tree: &Tree, banks: &BTreeMap<String, Bank>) -> BTreeMap<PageId, Vec<Passage>> {
    let questions = banks.values().flat_map(|bank| &bank.file.questions);
    let sent = questions.flat_map(|question| question.value.remarks()).filter_map(|remark| remark.review);
    let pages: BTreeSet<PageId> = sent.filter_map(|review| Some(target(tree, &review.value)?.0)).collect();
    pages.into_iter().map(|page| (page, crate::markdown::passages(tree.page(page)))).collect()
}

impl Site {
    /// What a remark of a question sends to.
    pub fn passage(&self, written: &str) -> Option<&Passage> {
        let (page, id) = target(&self.tree, written)?;
        // An anchor that moved is its new one.
        let id = self.tree.page(page).front.anchors.get(id).map_or(id, |new| new.value.as_str());
        self.passages.get(&page)?.iter().find(|passage| passage.id == id)
    }

    /// Whether a file is there and could not be understood: that was told, and is the only fault.
    pub fn is_broken(&self, path: &str) -> bool {
        self.broken.contains(path)
    }
}

/// Tells the keys that are not in the bibliography.
pub fn known_sources(keys: &[Spanned<String>], source: &Source, bibliography: &Bibliography, report: &mut Report) {
    for key in keys.iter().filter(|key| bibliography.lacks(&key.value)) {
        report.push(unknown_source(&key.value, bibliography).at(source, key.span.clone()));
    }
}

/// The diagnostic for a key that is not in the bibliography.
pub fn unknown_source(key: &str, bibliography: &Bibliography) -> Diagnostic {
    let hint = match bibliography.nearest(key) {
        Some(near) => format!("vouliez-vous dire « {near} » ?"),
        None => format!("ajoutez cette source à {BIBLIOGRAPHY}"),
    };
    Diagnostic::error(Code::UnknownSource, format!("source « {key} » absente de la bibliographie")).hint(hint)
}

/// A page is what its widget makes it.
fn landmarks(tree: &Tree) -> Landmarks {
    let with = |widget: &str| tree.pages.iter().find(|page| page.signs.landmarks.contains(&widget)).map(|page| page.id);
    Landmarks {
        glossary: with("glossary"),
        bibliography: with("bibliography"),
        attestation: with("attestation"),
        verification: with("verification"),
        search: with("search"),
    }
}
