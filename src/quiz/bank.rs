//! A bank: one file of questions.

use std::sync::Arc;

use super::question::Question;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;
use crate::yaml::decode::Spanned;
use crate::{choice, record};

record! {
    /// Une banque de questions (quizzes/*.yaml).
    pub(crate) struct BankFile as "la banque de questions" {
        /// Titre du quiz.
        title: String,
        /// Qui relit les questions ; par défaut, qui relit le site.
        owner: Option<String>,
        /// Seuil de réussite, en pour cent ; celui du parcours par défaut.
        pass: Option<Spanned<u32>>,
        /// Nombre de questions tirées à chaque essai, équilibré entre les objectifs ; toutes par défaut.
        draw: Option<Spanned<u32>>,
        /// Présenter les choix dans un ordre nouveau à chaque essai ; « true » par défaut.
        shuffle: Option<bool>,
        /// Reprise des questions manquées.
        retry: Option<Retry>,
        /// Questions.
        questions: Vec<Spanned<Question>>,
    }
}

record! {
    /// Reprise des questions manquées.
    pub(crate) struct Retry as "« retry »" {
        /// Nombre d’essais, le premier compris ; sans limite par défaut.
        tries: Option<Spanned<u32>>,
        /// Ce que l’on montre après un essai ; « answers » par défaut.
        show: Option<Show>,
    }
}

choice! {
    /// Ce que l’on montre entre deux essais.
    pub(crate) enum Show {
        /// Les retours et les bonnes réponses.
        Answers => "answers",
        /// Ce qui est faux et le paragraphe à relire, sans la bonne réponse.
        Reviews => "reviews",
        /// Le résultat seul.
        Score => "score",
    }
}

impl BankFile {
    /// How many questions are drawn, when fewer than all.
    pub(crate) fn drawn(&self) -> Option<usize> {
        let count = usize::try_from(self.draw.as_ref()?.value).ok()?;
        (count < self.questions.len()).then_some(count)
    }

    /// Whether choices are shown in a new order at each attempt.
    pub(crate) fn shuffled(&self) -> bool {
        self.shuffle.unwrap_or(true)
    }

    /// How many tries are allowed, the first one included.
    pub(crate) fn tries(&self) -> Option<u32> {
        self.retry.as_ref()?.tries.as_ref().map(|tries| tries.value)
    }

    /// What is shown between two tries.
    pub(crate) fn show(&self) -> Show {
        self.retry.as_ref().and_then(|retry| retry.show).unwrap_or(Show::Answers)
    }
}

/// A bank that holds together.
#[derive(Debug, Clone)]
pub(crate) struct Bank {
    /// The name of its file, without ending.
    pub(crate) id: String,
    /// Its file.
    pub(crate) source: Arc<Source>,
    /// What it says.
    pub(crate) file: BankFile,
}

/// Tells what does not hold together in a bank.
pub(super) fn validate(file: &BankFile, source: &Source, report: &mut Report) {
    if file.questions.is_empty() {
        report.push(
            Diagnostic::error(Code::Quiz, "la banque n’a pas de question")
                .in_file(&source.path)
                .hint("ajoutez-en sous « questions »"),
        );
    }
    let mut limits =
        |value: Option<&Spanned<u32>>, admitted: std::ops::RangeInclusive<u32>, message: &str, hint: &str| {
            if let Some(value) = value.filter(|value| !admitted.contains(&value.value)) {
                report.push(Diagnostic::error(Code::BadValue, message).at(source, value.span.clone()).hint(hint));
            }
        };
    let count = u32::try_from(file.questions.len()).unwrap_or(u32::MAX);
    limits(file.pass.as_ref(), 0..=100, "un seuil est entre 0 et 100", "écrivez un pourcentage, comme 80");
    limits(
        file.draw.as_ref(),
        1..=count,
        "le tirage demande plus de questions qu’il n’y en a, ou aucune",
        "écrivez un nombre de questions, au plus celui de la banque",
    );
    let tries = file.retry.as_ref().and_then(|retry| retry.tries.as_ref());
    limits(tries, 1..=u32::MAX, "il faut au moins un essai", "écrivez 1 pour un seul essai, ou retirez la clé");
    for question in &file.questions {
        question.value.validate(source, report);
    }
}
