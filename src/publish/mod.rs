//! Output → disk, all or nothing: the only code that writes a site.
//!
//! In: a [`Target`] and, from any thread, the [`Output`](crate::output::Output)s of one build. Out: the
//! published folder, its manifest, and the count of what changed ([`Counts`]); or one diagnostic and no change.
//!
//! ```text
//!   public/              what readers get; always one whole version
//!   .public.jalon-new/   the next version, made only once something differs; then both are exchanged
//!   .public.jalon-old/   the former version, for an instant, where the system cannot exchange
//!   .public.jalon-lock   held during a build; the system releases it when the process dies
//! ```
//!
//! A build may be killed at any instant. A power cut is another matter: nothing is flushed to the disk
//! (fsync), because a flush per file costs more than the rest of a build, and one command makes the site
//! again. That command repairs the folder too, since published files are compared byte for byte.
//!
//! Files, each using only those above it:
//!
//! | file | what it holds |
//! |---|---|
//! | `refusals` | the diagnostics |
//! | `manifest` | what a published folder holds, as a file |
//! | `lock` | one build at a time |
//! | `output_folder` | the folder to publish to, checked, and the hidden names beside it |
//! | `previous` | what stands in that folder, if all of it is ours |
//! | `staging` | the next version, while it is being made |
//! | `swap` | the exchange of the two versions |
//! | `publication` | all of this, from the first file to the exchange |
//! | `create` | the folder of `jalon new`; `kept_file`: the lock files of a site |

mod create;
mod kept_file;
mod lock;
mod manifest;
mod output_folder;
mod previous;
mod publication;
mod refusals;
mod staging;
mod swap;

pub(crate) use create::create;
pub(crate) use kept_file::{place, update, write};
pub(crate) use publication::{Counts, Publication, Target};

#[cfg(test)]
mod tests;
