//! Right answers that sit too often in one place of a bank: on paper and without scripts, choices are
//! read in the order written.

use super::{Advice, waives};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::quiz::bank::BankFile;
use crate::quiz::key::{Key, letter};
use crate::source::Source;

/// Fewest questions that show a habit.
const FEWEST: usize = 6;
/// How many times its fair share one place must have to be a habit, in percent.
const SHARE: usize = 200;
/// The same for true or false, where the fair share is one half.
const ONE_SIDED: usize = 160;

pub(super) fn lint(file: &BankFile, source: &Source, report: &mut Report) {
    let questions = file.questions.iter().map(|question| &question.value);
    let (mut places, mut fair, mut singles, mut yes, mut sides) = (Vec::new(), 0.0, 0, 0, 0);
    for question in questions.filter(|question| !waives(question, Advice::Position)) {
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
    let mut warn = |message: String, hint: &str| {
        let message = format!("{message} ({})", Advice::Position.word());
        report.push(Diagnostic::warning(Code::QuizLint, message).in_file(&source.path).hint(hint));
    };
    for (place, count) in places.iter().enumerate() {
        if singles >= FEWEST && f64::from(u32::try_from(*count * 100).unwrap_or(0)) >= fair * SHARE as f64 {
            let name = letter(place);
            warn(
                format!("{count} bonnes réponses sur {singles} sont à la place « {name} »"),
                "répartissez-les : sur papier et sans JavaScript, les choix se lisent dans l’ordre écrit",
            );
        }
    }
    let most = yes.max(sides - yes);
    if sides >= FEWEST && most * 200 >= sides * ONE_SIDED {
        let word = if yes == most { "vraies" } else { "fausses" };
        warn(format!("{most} affirmations sur {sides} sont {word}"), "équilibrez-les");
    }
}
