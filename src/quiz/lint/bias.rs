//! Right answers that sit too often in one place of a bank: on paper and without scripts, choices are
//! read in the order written.

use super::{Advice, waives};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::quiz::Question;
use crate::quiz::bank::BankFile;
use crate::quiz::key::{Key, letter};
use crate::text::Source;

/// Fewest questions that show a habit.
const FEWEST: usize = 6;
/// How many times its fair share one place must have to be a habit, in percent.
const SHARE: usize = 200;
/// The same for true or false, where the fair share is one half.
const ONE_SIDED: usize = 160;

pub(super) fn lint(file: &BankFile, source: &Source, report: &mut Report) {
    let questions = file.questions.iter().map(|question| &question.value);
    for (message, hint) in habits(questions.filter(|question| !waives(question, Advice::Position))) {
        let message = format!("{message} ({})", Advice::Position.word());
        report.push(Diagnostic::warning(Code::QuizLint, message).in_file(&source.path).hint(hint));
    }
}

/// Whether there is a habit once no question is left out: only then is leaving one out of use.
pub(super) fn is_seen(file: &BankFile) -> bool {
    !habits(file.questions.iter().map(|question| &question.value)).is_empty()
}

/// Whether a question has a part in such a habit.
pub(super) fn counts(question: &Question) -> bool {
    matches!(question.key(), Key::Single { .. } | Key::TrueFalse { .. })
}

/// What is to be said, and the hint.
fn habits<'a>(questions: impl Iterator<Item = &'a Question>) -> Vec<(String, &'static str)> {
    let (mut places, mut fair, mut singles, mut yes, mut sides) = (Vec::new(), 0.0, 0, 0, 0);
    for question in questions {
        match question.key() {
            Key::Single { choices } => {
                let place = choices.iter().position(|choice| choice.correct).unwrap_or(0);
                places.resize(places.len().max(place + 1), 0_usize);
                places[place] += 1;
                fair += 1.0 / f64::from(u32::try_from(choices.len()).unwrap_or(1).max(1));
                singles += 1;
            }
            Key::TrueFalse { choices } => {
                yes += usize::from(choices.first().is_some_and(|choice| choice.correct));
                sides += 1;
            }
            _ => {}
        }
    }
    let mut habits = Vec::new();
    for (place, count) in places.iter().enumerate() {
        if singles >= FEWEST && f64::from(u32::try_from(*count * 100).unwrap_or(0)) >= fair * SHARE as f64 {
            let name = letter(place);
            habits.push((
                format!("{count} bonnes réponses sur {singles} sont à la place « {name} »"),
                "répartissez-les : sur papier et sans JavaScript, les choix se lisent dans l’ordre écrit",
            ));
        }
    }
    let most = yes.max(sides - yes);
    if sides >= FEWEST && most * 200 >= sides * ONE_SIDED {
        let word = if yes == most { "vraies" } else { "fausses" };
        habits.push((format!("{most} affirmations sur {sides} sont {word}"), "équilibrez-les"));
    }
    habits
}
