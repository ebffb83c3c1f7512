//! `decision`: questions that lead to a conclusion, each with its reasons and what to do next.
//!
//! In: steps and outcomes, in YAML. Out: the same tree as headings with links, which the script turns into
//! one question at a time. Every path must end, and everything written must be reachable.

use std::collections::{BTreeMap, BTreeSet};

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Block, Widget};
use crate::content::slug::slug;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Body, french};
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;
use crate::{choice, record};

choice! {
    /// Ce que dit une conclusion.
    pub enum Tone {
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
    pub struct Decision as "un arbre de décision" {
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
    pub struct Step as "une question" {
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
    pub struct Answer as "une réponse" {
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
    pub struct Outcome as "une conclusion" {
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
    pub struct Next as "une suite" {
        /// Texte du lien.
        text: String,
        /// Chemin du fichier source, depuis la page.
        link: Spanned<String>,
    }
}

#[derive(Serialize)]
struct AnswerValues {
    text: String,
    because: Option<String>,
    go: String,
    label: String,
}

#[derive(Serialize)]
struct StepValues {
    id: String,
    number: usize,
    level: usize,
    question: String,
    help: Option<String>,
    answers: Vec<AnswerValues>,
}

#[derive(Serialize)]
struct NextValues {
    text: String,
    href: String,
}

#[derive(Serialize)]
struct OutcomeValues {
    id: String,
    title: String,
    tone: &'static str,
    text: String,
    next: Vec<NextValues>,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    digest: String,
    steps: Vec<StepValues>,
    outcomes: Vec<OutcomeValues>,
}

/// The kind.
pub struct DecisionTree;

impl Widget for DecisionTree {
    fn kind(&self) -> &'static str {
        "decision"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Decision>())
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let decision: Decision = block.decode()?;
        let order = Check { decision: &decision, block }.run()?;
        let values = values(&decision, &order, block)?;
        for asset in ["decision.css", "tools.js", "decision.js"] {
            block.body.require(asset);
        }
        block.template(self.kind(), &values)
    }
}

/// A step, and how many questions come before it on the way by which it is met first.
struct Visit {
    step: usize,
    depth: usize,
}

struct Check<'c, 'b> {
    decision: &'c Decision,
    block: &'c mut Block<'b>,
}

impl Check<'_, '_> {
    /// The steps in the order in which they are met; `None` after having said what is wrong.
    fn run(mut self) -> Option<Vec<Visit>> {
        let sound = [self.identifiers(), self.answers(), self.outcomes(), self.leads()].into_iter().all(|fine| fine);
        if !sound {
            return None;
        }
        let order = self.walk()?;
        self.reached(&order).then_some(order)
    }

    fn fault(&mut self, code: Code, span: &std::ops::Range<usize>, message: String, hint: &str) -> bool {
        let source = self.block.source();
        self.block.report.push(Diagnostic::error(code, message).at(&source, span.clone()).hint(hint));
        false
    }

    fn ids(&self) -> Vec<Spanned<String>> {
        let steps = self.decision.steps.iter().map(|step| step.id.clone());
        let outcomes = self.decision.outcomes.iter().map(|outcome| outcome.id.clone());
        steps.chain(outcomes).collect()
    }

    fn identifiers(&mut self) -> bool {
        let mut fine = true;
        let mut seen = BTreeSet::new();
        for id in std::iter::once(self.decision.id.clone()).chain(self.ids()) {
            if slug(&id.value) != id.value {
                let hint = format!("écrivez par exemple « {} »", slug(&id.value));
                let message = format!("« {} » ne peut pas être un identifiant", id.value);
                fine = self.fault(Code::BadValue, &id.span, message, &hint);
            }
        }
        for id in self.ids() {
            if !seen.insert(id.value.clone()) {
                let message = format!("identifiant « {} » donné deux fois", id.value);
                let hint = "donnez à chaque question et à chaque conclusion un identifiant à elle";
                fine = self.fault(Code::DuplicateId, &id.span, message, hint);
            }
        }
        fine
    }

    fn answers(&mut self) -> bool {
        let mut fine = true;
        if self.decision.steps.is_empty() {
            let span = self.block.node.span.clone();
            fine =
                self.fault(Code::Decision, &span, "un arbre sans question".to_owned(), "écrivez au moins une question");
        }
        for step in &self.decision.steps {
            if step.answers.len() < 2 {
                let message = format!("la question « {} » n’a pas deux réponses", step.id.value);
                fine =
                    self.fault(Code::Decision, &step.id.span, message, "ajoutez une réponse, ou retirez la question");
            }
            let mut texts = BTreeSet::new();
            for answer in &step.answers {
                if !texts.insert(answer.text.value.trim().to_lowercase()) {
                    let message = format!("réponse « {} » donnée deux fois", answer.text.value);
                    fine = self.fault(Code::Decision, &answer.text.span, message, "distinguez les deux réponses");
                }
            }
        }
        fine
    }

    fn outcomes(&mut self) -> bool {
        let mut fine = true;
        for outcome in self.decision.outcomes.iter().filter(|outcome| outcome.next.is_empty()) {
            let message = format!("la conclusion « {} » ne mène nulle part", outcome.id.value);
            fine =
                self.fault(Code::Decision, &outcome.id.span, message, "ajoutez sous « next » ce que l’on fait ensuite");
        }
        fine
    }

    /// Every answer leads to something that is written.
    fn leads(&mut self) -> bool {
        let known: BTreeSet<String> = self.ids().into_iter().map(|id| id.value).collect();
        let mut fine = true;
        for answer in self.decision.steps.iter().flat_map(|step| &step.answers) {
            if !known.contains(&answer.go.value) {
                let message = format!("ni question ni conclusion « {} »", answer.go.value);
                let hint = suggest(&answer.go.value, known.iter().map(String::as_str));
                fine = self.fault(Code::Decision, &answer.go.span, message, &hint);
            }
        }
        fine
    }

    /// Goes down every path from the first question; a path that comes back to one of its questions never ends.
    fn walk(&mut self) -> Option<Vec<Visit>> {
        let ranks: BTreeMap<&str, usize> =
            self.decision.steps.iter().enumerate().map(|(rank, step)| (step.id.value.as_str(), rank)).collect();
        let mut order: Vec<Visit> = vec![Visit { step: 0, depth: 0 }];
        // The path under way: a question, and the answer that is followed next.
        let mut path: Vec<(usize, usize)> = vec![(0, 0)];
        while let Some((step, answer)) = path.last_mut() {
            let Some(taken) = self.decision.steps[*step].answers.get(*answer) else {
                path.pop();
                continue;
            };
            *answer += 1;
            let Some(&next) = ranks.get(taken.go.value.as_str()) else { continue };
            if path.iter().any(|(open, _)| *open == next) {
                let message = format!("ce chemin revient à la question « {} » : il ne finit jamais", taken.go.value);
                self.fault(Code::Decision, &taken.go.span, message, "menez cette réponse à une conclusion");
                return None;
            }
            if order.iter().all(|visit| visit.step != next) {
                order.push(Visit { step: next, depth: path.len() });
                path.push((next, 0));
            }
        }
        Some(order)
    }

    /// Nothing is written that no path reaches.
    fn reached(&mut self, order: &[Visit]) -> bool {
        let mut fine = true;
        let met: BTreeSet<usize> = order.iter().map(|visit| visit.step).collect();
        for (_, step) in self.decision.steps.iter().enumerate().filter(|(rank, _)| !met.contains(rank)) {
            let message = format!("aucune réponse ne mène à la question « {} »", step.id.value);
            fine = self.fault(Code::Decision, &step.id.span, message, "menez-y une réponse, ou retirez-la");
        }
        let ends: BTreeSet<&str> =
            self.decision.steps.iter().flat_map(|step| &step.answers).map(|answer| answer.go.value.as_str()).collect();
        for outcome in self.decision.outcomes.iter().filter(|outcome| !ends.contains(outcome.id.value.as_str())) {
            let message = format!("aucune réponse ne mène à la conclusion « {} »", outcome.id.value);
            fine = self.fault(Code::Decision, &outcome.id.span, message, "menez-y une réponse, ou retirez-la");
        }
        fine
    }
}

/// Deepest heading that HTML has.
const DEEPEST: usize = 6;
/// Level of the first question: the title of the tool is above it.
const FIRST: usize = 3;

fn values(decision: &Decision, order: &[Visit], block: &mut Block) -> Option<Values> {
    let source = block.source();
    let mut labels: BTreeMap<&str, String> = BTreeMap::new();
    for (index, visit) in order.iter().enumerate() {
        labels.insert(&decision.steps[visit.step].id.value, format!("question {}", index + 1));
    }
    for outcome in &decision.outcomes {
        labels.insert(&outcome.id.value, french(&outcome.title).into_owned());
    }
    let mut steps = Vec::new();
    for (index, visit) in order.iter().enumerate() {
        let step = &decision.steps[visit.step];
        let help = step.help.as_ref().map(|help| block.blocks(help, &source));
        let answers = step.answers.iter().map(|answer| AnswerValues {
            text: french(&answer.text.value).into_owned(),
            because: answer.because.as_ref().map(|because| french(because).into_owned()),
            go: answer.go.value.clone(),
            label: labels.get(answer.go.value.as_str()).cloned().unwrap_or_default(),
        });
        steps.push(StepValues {
            id: step.id.value.clone(),
            number: index + 1,
            level: (FIRST + visit.depth).min(DEEPEST),
            question: french(&step.question).into_owned(),
            help,
            answers: answers.collect(),
        });
    }
    let mut outcomes = Vec::new();
    for outcome in &decision.outcomes {
        let text = block.blocks(&outcome.text, &source);
        let mut next = Vec::new();
        for one in &outcome.next {
            next.push(NextValues { text: french(&one.text).into_owned(), href: block.link(&one.link)? });
        }
        outcomes.push(OutcomeValues {
            id: outcome.id.value.clone(),
            title: french(&outcome.title).into_owned(),
            tone: outcome.tone.word(),
            text,
            next,
        });
    }
    Some(Values {
        id: decision.id.value.clone(),
        title: french(&decision.title).into_owned(),
        digest: digest(decision),
        steps,
        outcomes,
    })
}

/// What an address that reopens a path depends on: the questions, their answers and where these lead.
fn digest(decision: &Decision) -> String {
    let mut hash = Sha256::new();
    for step in &decision.steps {
        hash.update(step.id.value.as_bytes());
        for answer in &step.answers {
            hash.update([0]);
            hash.update(answer.text.value.as_bytes());
            hash.update([0]);
            hash.update(answer.go.value.as_bytes());
        }
        hash.update([1]);
    }
    hash.finalize().iter().take(3).map(|byte| format!("{byte:02x}")).collect()
}
