//! From the files of a site to the site: every format read, everything that refers to something else verified.
//!
//! In: [`Sources`]. Out: a [`Site`], and what does not hold together, all of it in one run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::broken::{broken, unplaced};
use super::references::{COURSE, Known, drawings};
use super::{Choices, Landmarks, SETTINGS, Site, asked, blocks, passages};
use super::{images, passed_over, settings};
use crate::attestation::versions::{self, Recorded};
use crate::blocks::{PageBlocks, Widget};
use crate::capsule::{self, Capsule};
use crate::content::audience::{self, Audience, Audiences};
use crate::content::bibliography::{self, Bibliography, Entry};
use crate::content::chosen::Chosen;
use crate::content::configuration::Configuration;
use crate::content::glossary::{self, Glossary, Term};
use crate::content::synonyms::{self, Synonym};
use crate::content::topics;
use crate::content::tree::{self, Past, Tree};
use crate::content::variables::Variables;
use crate::course::{Course, CourseFile, References};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::quiz::{self, Bank};
use crate::source::Sources;
use crate::source::folders::CONTENT;
use crate::text::Source;
use crate::yaml;
use crate::yaml::decode::{Decode, Spanned};
use crate::yaml::suggest::nearest;

/// Builds the site from its files. `None` when there is not even a `site.yaml` to read.
pub(crate) fn parse(sources: Sources, choices: &Choices) -> (Option<Site>, Report) {
    parse_again(sources, choices, None)
}

/// The same, after another time, whose site and report are given: what was read of a page whose file says the same is not
/// read again.
pub(crate) fn parse_again(
    sources: Sources,
    choices: &Choices,
    before: Option<(&Site, &Report)>,
) -> (Option<Site>, Report) {
    let mut report = Report::default();
    let before = before.map(|(site, said)| (site, Past::new(&site.tree, said)));
    let site = Parser { sources, choices, before, report: &mut report }.run();
    (site, report)
}

struct Parser<'a> {
    sources: Sources,
    choices: &'a Choices,
    before: Option<(&'a Site, Past<'a>)>,
    report: &'a mut Report,
}

impl Parser<'_> {
    fn run(mut self) -> Option<Site> {
        let configuration_source = self.sources.text(SETTINGS)?.clone();
        let configuration = yaml::read::<Configuration>(&configuration_source, self.report);
        let known = configuration.as_ref().map(|known| &known.variables);
        // The heads of pages say them.
        self.before = self.before.take().filter(|(site, _)| Some(&site.configuration.variables) == known);
        let past = self.before.as_ref().map(|(_, past)| past);
        let chosen = Chosen { drafts: self.choices.drafts, day: self.choices.today };
        let mut tree = tree::build(&self.sources, chosen, past, self.report);
        if let Some(known) = known {
            in_heads(&mut tree, known, self.report);
        }
        topics::verify(&tree, self.report);
        let blocks = blocks::read(&tree, self.before.as_ref().map(|(site, past)| (*site, past)));
        let entries = self.data::<BTreeMap<String, Spanned<Entry>>>(bibliography::FILE);
        let unreadable = entries.is_none() && self.present(bibliography::FILE);
        let bibliography = Bibliography::new(entries.unwrap_or_default(), unreadable);
        if let Some(source) = self.sources.text(bibliography::FILE) {
            bibliography::known_readings(&bibliography, source, self.report);
        }
        let terms = self.data::<Vec<Term>>(glossary::FILE).unwrap_or_default();
        self.terms(&terms, &bibliography);
        let glossary = Glossary::new(terms);
        let synonyms = self.synonyms();
        let audiences = self.audiences(&tree);
        let banks = quiz::read_all(&self.sources, self.report);
        self.bank_sources(&banks, &bibliography);
        let capsules = capsule::read_all(&self.sources, self.report);
        let lost = broken(&self.sources, &tree, self.report);
        let all_pages = unplaced(&self.sources, &tree).next().is_none()
            && !self.sources.failed.iter().any(|path| path.inside(CONTENT).is_some());
        self.verify_capsules(&capsules, &blocks, &bibliography, all_pages);
        let configuration = configuration?;
        let base_url = self.base_url(&configuration, &configuration_source);
        let publisher = versions::publisher(&configuration);
        let course = self.course(&References {
            tree: &tree,
            banks: &banks,
            capsules: &capsules,
            broken: &lost,
            publisher: &publisher,
        });
        let course_versions = self.data::<Vec<Recorded>>(versions::FILE).unwrap_or_default();
        let there = settings::There { tree: &tree, sources: &self.sources, broken: &lost };
        settings::verify(&configuration, &configuration_source, &there, self.report);
        passed_over::verify(&self.sources, self.report);
        passed_over::names(&self.sources, self.report);
        images::verify(&self.sources, self.report);
        self.report.extend(drawings(&capsules, configuration.theme_name(), &self.sources));
        let broken = broken(&self.sources, &tree, self.report);
        asked::verify(&tree, &glossary.terms, self.sources.text(glossary::FILE), self.report);
        blocks::unique(&tree, &blocks, self.report);
        let known = Known {
            banks: &banks,
            capsules: &capsules,
            bibliography: &bibliography,
            course: course.is_some(),
            broken: &broken,
        };
        for (page, blocks) in tree.pages.iter().zip(&blocks) {
            self.report.extend(blocks.report.clone());
            self.report.extend(known.verify(page, blocks));
        }
        let Sources { mut texts, assets, .. } = self.sources;
        texts.retain(|path, _| path.inside(CONTENT).is_none());
        Some(Site {
            configuration: Arc::new(configuration),
            configuration_source,
            bibliography: Arc::new(bibliography),
            glossary: Arc::new(glossary),
            synonyms: Arc::new(synonyms),
            audiences: Arc::new(audiences),
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
            today: self.choices.today,
            rehearsal: self.choices.rehearsal,
            book: self.choices.book,
            landmarks: Landmarks::find(&blocks),
            blocks,
        })
    }

    /// Whether a file is there, readable or not.
    fn present(&self, path: &str) -> bool {
        self.sources.text(path).is_some() || self.sources.failed.contains(path)
    }

    fn data<T: Decode>(&mut self, path: &str) -> Option<T> {
        let source = self.sources.text(path)?.clone();
        yaml::read(&source, self.report)
    }

    fn audiences(&mut self, tree: &Tree) -> Audiences {
        let list = self.data::<Vec<Audience>>(audience::FILE);
        let unreadable = list.is_none() && self.present(audience::FILE);
        let audiences = Audiences::new(list.unwrap_or_default(), unreadable);
        if let Some(source) = self.sources.text(audience::FILE) {
            audiences.verify(source, self.report);
        }
        tree.pages.iter().for_each(|page| audiences.cited(page, self.report));
        audiences
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
        let file = yaml::read::<CourseFile>(&source, self.report)?;
        Some(Course::new(source, file, references, self.report))
    }

    fn terms(&mut self, terms: &[Term], bibliography: &Bibliography) {
        let Some(source) = self.sources.text(glossary::FILE).cloned() else { return };
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
            bibliography::known_sources(&term.sources, &source, bibliography, self.report);
        }
    }

    fn bank_sources(&mut self, banks: &BTreeMap<String, Bank>, bibliography: &Bibliography) {
        for bank in banks.values() {
            for question in &bank.file.questions {
                bibliography::known_sources(&question.value.common.sources, &bank.source, bibliography, self.report);
            }
        }
    }

    /// `all_pages`: whether each page could be read; one that could not may show a capsule.
    fn verify_capsules(
        &mut self,
        capsules: &BTreeMap<String, Capsule>,
        blocks: &[Arc<PageBlocks>],
        bibliography: &Bibliography,
        all_pages: bool,
    ) {
        let shown: BTreeSet<&str> = blocks.iter().flat_map(|page| page.widgets()).filter_map(shown).collect();
        for capsule in capsules.values() {
            bibliography::known_sources(&capsule.head.sources, &capsule.source, bibliography, self.report);
            if all_pages && !shown.contains(capsule.id.as_str()) {
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
}

/// Says the variables that the heads of pages call.
fn in_heads(tree: &mut Tree, variables: &Variables, report: &mut Report) {
    for page in tree.pages.iter_mut().filter(|page| page.front.calls_variables()) {
        let source = Arc::clone(&page.source);
        Arc::make_mut(&mut Arc::make_mut(page).front).say(variables, &source, report);
    }
}

/// The capsule that a widget shows.
fn shown(widget: &Widget) -> Option<&str> {
    match widget {
        Widget::Capsule(reference) => Some(&reference.capsule.value),
        _ => None,
    }
}
