//! What keeps the server alive when code panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diagnostic::{Code, Diagnostic, Report};

/// Runs code of the generator; if it panics, that one piece of work fails and the server goes on.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Report> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let said = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let said = said.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "sans message".to_owned());
        let mut report = Report::default();
        report.push(
            Diagnostic::error(Code::Internal, format!("défaut de jalon : {said}"))
                .hint("vos fichiers n’y sont pour rien ; signalez ces mots aux auteurs de jalon, le reste du site continue d’être servi"),
        );
        report
    })
}

/// Locks a mutex that a panic may have poisoned: what it guards is replaced whole, never left half-made.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What nothing outside provokes: a panic, of which these are all the words.
    #[test]
    fn a_panic_is_told_as_a_defect_of_ours() {
        let said = |report: Report| {
            let [entry] = report.entries() else { panic!("{report:?}") };
            entry.clone()
        };
        let hint = "vos fichiers n’y sont pour rien ; signalez ces mots aux auteurs de jalon, le reste du site continue d’être servi";
        let expected = |message: &str| Diagnostic::error(Code::Internal, message).hint(hint);
        let panicked = guarded(|| -> () { panic!("page {}", 7) }).map_err(said);
        assert_eq!(panicked, Err(expected("défaut de jalon : page 7")));
        let silent = guarded(|| -> () { std::panic::panic_any(7) }).map_err(said);
        assert_eq!(silent, Err(expected("défaut de jalon : sans message")));
    }
}
