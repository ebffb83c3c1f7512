//! Jalon turns a folder of Markdown pages and YAML quizzes into a static site: a guide, and a
//! self-training path that ends with an attestation.
//!
//! ```text
//!  load        parse            render             check              publish
//!  folder ──▶ Sources ───────▶ Site ───────────▶ Output ───────────▶ folder · memory (serve)
//!             text + origin     typed, valid      path → bytes        staged, swapped, manifest
//!                       every verb adds to one Report
//! ```
//!
//! Only [`source`] reads the disk and only [`publish`] writes it; between them stand functions of
//! values. [`open`] loads and parses, [`inspect`] renders and checks, for every command alike.
//!
//! | verb | where | from → to |
//! |---|---|---|
//! | load | [`source`], over [`embedded`] | folder → [`source::Sources`] |
//! | parse | [`site`]: [`content`], [`blocks`], [`quiz`], [`capsule`], [`course`], all through [`yaml`] and [`markup`] | `Sources` → [`site::Site`] |
//! | render | [`render`] (`markdown`, `widgets`), [`theme`], [`search`] | `Site` → [`output::Output`] |
//! | check | [`check`] (`rules`, `reader`) | `Output` → [`diagnostic::Report`] |
//! | publish | [`publish`]; in memory, [`preview`] | `Output` → folder |
//!
//! Which room may use which is drawn in `CONTRIBUTING.md`, and held by `tests/rooms.rs`.

mod attestation;
mod blocks;
mod capsule;
mod check;
mod cli;
mod commands;
mod content;
mod course;
mod diagnostic;
mod embedded;
mod exchange;
mod french;
mod hosting;
mod inspect;
pub mod internals;
mod markup;
mod open;
mod output;
mod package;
mod preview;
mod publish;
mod quiz;
mod readiness;
mod render;
mod reviews;
mod run;
mod search;
mod settings;
mod site;
mod source;
mod stats;
mod text;
mod theme;
mod yaml;

pub use run::run;
pub(crate) use yaml::declare::{choice, record};
