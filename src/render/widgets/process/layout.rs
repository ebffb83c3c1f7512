//! Where everything of a process stands: lanes side by side, time going down, edges that turn at right angles.
//!
//! In: a [`Chart`]. Out: a [`Layout`] in which no two boxes overlap, no box leaves its lane and no edge crosses a box.
//! A cell is a lane and a row, and holds one box at most; edges run in the gaps between rows, in the left margin of
//! lanes, and down cells that are empty.

use std::collections::BTreeMap;

use super::channel::{Run, order};
use super::chart::Chart;
use super::rows::rows;
use crate::render::measure::Face;

/// Text of boxes.
pub(crate) const TEXT: Face = Face { size: 16, weight: 100 };
/// Text of conditions.
pub(crate) const LABEL: Face = Face { size: 14, weight: 120 };
/// Names of lanes.
pub(crate) const HEAD: Face = Face { size: 16, weight: 120 };
/// From one line to the next, for each of the three.
pub(crate) const LEADING: i32 = 21;
/// How far the sides of a question lean.
pub(crate) const SLANT: i32 = 14;
/// Below which a drawing is not made, so that few lanes are not blown up to the width of the page.
const WIDE: i32 = 896;
/// Room beside a box, and between parallel edges.
const MARGIN: i32 = 16;
const TRACK: i32 = 14;
/// Room above an arrowhead, and below a box.
const ARROW: i32 = 22;
const FOOT: i32 = 14;

/// A rectangle and the lines of text in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Area {
    /// Left.
    pub(crate) x: i32,
    /// Top.
    pub(crate) y: i32,
    /// Width.
    pub(crate) width: i32,
    /// Height.
    pub(crate) height: i32,
    /// Text.
    pub(crate) lines: Vec<String>,
}

/// An edge: its corners, from the bottom of a box to the top of another, and its condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    /// Corners, both ends included.
    pub(crate) points: Vec<(i32, i32)>,
    /// Condition.
    pub(crate) label: Option<Area>,
}

/// The drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Width.
    pub(crate) width: i32,
    /// Height.
    pub(crate) height: i32,
    /// Height of the names of the lanes.
    pub(crate) head: i32,
    /// Lanes.
    pub(crate) lanes: Vec<Area>,
    /// Boxes, in the order of the steps.
    pub(crate) boxes: Vec<Area>,
    /// Edges, in their order.
    pub(crate) edges: Vec<Route>,
}

/// How an edge goes down (or back up).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Straight down from its port.
    Straight,
    /// Across the gap below its box, then down the column of its target.
    Column,
    /// Across, then along a track of a margin, then across the gap above its target.
    Margin { margin: usize, track: usize },
}

/// What stands one below the other.
struct Bands {
    /// Top and height of each row.
    rows: Vec<(i32, i32)>,
    /// First track of each gap.
    gaps: Vec<i32>,
    bottom: i32,
}

struct Plan<'c> {
    chart: &'c Chart,
    rows: Vec<usize>,
    cells: BTreeMap<(usize, usize), usize>,
    /// Edges that leave each step, from left to right.
    outs: Vec<Vec<usize>>,
    ways: Vec<Way>,
    /// Tracks in each margin: one before each lane, and one after the last.
    tracks: Vec<usize>,
    box_width: i32,
}

/// Draws it.
pub(crate) fn lay(chart: &Chart) -> Layout {
    let rows = rows(chart);
    let cells: BTreeMap<(usize, usize), usize> =
        chart.steps.iter().enumerate().map(|(step, (lane, _))| ((*lane, rows[step]), step)).collect();
    let count = i32::try_from(chart.lanes.len().max(1)).unwrap_or(1);
    let mut plan = Plan {
        chart,
        rows,
        cells,
        outs: vec![Vec::new(); chart.steps.len()],
        ways: vec![Way::Straight; chart.edges.len()],
        tracks: vec![0; chart.lanes.len() + 1],
        box_width: 0,
    };
    plan.ports();
    plan.route();
    let margins: i32 = (0..plan.tracks.len()).map(|margin| plan.room(margin)).sum();
    plan.box_width = ((WIDE - margins) / count - MARGIN).clamp(180, 264);
    plan.draw()
}

impl Plan<'_> {
    fn lane(&self, step: usize) -> usize {
        self.chart.steps[step].0
    }

    /// Orders the edges that leave a step as their targets stand.
    fn ports(&mut self) {
        for step in 0..self.chart.steps.len() {
            let mut outs: Vec<usize> =
                (0..self.chart.edges.len()).filter(|edge| self.chart.edges[*edge].0 == step).collect();
            outs.sort_by_key(|edge| {
                let to = self.chart.edges[*edge].1;
                (self.lane(to), self.rows[to], *edge)
            });
            self.outs[step] = outs;
        }
    }

    /// Where a port stands from the left of its box.
    fn port(&self, edge: usize) -> i32 {
        let outs = &self.outs[self.chart.edges[edge].0];
        let rank = outs.iter().position(|out| *out == edge).unwrap_or(0);
        let (rank, count) = (i32::try_from(rank).unwrap_or(0), i32::try_from(outs.len()).unwrap_or(1));
        self.box_width * (2 * rank + 1) / (2 * count)
    }

    /// Where edges arrive, from the left of a box: in the middle, unless an edge that leaves the box above goes down
    /// there, in the gap from which one comes.
    fn entry(&self, step: usize) -> i32 {
        let above = (0..self.rows[step]).rev().find_map(|row| self.cells.get(&(self.lane(step), row)));
        let meets = |above: &&usize| {
            let arrives = |(edge, (from, to, _)): (usize, &(usize, usize, Option<String>))| {
                let gap = match self.ways[edge] {
                    Way::Straight => return false,
                    Way::Column => self.rows[*from] + 1,
                    Way::Margin { .. } => self.rows[*to],
                };
                *to == step && gap == self.rows[**above] + 1
            };
            self.chart.edges.iter().enumerate().any(arrives)
        };
        let ports: Vec<i32> = above.filter(meets).map_or(Vec::new(), |above| {
            let others = self.outs[*above].iter().filter(|edge| self.chart.edges[**edge].1 != step);
            others.map(|edge| self.port(*edge)).collect()
        });
        let middle = self.box_width / 2;
        let near = [0, 26, -26, 52, -52].map(|shift| middle + shift);
        let free = |place: &i32| ports.iter().all(|port| (port - place).abs() >= TRACK);
        near.into_iter().find(free).unwrap_or(middle)
    }

    /// Whether the cells of a lane between two rows hold nothing.
    fn empty(&self, lane: usize, above: usize, below: usize) -> bool {
        (above + 1..below).all(|row| !self.cells.contains_key(&(lane, row)))
    }

    fn route(&mut self) {
        // What runs in each margin: its track, the gaps it spans, and where it leads.
        let mut running: Vec<Vec<(usize, usize, usize, usize)>> = vec![Vec::new(); self.tracks.len()];
        for edge in 0..self.chart.edges.len() {
            let (from, to, _) = self.chart.edges[edge];
            let (source, target) = (self.lane(from), self.lane(to));
            let (start, end) = (self.rows[from], self.rows[to]);
            if start < end && self.empty(target, start, end) {
                let straight = source == target;
                self.ways[edge] = if straight { Way::Straight } else { Way::Column };
                continue;
            }
            let margin = if source > target || (source == target && start >= end) { target + 1 } else { target };
            let (first, last) = ((start + 1).min(end), (start + 1).max(end));
            let free = |track: &usize| {
                running[margin]
                    .iter()
                    .all(|(other, low, high, leads)| other != track || *leads == to || *high < first || *low > last)
            };
            let track = (0..).find(free).unwrap_or(0);
            running[margin].push((track, first, last, to));
            self.tracks[margin] = self.tracks[margin].max(track + 1);
            self.ways[edge] = Way::Margin { margin, track };
        }
    }

    /// Room before (or, for the last margin, after) a lane.
    fn room(&self, margin: usize) -> i32 {
        // What runs there must not touch the number that stands out of a box.
        if self.tracks[margin] == 0 { MARGIN } else { MARGIN + steps(self.tracks[margin], TRACK) }
    }

    fn lanes(&self) -> Vec<Area> {
        let mut x = 0;
        let last = self.chart.lanes.len().saturating_sub(1);
        let lane = |(at, title): (usize, &String)| {
            let after = if at == last { self.room(at + 1) } else { MARGIN };
            let width = self.room(at) + self.box_width + after;
            let area = Area { x, y: 0, width, height: 0, lines: HEAD.wrap(title, width - MARGIN) };
            x += width;
            area
        };
        self.chart.lanes.iter().enumerate().map(lane).collect()
    }

    /// The text of boxes, in lines.
    fn texts(&self) -> Vec<Vec<String>> {
        let text = |(step, (_, text)): (usize, &(usize, String))| {
            let slant = if self.outs[step].len() > 1 { SLANT } else { 0 };
            TEXT.wrap(text, self.box_width - 28 - slant)
        };
        self.chart.steps.iter().enumerate().map(text).collect()
    }

    /// Conditions, in lines that hold between two ports.
    fn labels(&self) -> Vec<Option<Vec<String>>> {
        let label = |(from, _, label): &(usize, usize, Option<String>)| {
            let room = self.box_width / i32::try_from(self.outs[*from].len()).unwrap_or(1) - 4;
            label.as_ref().map(|label| LABEL.wrap(label, room - 12))
        };
        self.chart.edges.iter().map(label).collect()
    }

    fn draw(&self) -> Layout {
        let mut lanes = self.lanes();
        let left = |step: usize| lanes[self.lane(step)].x + self.room(self.lane(step));
        let left: Vec<i32> = (0..self.chart.steps.len()).map(left).collect();
        let runs = self.runs(&lanes, &left);
        let (texts, labels) = (self.texts(), self.labels());
        let head = lanes.iter().map(|lane| height(&lane.lines)).max().unwrap_or(0) + 24;
        let bands = self.bands(head, &texts, &labels, &runs);
        for lane in &mut lanes {
            lane.height = bands.bottom;
        }
        let place = |(step, lines): (usize, Vec<String>)| {
            let (y, height) = bands.rows[self.rows[step]];
            Area { x: left[step], y, width: self.box_width, height, lines }
        };
        let boxes: Vec<Area> = texts.into_iter().enumerate().map(place).collect();
        let edge = |(edge, label): (usize, Option<Vec<String>>)| {
            let (from, to, _) = self.chart.edges[edge];
            let start = (left[from] + self.port(edge), boxes[from].y + boxes[from].height);
            let mut points = vec![start];
            for run in runs.iter().filter(|run| run.edge == edge) {
                let y = bands.gaps[run.gap] + steps(run.track, TRACK);
                points.extend([(run.from, y), (run.to, y)]);
            }
            points.push((points.last().map_or(start.0, |point| point.0), boxes[to].y));
            points.dedup();
            let label = label.map(|lines| {
                let width = lines.iter().map(|line| LABEL.width(line)).max().unwrap_or(0) + 12;
                Area { x: start.0 - width / 2, y: start.1 + 8, width, height: height(&lines) + 4, lines }
            });
            Route { points, label }
        };
        let edges = labels.into_iter().enumerate().map(edge).collect();
        let right = lanes.last().map_or(0, |lane| lane.x + lane.width);
        Layout { width: right.max(WIDE), height: bands.bottom, head, lanes, boxes, edges }
    }

    /// Where rows stand, and the first track of each gap.
    fn bands(&self, head: i32, texts: &[Vec<String>], labels: &[Option<Vec<String>>], runs: &[Run]) -> Bands {
        let count = self.rows.iter().max().map_or(0, |row| row + 1);
        let mut bands = Bands { rows: Vec::new(), gaps: Vec::new(), bottom: head };
        for gap in 0..=count {
            let leaves = |edge: &usize| self.rows[self.chart.edges[*edge].0] + 1 == gap;
            let said = (0..labels.len()).filter(leaves).filter_map(|edge| labels[edge].as_ref());
            let said = said.map(|lines| height(lines) + 14).max().unwrap_or(0);
            let tracks = runs.iter().filter(|run| run.gap == gap).map(|run| run.track + 1).max().unwrap_or(0);
            let first = bands.bottom + said + FOOT;
            bands.gaps.push(first);
            bands.bottom = first + steps(tracks.saturating_sub(1), TRACK) + if gap < count { ARROW } else { FOOT };
            if gap < count {
                let here = (0..texts.len()).filter(|step| self.rows[*step] == gap);
                let tall = (here.map(|step| height(&texts[step])).max().unwrap_or(0) + 28).max(64);
                bands.rows.push((bands.bottom, tall));
                bands.bottom += tall;
            }
        }
        bands
    }

    /// The horizontal parts of all edges, in order along each, on tracks that do not collide.
    fn runs(&self, lanes: &[Area], left: &[i32]) -> Vec<Run> {
        let mut runs = Vec::new();
        for (edge, (from, to, _)) in self.chart.edges.iter().enumerate() {
            let (start, end) = (left[*from] + self.port(edge), left[*to] + self.entry(*to));
            let (below, above) = (self.rows[*from] + 1, self.rows[*to]);
            let run =
                |gap, x, end, rises, falls| Run { edge, leads: *to, gap, from: x, to: end, rises, falls, track: 0 };
            match self.ways[edge] {
                Way::Straight => {}
                Way::Column => runs.push(run(below, start, end, (true, false), (false, true))),
                Way::Margin { margin, track } => {
                    let x = self.margin_x(lanes, margin) + steps(track, TRACK);
                    let down = above >= below;
                    runs.push(run(below, start, x, (true, !down), (false, down)));
                    runs.push(run(above, x, end, (down, false), (!down, true)));
                }
            }
        }
        order(&mut runs);
        runs
    }

    /// The first track of a margin.
    fn margin_x(&self, lanes: &[Area], margin: usize) -> i32 {
        match lanes.get(margin) {
            Some(lane) => lane.x + MARGIN / 2,
            None => lanes.last().map_or(0, |lane| lane.x + lane.width - self.room(margin) + MARGIN / 2),
        }
    }
}

fn height(lines: &[String]) -> i32 {
    steps(lines.len(), LEADING)
}

fn steps(count: usize, step: i32) -> i32 {
    i32::try_from(count).unwrap_or(0) * step
}
