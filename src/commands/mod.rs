//! The commands, one file each: an options struct and `run`.

pub mod build;
pub mod check;
pub mod completions;
pub mod new;
pub mod quiz;
pub mod schema;
pub mod serve;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Clean = 0,
    /// The content has errors.
    Content = 1,
    /// Wrong use, or the machine refuses.
    Machine = 2,
}
