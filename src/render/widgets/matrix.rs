//! `matrix`: a table with a word for what is not known, which script lets filter by row, column, label and text.
//!
//! In: columns, rows and what each state means, in YAML. Out: a real table, whole without script; on a narrow screen each
//! row becomes a card that says again what its columns are.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Block;
use crate::blocks::matrix::{Filter, Matrix, Row, State};
use crate::content::synonyms::names_of;
use crate::french::french;
use crate::render::markdown::Body;

/// Tables with more columns than this become cards sooner.
const LARGE: usize = 4;

#[derive(Serialize)]
struct ColumnValues {
    id: String,
    title: String,
    href: Option<String>,
}

#[derive(Serialize, Clone)]
struct StateValues {
    state: &'static str,
    icon: &'static str,
    label: String,
    text: String,
}

#[derive(Serialize)]
struct OptionValues {
    id: String,
    title: String,
}

#[derive(Serialize)]
struct FilterValues {
    title: String,
    options: Vec<OptionValues>,
}

#[derive(Serialize)]
struct CellValues {
    state: Option<&'static str>,
    icon: Option<&'static str>,
    label: Option<String>,
    text: Option<String>,
}

#[derive(Serialize)]
struct RowValues {
    title: String,
    /// Other names, one after the other: a reader looks for a row by them.
    also: String,
    usual: bool,
    note: Option<String>,
    general: bool,
    tags: String,
    cells: Vec<CellValues>,
}

#[derive(Serialize)]
struct PickValues {
    row: Option<String>,
    column: Option<String>,
    state: Option<String>,
}

#[derive(Serialize)]
struct AnswerValues {
    column: String,
    because: String,
    why: String,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    caption: String,
    head: String,
    large: bool,
    columns: Vec<ColumnValues>,
    states: Vec<StateValues>,
    filters: Vec<FilterValues>,
    pick: PickValues,
    answer: Option<AnswerValues>,
    /// Titles of the rows that are not for everybody, once each.
    titles: Vec<String>,
    rows: Vec<RowValues>,
}

/// Renders it.
pub(crate) fn render(matrix: &Matrix, block: &mut Block) -> Option<Body> {
    if !block.sound {
        return None;
    }
    let values = values(matrix, block)?;
    block.template("matrix", &values)
}

fn values(matrix: &Matrix, block: &mut Block) -> Option<Values> {
    let source = block.source();
    let said = |text: &str| french(text).into_owned();
    let caption = block.line(&matrix.caption, &source);
    let mut columns = Vec::new();
    for column in &matrix.columns {
        let href = match &column.link {
            Some(link) => Some(block.link(link)?),
            None => None,
        };
        columns.push(ColumnValues { id: column.id.value.clone(), title: said(&column.title), href });
    }
    let mut states = Vec::new();
    for meaning in &matrix.states {
        let state = meaning.state.value;
        let text = block.line(&meaning.text, &source);
        states.push(StateValues { state: state.word(), icon: icon(state), label: said(&meaning.label), text });
    }
    let words: BTreeMap<&str, StateValues> = states.iter().map(|one| (one.state, one.clone())).collect();
    let mut rows = Vec::new();
    for row in &matrix.rows {
        let mut cells = Vec::new();
        for cell in &row.cells {
            let state = cell.value.0.state.and_then(|state| words.get(state.word()));
            cells.push(CellValues {
                state: state.map(|state| state.state),
                icon: state.map(|state| state.icon),
                label: state.map(|state| state.label.clone()),
                text: cell.value.0.text.as_ref().map(|text| block.line(text, &source)),
            });
        }
        rows.push(RowValues {
            title: said(&row.title.value),
            also: names(row, block),
            usual: row.usual,
            note: row.note.as_ref().map(|note| block.line(note, &source)),
            general: row.general,
            tags: row.tags.iter().map(|tag| tag.value.as_str()).collect::<Vec<_>>().join(" "),
            cells,
        });
    }
    let filter = |filter: &Filter| FilterValues {
        title: said(&filter.title.value),
        options: filter
            .options
            .iter()
            .map(|tag| OptionValues { id: tag.id.value.clone(), title: said(&tag.title) })
            .collect(),
    };
    let pick = matrix.pick.as_ref();
    let picked = |title: Option<&String>| title.map(|title| said(title));
    let mut seen = BTreeSet::new();
    let titles = rows.iter().filter(|row| !row.general && seen.insert(row.title.clone()));
    Some(Values {
        id: matrix.id.value.clone(),
        title: said(&matrix.title),
        caption,
        head: said(&matrix.head),
        large: columns.len() > LARGE,
        filters: matrix.filters.iter().map(filter).collect(),
        pick: PickValues {
            row: picked(pick.and_then(|pick| pick.row.as_ref())),
            column: picked(pick.and_then(|pick| pick.column.as_ref())),
            state: picked(pick.and_then(|pick| pick.state.as_ref())),
        },
        answer: matrix.answer.as_ref().map(|answer| AnswerValues {
            column: answer.column.value.clone(),
            because: answer.because.value.clone(),
            why: said(&answer.why),
        }),
        titles: titles.map(|row| row.title.clone()).collect(),
        columns,
        states,
        rows,
    })
}

/// What else a row is called, by its author, the synonyms of the site and its glossary.
fn names(row: &Row, block: &Block) -> String {
    let site = block.scope.site;
    let known = if row.general { Vec::new() } else { names_of(&row.title.value, &site.synonyms, &site.glossary) };
    let own = row.also.iter().map(|name| french(&name.value).into_owned());
    own.chain(known).collect::<Vec<_>>().join(", ")
}

fn icon(state: State) -> &'static str {
    match state {
        State::Yes => "check",
        State::No => "cross",
        State::Advice => "alert-tip",
        State::Depends => "part",
        State::Unknown => "alert-verify",
    }
}
