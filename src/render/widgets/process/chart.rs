//! What is drawn of a process, by ranks: names are looked up no more.

/// What is drawn.
#[derive(Debug, Clone, Default)]
pub struct Chart {
    /// Names of the lanes.
    pub lanes: Vec<String>,
    /// Steps: lane and text.
    pub steps: Vec<(usize, String)>,
    /// From a step to a step, under a condition.
    pub edges: Vec<(usize, usize, Option<String>)>,
}
