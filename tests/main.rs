//! The tests of the whole program: the binary is run as its users run it.
//!
//! One test binary, so that it links once. `site` holds the vocabulary the tests are written in.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod answers;
mod attestation;
mod cases;
mod commands;
mod determinism;
mod kill;
mod publishing;
mod rendered;
mod reviews;
mod robust;
mod rooms;
mod schemas;
mod site;
