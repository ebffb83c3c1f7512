//! `collect`: what must be gathered about each person, as a sheet to print and as a table to check.
//!
//! In: columns, each with its kind and its rules, in YAML. Out: the printable sheet with its blanks; the
//! script adds the spreadsheet to fill in and checks the rows that one pastes. The rules are applied by
//! `widgets/collect/rules.js`; here it is checked that they hold together.

use serde::Serialize;

use super::Block;
use crate::blocks::collect::{Collect, Column, ColumnKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::french::french;
use crate::render::markdown::Body;

impl ColumnKind {
    /// The boxes of the printed sheet, by groups; none where one writes freely.
    fn boxes(self) -> &'static [usize] {
        match self {
            Self::Rpps => &[11],
            Self::Siret => &[3, 3, 3, 5],
            Self::Finess => &[9],
            Self::Date => &[2, 2, 4],
            Self::Mobile => &[2, 2, 2, 2, 2],
            Self::Text | Self::Email | Self::Choice => &[],
        }
    }
}

/// What `widgets/collect/rules.js` applies.
#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    label: String,
    header: String,
    kind: &'static str,
    also: Vec<&'a str>,
    required: bool,
    unless: Option<&'a str>,
    distinct: bool,
    birth: bool,
    after: Option<&'a str>,
    choices: Vec<String>,
}

#[derive(Serialize)]
struct Rules<'a> {
    columns: Vec<Rule<'a>>,
    same: Vec<&'a str>,
    remarks: &'static str,
}

#[derive(Serialize)]
struct Entry {
    label: String,
    kind: &'static str,
    hint: Option<String>,
    required: bool,
    boxes: &'static [usize],
    choices: Vec<String>,
}

#[derive(Serialize)]
struct Group {
    title: Option<String>,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    file: String,
    note: Option<String>,
    groups: Vec<Group>,
    rules: String,
}

/// Renders it.
pub(crate) fn render(collect: &Collect, block: &mut Block) -> Option<Body> {
    if !block.sound {
        return None;
    }
    let values = values(collect, block)?;
    block.template("collect", &values)
}

fn values(collect: &Collect, block: &mut Block) -> Option<Values> {
    let source = block.source();
    let mut groups: Vec<Group> = Vec::new();
    for column in &collect.columns {
        let title = column.group.as_ref().map(|title| french(title).into_owned());
        if groups.is_empty() || title.is_some() && groups.last().is_some_and(|group| group.title != title) {
            groups.push(Group { title, entries: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.entries.push(Entry {
                label: french(&column.label.value).into_owned(),
                kind: column.kind().word(),
                hint: column.hint.as_ref().map(|hint| french(hint).into_owned()),
                required: column.required,
                boxes: column.kind().boxes(),
                choices: column.choices.iter().map(|choice| french(&choice.value).into_owned()).collect(),
            });
        }
    }
    let rules = Rules {
        columns: collect.columns.iter().map(rule).collect(),
        same: collect.same.iter().map(|id| id.value.as_str()).collect(),
        remarks: "Remarques",
    };
    let rules = serde_json::to_string(&rules)
        .map_err(|error| block.report.push(Diagnostic::error(Code::Internal, error.to_string())))
        .ok()?;
    Some(Values {
        id: collect.id.value.clone(),
        title: french(&collect.title).into_owned(),
        file: collect.file.as_ref().unwrap_or(&collect.id).value.clone(),
        note: collect.note.as_ref().map(|note| block.blocks(note, &source)),
        groups,
        rules,
    })
}

fn rule(column: &Column) -> Rule<'_> {
    let label = french(&column.label.value).into_owned();
    Rule {
        id: &column.id.value,
        header: if column.kind() == ColumnKind::Date { format!("{label} (jj/mm/aaaa)") } else { label.clone() },
        label,
        kind: column.kind().word(),
        also: column.also.iter().map(|title| title.value.as_str()).collect(),
        required: column.required,
        unless: column.unless.as_ref().map(|other| other.value.as_str()),
        distinct: column.distinct,
        birth: column.birth.as_ref().is_some_and(|birth| birth.value),
        after: column.after.as_ref().map(|other| other.value.as_str()),
        choices: column.choices.iter().map(|choice| french(&choice.value).into_owned()).collect(),
    }
}
