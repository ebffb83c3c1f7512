//! What a log says, for a terminal and as a table for spreadsheets.
//!
//! In: [`Stats`]. Out: text.

use super::{Counts, FEW, Stats};
use crate::french::dates;
use crate::french::numbers::{plural, thousands};
use crate::output::csv;

/// Lines of each kind on a terminal.
const SHOWN: usize = 20;

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// Small numbers could be one person: they are rounded.
fn rounded(count: u64) -> String {
    if count == 0 || count >= FEW { thousands(number(count)) } else { format!("moins de {FEW}") }
}

/// The three kinds, in the order in which they are told.
fn kinds(stats: &Stats) -> [(&'static str, &'static str, &Counts); 3] {
    [
        ("Pages lues", "page", &stats.pages),
        ("Adresses qui ne mènent nulle part (404)", "adresse introuvable", &stats.lost),
        ("Recherches", "recherche", &stats.searches),
    ]
}

/// For a terminal.
pub(crate) fn text(stats: &Stats) -> String {
    let mut out = match stats.days {
        Some((first, last)) => format!("Du {} au {}.\n", dates::shown(first).text, dates::shown(last).text),
        None => "Aucune visite.\n".to_owned(),
    };
    for (title, _, counts) in kinds(stats) {
        out.push_str(&format!("\n{title} : {}\n", rounded(counts.total())));
        let told = counts.told();
        for (what, count) in told.iter().take(SHOWN) {
            let what: String = what.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
            out.push_str(&format!("{:>8}  {what}\n", thousands(number(*count))));
        }
        let more = told.len().saturating_sub(SHOWN);
        if more > 0 {
            out.push_str(&format!(
                "          et {} (--output les donne toutes)\n",
                plural(more, "autre ligne", "autres lignes")
            ));
        }
        if counts.untold() > 0 {
            out.push_str(&format!(
                "{:>8}  demandées moins de {FEW} fois chacune, qui ne sont pas nommées\n",
                rounded(counts.untold())
            ));
        }
    }
    out.push_str(&format!("\nRobots et outils, à part : {}\n", plural(number(stats.bots), "demande", "demandes")));
    if stats.unread > 0 {
        let lines = plural(number(stats.unread), "ligne illisible", "lignes illisibles");
        out.push_str(&format!("{lines} : il faut le format « combined » d’Apache ou de nginx\n"));
    }
    out
}

/// For spreadsheets: all that is told.
pub(crate) fn csv(stats: &Stats) -> String {
    let mut rows = Vec::new();
    for (_, kind, counts) in kinds(stats) {
        rows.extend(
            counts.told().into_iter().map(|(what, count)| [kind.to_owned(), what.to_owned(), count.to_string()]),
        );
        if counts.untold() > 0 {
            let what = format!("(demandées moins de {FEW} fois chacune)");
            rows.push([kind.to_owned(), what, rounded(counts.untold())]);
        }
    }
    rows.push(["robots et outils".to_owned(), String::new(), stats.bots.to_string()]);
    csv::table(&["Genre", "Quoi", "Demandes"], rows.into_iter())
}
