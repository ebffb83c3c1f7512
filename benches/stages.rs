//! Each of the five verbs alone, and the index of the search, in this process.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use jalon::check;
use jalon::output::Output;
use jalon::publish::{Publication, Target};
use jalon::render::{Item, Renderer};
use jalon::site::Choices;
use jalon::text::RelPath;
use jalon::{embedded, search, site, source};
use rayon::prelude::*;

use crate::corpus::{self, Shape};
use crate::measure::{Cost, ms, timed};

/// Measures each stage on generated sites.
pub fn run(sizes: &[usize]) -> Result<()> {
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

    let ((sources, _), load) = timed(|| source::load(&root, None));
    let ((site, _), parse) = timed(|| site::parse(sources.over(embedded::themes()), &Choices::default()));
    let site = Arc::new(site.context("a site")?);
    let ((renderer, _), theme) = timed(|| Renderer::new(Arc::clone(&site)));
    let renderer = renderer.context("a theme")?;
    let items: Vec<(&RelPath, &Item)> = renderer.items().iter().collect();
    let (outputs, render) = timed(|| {
        let outputs = items.par_iter().filter_map(|(path, item)| renderer.render(path, item).output);
        outputs.collect::<Vec<Output>>()
    });
    let (_, check) = timed(|| verify(&renderer, &outputs));
    let (published, publish) = timed(|| publish(&root, &output, &outputs));
    published?;
    let (_, index) = timed(|| search::files(&site));
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

fn verify(renderer: &Renderer, outputs: &[Output]) -> usize {
    let published = check::SitePaths::new(renderer.items().keys(), None, false);
    let facts: Vec<check::Facts> =
        outputs.par_iter().with_max_len(16).map(|output| check::read(output, &published).0).collect();
    check::verify(&facts, &check::Context { published: &published, origin: &|_, _| None }).entries().len()
}

fn publish(root: &Path, output: &Path, outputs: &[Output]) -> Result<()> {
    let refused = |diagnostic: jalon::diagnostic::Diagnostic| anyhow!(diagnostic.message);
    let stage = Publication::open(&Target { output, root }).map_err(refused)?;
    outputs.par_iter().try_for_each(|output| stage.put(output)).map_err(refused)?;
    stage.commit().map_err(refused)?;
    Ok(())
}
