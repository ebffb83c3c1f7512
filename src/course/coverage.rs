//! Whether the questions of a bank serve every objective that they should.
//!
//! In: objectives and a bank. Out: a warning for each objective without a question (`objectif-sans-question`).

use super::Objective;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::quiz::lint::Advice;
use crate::quiz::{Bank, Question};
use crate::text::Source;

/// Warns of the objectives of a module, or of a course, that no question of its bank serves.
pub(super) fn verify(objectives: &[&Objective], bank: &Bank, source: &Source, report: &mut Report) {
    for objective in objectives {
        let served = |question: &Question| question.objective() == Some(objective.id.value.as_str());
        if !bank.file.questions.iter().any(|question| served(&question.value)) {
            let word = Advice::NoQuestion.word();
            let (id, path) = (&objective.id.value, &bank.source.path);
            let message = format!("l’objectif « {id} » n’a pas de question dans {path} ({word})");
            report.push(
                Diagnostic::warning(Code::QuizLint, message)
                    .at(source, objective.id.span.clone())
                    .hint("ajoutez-y une question, ou retirez l’objectif"),
            );
        }
    }
}
