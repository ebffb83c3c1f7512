//! Whole builds, as one types them: time, memory, and the ratios that are promised.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use wait4::Wait4;

use crate::corpus::{self, Shape};
use crate::floor::{Hands, floor};
use crate::measure::{Cost, median, ms};

/// Runs of each measure; the one in the middle counts, and for the processor the one that cost least: whatever else the
/// machine does only adds to it.
const RUNS: usize = 5;
/// Runs of what is over in a moment, of which a part is what any process costs.
const SHORT_RUNS: usize = 15;
/// Pages up to which a build is over in a moment, and from which it is not run more than a few times.
const SHORT: usize = 200;
const LONG: usize = 5_000;
const LONG_RUNS: usize = 3;

/// One whole process.
struct Run {
    cost: Cost,
    /// Most memory held at once, in bytes.
    peak: u64,
}

/// Builds of generated sites: cold, again, with and without a search.
pub(crate) fn generated(sizes: &[usize]) -> Result<()> {
    println!("\nWhole builds of generated sites (medians; of the processor, the least)");
    println!(
        "{:>7} {:>7} | {:>9} {:>9} {:>9} {:>9} {:>6} {:>8} | {:>9} {:>9} {:>6} | {:>7}",
        "pages",
        "search",
        "floor ms",
        "floor 2",
        "build ms",
        "again ms",
        "ratio",
        "peak MB",
        "cpu ms",
        "µs/page",
        "×",
        "files"
    );
    // Removed at the end only: ext4 is slow, for some minutes, at making files where many were removed.
    let folder = scratch()?;
    for search in [false, true] {
        let start = alone(search)?;
        println!("{:>7} {:>7} | what is paid once, before any page: {:.0} ms of processor", 0, yes(search), ms(start));
        let mut first = None;
        for pages in sizes {
            let within = folder.path().join(format!("{pages}-{}", yes(search)));
            let row = row(&Shape { pages: *pages, search }, &within)?;
            let own = row.cpu.saturating_sub(start);
            let per_page = ms(own) * 1_000.0 / *pages as f64;
            let smallest = *first.get_or_insert(per_page);
            println!(
                "{:>7} {:>7} | {:>9.0} {:>9.0} {:>9.0} {:>9.0} {:>6.2} {:>8.0} | {:>9.0} {:>9.0} {:>6.2} | {:>7}",
                pages,
                yes(search),
                ms(row.floor.wall),
                ms(row.floors.wall),
                ms(row.cold.cost.wall),
                ms(row.again.cost.wall),
                row.cold.cost.wall.as_secs_f64() / row.floor.wall.as_secs_f64(),
                row.cold.peak as f64 / 1e6,
                ms(row.cpu),
                per_page,
                per_page / smallest,
                row.files,
            );
        }
    }
    Ok(())
}

fn yes(search: bool) -> &'static str {
    if search { "yes" } else { "no" }
}

/// Processor time of a site that is only its home page.
fn alone(search: bool) -> Result<Duration> {
    let folder = scratch()?;
    let root = folder.path().join("site");
    corpus::write(&root, &Shape { pages: 0, search })?;
    let runs = (0..SHORT_RUNS).map(|run| build(&root, &folder.path().join(format!("public-{run}"))));
    Ok(least(&runs.collect::<Result<Vec<_>>>()?))
}

/// Builds of the reference site, which is this repository.
pub(crate) fn reference() -> Result<()> {
    let folder = scratch()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bare = folder.path().join("bare");
    copy(root, &bare)?;
    fs::remove_file(bare.join("content/recherche.md")).context("the page of the search")?;
    let settings = fs::read_to_string(bare.join("site.yaml"))?;
    fs::write(bare.join("site.yaml"), settings.replace("  - recherche.md\n", ""))?;
    println!("\nThe reference site, start of the process included (median of {RUNS})");
    println!("{:>7} | {:>9} {:>9} {:>9} {:>8}", "search", "cold ms", "again ms", "cpu ms", "peak MB");
    for (name, root) in [("no", bare.as_path()), ("yes", root)] {
        let output = |run: usize| folder.path().join(format!("public-{name}-{run}"));
        let cold = (0..RUNS).map(|run| build(root, &output(run))).collect::<Result<Vec<_>>>().map(middle)?;
        let again = (0..RUNS).map(|run| build(root, &output(run))).collect::<Result<Vec<_>>>().map(middle)?;
        println!(
            "{:>7} | {:>9.0} {:>9.0} {:>9.0} {:>8.0}",
            name,
            ms(cold.cost.wall),
            ms(again.cost.wall),
            ms(cold.cost.cpu),
            cold.peak as f64 / 1e6
        );
    }
    Ok(())
}

struct Row {
    floor: Cost,
    /// The same on all processors.
    floors: Cost,
    cold: Run,
    /// Processor time of a cold build.
    cpu: Duration,
    again: Run,
    files: usize,
}

/// Floors and builds take turns, so that a slow minute of the disk is felt by both. Each writes to a new folder in `within`.
fn row(shape: &Shape, within: &Path) -> Result<Row> {
    let path = |name: &str, run: usize| within.join(format!("{name}-{run}"));
    let root = within.join("site");
    corpus::write(&root, shape)?;
    build(&root, &path("public", 0))?;
    let runs = match shape.pages {
        ..=SHORT => SHORT_RUNS,
        LONG.. => LONG_RUNS,
        _ => RUNS,
    };
    let (mut one, mut all, mut colds) = (Vec::new(), Vec::new(), Vec::new());
    for run in 1..=runs {
        rested();
        one.push(floor(&root, &path("public", 0), &path("one", run), Hands::One)?);
        rested();
        all.push(floor(&root, &path("public", 0), &path("all", run), Hands::All)?);
        rested();
        colds.push(build(&root, &path("public", run))?);
    }
    let output = path("public", 0);
    let again = build(&root, &output)?;
    let files =
        walkdir::WalkDir::new(&output).into_iter().flatten().filter(|entry| entry.file_type().is_file()).count();
    let cpu = least(&colds);
    Ok(Row { floor: median(one), floors: median(all), cold: middle(colds), cpu, again, files })
}

/// Lets the disk finish with what was written before: the system would do it on the processors that are measured.
fn rested() {
    let _ = Command::new("sync").status();
}

fn middle(mut runs: Vec<Run>) -> Run {
    runs.sort_by_key(|run| run.cost.wall);
    let at = runs.len() / 2;
    runs.swap_remove(at)
}

fn least(runs: &[Run]) -> Duration {
    runs.iter().map(|run| run.cost.cpu).min().unwrap_or_default()
}

/// Runs `jalon build` as one types it, from a small process: what a process is told of its child's
/// memory holds its own too, until the child is another program.
fn build(root: &Path, output: &Path) -> Result<Run> {
    let told = Command::new(std::env::current_exe()?).arg("once").arg(root).arg(output).output()?;
    ensure!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let numbers: Vec<u64> =
        String::from_utf8_lossy(&told.stdout).split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [wall, cpu, peak] = numbers[..] else { bail!("three numbers were awaited") };
    Ok(Run { cost: Cost { wall: Duration::from_micros(wall), cpu: Duration::from_micros(cpu) }, peak })
}

/// One build; prints microseconds by the clock, microseconds of processor, and bytes held at most.
pub(crate) fn once(root: &Path, output: &Path) -> Result<()> {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .arg("build")
        .arg("--root")
        .arg(root)
        .arg("--output")
        .arg(output)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let used = child.wait4()?;
    let wall = start.elapsed();
    ensure!(used.status.success(), "jalon build failed in {}", root.display());
    let cpu: Duration = used.rusage.utime + used.rusage.stime;
    println!("{} {} {}", wall.as_micros(), cpu.as_micros(), used.rusage.maxrss);
    Ok(())
}

/// On the disk of the repository: a file system in memory would flatter.
fn scratch() -> Result<tempfile::TempDir> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(target)?;
    Ok(tempfile::tempdir_in(target)?)
}

/// Copies what makes a site of this repository.
fn copy(root: &Path, into: &Path) -> Result<()> {
    for place in jalon::internals::places() {
        for entry in walkdir::WalkDir::new(root.join(place)).into_iter().flatten() {
            let to: PathBuf = into.join(entry.path().strip_prefix(root)?);
            if entry.file_type().is_dir() {
                fs::create_dir_all(&to)?;
            } else {
                to.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::copy(entry.path(), &to)?;
            }
        }
    }
    Ok(())
}
