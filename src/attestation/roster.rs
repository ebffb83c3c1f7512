//! A table of returned attestations, for who follows a group.
//!
//! In: for each file, its name and what was read of it. Out: [`Row`]s, and the same as CSV and as a
//! printable page. Pure: nothing is read, written or sent here.

use std::collections::BTreeMap;

use super::control_code::{canonical_text, clean, read_code};
use super::identifiers::holds_rpps;
use super::sheet::Sheet;
use super::transcript::Fault;
use super::verdict::{Finding, Report, State, Verdict};
use super::versions::Change;
use crate::french::numbers::plural;
use crate::output::csv;

/// One file.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Name of the file.
    pub(crate) file: String,
    /// What it says, or why it cannot be read.
    pub(crate) read: Result<(Sheet, String, Report), Unread>,
}

/// Why a file says nothing.
#[derive(Debug, Clone)]
pub(crate) enum Unread {
    /// It is not a transcript.
    Fault(Fault),
    /// The system refused, in French.
    System(String),
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fault(fault) => fault.fmt(f),
            Self::System(reason) => f.write_str(reason),
        }
    }
}

/// Titles of the columns.
const COLUMNS: [&str; 15] = [
    "Fichier",
    "Nom",
    "Prénom",
    "Fonction",
    "Structure",
    "SIRET ou FINESS",
    "Parcours",
    "Version du parcours",
    "Date",
    "À revoir avant le",
    "Modules acquis",
    "Verdict",
    "Doublon",
    "Modules à revoir",
    "Remarques",
];

/// One line, one cell per column.
pub(crate) type Row = [String; 15];

/// The verdict in words.
pub(crate) fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Current => "conforme, version actuelle",
        Verdict::Older => "conforme, version antérieure",
        Verdict::Sealed => "code juste, parcours non comparé",
        Verdict::Unknown => "version du parcours inconnue",
        Verdict::Altered => "non conforme",
    }
}

/// A report in words: an unfinished course is said first.
pub(crate) fn said(report: &Report) -> String {
    match &report.incomplete {
        Some(incomplete) if report.verdict.is_valid() => format!("{incomplete} ; {}", words(report.verdict)),
        Some(incomplete) => format!("{} ; {incomplete}", words(report.verdict)),
        None => words(report.verdict).to_owned(),
    }
}

/// The lines of the table, in the order of the files.
pub(crate) fn rows(entries: &[Entry]) -> Vec<Row> {
    let mut codes = BTreeMap::new();
    let mut people = BTreeMap::new();
    entries.iter().map(|entry| row(entry, &mut codes, &mut people)).collect()
}

fn row(entry: &Entry, codes: &mut BTreeMap<String, String>, people: &mut BTreeMap<String, String>) -> Row {
    let file = clean(&entry.file);
    let (sheet, code, report) = match &entry.read {
        Ok(read) => read,
        Err(unread) => {
            let mut row = Row::default();
            row[0] = file;
            row[11] = "illisible".to_owned();
            row[14] = unread.to_string();
            return row;
        }
    };
    [
        file.clone(),
        clean(&sheet.last),
        clean(&sheet.first),
        clean(&sheet.role),
        clean(&sheet.structure),
        spaced(sheet.identifier()),
        clean(&sheet.course),
        // A bare digest like 12345678e901 is a number to a spreadsheet.
        if sheet.version.is_empty() { String::new() } else { format!("version {}", sheet.version) },
        sheet.date.clone(),
        sheet.review.clone(),
        format!("{} sur {}", sheet.modules.len(), sheet.total),
        said(report),
        duplicate(sheet, code, &file, codes, people),
        due(report),
        remarks(sheet, report),
    ]
}

/// Groups, so that no spreadsheet takes an identifier for a number and drops its zeros.
fn spaced(identifier: &str) -> String {
    let cuts: &[usize] = if identifier.len() == 14 { &[3, 6, 9] } else { &[2, 5, 8] };
    let mut out = String::new();
    for (at, c) in identifier.chars().enumerate() {
        if cuts.contains(&at) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

fn duplicate(
    sheet: &Sheet,
    code: &str,
    file: &str,
    codes: &mut BTreeMap<String, String>,
    people: &mut BTreeMap<String, String>,
) -> String {
    let code = read_code(code).unwrap_or_default();
    let fold = |text: &str| canonical_text(text).to_lowercase();
    let person = format!("{}\n{}", fold(&sheet.name()), fold(&sheet.structure));
    let twin = codes.get(&code).cloned();
    let kin = people.get(&person).cloned();
    if !code.is_empty() {
        codes.entry(code).or_insert_with(|| file.to_owned());
    }
    people.entry(person).or_insert_with(|| file.to_owned());
    match (twin, kin) {
        (Some(twin), _) => format!("même attestation que {twin}"),
        (None, Some(kin)) => format!("même personne que {kin}"),
        (None, None) => String::new(),
    }
}

fn due(report: &Report) -> String {
    let due = report.changes.iter().filter(|(_, change)| *change == Change::Changed);
    due.map(|(title, _)| title.as_str()).collect::<Vec<_>>().join(", ")
}

/// What is no fault and must be seen all the same.
const WORTH: [&str; 5] = ["clock", "future", "early", "below", "past"];

fn remarks(sheet: &Sheet, report: &Report) -> String {
    let mut remarks: Vec<String> = report
        .findings
        .iter()
        .filter(|finding| finding.state == State::Bad || WORTH.contains(&finding.why))
        .map(|finding| format!("{} : {}", label(finding), reason(finding)))
        .collect();
    if [&sheet.first, &sheet.last, &sheet.role, &sheet.structure, &sheet.place].into_iter().any(|text| holds_rpps(text))
    {
        remarks.push("un champ semble contenir un numéro RPPS, qui n’a rien à y faire".to_owned());
    }
    remarks.join(" ; ")
}

/// The name of a field.
pub(crate) fn label(finding: &Finding) -> &'static str {
    match finding.field {
        "code" => "Code de contrôle",
        "count" => "Modules acquis",
        "review" => "À revoir avant le",
        "paper" => "Code imprimé",
        "name" => "Apprenant",
        "role" => "Fonction",
        "structure" => "Structure",
        "id" => "SIRET ou FINESS",
        "place" => "Fait à",
        "version" => "Version du parcours",
        "publisher" => "Éditeur",
        "course" => "Parcours",
        "total" => "Nombre de modules",
        "pass" => "Seuil de réussite",
        "duration" => "Durée estimée",
        "mode" => "Modalité",
        "period" => "Période",
        "date" => "Date",
        "module" => "Module",
        "answers" => "Réponses enregistrées",
        "replay" => "Résultats recalculés",
        other => other,
    }
}

/// What is said of a field.
pub(crate) fn reason(finding: &Finding) -> &'static str {
    match (finding.field, finding.why) {
        ("version", "unknown") => "ce site ne connaît pas cette version",
        ("module", "unknown") => "version du module inconnue de ce site",
        (_, "complete") => "le parcours est terminé",
        (_, "incomplete") => "le parcours n’est pas terminé",
        (_, "early") => "cette date précède la première attestation qui ait pu être faite",
        (_, "below") => "le résultat est sous le seuil du parcours",
        (_, "past") => "cette date est passée : les modules sont à revoir",
        (_, "match") => "il correspond à la feuille",
        (_, "mismatch") => "il ne correspond pas : un élément de la feuille, ou le code, a été modifié",
        (_, "malformed") => "ce code n’a pas pu être imprimé : un caractère est faux ou manque",
        (_, "sealed") => "inchangé depuis l’édition du code",
        (_, "unsealed") => "rien ne le garantit, le code n’étant pas le bon",
        (_, "missing") => "absent, alors que la feuille ne s’imprime pas sans lui",
        (_, "none") => "non indiqué",
        (_, "key") => "la clé de ce numéro est fausse",
        (_, "current") => "version actuelle",
        (_, "older") => "version antérieure, connue de ce site",
        (_, "uncompared") => "non comparée, faute de site",
        (_, "same") => "comme publié dans cette version",
        (_, "differs") => "différent de ce que le site a publié dans cette version",
        (_, "earlier") => "acquis sur une version antérieure du module",
        (_, "order") => "la fin précède le début",
        (_, "clock") => "la période finit après la date de la feuille : l’horloge du poste a pu changer",
        (_, "future") => "cette date n’est pas encore venue",
        (_, "twice") => "ce module figure deux fois",
        (_, "consistent") => "elles soutiennent ce que dit la feuille",
        (_, "no-attempt") => "il manque un essai réussi pour un des modules",
        (_, "score") => "le résultat imprimé n’est pas celui de l’essai",
        (_, "times") => "un essai tombe hors de la période imprimée",
        (_, "replayed") => "les réponses redonnent les mêmes résultats",
        (_, "replay-clock") => {
            "les réponses redonnent les mêmes résultats ; des heures reculent : l’horloge du poste a pu être changée"
        }
        (_, "replay-quiz") => "un essai n’est pas fait sur les questions de son module",
        (_, "replay-twice") => "un essai pose deux fois la même question",
        (_, "replay-answers") => "un essai n’a pas une réponse, et une seule, à chaque question posée",
        (_, "replay-origin") => "l’essai dont un autre reprend les réponses manque, ou ne dit pas la même chose",
        (_, "replay-order") => "les questions d’un essai ne sont pas dans l’ordre du tirage",
        (_, "replay-draw") => "les questions d’un essai ne sont pas celles de son tirage",
        (_, "replay-differs") => "les réponses ne redonnent pas ces résultats",
        (_, "not-replayable") => "non recalculés : le module a changé depuis",
        _ => "",
    }
}

/// The table as CSV.
pub(crate) fn csv(rows: &[Row]) -> String {
    csv::table(&COLUMNS, rows.iter().map(|row| row.clone().map(|cell| clean(&cell))))
}

/// The table as a page to print: no script, nothing fetched.
pub(crate) fn page(rows: &[Row], passed_over: &[String], day: &str) -> String {
    let cells = |row: &Row, tag: &str| -> String {
        row.iter().map(|cell| format!("<{tag}>{}</{}>", escaped(cell), tag.split(' ').next().unwrap_or(tag))).collect()
    };
    let titles: Row = COLUMNS.map(str::to_owned);
    let body: String = rows.iter().map(|row| format!("<tr>{}</tr>\n", cells(row, "td"))).collect();
    let count = plural(rows.len(), "fichier lu", "fichiers lus");
    let over = if passed_over.is_empty() {
        String::new()
    } else {
        format!(
            "<p>Laissés de côté, parce que ce ne sont pas des fichiers .json du dossier : {}.</p>\n",
            escaped(&passed_over.join(", "))
        )
    };
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
        <title>Attestations reçues, {day}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>Attestations reçues</h1>\n\
        <p>{count}, le {day}. « Conforme » veut dire que rien de ce qui est imprimé n’a été modifié depuis l’édition du code, et que le parcours est celui du site. \
        Personne ne peut en déduire qui se tenait devant l’écran, ni que la feuille n’a pas été fabriquée entière : c’est à quoi servent les signatures. Ce tableau contient des données personnelles : ne le diffusez pas, effacez-le quand il a servi.</p>\n\
        <table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n{over}</body>\n</html>\n",
        cells(&titles, "th scope=\"col\"")
    )
}

const STYLE: &str = "@page{size:A4 landscape;margin:10mm}body{font:9pt/1.35 sans-serif;color:#000;background:#fff;margin:1rem}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #777;padding:.25em .4em;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
thead{display:table-header-group}tr{break-inside:avoid}";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_or_markup() {
        let mut row = Row::default();
        for (at, text) in
            ["=1+1", "+33", "-2", "@SUM(A1)", "\t=cmd", "\u{200b}=x", "a\";=b\"\r\n=c", "<b>"].into_iter().enumerate()
        {
            row[at] = text.to_owned();
        }
        let csv = csv(std::slice::from_ref(&row));
        assert!(csv.starts_with("\u{feff}\"Fichier\";"));
        assert_eq!(csv.lines().count(), 2);
        assert!(
            csv.contains("\"'=1+1\";\"'+33\";\"'-2\";\"'@SUM(A1)\";\"'=cmd\";\"'=x\";\"a\"\";=b\"\" =c\";"),
            "{csv}"
        );
        assert!(page(&[row], &["<i>".to_owned()], "2026-11-22").contains("<td>&lt;b&gt;</td>"));
        assert!(page(&[], &["<i>".to_owned()], "2026-11-22").contains("&lt;i&gt;"));
    }
}
