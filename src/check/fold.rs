//! One diagnostic for what many files have in common: a fault in a template is in every page.
//!
//! In: a report. Out: the same, with one entry for each message without a place.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::french::numbers::plural;

/// Keeps the first of the entries that say the same, in the order of paths, and counts the others.
pub(crate) fn fold(report: Report) -> Report {
    let mut report = report;
    report.settle();
    let mut groups: BTreeMap<(Severity, Code, &str), Vec<usize>> = BTreeMap::new();
    for (index, entry) in report.entries().iter().enumerate().filter(|(_, entry)| entry.place.is_none()) {
        groups.entry((entry.severity, entry.code, &entry.message)).or_default().push(index);
    }
    let groups =
        groups.into_values().filter_map(|group| group.split_first().map(|(first, rest)| (*first, rest.to_vec())));
    let groups: BTreeMap<usize, Vec<usize>> = groups.collect();
    let mut folded = Report::default();
    for (index, entry) in report.entries().iter().enumerate() {
        match groups.get(&index) {
            None if entry.place.is_none() => {}
            Some(rest) if !rest.is_empty() => {
                let others = plural(rest.len(), "autre fichier", "autres fichiers");
                let message = format!("{} (et {others})", entry.message);
                let others = rest.iter().map(|other| report.entries()[*other].file.clone()).collect();
                folded.push(Diagnostic { message, others, ..entry.clone() });
            }
            _ => folded.push(entry.clone()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::{around, read_at};

    #[test]
    fn a_fault_of_many_pages_is_said_once() {
        let mut report = Report::default();
        for path in ["c.html", "a.html", "b.html"] {
            report.extend(read_at(path, &around("<style></style>")).1);
        }
        report.extend(read_at("d.html", &around("<p style=x>a</p>")).1);
        let folded = fold(report);
        let said: Vec<(&str, &str)> =
            folded.entries().iter().map(|entry| (entry.file.as_str(), entry.message.as_str())).collect();
        assert_eq!(
            said,
            [
                ("a.html", "feuille de style en ligne : <style> (et 2 autres fichiers)"),
                ("d.html", "attribut style sur <p>")
            ]
        );
    }
}
