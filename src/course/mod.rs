//! The training path: modules in order, their objectives, and the version of what they teach.
//!
//! In: `data/course.yaml`, the banks and the pages. Out: a [`Course`] whose every reference leads
//! somewhere.

mod coverage;
pub(crate) mod digest;
mod limits;
pub(crate) mod time;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::capsule::Capsule;
use crate::content::page::PageId;
use crate::content::tree::Tree;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::quiz::Bank;
use crate::source::folders::CONTENT;
use crate::text::RelPath;
use crate::text::Source;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;
use crate::{choice, record};

record! {
    /// Le parcours de formation (data/course.yaml).
    pub(crate) struct CourseFile as "le parcours" {
        /// Identifiant du parcours.
        id: Spanned<String>,
        /// Intitulé, tel qu’il figure sur l’attestation.
        title: String,
        /// Durée annoncée, en minutes.
        duration: Spanned<u32>,
        /// Seuil de réussite des quiz, en pour cent.
        pass: Option<Spanned<u32>>,
        /// Mois après lesquels l’attestation est à revoir : la feuille et le tableau portent alors la date. De 1 à 120.
        validity: Option<Spanned<u32>>,
        /// Ordre des modules : « free » par défaut. Dans les deux cas, toutes les pages restent ouvertes à la lecture.
        order: Option<Order>,
        /// Modules, dans l’ordre.
        modules: Vec<Module>,
        /// Les premiers gestes à faire une fois le parcours fini : trois suffisent.
        next: Option<Vec<NextStep>>,
    }
}

record! {
    /// Un geste à faire une fois le parcours fini.
    pub(crate) struct NextStep as "un geste" {
        /// Ce qu’il y a à faire, à l’impératif.
        text: String,
        /// La page qui dit comment : chemin depuis content/, avec une ancre au besoin.
        link: Spanned<String>,
    }
}

choice! {
    /// Ordre dans lequel suivre les modules.
    pub(crate) enum Order {
        /// Dans l’ordre que l’on veut.
        Free => "free",
        /// Dans l’ordre écrit : le tableau de bord propose un module quand les précédents sont acquis.
        Gated => "gated",
    }
}

record! {
    /// Un module du parcours.
    pub(crate) struct Module as "un module" {
        /// Identifiant.
        id: Spanned<String>,
        /// Intitulé.
        title: String,
        /// Page du module : chemin depuis content/. Sans elle, le module est « en préparation ».
        page: Option<Spanned<String>>,
        /// Banque de questions du module.
        quiz: Option<Spanned<String>>,
        /// Capsule du module : un fichier de capsules/, sans « .md ».
        capsule: Option<Spanned<String>>,
        /// Durée annoncée, en minutes.
        minutes: Option<Spanned<u32>>,
        /// L’évaluation finale : le dernier module, sans objectif à lui ; ses questions servent tous ceux du parcours.
        assessment: Option<Spanned<bool>>,
        /// Objectifs pédagogiques.
        objectives: Vec<Objective>,
    }
}

impl Module {
    /// Whether it is the final assessment.
    pub(crate) fn is_assessment(&self) -> bool {
        self.assessment.as_ref().is_some_and(|written| written.value)
    }
}

record! {
    /// Ce que la personne saura faire.
    pub(crate) struct Objective as "un objectif" {
        /// Identifiant.
        id: Spanned<String>,
        /// Ce que la personne saura faire, à l’infinitif.
        text: String,
    }
}

/// Pass mark when neither the bank nor the course gives one, in percent.
const DEFAULT_PASS: u32 = 80;

/// The course of the site.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    /// Its file.
    pub(crate) source: Arc<Source>,
    /// What it says.
    pub(crate) file: CourseFile,
    /// The page of each module, where it has one.
    pub(crate) pages: Vec<Option<PageId>>,
    /// Version of what each module teaches.
    pub(crate) module_digests: Vec<String>,
    /// Version of the whole.
    pub(crate) digest: String,
}

/// What a course refers to.
pub(crate) struct References<'a> {
    /// The pages.
    pub(crate) tree: &'a Tree,
    /// The banks.
    pub(crate) banks: &'a BTreeMap<String, Bank>,
    /// The capsules.
    pub(crate) capsules: &'a BTreeMap<String, Capsule>,
    /// Files that could not be understood: what refers to them is not to blame.
    pub(crate) broken: &'a BTreeSet<RelPath>,
    /// Who publishes, as it is printed.
    pub(crate) publisher: &'a str,
}

impl Course {
    /// Validates the references of a course and computes its version.
    pub(crate) fn new(source: Arc<Source>, file: CourseFile, references: &References, report: &mut Report) -> Self {
        let mut check = Check { source: &source, references, report, ids: BTreeMap::new() };
        let pages = file.modules.iter().map(|module| check.module(module, &file)).collect();
        check.assessment(&file);
        limits::verify(&file, references.publisher, &mut check);
        let module_digests: Vec<String> = file
            .modules
            .iter()
            .zip(&pages)
            .map(|(module, page): (&Module, &Option<PageId>)| digest::module(module, *page, references))
            .collect();
        let digest = digest::course(&file, &module_digests, references.publisher);
        Self { source, file, pages, module_digests, digest }
    }

    /// Rank of the module that uses a bank.
    pub(crate) fn module_of(&self, bank: &str) -> Option<usize> {
        self.file.modules.iter().position(|module| module.quiz.as_ref().is_some_and(|quiz| quiz.value == bank))
    }

    /// The module whose page this is.
    pub(crate) fn module_at(&self, page: PageId) -> Option<&Module> {
        self.pages.iter().position(|other| *other == Some(page)).map(|rank| &self.file.modules[rank])
    }

    /// What the questions of a bank may serve: the objectives of its module, all of them for the assessment.
    pub(crate) fn objectives_of(&self, bank: &str) -> Vec<&Objective> {
        self.module_of(bank).map(|rank| self.file.objectives_of(&self.file.modules[rank])).unwrap_or_default()
    }

    /// In what order modules are proposed.
    pub(crate) fn order(&self) -> Order {
        self.file.order.unwrap_or(Order::Free)
    }

    /// Pass mark of a bank, in percent.
    pub(crate) fn pass(&self, bank: &Bank) -> u32 {
        bank.file.pass.as_ref().map_or_else(|| self.default_pass(), |pass| pass.value)
    }

    /// Months after which an attestation is to be done again.
    pub(crate) fn validity(&self) -> Option<u32> {
        self.file.validity.as_ref().map(|months| months.value)
    }

    /// Pass mark of banks that give none, in percent.
    pub(crate) fn default_pass(&self) -> u32 {
        self.file.pass.as_ref().map_or(DEFAULT_PASS, |pass| pass.value)
    }
}

impl CourseFile {
    /// What the questions of a module may serve.
    pub(crate) fn objectives_of<'a>(&'a self, module: &'a Module) -> Vec<&'a Objective> {
        if module.is_assessment() {
            let modules = self.modules.iter().filter(|module| !module.is_assessment());
            modules.flat_map(|module| &module.objectives).collect()
        } else {
            module.objectives.iter().collect()
        }
    }
}

struct Check<'a> {
    source: &'a Source,
    references: &'a References<'a>,
    report: &'a mut Report,
    ids: BTreeMap<String, &'static str>,
}

impl Check<'_> {
    fn fault(&mut self, code: Code, span: &std::ops::Range<usize>, message: String, hint: String) {
        self.report.push(Diagnostic::error(code, message).at(self.source, span.clone()).hint(hint));
    }

    fn unique(&mut self, id: &Spanned<String>, what: &'static str) {
        if self.ids.insert(id.value.clone(), what).is_some() {
            self.fault(
                Code::DuplicateId,
                &id.span,
                format!("identifiant « {} » donné deux fois", id.value),
                "donnez à chaque module et à chaque objectif un identifiant à lui".to_owned(),
            );
        }
    }

    /// There is one at most, at the end, with questions and without objectives of its own.
    fn assessment(&mut self, file: &CourseFile) {
        let last = file.modules.len().saturating_sub(1);
        for (rank, module) in file.modules.iter().enumerate() {
            let Some(written) = module.assessment.as_ref().filter(|written| written.value) else { continue };
            if rank != last {
                self.fault(
                    Code::Course,
                    &written.span,
                    format!("« {} » est une évaluation finale et n’est pas le dernier module", module.title),
                    "placez-la après les autres modules, ou retirez « assessment »".to_owned(),
                );
            }
            if let Some(objective) = module.objectives.first() {
                self.fault(
                    Code::Course,
                    &objective.id.span,
                    "l’évaluation finale n’a pas d’objectif à elle".to_owned(),
                    "ses questions servent les objectifs des modules : retirez « objectives »".to_owned(),
                );
            }
            if module.page.is_some() && module.quiz.is_none() {
                self.fault(
                    Code::Course,
                    &written.span,
                    "l’évaluation finale a une page et pas de questions".to_owned(),
                    "donnez sa banque avec « quiz », ou retirez « page » tant qu’elle est en préparation".to_owned(),
                );
            }
        }
    }

    fn module(&mut self, module: &Module, file: &CourseFile) -> Option<PageId> {
        self.unique(&module.id, "module");
        for objective in &module.objectives {
            self.unique(&objective.id, "objectif");
        }
        if let Some(quiz) = &module.quiz {
            self.quiz(module, quiz, file);
        }
        if let Some(capsule) = module
            .capsule
            .as_ref()
            .filter(|name| !self.references.capsules.contains_key(&name.value))
            .filter(|name| !self.told(&format!("capsules/{}.md", name.value)))
        {
            let hint = suggest(&capsule.value, self.references.capsules.keys().map(String::as_str));
            let message = format!("capsule « {} » introuvable", capsule.value);
            self.fault(Code::Course, &capsule.span, message, hint);
        }
        let page = module.page.as_ref()?;
        let found =
            RelPath::new(&format!("{CONTENT}/{}", page.value)).and_then(|path| self.references.tree.by_source(&path));
        if found.is_none() && !self.told(&format!("{CONTENT}/{}", page.value)) {
            self.fault(
                Code::Course,
                &page.span,
                format!("page « {} » introuvable", page.value),
                "donnez le chemin d’une page depuis content/, comme « formation/le-bon-role.md »".to_owned(),
            );
        }
        found
    }

    /// Whether a file is there and was told to be wrong: it is missing here for no other reason.
    fn told(&self, file: &str) -> bool {
        self.references.broken.contains(file)
    }

    fn quiz(&mut self, module: &Module, quiz: &Spanned<String>, file: &CourseFile) {
        let Some(bank) = self.references.banks.get(&quiz.value) else {
            if self.told(&format!("quizzes/{}.yaml", quiz.value)) {
                return;
            }
            let hint = suggest(&quiz.value, self.references.banks.keys().map(String::as_str));
            return self.fault(
                Code::Course,
                &quiz.span,
                format!("banque de questions « {} » introuvable", quiz.value),
                hint,
            );
        };
        let objectives = file.objectives_of(module);
        for objective in bank.file.questions.iter().filter_map(|question| question.value.common.objective.as_ref()) {
            if !objectives.iter().any(|known| known.id.value == objective.value) {
                let hint = suggest(&objective.value, objectives.iter().map(|known| known.id.value.as_str()));
                let message = if module.is_assessment() {
                    format!("l’objectif « {} » n’est d’aucun module du parcours", objective.value)
                } else {
                    format!("l’objectif « {} » n’est pas du module « {} »", objective.value, module.title)
                };
                self.report
                    .push(Diagnostic::error(Code::Quiz, message).at(&bank.source, objective.span.clone()).hint(hint));
            }
        }
        coverage::verify(&objectives, bank, self.source, self.report);
    }
}

#[cfg(test)]
mod tests;
