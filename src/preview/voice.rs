//! What the terminal is told while the site is served: each thing once, not at every change.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::lock;
use crate::diagnostic::printer::{Format, Printer, summary};
use crate::diagnostic::{Diagnostic, Report};

/// Speaks through a printer, or not at all (in tests).
#[derive(Debug, Clone)]
pub struct Voice {
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

impl Voice {
    /// A voice that has said nothing.
    pub fn new(printer: Option<Printer>) -> Self {
        Self { printer, said: Arc::default() }
    }

    /// One line.
    pub fn tell(&self, text: &str) {
        if let Some(printer) = self.printer {
            printer.tell(text);
        }
    }

    /// What a load had to say.
    pub fn opened(&self, report: &Report) {
        let mut said = lock(&self.said);
        let keys = said.all(report);
        self.report(&said.fresh(report));
        said.opened = keys;
    }

    /// All that there is to say once the whole site was checked; one line when the result is another than before.
    pub fn checked(&self, report: &Report) {
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
pub fn lasting(time: Duration) -> String {
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
        let voice = Voice::new(None);
        let mut report = Report::default();
        report.push(Diagnostic::warning(Code::DeadLink, "lien"));
        let fresh = |voice: &Voice| lock(&voice.said).fresh(&report).entries().len();
        assert_eq!(fresh(&voice), 1);
        voice.checked(&report);
        assert_eq!(fresh(&voice), 0);
        voice.checked(&Report::default());
        assert_eq!(fresh(&voice), 1);
    }

    #[test]
    fn durations_are_french() {
        assert_eq!(lasting(Duration::from_micros(35_400)), "35\u{a0}ms");
        assert_eq!(lasting(Duration::from_millis(1_340)), "1,3\u{a0}s");
    }
}
