//! `decision`, as an author writes it: steps and outcomes. Every path must end, and everything written must be reached.

use std::collections::{BTreeMap, BTreeSet};

use super::{Faults, Model};
use crate::diagnostic::Code;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;
use crate::{choice, record};

choice! {
    /// Ce que dit une conclusion.
    pub(crate) enum Tone {
        /// Oui : on peut continuer.
        Yes => "yes",
        /// Non : ce n’est pas par ici.
        No => "no",
        /// À vérifier auprès de quelqu’un.
        Verify => "verify",
        /// Ni oui ni non : un choix parmi d’autres.
        Choice => "choice",
    }
}

record! {
    /// Un arbre de décision : des questions, puis une conclusion.
    pub(crate) struct Decision as "un arbre de décision" {
        /// Identifiant, pour l’adresse qui rouvre le même chemin.
        id: Spanned<String>,
        /// Titre.
        title: String,
        /// Questions ; la première est posée d’abord.
        steps: Vec<Step>,
        /// Conclusions.
        outcomes: Vec<Outcome>,
    }
}

record! {
    /// Une question et ses réponses.
    pub(crate) struct Step as "une question" {
        /// Identifiant.
        id: Spanned<String>,
        /// La question.
        question: String,
        /// Ce qui aide à répondre (Markdown).
        help: Option<Spanned<String>>,
        /// Réponses, deux au moins.
        answers: Vec<Answer>,
    }
}

record! {
    /// Une réponse, et où elle mène.
    pub(crate) struct Answer as "une réponse" {
        /// La réponse.
        text: Spanned<String>,
        /// Identifiant de la question ou de la conclusion qui suit.
        go: Spanned<String>,
        /// La raison que la conclusion en retient, en une phrase ; sinon la question et la réponse.
        because: Option<String>,
    }
}

record! {
    /// Une conclusion.
    pub(crate) struct Outcome as "une conclusion" {
        /// Identifiant.
        id: Spanned<String>,
        /// Ce qu’il faut retenir, en quelques mots.
        title: String,
        /// Ce qu’elle dit : yes, no, verify ou choice.
        tone: Tone,
        /// L’explication, avec ses sources (Markdown).
        text: Spanned<String>,
        /// Que faire ensuite : un lien au moins.
        next: Vec<Next>,
    }
}

record! {
    /// Un lien vers la suite.
    pub(crate) struct Next as "une suite" {
        /// Texte du lien.
        text: String,
        /// Chemin du fichier source, depuis la page.
        link: Spanned<String>,
    }
}

/// A step, and how many questions come before it on the way by which it is met first.
pub(crate) struct Visit {
    pub(crate) step: usize,
    pub(crate) depth: usize,
}

impl Decision {
    /// The steps in the order in which they are met, going down every path from the first question; or an answer that
    /// comes back to a question of its own path, which never ends.
    pub(crate) fn order(&self) -> Result<Vec<Visit>, &Answer> {
        let ranks: BTreeMap<&str, usize> =
            self.steps.iter().enumerate().map(|(rank, step)| (step.id.value.as_str(), rank)).collect();
        let mut order: Vec<Visit> = vec![Visit { step: 0, depth: 0 }];
        // The path under way: a question, and the answer that is followed next.
        let mut path: Vec<(usize, usize)> = vec![(0, 0)];
        while let Some((step, answer)) = path.last_mut() {
            let Some(taken) = self.steps[*step].answers.get(*answer) else {
                path.pop();
                continue;
            };
            *answer += 1;
            let Some(&next) = ranks.get(taken.go.value.as_str()) else { continue };
            if path.iter().any(|(open, _)| *open == next) {
                return Err(taken);
            }
            if order.iter().all(|visit| visit.step != next) {
                order.push(Visit { step: next, depth: path.len() });
                path.push((next, 0));
            }
        }
        Ok(order)
    }
}

impl Model for Decision {
    fn verify(&self, faults: &mut Faults) {
        Check { decision: self, faults }.run();
    }
}

struct Check<'c, 'f, 's> {
    decision: &'c Decision,
    faults: &'f mut Faults<'s>,
}

impl<'c> Check<'c, '_, '_> {
    fn run(mut self) {
        self.identifiers();
        self.answers();
        self.outcomes();
        self.leads();
        if !self.faults.sound() {
            return;
        }
        match self.decision.order() {
            Ok(order) => self.reached(&order),
            Err(answer) => {
                let message = format!("ce chemin revient à la question « {} » : il ne finit jamais", answer.go.value);
                self.faults.error(Code::Decision, &answer.go.span, message, "menez cette réponse à une conclusion");
            }
        }
    }

    fn ids(&self) -> Vec<Spanned<String>> {
        let steps = self.decision.steps.iter().map(|step| step.id.clone());
        let outcomes = self.decision.outcomes.iter().map(|outcome| outcome.id.clone());
        steps.chain(outcomes).collect()
    }

    fn identifiers(&mut self) {
        let mut seen = BTreeSet::new();
        for id in std::iter::once(self.decision.id.clone()).chain(self.ids()) {
            self.faults.identifier(&id);
        }
        for id in self.ids() {
            if !seen.insert(id.value.clone()) {
                let message = format!("identifiant « {} » donné deux fois", id.value);
                let hint = "donnez à chaque question et à chaque conclusion un identifiant à elle";
                self.faults.error(Code::DuplicateId, &id.span, message, hint);
            }
        }
    }

    fn answers(&mut self) {
        if self.decision.steps.is_empty() {
            let span = self.faults.span();
            self.faults.error(
                Code::Decision,
                &span,
                "un arbre sans question".to_owned(),
                "écrivez au moins une question",
            );
        }
        for step in &self.decision.steps {
            if step.answers.len() < 2 {
                let message = format!("la question « {} » n’a pas deux réponses", step.id.value);
                self.faults.error(
                    Code::Decision,
                    &step.id.span,
                    message,
                    "ajoutez une réponse, ou retirez la question",
                );
            }
            let mut texts = BTreeSet::new();
            for answer in &step.answers {
                if !texts.insert(answer.text.value.trim().to_lowercase()) {
                    let message = format!("réponse « {} » donnée deux fois", answer.text.value);
                    self.faults.error(Code::Decision, &answer.text.span, message, "distinguez les deux réponses");
                }
            }
        }
    }

    fn outcomes(&mut self) {
        for outcome in self.decision.outcomes.iter().filter(|outcome| outcome.next.is_empty()) {
            let message = format!("la conclusion « {} » ne mène nulle part", outcome.id.value);
            self.faults.error(
                Code::Decision,
                &outcome.id.span,
                message,
                "ajoutez sous « next » ce que l’on fait ensuite",
            );
        }
    }

    /// Every answer leads to something that is written.
    fn leads(&mut self) {
        let known: BTreeSet<String> = self.ids().into_iter().map(|id| id.value).collect();
        for answer in self.decision.steps.iter().flat_map(|step| &step.answers) {
            if !known.contains(&answer.go.value) {
                let message = format!("ni question ni conclusion « {} »", answer.go.value);
                let hint = suggest(&answer.go.value, known.iter().map(String::as_str));
                self.faults.error(Code::Decision, &answer.go.span, message, &hint);
            }
        }
    }

    /// Nothing is written that no path reaches.
    fn reached(&mut self, order: &[Visit]) {
        let met: BTreeSet<usize> = order.iter().map(|visit| visit.step).collect();
        for (_, step) in self.decision.steps.iter().enumerate().filter(|(rank, _)| !met.contains(rank)) {
            let message = format!("aucune réponse ne mène à la question « {} »", step.id.value);
            self.faults.error(Code::Decision, &step.id.span, message, "menez-y une réponse, ou retirez-la");
        }
        let ends: BTreeSet<&str> =
            self.decision.steps.iter().flat_map(|step| &step.answers).map(|answer| answer.go.value.as_str()).collect();
        for outcome in self.decision.outcomes.iter().filter(|outcome| !ends.contains(outcome.id.value.as_str())) {
            let message = format!("aucune réponse ne mène à la conclusion « {} »", outcome.id.value);
            self.faults.error(Code::Decision, &outcome.id.span, message, "menez-y une réponse, ou retirez-la");
        }
    }
}
