//! `process`: who does what, in which order: a diagram with a lane for each actor, and the same steps as a list.
//!
//! In: lanes and steps, in YAML. Out: a drawing made here, once, and the list from which a reader who does not see it, or
//! whose screen is narrow, loses nothing. No script.

mod channel;
mod chart;
mod layout;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use self::chart::Chart;
use self::layout::{Area, LEADING, Layout, Route, SLANT};
use super::Block;
use crate::blocks::process::{Next, Process, Step};
use crate::french::french;
use crate::render::markdown::Body;

/// How round the corners of edges are.
const ROUND: i32 = 8;
/// From the top of a line of text to what it stands on.
const BASE: i32 = 16;
/// Diagrams wider than this are small on the page, and give way to the list sooner.
const LARGE: i32 = 1000;

#[derive(Serialize)]
struct LineValues {
    x: i32,
    y: i32,
    text: String,
}

#[derive(Serialize)]
struct LaneValues {
    x: i32,
    width: i32,
    lines: Vec<LineValues>,
}

#[derive(Serialize)]
struct LabelValues {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    lines: Vec<LineValues>,
}

#[derive(Serialize)]
struct EdgeValues {
    path: String,
    tip: String,
    label: Option<LabelValues>,
}

#[derive(Serialize)]
struct BranchValues {
    when: Option<String>,
    go: String,
    number: usize,
    title: String,
    /// Whether it is the step that follows in the list.
    follows: bool,
}

#[derive(Serialize)]
struct StepValues {
    id: String,
    number: usize,
    shape: &'static str,
    path: String,
    badge: (i32, i32),
    lines: Vec<LineValues>,
    title: String,
    lane: String,
    text: Option<String>,
    href: Option<String>,
    next: Vec<BranchValues>,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    width: i32,
    height: i32,
    head: i32,
    large: bool,
    lanes: Vec<LaneValues>,
    edges: Vec<EdgeValues>,
    steps: Vec<StepValues>,
}

/// Renders it.
pub(crate) fn render(process: &Process, block: &mut Block) -> Option<Body> {
    if !block.sound {
        return None;
    }
    let values = values(process, block)?;
    block.template("process", &values)
}

/// What is drawn of a process whose names are all known.
fn chart(process: &Process) -> Chart {
    let rank = |ids: Vec<&str>| -> BTreeMap<String, usize> {
        ids.into_iter().enumerate().map(|(rank, id)| (id.to_owned(), rank)).collect()
    };
    let lanes = rank(process.lanes.iter().map(|lane| lane.id.value.as_str()).collect());
    let steps = rank(process.steps.iter().map(|step| step.id.value.as_str()).collect());
    let said = |text: &str| french(text).into_owned();
    let step = |step: &Step| Some((*lanes.get(&step.lane.value)?, said(&step.title.value)));
    let edges = process.steps.iter().enumerate().flat_map(|(from, step)| {
        let edge =
            |next: &Next| Some((from, *steps.get(&next.go.value)?, next.when.as_ref().map(|when| said(&when.value))));
        step.next.iter().filter_map(edge).collect::<Vec<_>>()
    });
    Chart {
        lanes: process.lanes.iter().map(|lane| said(&lane.title)).collect(),
        steps: process.steps.iter().filter_map(step).collect(),
        edges: edges.collect(),
    }
}

fn values(process: &Process, block: &mut Block) -> Option<Values> {
    let source = block.source();
    let chart = chart(process);
    let Layout { width, height, head, lanes, boxes, edges } = layout::lay(&chart);
    let mut steps = Vec::new();
    for (rank, (step, area)) in process.steps.iter().zip(&boxes).enumerate() {
        let shape = match step.next.len() {
            0 => "end",
            1 => "act",
            _ => "question",
        };
        let next = chart.edges.iter().filter(|edge| edge.0 == rank).map(|(_, to, when)| BranchValues {
            when: when.as_deref().map(condition),
            go: process.steps[*to].id.value.clone(),
            number: to + 1,
            title: chart.steps[*to].1.clone(),
            follows: *to == rank + 1 && when.is_none(),
        });
        steps.push(StepValues {
            id: step.id.value.clone(),
            number: rank + 1,
            shape,
            path: outline(area, shape),
            badge: (area.x - 7, area.y - 13),
            lines: centred(area),
            title: chart.steps[rank].1.clone(),
            lane: chart.lanes[chart.steps[rank].0].clone(),
            next: next.collect(),
            text: step.text.as_ref().map(|text| block.blocks(text, &source)),
            href: match &step.link {
                Some(link) => Some(block.link(link)?),
                None => None,
            },
        });
    }
    let lane = |lane: Area| {
        let title = Area { height: head, ..lane.clone() };
        LaneValues { x: lane.x, width: lane.width, lines: centred(&title) }
    };
    Some(Values {
        id: process.id.value.clone(),
        title: french(&process.title).into_owned(),
        width,
        height,
        head,
        large: width > LARGE,
        lanes: lanes.into_iter().map(lane).collect(),
        edges: edges.iter().map(edge).collect(),
        steps,
    })
}

/// « Oui » is said « si oui ».
fn condition(when: &str) -> String {
    let mut letters = when.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if second.is_none_or(char::is_lowercase) => {
            first.to_lowercase().chain(letters).collect::<String>()
        }
        _ => when.to_owned(),
    }
}

/// Lines in the middle of an area.
fn centred(area: &Area) -> Vec<LineValues> {
    let count = i32::try_from(area.lines.len()).unwrap_or(0);
    let top = area.y + (area.height - count * LEADING) / 2 + BASE;
    let line = |(rank, text): (i32, &String)| LineValues {
        x: area.x + area.width / 2,
        y: top + rank * LEADING,
        text: text.clone(),
    };
    (0..).zip(&area.lines).map(line).collect()
}

/// The outline of a box: leaning sides for a question, round ones for an end.
fn outline(area: &Area, shape: &str) -> String {
    let Area { x, y, width, height, .. } = *area;
    let (right, bottom) = (x + width, y + height);
    if shape == "question" {
        let (inner, outer, middle) = (x + SLANT, right - SLANT, y + height / 2);
        return format!("M{inner} {y}H{outer}L{right} {middle}L{outer} {bottom}H{inner}L{x} {middle}Z");
    }
    let round = if shape == "end" { (height / 2).min(26) } else { 8 };
    let (in_x, out_x, in_y, out_y) = (x + round, right - round, y + round, bottom - round);
    let turn = |x: i32, y: i32| format!("A{round} {round} 0 0 1 {x} {y}");
    let corners = [turn(right, in_y), turn(out_x, bottom), turn(x, out_y), turn(in_x, y)];
    format!("M{in_x} {y}H{out_x}{}V{out_y}{}H{in_x}{}V{in_y}{}Z", corners[0], corners[1], corners[2], corners[3])
}

fn edge(route: &Route) -> EdgeValues {
    let (x, y) = route.points.last().copied().unwrap_or_default();
    let label = route.label.as_ref().map(|area| LabelValues {
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
        lines: centred(area),
    });
    EdgeValues { path: rounded(&route.points), tip: format!("M{x} {y}l-6 -10h12z"), label }
}

/// A path through corners, rounded; it ends inside of its arrowhead.
fn rounded(points: &[(i32, i32)]) -> String {
    let mut path = String::new();
    let toward = |from: (i32, i32), to: (i32, i32), length: i32| {
        (from.0 + (to.0 - from.0).clamp(-length, length), from.1 + (to.1 - from.1).clamp(-length, length))
    };
    for (rank, point) in points.iter().enumerate() {
        let after = points.get(rank + 1);
        let before = rank.checked_sub(1).and_then(|rank| points.get(rank));
        let written = match (before, after) {
            (Some(before), Some(after)) => {
                let length = |other: &(i32, i32)| ((point.0 - other.0).abs() + (point.1 - other.1).abs()) / 2;
                let round = ROUND.min(length(before)).min(length(after));
                let (start, end) = (toward(*point, *before, round), toward(*point, *after, round));
                write!(path, "L{} {}Q{} {} {} {}", start.0, start.1, point.0, point.1, end.0, end.1)
            }
            (None, _) => write!(path, "M{} {}", point.0, point.1),
            (Some(_), None) => write!(path, "L{} {}", point.0, point.1 - 6),
        };
        debug_assert!(written.is_ok());
    }
    path
}
