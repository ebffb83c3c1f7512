//! How fast jalon is, on the sizes that its promises name: `cargo bench` runs all of it and prints
//! tables; `cargo bench -- PART…` runs some parts: `stages`, `build`, `site`, `serve`;
//! numbers among them choose the sizes.
//! `cargo bench -- corpus PAGES FOLDER` only writes a site, to look at or to profile.
//!
//! CONTRIBUTING.md says how to read what it prints. It measures and never judges: a test does not
//! assert a time, for a busy machine would decide of it.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod build;
mod corpus;
mod floor;
mod measure;
mod serve;
mod stages;

use std::path::Path;

use anyhow::{Context, Result, bail};

/// Pages of the generated sites.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() -> Result<()> {
    // cargo adds `--bench` by itself.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let parts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["corpus", pages, folder] => {
            let pages = pages.parse().with_context(|| format!("« {pages} » is not a number of pages"))?;
            corpus::write(Path::new(folder), &corpus::Shape { pages, search: true })
        }
        // What the program asks of itself, to measure one build alone.
        ["once", root, output] => build::once(Path::new(root), Path::new(output)),
        parts => run(parts),
    }
}

/// Runs the parts named, on the sizes named; all of those that are not.
fn run(arguments: &[&str]) -> Result<()> {
    let (sizes, parts): (Vec<&str>, Vec<&str>) =
        arguments.iter().partition(|argument| argument.parse::<usize>().is_ok());
    let sizes: Vec<usize> = sizes.iter().filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let parts = if parts.is_empty() { vec!["build", "site", "serve", "stages"] } else { parts };
    for part in parts {
        match part {
            "stages" => stages::run(&sizes)?,
            "build" => build::generated(&sizes)?,
            "site" => build::reference()?,
            "serve" => serve::run(&sizes)?,
            other => bail!("no part is called « {other} »: stages, build, site, serve, or corpus PAGES FOLDER"),
        }
    }
    Ok(())
}
