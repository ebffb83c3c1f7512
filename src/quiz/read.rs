//! All banks of a site, read and validated.
//!
//! In: the files of `quizzes/`. Out: [`Bank`]s, faults first, then advice on those that hold together.

use std::collections::BTreeMap;

use super::bank::{Bank, BankFile, validate};
use super::lint;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::Sources;
use crate::yaml;

/// The folder of banks.
const QUIZZES: &str = "quizzes";

/// Reads and validates all banks.
pub(crate) fn read_all(sources: &Sources, report: &mut Report) -> BTreeMap<String, Bank> {
    let mut banks = BTreeMap::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for source in sources.texts_in(QUIZZES, "yaml") {
        let id = source.path.file_name().trim_end_matches(".yaml").to_owned();
        let Some(file) = yaml::read::<BankFile>(source, report) else { continue };
        let mut faults = Report::default();
        validate(&file, source, &mut faults);
        // What does not hold together is told first: advice on it would be beside the point.
        if !faults.has_errors() {
            lint::bank(&file, source, &mut faults);
        }
        report.extend(faults);
        for question in &file.questions {
            let name = &question.value.common.id;
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
