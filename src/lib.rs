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

pub mod attestation;
pub mod blocks;
pub mod capsule;
pub mod check;
pub mod cli;
pub mod commands;
pub mod content;
pub mod course;
pub mod diagnostic;
pub mod embedded;
pub mod french;
pub mod inspect;
pub mod markup;
pub mod open;
pub mod output;
pub mod preview;
pub mod publish;
pub mod quiz;
pub mod render;
pub mod search;
pub mod settings;
pub mod site;
pub mod source;
pub mod text;
pub mod theme;
pub mod yaml;
