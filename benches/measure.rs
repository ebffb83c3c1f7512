//! Time spent: by the clock, and by the processor, which other programs on the machine blur less.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// What some work cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// By the clock.
    pub(crate) wall: Duration,
    /// On all processors together.
    pub(crate) cpu: Duration,
}

/// Does some work of this process; what it gave, and its cost.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let done = work();
    (done, Cost { wall: wall.elapsed(), cpu: cpu.elapsed() })
}

/// The cost in the middle, by the clock, of several.
pub(crate) fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by_key(|cost| cost.wall);
    costs[costs.len() / 2]
}

/// Milliseconds, for tables.
pub(crate) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
