//! The contract of a publication, on real folders.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use proptest::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::{MANIFEST, Published, Stage, Target, create};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::Output;
use crate::source::RelPath;

type Outcome = Result<(), Box<dyn Error>>;
type Files = BTreeMap<String, Vec<u8>>;
/// Path, size and digest, as a manifest lists them.
type Line = (String, u64, String);

/// A folder for the site, and the place where it is published.
struct Bench {
    _folder: tempfile::TempDir,
    root: PathBuf,
    output: PathBuf,
}

impl Bench {
    fn new() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let base = folder.path().canonicalize()?;
        let (root, output) = (base.join("site"), base.join("public"));
        fs::create_dir_all(root.join("content"))?;
        Ok(Self { _folder: folder, root, output })
    }

    fn open(&self) -> Result<Stage, Diagnostic> {
        self.open_at(&self.output)
    }

    fn open_at(&self, output: &Path) -> Result<Stage, Diagnostic> {
        Stage::open(&Target { output, root: &self.root })
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Published, Box<dyn Error>> {
        let stage = self.open().map_err(told)?;
        files.iter().try_for_each(|(path, text)| stage.put(&output(path, text.as_bytes()))).map_err(told)?;
        Ok(stage.commit().map_err(told)?)
    }

    /// Names beside the output that start with a dot.
    fn hidden(&self) -> Result<Vec<String>, Box<dyn Error>> {
        let parent = self.output.parent().ok_or("no parent")?;
        let names: Result<Vec<_>, _> = fs::read_dir(parent)?
            .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
            .collect();
        Ok(names?.into_iter().filter(|name| name.starts_with('.')).collect())
    }
}

fn told(fault: Diagnostic) -> String {
    format!("{}: {}", fault.code, fault.message)
}

fn output(path: &str, bytes: &[u8]) -> Output {
    Output { path: RelPath::new(path).unwrap_or_else(|| unreachable!()), bytes: bytes.to_vec() }
}

/// Why a stage was not opened.
fn refusal(outcome: Result<Stage, Diagnostic>) -> Result<Diagnostic, Box<dyn Error>> {
    outcome.err().ok_or_else(|| "opened".into())
}

/// Every file of a folder but the manifest.
fn files(folder: &Path) -> Result<Files, Box<dyn Error>> {
    let mut files = Files::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        let path = entry.path().strip_prefix(folder)?.to_string_lossy().into_owned();
        if entry.file_type().is_file() && path != MANIFEST {
            files.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(files)
}

fn modified(path: &Path) -> std::io::Result<SystemTime> {
    path.metadata()?.modified()
}

/// Makes a file look old, so that writing it again would show.
fn age(path: &Path) -> std::io::Result<()> {
    File::options().write(true).open(path)?.set_modified(SystemTime::UNIX_EPOCH)
}

#[test]
fn an_unchanged_file_keeps_its_modification_time() -> Outcome {
    let bench = Bench::new()?;
    bench.publish(&[("a/index.html", "un"), ("b.css", "deux"), ("c", "trois")])?;
    age(&bench.output.join("a/index.html"))?;
    age(&bench.output.join("b.css"))?;
    let published = bench.publish(&[("a/index.html", "un"), ("b.css", "DEUX"), ("d", "quatre")])?;
    assert_eq!(published, Published { files: 3, bytes: 12, written: 2, unchanged: 1, removed: 1 });
    assert_eq!(modified(&bench.output.join("a/index.html"))?, SystemTime::UNIX_EPOCH);
    assert_ne!(modified(&bench.output.join("b.css"))?, SystemTime::UNIX_EPOCH);
    assert!(!bench.output.join("c").exists());
    assert_eq!(bench.hidden()?, [""; 0]);
    Ok(())
}

#[cfg(unix)]
#[test]
fn when_nothing_changed_nothing_is_written() -> Outcome {
    use std::os::unix::fs::MetadataExt;
    let look = |folder: &Path| -> Result<Vec<_>, Box<dyn Error>> {
        let entries: Result<Vec<_>, _> = WalkDir::new(folder).sort_by_file_name().into_iter().collect();
        entries?
            .iter()
            .map(|entry| {
                Ok((
                    entry.path().to_owned(),
                    entry.metadata()?.ino(),
                    entry.metadata()?.ctime_nsec(),
                    entry.metadata()?.modified()?,
                ))
            })
            .collect()
    };
    let bench = Bench::new()?;
    let version = [("a/b/index.html", "un"), ("b.css", "deux"), ("index.html", "")];
    bench.publish(&version)?;
    let before = look(&bench.output)?;
    let stage = bench.open().map_err(told)?;
    version.iter().try_for_each(|(path, text)| stage.put(&output(path, text.as_bytes()))).map_err(told)?;
    assert_eq!(bench.hidden()?, [".public.jalon-lock"]);
    assert_eq!(stage.commit().map_err(told)?.unchanged, 3);
    assert_eq!(look(&bench.output)?, before);
    Ok(())
}

#[test]
fn a_published_file_edited_by_hand_is_made_again() -> Outcome {
    let bench = Bench::new()?;
    bench.publish(&[("a", "un"), ("b", "deux"), ("c", "trois")])?;
    fs::write(bench.output.join("a"), "UN")?;
    fs::remove_file(bench.output.join("b"))?;
    assert_eq!(bench.publish(&[("a", "un"), ("b", "deux"), ("c", "trois")])?.written, 2);
    assert_eq!(fs::read(bench.output.join("a"))?, b"un");
    Ok(())
}

#[test]
fn a_foreign_file_is_named_and_nothing_is_touched() -> Outcome {
    let bench = Bench::new()?;
    bench.publish(&[("a", "un")])?;
    for name in ["1", "2", "3", "4", "5", "6"] {
        fs::write(bench.output.join(name), "à moi")?;
    }
    let before = files(&bench.output)?;
    let fault = refusal(bench.open())?;
    assert_eq!(fault.code, Code::OutputFolder);
    assert!(
        fault.message.ends_with("contient 6 fichiers que Jalon n’a pas faits : « 1 », « 2 », « 3 », « 4 », « 5 »…"),
        "{}",
        fault.message
    );
    assert!(fault.hint.is_some_and(|hint| hint.contains("static/")));
    assert_eq!(files(&bench.output)?, before);
    assert_eq!(bench.hidden()?, [""; 0]);
    Ok(())
}

#[test]
fn a_folder_that_is_not_ours_is_refused() -> Outcome {
    let manifests = ["", "{}", r#"{"name": "mon appli"}"#, r#"{"format": 2, "generator": "jalon", "files": []}"#];
    for manifest in manifests {
        let bench = Bench::new()?;
        fs::create_dir(&bench.output)?;
        fs::write(bench.output.join(MANIFEST), manifest)?;
        assert_eq!(refusal(bench.open())?.code, Code::OutputFolder, "{manifest}");
        assert_eq!(fs::read_to_string(bench.output.join(MANIFEST))?, manifest);
    }
    Ok(())
}

#[test]
fn an_empty_folder_and_a_missing_one_are_published_to() -> Outcome {
    let bench = Bench::new()?;
    fs::create_dir(&bench.output)?;
    fs::write(bench.output.join(".DS_Store"), "")?;
    bench.publish(&[("a", "un")])?;
    assert_eq!(files(&bench.output)?.len(), 1);
    let deep = bench.root.join("x/y/public");
    bench.open_at(&deep).and_then(Stage::commit).map_err(told)?;
    assert!(deep.join(MANIFEST).is_file());
    Ok(())
}

#[test]
fn an_output_among_the_sources_is_refused() -> Outcome {
    let bench = Bench::new()?;
    fs::write(bench.root.join("fichier"), "")?;
    let root = &bench.root;
    let refused = [
        "",
        ".",
        "..",
        "../..",
        "/",
        "content",
        "content/",
        "content/x/y",
        "static",
        "src/z",
        "manquant/../content",
        "fichier",
    ];
    for path in refused {
        let fault = refusal(bench.open_at(&root.join(path))).map_err(|_| path)?;
        assert_eq!(fault.code, Code::OutputFolder, "{path}");
        assert!(fault.hint.is_some(), "{path}");
    }
    assert_eq!(WalkDir::new(root).into_iter().count(), 3);
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() -> Outcome {
    let bench = Bench::new()?;
    let elsewhere = bench.root.join("ailleurs");
    fs::create_dir(&elsewhere)?;
    std::os::unix::fs::symlink(&elsewhere, &bench.output)?;
    assert!(refusal(bench.open())?.message.contains("lien symbolique"));
    assert!(refusal(bench.open_at(&bench.output.join("")))?.message.contains("lien symbolique"));
    fs::remove_file(&bench.output)?;
    std::os::unix::fs::symlink(bench.root.join("content"), bench.root.join("texte"))?;
    assert_eq!(refusal(bench.open_at(&bench.root.join("texte/x")))?.code, Code::OutputFolder);
    bench.publish(&[("a", "un")])?;
    fs::rename(bench.output.join("a"), elsewhere.join("a"))?;
    std::os::unix::fs::symlink(elsewhere.join("a"), bench.output.join("a"))?;
    assert!(refusal(bench.open())?.message.contains("« a »"));
    Ok(())
}

#[test]
fn a_place_that_cannot_be_written_is_told_in_words() -> Outcome {
    let bench = Bench::new()?;
    fs::write(bench.root.join("fichier"), "")?;
    let fault = refusal(bench.open_at(&bench.root.join("fichier/public")))?;
    assert_eq!(fault.code, Code::Unwritable);
    assert!(fault.message.ends_with("ce n’est pas un dossier"), "{}", fault.message);
    // Permission bits do not hold root back; this file system does.
    #[cfg(target_os = "linux")]
    assert_eq!(refusal(bench.open_at(Path::new("/sys/jalon/public")))?.code, Code::Unwritable);
    Ok(())
}

#[test]
fn dropping_a_stage_leaves_the_published_folder() -> Outcome {
    let bench = Bench::new()?;
    bench.publish(&[("a", "un"), ("b", "deux")])?;
    let before = files(&bench.output)?;
    let stage = bench.open().map_err(told)?;
    stage.put(&output("a", b"UN")).map_err(told)?;
    assert!(bench.hidden()?.contains(&".public.jalon-new".to_owned()));
    drop(stage);
    assert_eq!(files(&bench.output)?, before);
    assert_eq!(bench.hidden()?, [""; 0]);
    Ok(())
}

#[test]
fn a_stage_that_refused_a_file_cannot_be_published() -> Outcome {
    let bench = Bench::new()?;
    bench.publish(&[("a", "un")])?;
    let stage = bench.open().map_err(told)?;
    stage.put(&output("Guide/a", b"x")).map_err(told)?;
    let fault = stage.put(&output("guide/A", b"y")).err().ok_or("taken")?;
    assert_eq!(fault.code, Code::DuplicateAddress);
    assert!(stage.commit().is_err());
    assert_eq!(files(&bench.output)?.into_keys().collect::<Vec<_>>(), ["a"]);
    Ok(())
}

#[test]
fn what_a_killed_build_left_is_removed() -> Outcome {
    let bench = Bench::new()?;
    let stale = bench.output.with_file_name(".public.jalon-new");
    fs::create_dir_all(stale.join("a"))?;
    fs::write(stale.join("a/index.html"), "périmé")?;
    File::create(bench.output.with_file_name(".public.jalon-lock"))?;
    bench.publish(&[("a/index.html", "un")])?;
    assert_eq!(fs::read(bench.output.join("a/index.html"))?, b"un");
    assert_eq!(bench.hidden()?, [""; 0]);
    Ok(())
}

#[test]
fn two_stages_on_one_output_are_refused_on_two_neighbours_allowed() -> Outcome {
    let bench = Bench::new()?;
    let stage = bench.open().map_err(told)?;
    let fault = refusal(bench.open())?;
    assert_eq!(fault.code, Code::OutputFolder);
    assert!(fault.message.contains("une autre construction"), "{}", fault.message);
    drop(bench.open_at(&bench.output.with_file_name("voisin")).map_err(told)?);
    drop(stage);
    drop(bench.open().map_err(told)?);
    Ok(())
}

#[test]
fn threads_that_hurry_get_the_lock_one_at_a_time() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let (folder, inside) = (tempfile::tempdir().unwrap_or_else(|_| unreachable!()), AtomicUsize::new(0));
    let path = folder.path().join("lock");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..500 {
                    if let Ok(Some(lock)) = super::lock::Lock::take(&path) {
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    }
                }
            });
        }
    });
}

#[test]
fn create_fills_a_new_or_empty_folder_and_no_other() -> Outcome {
    let bench = Bench::new()?;
    let outputs = [output("site.yaml", b"title: Essai"), output("content/_index.md", b"---")];
    let (new, empty, full) = (bench.root.join("p/neuf"), bench.root.join("vide"), bench.root.join("plein"));
    fs::create_dir(&empty)?;
    fs::create_dir(&full)?;
    fs::write(full.join("notes.txt"), "à moi")?;
    for folder in [&new, &empty] {
        create(folder, &outputs).map_err(told)?;
        assert_eq!(files(folder)?.into_keys().collect::<Vec<_>>(), ["content/_index.md", "site.yaml"]);
        assert!(!folder.join(MANIFEST).exists());
    }
    assert_eq!(create(&full, &outputs).err().ok_or("created")?.code, Code::OutputFolder);
    assert_eq!(files(&full)?.into_keys().collect::<Vec<_>>(), ["notes.txt"]);
    assert!(create(&std::env::current_dir()?, &outputs).is_err());
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_created_whole_is_not_created() -> Outcome {
    let bench = Bench::new()?;
    let folder = bench.root.join("vide");
    fs::create_dir(&folder)?;
    let outputs = [output("a", b"un"), output("a/b", b"deux")];
    assert_eq!(create(&folder, &outputs).err().ok_or("created")?.code, Code::Unwritable);
    assert_eq!(fs::read_dir(&folder)?.count(), 0);
    assert_eq!(WalkDir::new(&bench.root).into_iter().count(), 3);
    Ok(())
}

/// A disk of 256 KB when the system lets us mount one in a namespace of our own; otherwise a limit
/// on the size of a file, which fails in the same call with another reason. Both need a process of
/// their own: this test starts itself again.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_published_folder() -> Outcome {
    const FULL: &str = "JALON_TEST_FULL_DISK";
    const SCRIPT: &str = r#"
        if unshare -rm mount -t tmpfs tmpfs "$1" 2>/dev/null; then
            exec unshare -rm sh -c 'mount -t tmpfs -o size=256k tmpfs "$0" && JALON_TEST_FULL_DISK=$0 exec "$@"' "$@"
        fi
        trap '' XFSZ; ulimit -f 128; JALON_TEST_FULL_DISK=$1; export JALON_TEST_FULL_DISK; shift; exec "$@""#;
    if let Some(disk) = std::env::var_os(FULL) {
        return overfill(Path::new(&disk));
    }
    let disk = tempfile::tempdir()?;
    let child = std::process::Command::new("sh")
        .args(["-c", SCRIPT, "sh"])
        .arg(disk.path())
        .arg(std::env::current_exe()?)
        .args(["--exact", "publish::tests::a_full_disk_leaves_the_published_folder"])
        .output()?;
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&child.stderr));
    Ok(())
}

#[cfg(target_os = "linux")]
fn overfill(disk: &Path) -> Outcome {
    let (root, public) = (disk.join("site"), disk.join("public"));
    let open = || Stage::open(&Target { output: &public, root: &root }).map_err(told);
    let stage = open()?;
    stage.put(&output("a", b"un")).map_err(told)?;
    stage.commit().map_err(told)?;
    let stage = open()?;
    stage.put(&output("a", b"UN")).map_err(told)?;
    let fault = stage.put(&output("b", &[0; 300_000])).err().ok_or("it fitted")?;
    assert_eq!(fault.code, Code::Unwritable);
    let mounted = fs::read_to_string("/proc/self/mounts")?.contains(&*disk.to_string_lossy());
    assert!(!mounted || fault.message.ends_with("le disque est plein"), "{}", fault.message);
    drop(stage);
    assert_eq!(files(disk)?.into_keys().collect::<Vec<_>>(), ["public/a", "public/manifest.json"]);
    assert_eq!(fs::read(public.join("a"))?, b"un");
    Ok(())
}

/// Sets of files without collisions: a folder never has the name of a file.
fn version() -> impl Strategy<Value = Files> {
    let path = "([XY]/){0,2}[abc]";
    proptest::collection::btree_map(path, proptest::collection::vec(any::<u8>(), 0..3), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_folder_is_always_the_last_version_exactly(versions in proptest::collection::vec(version(), 1..6)) {
        let bench = Bench::new().map_err(|error| TestCaseError::fail(error.to_string()))?;
        let mut past = Files::new();
        for version in versions {
            let published = step(&bench, &version).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let same = version.iter().filter(|(path, bytes)| past.get(*path) == Some(bytes)).count();
            let kept = version.keys().filter(|path| past.contains_key(*path)).count();
            prop_assert_eq!((published.files, published.unchanged, published.removed), (version.len(), same, past.len() - kept));
            past = version;
        }
    }
}

fn step(bench: &Bench, version: &Files) -> Result<Published, Box<dyn Error>> {
    let stage = bench.open().map_err(told)?;
    version.iter().try_for_each(|(path, bytes)| stage.put(&output(path, bytes))).map_err(told)?;
    let published = stage.commit().map_err(told)?;
    assert_eq!(&files(&bench.output)?, version);
    let lines: Vec<Line> =
        version.iter().map(|(path, bytes)| (path.clone(), bytes.len() as u64, digest(bytes))).collect();
    assert_eq!(listed(&bench.output)?, lines);
    let folders: BTreeSet<&Path> =
        version.keys().flat_map(|path| Path::new(path).ancestors().skip(1)).chain([Path::new("")]).collect();
    let standing = WalkDir::new(&bench.output).into_iter().flatten().filter(|entry| entry.file_type().is_dir());
    assert_eq!(standing.count(), folders.len());
    assert_eq!(bench.hidden()?, [""; 0]);
    Ok(published)
}

fn digest(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// What the manifest says, read without the code that wrote it.
fn listed(output: &Path) -> Result<Vec<Line>, Box<dyn Error>> {
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(output.join(MANIFEST))?)?;
    assert_eq!((&manifest["format"], &manifest["generator"]), (&1.into(), &"jalon".into()));
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned).ok_or("not a text");
    let files = manifest["files"].as_array().ok_or("no files")?;
    files
        .iter()
        .map(|file| Ok((text(&file["path"])?, file["size"].as_u64().ok_or("no size")?, text(&file["sha256"])?)))
        .collect()
}
