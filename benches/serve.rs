//! What an author waits for: `jalon serve` from its start to the first page, and from a saved file to
//! its new page, through the real watch and server.
//!
//! Each time is from the return of the write. *Told*: the open page hears of a new version. *Served*: it
//! has then fetched itself again. Both hold the quiet time that ends a burst of changes, which is
//! taken off. What the browser adds is measured by `tests/browser/serve.speed.mjs`.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::corpus::{self, Shape};
use crate::measure::ms;

/// Runs of each measure; the one in the middle counts.
const RUNS: usize = 9;
/// The quiet time of `preview::watch`.
const QUIET: Duration = Duration::from_millis(20);
/// Between two edits: the check of the whole site is under way when the next one comes.
const PAUSE: Duration = Duration::from_millis(400);
/// Long enough for any of it.
const PATIENCE: Duration = Duration::from_secs(60);

const PAGE: &str = "/partie-00/chapitre-00/page-01/";
const SOURCE: &str = "content/partie-00/chapitre-00/page-01.md";
const TEMPLATE: &str = "themes/rpps/templates/base.html";
const DATA: &str = "data/glossary.yaml";

/// One edit: its name, its file, and what the file then holds, from what it held and a mark that must show.
type Edit = (&'static str, &'static str, fn(&str, usize) -> String);

const EDITS: [Edit; 4] = [
    ("text", SOURCE, |text, mark| format!("{text}\nmarque{mark}.\n")),
    ("title", SOURCE, |text, mark| text.replacen("title: ", &format!("title: marque{mark}. "), 1)),
    ("template", TEMPLATE, |text, mark| text.replacen("</body>", &format!("<p>marque{mark}.</p></body>"), 1)),
    ("data", DATA, |_, mark| format!("- term: Marque\n  long: marque{mark}.\n  definition: Une marque.\n")),
];

/// Measures sites of these sizes.
pub(crate) fn run(sizes: &[usize]) -> Result<()> {
    println!("\nServe, without the {} ms that end a burst (ms: median of {RUNS}, and the worst)", QUIET.as_millis());
    println!("{:>7} {:>10} {:>16} {:>16}", "pages", "", "told", "served");
    for pages in sizes {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        corpus::write(folder.path(), &Shape { pages: *pages, search: true })?;
        put(folder.path(), TEMPLATE, &fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(TEMPLATE))?)?;
        put(folder.path(), DATA, "- term: Marque\n  long: aucune\n  definition: Une marque.\n")?;
        let page = fs::read_to_string(folder.path().join(SOURCE))?;
        put(folder.path(), SOURCE, &format!("{page}\nMarque.\n"))?;

        let starts = (0..RUNS).map(|_| start(folder.path())).collect::<Result<Vec<_>>>()?;
        println!("{pages:>7} {:>10} {:>16} {:>16}", "start", "", shown(starts));
        for edit in &EDITS {
            let (told, served) = edits(folder.path(), edit)?;
            println!("{pages:>7} {:>10} {:>16} {:>16}", edit.0, shown(told), shown(served));
        }
    }
    Ok(())
}

/// From the start of the process to its first page.
fn start(root: &Path) -> Result<Duration> {
    let start = Instant::now();
    let server = Server::start(root)?;
    ensure!(server.get(PAGE)?.contains("200 OK"), "no first page");
    Ok(start.elapsed())
}

fn edits(root: &Path, (_, file, change): &Edit) -> Result<(Vec<Duration>, Vec<Duration>)> {
    let server = Server::start(root)?;
    let mut events = server.events()?;
    ensure!(server.get(PAGE)?.contains("200 OK"), "no page");
    let good = fs::read_to_string(root.join(file))?;
    let (mut told, mut served) = (Vec::new(), Vec::new());
    for mark in 0..RUNS {
        let before = server.version(&server.get(PAGE)?);
        thread::sleep(PAUSE);
        put(root, file, &change(&good, mark))?;
        let start = Instant::now();
        events.after(before)?;
        told.push(start.elapsed().saturating_sub(QUIET));
        let page = server.get(PAGE)?;
        served.push(start.elapsed().saturating_sub(QUIET));
        ensure!(page.contains(&format!("marque{mark}.")), "{file} was edited and its page is the old one");
    }
    put(root, file, &good)?;
    Ok((told, served))
}

fn shown(mut times: Vec<Duration>) -> String {
    times.sort();
    format!("{:.1} ({:.0})", ms(times[times.len() / 2]), ms(times[times.len() - 1]))
}

fn put(root: &Path, file: &str, text: &str) -> Result<()> {
    let path: PathBuf = root.join(file);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    Ok(fs::write(path, text)?)
}

struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    fn start(root: &Path) -> Result<Self> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_jalon"))
            .args(["serve", "--port", "0", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut lines = BufReader::new(process.stdout.take().context("an output")?).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("http://")?.1.split_once('/')?.0.parse().ok());
        // What it says later must not fill the pipe.
        thread::spawn(move || lines.for_each(drop));
        Ok(Self { process, address: address.context("jalon serve did not start")? })
    }

    fn connect(&self, path: &str) -> Result<TcpStream> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let port = self.address.port();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")?;
        Ok(stream)
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut bytes = Vec::new();
        self.connect(path)?.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn version(&self, page: &str) -> u64 {
        number(page, "data-version=\"")
    }

    fn events(&self) -> Result<Events> {
        Ok(Events { lines: BufReader::new(self.connect("/_jalon/events")?) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An open page that listens.
struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// Waits for a version after this one.
    fn after(&mut self, version: u64) -> Result<()> {
        let mut line = String::new();
        let start = Instant::now();
        while number(&line, "\"version\":") <= version {
            line.clear();
            ensure!(self.lines.read_line(&mut line)? > 0, "the server left");
            ensure!(start.elapsed() < PATIENCE, "no new version: {line}");
        }
        Ok(())
    }
}

fn number(text: &str, mark: &str) -> u64 {
    let digits = text.split_once(mark).map(|(_, rest)| rest).unwrap_or_default();
    digits.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default()
}
