//! What must hold of any drawing, over generated processes; and what is written, over one.

use proptest::prelude::*;

use super::chart::Chart;
use super::layout::{Area, LABEL, Layout, SLANT, TEXT, lay};
use super::{condition, rounded};

/// Steps in lanes, ways forward and back, up to four out of a step, texts of any length.
fn charts() -> impl Strategy<Value = Chart> {
    let text = prop_oneof!["[a-zàé]{1,12}( [a-zàé’-]{1,14}){0,7}", "[A-Zm]{20,40}"];
    let step = (0..5usize, text);
    let way = (0..64usize, 0..64usize, proptest::option::of("[A-Za-z]{1,10}( [a-z]{1,16}){0,2}"));
    (1..=5usize, proptest::collection::vec(step, 1..14), proptest::collection::vec(way, 0..24)).prop_map(
        |(lanes, steps, ways)| {
            let count = steps.len();
            let mut chart = Chart {
                lanes: (0..lanes).map(|lane| format!("Acteur numéro {lane}")).collect(),
                steps: steps.into_iter().map(|(lane, text)| (lane % lanes, text)).collect(),
                edges: Vec::new(),
            };
            for (from, to, when) in ways {
                let (from, to) = (from % count, to % count);
                let outs: Vec<_> = chart.edges.iter().filter(|edge| edge.0 == from).collect();
                if from != to && outs.len() < 4 && outs.iter().all(|edge| edge.1 != to) {
                    chart.edges.push((from, to, when));
                }
            }
            chart
        },
    )
}

type Segment = ((i32, i32), (i32, i32));

fn segments(points: &[(i32, i32)]) -> Vec<Segment> {
    points.windows(2).map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1]))).collect()
}

fn apart(a: &Area, b: &Area) -> bool {
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
}

/// Whether a segment goes through the inside of an area.
fn enters(((x1, y1), (x2, y2)): &Segment, area: &Area) -> bool {
    *x1 < area.x + area.width && *x2 > area.x && *y1 < area.y + area.height && *y2 > area.y
}

/// Whether two segments lie on one another.
fn lies_on(a: &Segment, b: &Segment) -> bool {
    let flat = |segment: &Segment| segment.0.1 == segment.1.1;
    match (flat(a), flat(b)) {
        (true, true) => a.0.1 == b.0.1 && a.0.0 < b.1.0 && b.0.0 < a.1.0,
        (false, false) => a.0.0 == b.0.0 && a.0.1 < b.1.1 && b.0.1 < a.1.1,
        _ => false,
    }
}

fn boxes_hold(chart: &Chart, layout: &Layout) -> Result<(), TestCaseError> {
    for (step, area) in layout.boxes.iter().enumerate() {
        let lane = &layout.lanes[chart.steps[step].0];
        prop_assert!(area.x > lane.x && area.x + area.width < lane.x + lane.width, "out of its lane: {area:?}");
        prop_assert!(area.y > layout.head && area.y + area.height < layout.height, "out of the drawing: {area:?}");
        for other in &layout.boxes[step + 1..] {
            prop_assert!(apart(area, other), "{area:?} over {other:?}");
        }
        let leans = if chart.edges.iter().filter(|edge| edge.0 == step).count() > 1 { 2 * SLANT } else { 0 };
        for line in &area.lines {
            prop_assert!(TEXT.width(line) <= area.width - leans, "« {line} » is wider than its box");
        }
        prop_assert_eq!(area.lines.concat().replace(' ', ""), chart.steps[step].1.replace(' ', ""));
    }
    Ok(())
}

fn edges_hold(chart: &Chart, layout: &Layout) -> Result<(), TestCaseError> {
    for (route, (from, to, _)) in layout.edges.iter().zip(&chart.edges) {
        let (source, target) = (&layout.boxes[*from], &layout.boxes[*to]);
        let (first, last) = (route.points[0], route.points[route.points.len() - 1]);
        prop_assert!(first.1 == source.y + source.height && (source.x..source.x + source.width).contains(&first.0));
        prop_assert!(last.1 == target.y && (target.x..target.x + target.width).contains(&last.0));
        let before = route.points[route.points.len() - 2];
        prop_assert!(before.0 == last.0 && last.1 - before.1 >= 16, "no room for an arrowhead: {route:?}");
        for segment in segments(&route.points) {
            let ((x1, y1), (x2, y2)) = segment;
            prop_assert!((x1 == x2) != (y1 == y2), "neither flat nor upright: {segment:?}");
            prop_assert!(x1 > 0 && x2 < layout.width && y2 < layout.height, "out of the drawing: {segment:?}");
            for area in &layout.boxes {
                prop_assert!(!enters(&segment, area), "{segment:?} through {area:?}");
            }
        }
    }
    for (rank, (route, edge)) in layout.edges.iter().zip(&chart.edges).enumerate() {
        for (other, elsewhere) in layout.edges.iter().zip(&chart.edges).skip(rank + 1) {
            for a in segments(&route.points) {
                let joined = segments(&other.points).into_iter().any(|b| lies_on(&a, &b));
                prop_assert!(!joined || edge.1 == elsewhere.1, "{a:?} of {edge:?} lies on {elsewhere:?}");
            }
        }
    }
    Ok(())
}

fn labels_hold(chart: &Chart, layout: &Layout) -> Result<(), TestCaseError> {
    let said: Vec<(usize, &Area)> =
        layout.edges.iter().enumerate().filter_map(|(rank, route)| Some((rank, route.label.as_ref()?))).collect();
    prop_assert_eq!(said.len(), chart.edges.iter().filter(|edge| edge.2.is_some()).count());
    for (at, (edge, label)) in said.iter().enumerate() {
        for line in &label.lines {
            prop_assert!(LABEL.width(line) <= label.width);
        }
        prop_assert!(layout.boxes.iter().all(|area| apart(area, label)), "{label:?} over a box");
        prop_assert!(said[at + 1..].iter().all(|(_, other)| apart(other, label)), "{label:?} over another");
        for (rank, route) in layout.edges.iter().enumerate() {
            let crossed = segments(&route.points).iter().any(|segment| enters(segment, label));
            prop_assert!(rank == *edge || !crossed, "{route:?} through {label:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_every_edge_is_drawn(chart in charts()) {
        let layout = lay(&chart);
        prop_assert_eq!(layout.boxes.len(), chart.steps.len());
        prop_assert_eq!(layout.edges.len(), chart.edges.len());
        boxes_hold(&chart, &layout)?;
        edges_hold(&chart, &layout)?;
        labels_hold(&chart, &layout)?;
        prop_assert_eq!(&lay(&chart), &layout, "the same every time");
    }

    #[test]
    fn without_ways_back_time_goes_down(chart in charts()) {
        let edges = chart.edges.iter().filter(|edge| edge.0 < edge.1).cloned().collect();
        let chart = Chart { edges, ..chart };
        let layout = lay(&chart);
        for (from, to, _) in &chart.edges {
            prop_assert!(layout.boxes[*from].y < layout.boxes[*to].y);
        }
    }
}

#[test]
fn a_question_and_its_two_answers() {
    let chart = Chart {
        lanes: vec!["RH".to_owned(), "Gestionnaire".to_owned()],
        steps: vec![(0, "Un numéro ?".to_owned()), (0, "Le noter".to_owned()), (1, "Le créer".to_owned())],
        edges: vec![(0, 1, Some("Oui".to_owned())), (0, 2, Some("Non".to_owned()))],
    };
    let layout = lay(&chart);
    assert_eq!(layout.boxes[1].y, layout.boxes[2].y, "side by side");
    assert_eq!(layout.edges[0].points.len(), 2, "straight down");
    let non = &layout.edges[1];
    assert_eq!(non.points.len(), 4, "down, across, down");
    assert!(non.points[0].0 > layout.edges[0].points[0].0, "it leaves on the side where it goes");
}

#[test]
fn corners_are_round_and_conditions_are_said() {
    assert_eq!(rounded(&[(0, 0), (0, 20), (40, 20), (40, 60)]), "M0 0L0 12Q0 20 8 20L32 20Q40 20 40 28L40 54");
    assert_eq!(condition("Oui"), "oui");
    assert_eq!(condition("ARS ou ordre"), "ARS ou ordre");
    assert_eq!(condition("À"), "à");
}
