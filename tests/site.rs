//! The vocabulary of the tests: a site in a temporary folder, and what running jalon on it gave.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A site on the disk, gone at the end of the test.
pub(crate) struct Site {
    folder: TempDir,
}

/// A diagnostic as `check --format json` tells it, reduced to what a test says of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Told {
    pub(crate) file: String,
    pub(crate) severity: String,
    pub(crate) code: String,
    pub(crate) line: Option<u64>,
}

impl Site {
    /// The smallest site without a fault.
    pub(crate) fn small() -> Self {
        let site = Self::empty();
        site.with("site.yaml", "title: Essai\ndescription: Un site pour les tests.\n")
            .with("content/_index.md", &page("Accueil", "Bonjour.\n"))
    }

    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// A copy of a folder, completed where it has no settings or no home page; what tests say of it stays behind.
    pub(crate) fn copy(from: &Path) -> Self {
        let site = Self::small();
        copy_into(from, site.root());
        for path in files(site.root()).into_keys().filter(|path| SAID.iter().any(|said| path.ends_with(said))) {
            fs::remove_file(site.path(&path)).expect("a file");
        }
        site
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a text file.
    pub(crate) fn with(self, path: &str, text: &str) -> Self {
        self.with_bytes(path, text.as_bytes())
    }

    /// Writes a file.
    pub(crate) fn with_bytes(self, path: &str, bytes: &[u8]) -> Self {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("folders");
        fs::write(file, bytes).expect("a file");
        self
    }

    /// Runs jalon with `--root` set to the site.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let root = self.root().to_str().expect("UTF-8");
        let mut all = vec![arguments[0], "--root", root];
        all.extend(&arguments[1..]);
        jalon(&all)
    }

    /// What `jalon check` tells.
    pub(crate) fn told(&self) -> Vec<Told> {
        let output = self.run(&["check", "--format", "json"]);
        assert_no_panic(&output);
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let told: Vec<Told> = report["diagnostics"].as_array().expect("a list").iter().map(Told::read).collect();
        let errors = told.iter().any(|told| told.severity == "erreur");
        assert_eq!(output.status.code(), Some(i32::from(errors)), "{}", text(&output.stderr));
        told
    }

    /// The codes of what `jalon check` tells, in order.
    pub(crate) fn codes(&self) -> Vec<String> {
        self.told().into_iter().map(|told| told.code).collect()
    }

    /// Builds the site, which must succeed, and gives the published folder.
    pub(crate) fn build(&self, arguments: &[&str]) -> PathBuf {
        let mut all = vec!["build"];
        all.extend(arguments);
        let output = self.run(&all);
        assert!(output.status.success(), "{}", text(&output.stderr));
        self.path("public")
    }

    /// Compares what was printed with the snapshot `NAME.snap` of `printed/`.
    pub(crate) fn pins(&self, name: &str, printed: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/printed");
        let root = self.root().to_str().expect("UTF-8");
        assert!(pinned(&folder, name, &printed.replace(root, "SITE")), "not the words of {name}.snap, see above");
    }

    /// A published file.
    pub(crate) fn published(&self, path: &str) -> String {
        fs::read_to_string(self.path("public").join(path)).expect("a published file")
    }
}

/// What stands in the folder of a site for the tests alone: snapshots, what is announced, what is typed.
const SAID: [&str; 3] = [".snap", "attendu.txt", "command"];

/// Whether a text is the one kept in the snapshot `NAME.snap` of a folder; what differs is printed.
pub(crate) fn pinned(folder: &Path, name: &str, text: &str) -> bool {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| catch_unwind(AssertUnwindSafe(|| insta::assert_snapshot!(name, text))).is_ok())
}

impl Told {
    fn read(value: &Value) -> Self {
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        Self { file: text("fichier"), severity: text("gravite"), code: text("code"), line: value["ligne"].as_u64() }
    }
}

/// Runs jalon.
pub(crate) fn jalon(arguments: &[&str]) -> Output {
    command(arguments).output().expect("jalon runs")
}

/// 24 November 2026: no test hangs on the day.
pub(crate) const DAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1795514400");

/// A run of jalon, not started.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jalon"));
    command.args(arguments).env("NO_COLOR", "1").env(DAY.0, DAY.1);
    command
}

/// A page with its head.
pub(crate) fn page(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndescription: Une page.\n---\n{body}")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub(crate) fn assert_no_panic(output: &Output) {
    let errors = text(&output.stderr);
    assert!(!errors.contains("panicked") && output.status.code().is_some_and(|code| code <= 3), "{errors}");
}

/// Every file below a folder, by relative path.
pub(crate) fn files(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("inside").to_str().expect("UTF-8").replace('\\', "/");
            (path, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

pub(crate) fn copy_into(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let file = to.join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("folders");
        fs::write(file, bytes).expect("a file");
    }
}
