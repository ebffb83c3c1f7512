//! `jalon search report`: what a publisher may add so that readers find: to `asked`, to `data/synonyms.yaml`.
//!
//! In: a site; a list of queries, where there is one. Out: phrases that do not find their page, pages that no phrase leads to, and of the
//! list the words that the site does not know, the queries that find nothing or barely choose. On the terminal the first of each;
//! in a table, all.

use std::path::Path;

use super::Exit;
use super::search::opened;
use crate::diagnostic::printer::{Format, Printer};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::french::numbers::{plural, thousands};
use crate::output::csv;
use crate::search::phrases::{Figures, Phrases};
use crate::search::queries::{self, Gaps};
use crate::settings::Settings;
use crate::{publish, source};

/// Rows of each kind that a terminal shows.
const SHOWN: usize = 15;

/// One kind of gap.
struct Part {
    /// In the table.
    kind: &'static str,
    /// On the terminal.
    title: String,
    rows: Vec<Row>,
}

/// One gap.
struct Row {
    /// The phrase, the word, the title.
    text: String,
    /// How many times it was typed.
    count: Option<u64>,
    place: String,
    found: String,
    advice: String,
}

/// Prints the gaps of a site, and writes them where asked.
pub(crate) fn run(settings: &Settings, list: Option<&Path>, output: Option<&Path>, printer: Printer) -> Exit {
    let refused = |told: Diagnostic| {
        printer.report(&Report::of(told), Format::Text);
        Exit::Machine
    };
    let typed = match list.map(source::given).transpose() {
        Ok(text) => text.map(|text| queries::read(&text)),
        Err(told) => return refused(*told),
    };
    let (site, index) = match opened(settings, Format::Text, printer) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let phrases = Phrases::of(&site);
    let tried = phrases.tried(&index);
    let gaps = typed.map(|typed| queries::gaps(&index, typed));
    let mut parts = vec![lost(&phrases, &tried), unreached(&phrases, &tried)];
    parts.extend(gaps.iter().flat_map(|gaps| of_list(&phrases, gaps)));
    parts.iter().filter(|part| !part.rows.is_empty()).for_each(|part| printer.say(&text(part)));
    if let Some(file) = output {
        if let Err(error) = written(file, &parts) {
            let message = format!("« {} » : {}", file.display(), source::reason(&error));
            return refused(Diagnostic::error(Code::Usage, message).hint("donnez avec --output un fichier à écrire"));
        }
        printer.say(&format!("Tableau écrit : {}.", file.display()));
    }
    printer.say(&concluded(Figures::of(&tried), gaps.as_ref(), &parts, output.is_some()));
    Exit::Clean
}

fn lost(phrases: &Phrases, tried: &[crate::search::phrases::Tried]) -> Part {
    let rows = tried.iter().filter(|one| one.rank.is_none()).map(|one| Row {
        text: one.phrase.text.to_owned(),
        count: None,
        place: one.phrase.place(),
        found: one.found.first().map(|first| first.href.clone()).unwrap_or_default(),
        advice: phrases.advice(one.found.first()),
    });
    let rows: Vec<Row> = rows.collect();
    Part { kind: "phrase perdue", title: "Phrases qui ne trouvent pas leur page parmi trois".to_owned(), rows }
}

fn unreached(phrases: &Phrases, tried: &[crate::search::phrases::Tried]) -> Part {
    let rows = phrases.unreached(tried).into_iter().map(|one| {
        let (found, advice) = match one.phrases {
            0 => ("aucune phrase".to_owned(), "écrivez sous « asked » comment on la demande"),
            count => (
                plural(count, "phrase, jamais première", "phrases, jamais premières"),
                "dites ses phrases avec des mots que seule cette page emploie",
            ),
        };
        Row { text: one.title, count: None, place: one.file, found, advice: advice.to_owned() }
    });
    Part {
        kind: "page sans chemin",
        title: "Pages et termes qu’aucune phrase ne trouve en premier".to_owned(),
        rows: rows.collect(),
    }
}

/// What a list of queries shows.
fn of_list(phrases: &Phrases, gaps: &Gaps) -> [Part; 3] {
    let unknown = gaps.unknown.iter().map(|one| {
        let near: Vec<String> = one.near.iter().map(|word| format!("« {word} »")).collect();
        let advice = match one.near.is_empty() {
            true => "écrivez-le sous « words » dans data/synonyms.yaml, avec ce que le site dit à la place",
            false => "si l’un de ces mots est le bon, donnez-le pour « official » dans data/synonyms.yaml",
        };
        Row {
            text: one.word.clone(),
            count: Some(one.count),
            place: format!("dans « {} »", one.example),
            found: if near.is_empty() { String::new() } else { format!("proches : {}", near.join(", ")) },
            advice: advice.to_owned(),
        }
    });
    let empty = gaps.empty.iter().map(|(one, common)| {
        let (found, advice) = match common {
            true => ("que des mots courants", "rien : la page demande à ce lecteur un mot de plus"),
            false => {
                ("aucun résultat", "écrivez cette demande sous « asked » dans la page qui y répond, s’il y en a une")
            }
        };
        let (place, found, advice) = (String::new(), found.to_owned(), advice.to_owned());
        Row { text: one.text.clone(), count: Some(one.count), place, found, advice }
    });
    let slim = gaps.slim.iter().map(|(one, both)| {
        let [first, next] = both.map(|entry| phrases.named(entry as usize));
        Row {
            text: one.text.clone(),
            count: Some(one.count),
            place: first.1,
            found: format!("« {} » devance à peine « {} »", first.0, next.0),
            advice: "écrivez cette demande sous « asked » dans celle des deux qui y répond".to_owned(),
        }
    });
    let (unknown, empty, slim) = (unknown.collect(), empty.collect(), slim.collect());
    [
        Part { kind: "mot inconnu", title: "Mots que le site ne connaît pas".to_owned(), rows: unknown },
        Part { kind: "sans résultat", title: "Demandes sans résultat".to_owned(), rows: empty },
        Part {
            kind: "avance faible",
            title: "Demandes dont le premier résultat devance à peine le suivant".to_owned(),
            rows: slim,
        },
    ]
}

/// A part for the terminal: its first rows.
fn text(part: &Part) -> String {
    let mut lines = vec![format!("{} ({})", part.title, thousands(part.rows.len()))];
    // What is the same for all is told once.
    let common = part.rows.first().map(|row| row.advice.as_str()).unwrap_or_default();
    let one = part.rows.iter().all(|row| row.advice == common);
    for row in part.rows.iter().take(SHOWN) {
        let count =
            row.count.filter(|count| *count > 1).map(|count| format!(" × {}", times(count))).unwrap_or_default();
        lines.push(format!("  {}{count}", row.text));
        let told = [&row.place, &row.found].into_iter().filter(|part| !part.is_empty());
        let told = told.cloned().collect::<Vec<_>>().join(" · ");
        if !told.is_empty() {
            lines.push(format!("     {told}"));
        }
        if !one {
            lines.push(format!("     à faire : {}", row.advice));
        }
    }
    match part.rows.len().saturating_sub(SHOWN) {
        0 => {}
        1 => lines.push("  … et 1 autre".to_owned()),
        more => lines.push(format!("  … et {} autres", thousands(more))),
    }
    if one {
        lines.push(format!("  À faire : {common}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn times(count: u64) -> String {
    thousands(usize::try_from(count).unwrap_or(usize::MAX))
}

fn written(file: &Path, parts: &[Part]) -> std::io::Result<()> {
    let titles = ["Genre", "Demande, mot ou page", "Nombre", "Où", "Trouvé", "À faire"];
    let row = |kind: &str, row: &Row| {
        let count = row.count.map(|count| count.to_string()).unwrap_or_default();
        [kind.to_owned(), row.text.clone(), count, row.place.clone(), row.found.clone(), row.advice.clone()]
    };
    let rows = parts.iter().flat_map(|part| part.rows.iter().map(|one| row(part.kind, one)));
    let name = file.file_name().and_then(|name| name.to_str()).ok_or(std::io::ErrorKind::InvalidFilename)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    publish::update(folder, name, &csv::table(&titles, rows))
}

/// The last words of a report.
fn concluded(figures: Figures, gaps: Option<&Gaps>, parts: &[Part], kept: bool) -> String {
    let mut said = vec![format!("{}.", figures.text())];
    if let Some(gaps) = gaps {
        let times = times(gaps.times);
        let queries = plural(gaps.queries, "demande lue", "demandes lues");
        said.push(format!(
            "{queries} ({times} fois) : {}, {}.",
            plural(gaps.unknown.len(), "mot inconnu", "mots inconnus"),
            plural(gaps.empty.len(), "sans résultat", "sans résultat")
        ));
    }
    let more = parts.iter().any(|part| part.rows.len() > SHOWN) && !kept;
    said.push(match (parts.iter().all(|part| part.rows.is_empty()), more) {
        (true, _) => "Rien à changer.".to_owned(),
        (false, true) => {
            "Ajoutez --output FICHIER.csv pour tout avoir, puis complétez « asked » et data/synonyms.yaml.".to_owned()
        }
        (false, false) => "Complétez « asked » et data/synonyms.yaml, puis relancez « jalon search check ».".to_owned(),
    });
    said.join(" ")
}
