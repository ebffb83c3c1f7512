//! A bank: one file of questions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::question::Question;
use crate::content;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::record;
use crate::source::{Source, Sources};
use crate::yaml::decode::Spanned;

/// The folder of banks.
const QUIZZES: &str = "quizzes";

record! {
    /// Une banque de questions (quizzes/*.yaml).
    pub struct BankFile as "la banque de questions" {
        /// Titre du quiz.
        title: String,
        /// Seuil de réussite, en pour cent ; celui du parcours par défaut.
        pass: Option<Spanned<u32>>,
        /// Questions.
        questions: Vec<Spanned<Question>>,
    }
}

/// A bank that holds together.
#[derive(Debug, Clone)]
pub struct Bank {
    /// The name of its file, without ending.
    pub id: String,
    /// Its file.
    pub source: Arc<Source>,
    /// What it says.
    pub file: BankFile,
}

/// Reads and validates all banks.
pub fn read_all(sources: &Sources, report: &mut Report) -> BTreeMap<String, Bank> {
    let mut banks = BTreeMap::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for source in sources.texts_in(QUIZZES, "yaml") {
        let id = source.path.file_name().trim_end_matches(".yaml").to_owned();
        let Some(file) = content::read::<BankFile>(source, report) else { continue };
        validate(&file, source, report);
        for question in &file.questions {
            let name = &question.value.id;
            if let Some(owner) = owners.insert(name.value.clone(), source.path.to_string()) {
                report.push(
                    Diagnostic::error(
                        Code::DuplicateId,
                        format!("question « {} » déjà définie dans {owner}", name.value),
                    )
                    .at(source, name.span.clone())
                    .hint("donnez à chaque question du site un identifiant à elle"),
                );
            }
        }
        banks.insert(id.clone(), Bank { id, source: source.clone(), file });
    }
    banks
}

fn validate(file: &BankFile, source: &Source, report: &mut Report) {
    if file.questions.is_empty() {
        report.push(
            Diagnostic::error(Code::Quiz, "la banque n’a pas de question")
                .in_file(&source.path)
                .hint("ajoutez-en sous « questions »"),
        );
    }
    if let Some(pass) = file.pass.as_ref().filter(|pass| pass.value > 100) {
        report.push(
            Diagnostic::error(Code::BadValue, "un seuil est entre 0 et 100")
                .at(source, pass.span.clone())
                .hint("écrivez un pourcentage, comme 80"),
        );
    }
    for question in &file.questions {
        question.value.validate(source, report);
    }
}
