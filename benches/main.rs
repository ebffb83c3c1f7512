//! How fast jalon is, on the sizes that its promises name: `cargo bench` runs all of it and prints
//! tables; `cargo bench -- PART…` runs some parts: `stages`, `build`, `site`, `serve`.
//! `cargo bench -- corpus PAGES FOLDER` only writes a site, to look at or to profile.
//!
//! CONTRIBUTING.md says how to read what it prints. It measures and never judges: a test does not
//! assert a time, for a busy machine would decide of it.

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
        [] => ["stages", "build", "site", "serve"].iter().try_for_each(|part| run(part)),
        parts => parts.iter().try_for_each(|part| run(part)),
    }
}

fn run(part: &str) -> Result<()> {
    match part {
        "stages" => stages::run(&SIZES),
        "build" => build::generated(&SIZES),
        "site" => build::reference(),
        "serve" => serve::run(&SIZES),
        other => bail!("no part is called « {other} »: stages, build, site, serve, or corpus PAGES FOLDER"),
    }
}
