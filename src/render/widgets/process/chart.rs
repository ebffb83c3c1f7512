//! What is drawn of a process, by ranks: names are looked up no more.

/// What is drawn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chart {
    /// Names of the lanes.
    pub(crate) lanes: Vec<String>,
    /// Steps: lane and text.
    pub(crate) steps: Vec<(usize, String)>,
    /// From a step to a step, under a condition.
    pub(crate) edges: Vec<(usize, usize, Option<String>)>,
}
