//! Each of the five verbs alone, and the index of the search, in this process.

use anyhow::{Context, Result, anyhow};
use jalon::internals;

use crate::corpus::{self, Shape};
use crate::measure::{Cost, ms, timed};

/// Measures each stage on generated sites.
pub(crate) fn run(sizes: &[usize]) -> Result<()> {
    println!("\nStages on generated sites: clock, and µs of processor for each page");
    println!("{:>8} {:>9} {:>10} {:>10}", "stage", "pages", "ms", "µs/page");
    for pages in sizes {
        for (name, cost) in stages(*pages)? {
            println!("{name:>8} {pages:>9} {:>10.1} {:>10.1}", ms(cost.wall), ms(cost.cpu) * 1_000.0 / *pages as f64);
        }
    }
    Ok(())
}

fn stages(pages: usize) -> Result<Vec<(&'static str, Cost)>> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let (root, output) = (folder.path().join("site"), folder.path().join("public"));
    corpus::write(&root, &Shape { pages, search: true })?;

    let (sources, load) = timed(|| internals::load(&root));
    let (site, parse) = timed(|| internals::parse(sources));
    let site = site.context("a site")?;
    let (renderer, theme) = timed(|| site.theme());
    let renderer = renderer.context("a theme")?;
    let (pages, render) = timed(|| renderer.render());
    let (_, check) = timed(|| pages.check(&renderer));
    let (published, publish) = timed(|| pages.publish(&root, &output));
    published.map_err(|message| anyhow!(message))?;
    let (_, index) = timed(|| site.index());
    Ok(vec![
        ("load", load),
        ("parse", parse),
        ("theme", theme),
        ("render", render),
        ("check", check),
        ("publish", publish),
        ("index", index),
    ])
}
