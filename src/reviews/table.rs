//! The readings to come, as a table for spreadsheets and as a text for a terminal.
//!
//! In: [`Item`]s, soonest first, and today. Out: text.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Item, Kind};
use crate::french::dates;
use crate::french::numbers::plural;
use crate::output::csv;

/// Titles of the columns.
const COLUMNS: [&str; 7] = ["Mois", "À relire avant le", "Genre", "Fichier", "Quoi", "Relu le", "Qui relit"];

/// All items as CSV.
pub(crate) fn csv(items: &[Item]) -> String {
    let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    let row = |item: &Item| {
        [
            item.due.map_or_else(String::new, month_number),
            day(item.due),
            item.kind.word().to_owned(),
            item.file.clone(),
            item.what.clone(),
            day(item.reviewed),
            item.owner.clone().unwrap_or_default(),
        ]
    };
    csv::table(&COLUMNS, items.iter().map(row))
}

fn month_number(date: Date) -> String {
    format!("{}-{:02}", date.year(), date.month())
}

/// Each month with who reads what, for a terminal; facts are counted only, since pages state them.
pub(crate) fn text(items: &[Item], today: Date) -> String {
    let mut out = format!("À relire, au {} : {}.\n", dates::shown(today).text, counts(items.iter()));
    let mut months: BTreeMap<Option<(i16, i8)>, Vec<&Item>> = BTreeMap::new();
    for item in items {
        months.entry(item.due.map(|due| (due.year(), due.month()))).or_default().push(item);
    }
    for (month, items) in months {
        let late = items.iter().filter(|item| item.due.is_some_and(|due| due < today)).count();
        let late = if late == 0 { String::new() } else { format!(", dont {late} en retard") };
        let title = match items.first().and_then(|item| item.due) {
            Some(due) if month.is_some() => dates::month(due),
            _ => "Jamais relu".to_owned(),
        };
        out.push_str(&format!("\n{title} : {}{late}\n", counts(items.iter().copied())));
        owners(&items, &mut out);
    }
    out
}

/// The items of a month, by who reads them.
fn owners(items: &[&Item], out: &mut String) {
    let mut owners: BTreeMap<Option<&str>, Vec<&Item>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.kind != Kind::Fact) {
        owners.entry(item.owner.as_deref()).or_default().push(item);
    }
    for (owner, items) in owners {
        out.push_str(&format!("  {}\n", owner.unwrap_or("Personne n’est nommé")));
        for item in items {
            let due = item.due.map_or_else(|| "          ".to_owned(), |due| due.to_string());
            out.push_str(&format!("    {due}  {} : {} ({})\n", item.kind.word(), item.what, item.file));
        }
    }
}

/// « 3 pages, 2 questions ».
pub(super) fn counts<'a>(items: impl Iterator<Item = &'a Item> + Clone) -> String {
    let count = |kind: Kind| items.clone().filter(|item| item.kind == kind).count();
    let words = |kind: Kind| match kind {
        Kind::Page => ("page", "pages"),
        Kind::Question => ("question", "questions"),
        Kind::Capsule => ("capsule", "capsules"),
        Kind::Point => ("point ouvert", "points ouverts"),
        Kind::Fact => ("fait", "faits"),
    };
    let said: Vec<String> = Kind::ALL
        .iter()
        .map(|kind| (count(*kind), words(*kind)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, (one, many))| plural(count, one, many))
        .collect();
    if said.is_empty() { "rien".to_owned() } else { said.join(", ") }
}
