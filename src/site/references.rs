//! What the blocks of a page refer to in the rest of the site: banks, capsules, the course, themes; and the drawings of capsules.
//!
//! In: a page and its blocks, beside what the site has. Out: what is not there, told at its line.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::blocks::{Block, PageBlocks, Widget};
use crate::capsule::Capsule;
use crate::content::bibliography::{self, Bibliography};
use crate::content::page::Page;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::quiz::Bank;
use crate::source::Sources;
use crate::source::folders::drawing;
use crate::text::RelPath;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

/// Tells the drawings that capsules use and the theme has not. A theme that is not there is told elsewhere.
pub(super) fn drawings(capsules: &BTreeMap<String, Capsule>, theme: &str, sources: &Sources) -> Report {
    let mut report = Report::default();
    if sources.text(&format!("themes/{theme}/theme.yaml")).is_none() {
        return report;
    }
    let known: BTreeSet<&str> = sources.texts.keys().filter_map(|path| drawing(path, theme)).collect();
    for capsule in capsules.values() {
        for (name, span) in capsule.drawings().filter(|(name, _)| !known.contains(name)) {
            let message = format!("dessin « {name} » introuvable dans le thème");
            let hint = if known.is_empty() {
                format!("le thème « {theme} » n’a aucun dessin : placez-en dans themes/{theme}/scenes/")
            } else {
                suggest(name, known.iter().copied())
            };
            report.push(Diagnostic::error(Code::Capsule, message).at(&capsule.source, span.clone()).hint(hint));
        }
    }
    report
}

/// The file of the course.
pub(super) const COURSE: &str = "data/course.yaml";

/// What blocks may refer to.
pub(super) struct Known<'a> {
    pub(super) banks: &'a BTreeMap<String, Bank>,
    pub(super) capsules: &'a BTreeMap<String, Capsule>,
    pub(super) bibliography: &'a Bibliography,
    /// Whether the site has a course.
    pub(super) course: bool,
    /// Files that are there and could not be understood: what refers to them is not to blame.
    pub(super) broken: &'a BTreeSet<RelPath>,
}

impl Known<'_> {
    /// Tells what the blocks of a page refer to and the site has not.
    pub(super) fn verify(&self, page: &Page, blocks: &PageBlocks) -> Report {
        let mut report = Report::default();
        for block in &blocks.list {
            if let Some(fault) = self.missing(page, blocks, block) {
                report.push(fault);
            }
            if let Widget::Watch(watch) = &block.widget {
                bibliography::known_sources(&watch.r#where, &page.source, self.bibliography, &mut report);
            }
        }
        report
    }

    fn missing(&self, page: &Page, blocks: &PageBlocks, block: &Block) -> Option<Diagnostic> {
        let (span, fault) = match &block.widget {
            Widget::Quiz(quiz) => (&quiz.bank.span, self.bank(&quiz.bank.value)?),
            Widget::Capsule(reference) => (&reference.capsule.span, self.capsule(&reference.capsule.value)?),
            Widget::Course(reference) => match self.course("le site n’a pas de parcours") {
                Some(fault) => (&block.body, fault),
                None => decision(reference.first.as_ref()?, blocks)?,
            },
            Widget::Attestation(_) => {
                (&block.body, self.course("une attestation demande un parcours, et le site n’en a pas")?)
            }
            Widget::Verification(_) => {
                (&block.body, self.course("une vérification demande un parcours, et le site n’en a pas")?)
            }
            Widget::Questions(_) if page.front.themes.is_empty() => (
                &block.body,
                Diagnostic::error(Code::WidgetPlace, "cette page ne liste pas de thèmes")
                    .hint("placez « questions » dans le fichier _index.md d’une section qui a des « themes »"),
            ),
            _ => return None,
        };
        Some(fault.at(&page.source, span.clone()))
    }

    fn bank(&self, name: &str) -> Option<Diagnostic> {
        let there = self.banks.contains_key(name) || self.broken.contains(format!("quizzes/{name}.yaml").as_str());
        (!there).then(|| {
            Diagnostic::error(Code::Quiz, format!("banque de questions « {name} » introuvable"))
                .hint(suggest(name, self.banks.keys().map(String::as_str)))
        })
    }

    fn capsule(&self, name: &str) -> Option<Diagnostic> {
        let there = self.capsules.contains_key(name) || self.broken.contains(format!("capsules/{name}.md").as_str());
        (!there).then(|| {
            Diagnostic::error(Code::Capsule, format!("capsule « {name} » introuvable"))
                .hint(suggest(name, self.capsules.keys().map(String::as_str)))
        })
    }

    fn course(&self, message: &str) -> Option<Diagnostic> {
        (!self.course && !self.broken.contains(COURSE))
            .then(|| Diagnostic::error(Code::Course, message).hint("décrivez-le dans data/course.yaml"))
    }
}

/// The decision tree of the page that comes before the course, when it is not there.
fn decision<'a>(first: &'a Spanned<String>, blocks: &PageBlocks) -> Option<(&'a Range<usize>, Diagnostic)> {
    let trees: Vec<&str> = blocks
        .widgets()
        .filter_map(|widget| match widget {
            Widget::Decision(tree) => Some(tree.id.value.as_str()),
            _ => None,
        })
        .collect();
    let fault = || {
        Diagnostic::error(Code::Course, format!("la page n’a pas d’arbre de décision « {} »", first.value))
            .hint(suggest(&first.value, trees.iter().copied()))
    };
    (!trees.contains(&first.value.as_str())).then(|| (&first.span, fault()))
}
