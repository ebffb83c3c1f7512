//! The horizontal parts of edges between two rows: each on a track, so that two that lead elsewhere never lie on one
//! another, with as few crossings as can be found.
//!
//! In: runs. Out: their tracks.

/// Room between two runs on one track.
const APART: i32 = 14;
/// How many runs are tried in every order: 720 orders.
const TRIED: usize = 6;

/// The horizontal part of an edge, in a gap.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Edge.
    pub(crate) edge: usize,
    /// Step to which it leads: edges to one step may join.
    pub(crate) leads: usize,
    /// The gap, named after the row below it.
    pub(crate) gap: usize,
    /// Where it begins.
    pub(crate) from: i32,
    /// Where it ends.
    pub(crate) to: i32,
    /// Whether the edge goes on upwards, at its beginning and at its end.
    pub(crate) rises: (bool, bool),
    /// The same, downwards.
    pub(crate) falls: (bool, bool),
    /// Its track, from the top of the gap.
    pub(crate) track: usize,
}

impl Run {
    fn span(&self) -> (i32, i32) {
        (self.from.min(self.to), self.from.max(self.to))
    }

    fn collides(&self, other: &Run) -> bool {
        let ((a, b), (c, d)) = (self.span(), other.span());
        self.leads != other.leads && a < d + APART && c < b + APART
    }

    /// How many times its vertical parts cross another run.
    fn crossings(&self, other: &Run) -> usize {
        if self.leads == other.leads {
            return 0;
        }
        let (low, high) = other.span();
        let ends = [(self.from, self.rises.0, self.falls.0), (self.to, self.rises.1, self.falls.1)];
        let crosses = |(x, rises, falls): &(i32, bool, bool)| {
            let over = *rises && other.track < self.track || *falls && other.track > self.track;
            over && (low..=high).contains(x)
        };
        ends.iter().filter(|end| crosses(end)).count()
    }
}

/// Gives each run its track.
pub(crate) fn order(runs: &mut [Run]) {
    let last = runs.iter().map(|run| run.gap + 1).max().unwrap_or(0);
    for gap in 0..last {
        let here: Vec<usize> = (0..runs.len()).filter(|run| runs[*run].gap == gap).collect();
        let mut best: Option<((usize, usize), Vec<usize>)> = None;
        for turn in orders(here.len()) {
            let mut placed: Vec<Run> = Vec::new();
            for rank in &turn {
                let mut run = runs[here[*rank]].clone();
                let taken = |track: usize| placed.iter().any(|other| other.track == track && other.collides(&run));
                run.track = (0..=placed.len()).find(|track| !taken(*track)).unwrap_or(placed.len());
                placed.push(run);
            }
            let crossings = placed.iter().flat_map(|run| placed.iter().map(|other| run.crossings(other))).sum();
            let cost = (crossings, placed.iter().map(|run| run.track).max().unwrap_or(0));
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                let mut tracks = vec![0; here.len()];
                turn.iter().zip(&placed).for_each(|(rank, run)| tracks[*rank] = run.track);
                best = Some((cost, tracks));
            }
        }
        for (run, track) in here.into_iter().zip(best.map(|(_, tracks)| tracks).unwrap_or_default()) {
            runs[run].track = track;
        }
    }
}

/// Every order of so many things; only the first when they are too many.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count > TRIED {
        return vec![(0..count).collect()];
    }
    let mut all = vec![Vec::new()];
    for thing in 0..count {
        let insert = |order: &Vec<usize>| -> Vec<Vec<usize>> {
            let at = |place: usize| [&order[..place], &[thing], &order[place..]].concat();
            (0..=order.len()).rev().map(at).collect()
        };
        all = all.iter().flat_map(insert).collect();
    }
    all
}
