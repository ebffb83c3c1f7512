//! What is written to the terminal while the site is served: each diagnostic once, not at every change.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::diagnostic::printer::{Format, Printer, summary};
use crate::diagnostic::{Diagnostic, Report};
use crate::preview::guard::lock;

/// Writes through a printer, or nowhere (in tests).
#[derive(Debug, Clone)]
pub(crate) struct Terminal {
    printer: Option<Printer>,
    said: Arc<Mutex<Said>>,
}

#[derive(Debug, Default)]
struct Said {
    keys: RandomState,
    opened: HashSet<u64>,
    checked: HashSet<u64>,
    summary: String,
}

impl Terminal {
    /// Nothing written yet.
    pub(crate) fn new(printer: Option<Printer>) -> Self {
        Self { printer, said: Arc::default() }
    }

    /// One line.
    pub(crate) fn tell(&self, text: &str) {
        if let Some(printer) = self.printer {
            printer.tell(text);
        }
    }

    /// The report of a load.
    pub(crate) fn opened(&self, report: &Report) {
        let mut said = lock(&self.said);
        let keys = said.all(report);
        self.report(&said.fresh(report));
        said.opened = keys;
    }

    /// The report of a whole check; one line more when the result has changed.
    pub(crate) fn checked(&self, report: &Report) {
        let mut said = lock(&self.said);
        let keys = said.all(report);
        self.report(&said.fresh(report));
        said.checked = keys;
        let summary = summary(report);
        if said.summary != summary {
            self.tell(&format!("Site entier vérifié : {summary}."));
            said.summary = summary;
        }
    }

    fn report(&self, report: &Report) {
        if let Some(printer) = self.printer {
            printer.report(report, Format::Text);
        }
    }
}

impl Said {
    fn key(&self, diagnostic: &Diagnostic) -> u64 {
        self.keys.hash_one(serde_json::to_string(diagnostic).unwrap_or_default())
    }

    fn all(&self, report: &Report) -> HashSet<u64> {
        report.entries().iter().map(|entry| self.key(entry)).collect()
    }

    fn fresh(&self, report: &Report) -> Report {
        let mut fresh = Report::default();
        for entry in report.entries() {
            let key = self.key(entry);
            if !self.opened.contains(&key) && !self.checked.contains(&key) {
                fresh.push(entry.clone());
            }
        }
        fresh
    }
}

/// « 35 ms », « 1,3 s ».
pub(crate) fn lasting(time: Duration) -> String {
    let milliseconds = time.as_millis();
    if milliseconds < 1_000 {
        format!("{milliseconds}\u{a0}ms")
    } else {
        format!("{:.1}\u{a0}s", time.as_secs_f64()).replace('.', ",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn a_thing_is_said_once_and_again_when_it_comes_back() {
        let terminal = Terminal::new(None);
        let mut report = Report::default();
        report.push(Diagnostic::warning(Code::DeadLink, "lien"));
        let fresh = |terminal: &Terminal| lock(&terminal.said).fresh(&report).entries().len();
        assert_eq!(fresh(&terminal), 1);
        terminal.checked(&report);
        assert_eq!(fresh(&terminal), 0);
        terminal.checked(&Report::default());
        assert_eq!(fresh(&terminal), 1);
    }

    #[test]
    fn durations_are_french() {
        assert_eq!(lasting(Duration::from_micros(35_400)), "35\u{a0}ms");
        assert_eq!(lasting(Duration::from_millis(1_340)), "1,3\u{a0}s");
    }
}
