//! A site of a few files in a folder of its own, served for real, and asked through plain sockets: what a
//! hostile client sends never passes through a library that would clean it first.

mod changes;
mod requests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::server::Server;
use super::{LoadedSite, Options, RenderedOutput, SiteLoader};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::output::Output;
use crate::text::{RelPath, Source};

/// Long enough for a loaded machine: no test depends on how long things take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Its outputs are the files of `content`, as they are. Words in them stand for what can go wrong.
struct Folder {
    root: PathBuf,
    log: Arc<Log>,
}

struct Copy {
    files: BTreeMap<RelPath, Vec<u8>>,
    log: Arc<Log>,
}

/// What was asked of the loader.
#[derive(Default)]
struct Log {
    /// The files named at each load, without their folders; `None` where none were.
    loaded: Mutex<Vec<Option<Vec<String>>>>,
    rendered: Mutex<Vec<String>>,
    checks: AtomicUsize,
}

impl SiteLoader for Folder {
    type Site = Copy;

    fn load(&self, changed: Option<&BTreeSet<PathBuf>>) -> (Option<Copy>, Report) {
        let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.log.loaded.lock().unwrap().push(changed.map(|changed| changed.iter().map(name).collect()));
        let mut report = Report::default();
        if self.root.join("site.yaml").exists() {
            report.push(Diagnostic::error(Code::YamlSyntax, "site.yaml illisible").in_file("site.yaml"));
        }
        assert!(!self.root.join("panic.yaml").exists(), "the load panics");
        let mut files = BTreeMap::new();
        collect(&self.root.join("content"), "", &mut files);
        let nothing = self.root.join("nothing.yaml").exists();
        if nothing {
            report.push(Diagnostic::error(Code::NoSite, "aucune page").in_file("nothing.yaml"));
        }
        let site = (!nothing).then_some(Copy { files, log: Arc::clone(&self.log) });
        (site, report)
    }

    fn watched(&self) -> Vec<PathBuf> {
        ["content", "site.yaml", "nothing.yaml", "panic.yaml"].map(|name| self.root.join(name)).to_vec()
    }

    fn is_ignored(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<RelPath, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if let (Some(path), Ok(bytes)) = (RelPath::new(&path), fs::read(entry.path())) {
            files.insert(path, bytes);
        }
    }
}

impl LoadedSite for Copy {
    fn render(&self, path: &RelPath) -> Option<RenderedOutput> {
        let bytes = self.files.get(path)?.clone();
        self.log.rendered.lock().unwrap().push(path.to_string());
        let text = if path.ending() == "html" { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
        assert!(!text.contains("PANIC"), "the render of {path} panics");
        let mut report = Report::default();
        let fails = text.find("FAIL");
        if let Some(at) = fails {
            let source = Source { path: path.clone(), text };
            report.push(
                Diagnostic::error(Code::Template, "gabarit en panne").at(&source, at..at + 4).hint("réparez <b>"),
            );
        }
        Some(RenderedOutput { output: fails.is_none().then(|| Output { path: path.clone(), bytes }), report })
    }

    fn check(&self, wanted: &(dyn Fn() -> bool + Sync)) -> Option<Report> {
        self.log.checks.fetch_add(1, Ordering::Relaxed);
        if self.files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("SLOW")) {
            while wanted() {
                std::thread::sleep(Duration::from_millis(1));
            }
            return None;
        }
        let mut report = Report::default();
        for (path, bytes) in &self.files {
            if path.ending() == "html" && String::from_utf8_lossy(bytes).contains("DEAD") {
                report.push(Diagnostic::warning(Code::DeadLink, "lien mort").in_file(path));
            }
        }
        Some(report)
    }
}

/// A folder, and the server that shows it.
struct Preview {
    folder: TempDir,
    server: Server,
    log: Arc<Log>,
}

impl Preview {
    /// Serves these files of `content`, of any other folder when the name starts with `/`.
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        write(folder.path(), files);
        let log = Arc::new(Log::default());
        let loader = Folder { root: folder.path().to_path_buf(), log: Arc::clone(&log) };
        let server = Server::start(loader, &Options { port: Some(0), open: false }, None).unwrap();
        Self { folder, server, log }
    }

    fn write(&self, name: &str, text: &str) {
        write(self.folder.path(), &[(name, text)]);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name.strip_prefix('/').map_or_else(|| format!("content/{name}"), str::to_owned))
    }

    fn host(&self) -> String {
        format!("localhost:{}", self.server.addr().port())
    }

    fn get(&self, path: &str) -> Response {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host()))
    }

    fn ask(&self, request: &str) -> Response {
        let mut stream = connect(self.server.addr());
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Response::read(&bytes)
    }

    /// Asks again and again until the answer is as wanted.
    fn wait(&self, path: &str, wanted: impl Fn(&Response) -> bool) -> Response {
        let start = Instant::now();
        loop {
            let response = self.get(path);
            if wanted(&response) {
                return response;
            }
            assert!(start.elapsed() < PATIENCE, "still {response:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn events(&self) -> Events {
        let mut stream = connect(self.server.addr());
        write!(stream, "GET /_jalon/events HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host()).unwrap();
        Events { lines: BufReader::new(stream) }
    }
}

fn write(root: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = name.strip_prefix('/').map_or_else(|| root.join("content").join(name), |name| root.join(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

#[derive(Debug, Default)]
struct Response {
    /// 0 when there was no answer.
    status: u16,
    head: String,
    body: String,
}

impl Response {
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// An open page that listens.
struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The next state that is as wanted; those before it are passed over.
    fn wait(&mut self, wanted: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let start = Instant::now();
        loop {
            let mut line = String::new();
            assert_ne!(self.lines.read_line(&mut line).unwrap(), 0, "the stream ended");
            assert!(start.elapsed() < PATIENCE, "nothing but {line}");
            if let Some(data) = line.strip_prefix("data: ") {
                let state = serde_json::from_str(data).unwrap();
                if wanted(&state) {
                    return state;
                }
            }
        }
    }

    fn version(&mut self) -> u64 {
        self.wait(|_| true)["version"].as_u64().unwrap()
    }
}

fn messages(state: &serde_json::Value) -> Vec<&str> {
    state["diagnostics"].as_array().unwrap().iter().map(|one| one["message"].as_str().unwrap()).collect()
}
