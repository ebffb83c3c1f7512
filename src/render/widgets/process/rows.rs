//! How far down each step of a process stands.
//!
//! In: lanes, steps and edges. Out: a row for each step, below all that lead to it; ways back do not count.

use std::collections::BTreeSet;

use super::chart::Chart;

/// The row of each step: below all that lead to it, in a cell of its own.
pub(crate) fn rows(chart: &Chart) -> Vec<usize> {
    let count = chart.steps.len();
    let back = returns(chart);
    let forward: Vec<(usize, usize)> =
        chart.edges.iter().enumerate().filter(|(at, _)| !back.contains(at)).map(|(_, edge)| (edge.0, edge.1)).collect();
    let mut waits = vec![0; count];
    forward.iter().for_each(|(_, to)| waits[*to] += 1);
    let mut ready: BTreeSet<usize> = (0..count).filter(|step| waits[*step] == 0).collect();
    let (mut rows, mut taken) = (vec![0; count], BTreeSet::new());
    while let Some(step) = ready.pop_first() {
        while !taken.insert((chart.steps[step].0, rows[step])) {
            rows[step] += 1;
        }
        for (_, to) in forward.iter().filter(|(from, _)| *from == step) {
            rows[*to] = rows[*to].max(rows[step] + 1);
            waits[*to] -= 1;
            if waits[*to] == 0 {
                ready.insert(*to);
            }
        }
    }
    rows
}

/// Edges that lead back to a step on the way from which they come.
fn returns(chart: &Chart) -> BTreeSet<usize> {
    let leaving = |step: usize| -> Vec<usize> {
        chart.edges.iter().enumerate().filter(|(_, edge)| edge.0 == step).map(|(at, _)| at).collect()
    };
    let (mut back, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for start in 0..chart.steps.len() {
        if !seen.insert(start) {
            continue;
        }
        let mut path = vec![(start, leaving(start))];
        while let Some((_, edges)) = path.last_mut() {
            let Some(edge) = (!edges.is_empty()).then(|| edges.remove(0)) else {
                path.pop();
                continue;
            };
            let to = chart.edges[edge].1;
            if path.iter().any(|(open, _)| *open == to) {
                back.insert(edge);
            } else if seen.insert(to) {
                path.push((to, leaving(to)));
            }
        }
    }
    back
}
