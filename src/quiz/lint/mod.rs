//! Advice to authors, aware of French: warnings, each with a name that a question can waive.
//!
//! In: a bank that holds together. Out: warnings. Heuristics: the name of an advice is stable, what
//! triggers it may be refined.

mod bias;
mod choices;
mod negation;
mod ranges;
mod words;

use std::ops::Range;

use super::bank::BankFile;
use super::question::{Kind, Question};
use crate::choice;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;
use crate::yaml::suggest::suggest;

choice! {
    /// Conseil de rédaction.
    pub(crate) enum Advice {
        /// La bonne réponse est nettement la plus longue.
        Longest => "reponse-la-plus-longue",
        /// Les bonnes réponses sont trop souvent à la même place.
        Position => "place-des-bonnes-reponses",
        /// « Toujours », « jamais »… : presque toujours faux, et le lecteur le sait.
        Absolute => "mot-absolu",
        /// « Toutes les réponses ci-dessus », « aucune de ces réponses ».
        AllOfTheAbove => "toutes-les-reponses",
        /// Un énoncé négatif dont la négation n’est pas mise en valeur.
        Negative => "negation-discrete",
        /// Deux choix presque identiques.
        NearDuplicate => "choix-voisins",
        /// L’accord d’un article ou d’un nombre donne la réponse.
        Agreement => "accord-revelateur",
        /// Un choix ou une partie n’a pas de retour.
        Feedback => "sans-retour",
        /// Une erreur ne renvoie à aucun paragraphe.
        Review => "sans-renvoi",
        /// Des intervalles de nombres se recouvrent.
        Ranges => "intervalles",
        /// Une question ne sert aucun objectif.
        NoObjective => "question-sans-objectif",
        /// Un objectif n’a pas de question.
        NoQuestion => "objectif-sans-question",
    }
}

/// Where the advice on one question is given.
pub(super) struct Advisor<'a> {
    question: &'a Question,
    source: &'a Source,
    report: &'a mut Report,
    /// Advice that was due, and waived.
    spared: Vec<Advice>,
}

impl Advisor<'_> {
    /// Gives an advice at a place, unless the question waives it.
    fn advise(&mut self, advice: Advice, span: &Range<usize>, message: &str, hint: &str) {
        if waives(self.question, advice) {
            self.spared.push(advice);
        } else {
            let message = format!("question « {} » : {message} ({})", self.question.id(), advice.word());
            let hint = format!("{hint}, ou écrivez « waive: [{}] » dans la question", advice.word());
            self.report.push(Diagnostic::warning(Code::QuizLint, message).at(self.source, span.clone()).hint(hint));
        }
    }
}

fn waives(question: &Question, advice: Advice) -> bool {
    question.common.waive.iter().any(|name| name.value == advice.word())
}

/// Gives advice on a bank.
pub(crate) fn bank(file: &BankFile, source: &Source, report: &mut Report) {
    let habit = bias::is_seen(file);
    for question in file.questions.iter().map(|question| &question.value) {
        let mut advisor = Advisor { question, source, report, spared: Vec::new() };
        if habit && bias::counts(question) {
            advisor.spared.push(Advice::Position);
        }
        objective(&mut advisor);
        remarks(&mut advisor);
        choices::lint(&mut advisor);
        negation::lint(&mut advisor);
        ranges::lint(&mut advisor);
        waivers(&mut advisor);
    }
    bias::lint(file, source, report);
}

/// Tells the waivers of advice that does not exist, and of advice that was not due.
fn waivers(advisor: &mut Advisor) {
    for name in &advisor.question.common.waive {
        let (what, hint) = match Advice::ALL.iter().find(|advice| advice.word() == name.value) {
            None => ("est inconnue", suggest(&name.value, Advice::ALL.iter().map(|advice| advice.word()))),
            Some(advice) if !advisor.spared.contains(advice) => ("ne dispense de rien", "retirez-la".to_owned()),
            Some(_) => continue,
        };
        let message = format!("question « {} » : la dispense « {} » {what}", advisor.question.id(), name.value);
        let diagnostic = Diagnostic::warning(Code::QuizLint, message);
        advisor.report.push(diagnostic.at(advisor.source, name.span.clone()).hint(hint));
    }
}

fn objective(advisor: &mut Advisor) {
    if advisor.question.common.objective.is_none() {
        let span = advisor.question.common.id.span.clone();
        advisor.advise(Advice::NoObjective, &span, "elle ne sert aucun objectif", "ajoutez « objective: … »");
    }
}

/// One warning a question and advice: the first place where something misses.
fn remarks(advisor: &mut Advisor) {
    let id = advisor.question.common.id.span.clone();
    let remarks = advisor.question.remarks();
    let explained = advisor.question.common.explanation.is_some() && remarks.len() == 1;
    if let Some(remark) = remarks.iter().find(|remark| remark.feedback.is_none()).filter(|_| !explained) {
        let span = remark.about.map_or(&id, |text| &text.span);
        advisor.advise(Advice::Feedback, span, "rien n’explique cette réponse", "ajoutez « feedback: … »");
    }
    let hint = "ajoutez « review: section/page.md#ancre »";
    if let Kind::Scenario(form) = &advisor.question.kind {
        for (name, end) in form.ends_without_review() {
            let message = format!("on arrive à la fin « {name} » sans qu’aucun choix renvoie à un paragraphe");
            advisor.advise(Advice::Review, &end.text.span, &message, &format!("{hint} à un choix qui y mène"));
        }
    } else if remarks.iter().all(|remark| remark.review.is_none()) {
        advisor.advise(Advice::Review, &id, "une erreur n’y renvoie à aucun paragraphe", hint);
    }
}
