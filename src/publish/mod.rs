//! Output → disk, all or nothing: the only code that writes a site.
//!
//! In: a [`Target`] and, from any thread, the [`Output`]s of one build. Out: the published folder,
//! its manifest, and the count of what changed ([`Published`]); or one diagnostic and no change.
//!
//! ```text
//!   public/              what readers get; always one whole version
//!   .public.jalon-new/   the next version, made only once something differs; then both are exchanged
//!   .public.jalon-old/   the former version, for an instant, where the system cannot exchange
//!   .public.jalon-lock   held during a build; the system lets go of it when the process dies
//! ```
//!
//! A killed process is survived at any instant, a power cut is not promised: nothing is flushed to
//! the disk (fsync), because a flush per file costs more than all the rest of a build, and a site
//! is made again from its sources by one command. After a cut that command repairs the folder too,
//! since published files are compared byte for byte and not trusted.

mod create;
mod fault;
mod ledger;
mod lock;
mod manifest;
mod place;
mod record;
mod stage;
mod staging;
mod swap;

use std::path::Path;

pub use create::create;
pub use ledger::collisions;
pub use manifest::MANIFEST;
pub use record::record;
pub use stage::Stage;

/// Where to publish, and the site whose sources must stay out of reach.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The folder to publish to; made if missing.
    pub output: &'a Path,
    /// The root of the site.
    pub root: &'a Path,
}

/// What a publication did. The manifest itself is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files in the published folder.
    pub files: usize,
    /// Their size, together.
    pub bytes: u64,
    /// Files that are new or have changed.
    pub written: usize,
    /// Files that were already there, as they are.
    pub unchanged: usize,
    /// Files of the former version that are gone.
    pub removed: usize,
}

#[cfg(test)]
mod tests;
