//! What keeps the server alive when code panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diagnostic::{Code, Diagnostic, Report};

/// Runs code of the generator; if it panics, that one piece of work fails and the server goes on.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Report> {
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
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
