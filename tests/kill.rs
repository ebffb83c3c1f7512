//! Whoever kills a build, whenever, the folder that stood there still stands whole, or the new one does.
//!
//! In: one site in two versions, far apart. A build of the version that does not stand is killed
//! (`kill -9`) at moments spread over its duration, and at moments soon after it began to write.
//! Out: after each kill, the output is one of the two versions, byte for byte; or still missing,
//! where it was.

#![cfg(any(target_os = "linux", target_vendor = "apple"))]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::site::DAY;

const PAGES: usize = 300;
/// Builds killed before their end, at moments spread over their duration.
const SPREAD: u32 = 50;
/// Kills soon after the build made its staging folder.
const WRITING: u32 = 10;
/// Every so many kills, the output is missing beforehand.
const FIRST: u32 = 6;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;
type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// The two versions, and where they are published in turn.
struct Rig {
    _folder: tempfile::TempDir,
    base: PathBuf,
    output: PathBuf,
    trees: [Tree; 2],
    /// The version that stands, as last seen.
    stands: Option<usize>,
    random: u64,
}

impl Rig {
    fn new() -> Outcome<Self> {
        // In memory where possible: some disks take seconds to make hundreds of folders anew.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())?;
        let base = folder.path().canonicalize()?;
        let trees = [reference(&base, 0)?, reference(&base, 1)?];
        assert!(trees[0] != trees[1] && trees[0].len() > PAGES);
        Ok(Self { _folder: folder, output: base.join("public"), base, trees, stands: None, random: 20_261_122 })
    }

    fn start(&self, version: usize) -> Outcome<Child> {
        Ok(command(&root(&self.base, version), &self.output).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    }

    /// How long a build takes that replaces one version by the other.
    fn duration(&mut self) -> Outcome<Duration> {
        let begun = Instant::now();
        for version in [0, 1, 0, 1] {
            assert!(self.start(version)?.wait()?.success());
        }
        self.stands = Some(1);
        Ok(begun.elapsed() / 4)
    }

    /// Which version stands, if any. Anything else is the failure that this test looks for.
    fn standing(&self, moment: &str) -> Outcome<Option<usize>> {
        if !self.output.exists() {
            return Ok(None);
        }
        let found = tree(&self.output)?;
        match self.trees.iter().position(|tree| *tree == found) {
            Some(version) => Ok(Some(version)),
            None => Err(format!("{moment}: {} files of neither version, or of both", found.len()).into()),
        }
    }

    /// Starts a build of the version that does not stand, kills it when `wait` says so, and looks.
    /// Says whether the kill came before the end of the build.
    fn kill(&mut self, round: u32, wait: impl FnOnce(&mut Self, &mut Child) -> Outcome<Duration>) -> Outcome<bool> {
        if round.is_multiple_of(FIRST) && self.output.exists() {
            fs::remove_dir_all(&self.output)?;
            self.stands = None;
        }
        let before = self.stands;
        let next = before.map_or(0, |version| 1 - version);
        let mut child = self.start(next)?;
        let after = wait(self, &mut child);
        child.kill()?;
        let killed = child.wait()?.code().is_none();
        let moment = format!("round {round}, killed after {:?}", after?);
        let found = self.standing(&moment)?;
        assert!(found == before || found == Some(next), "{moment}: {before:?} became {found:?}");
        assert!(killed || found == Some(next), "{moment}: the build ended without publishing");
        self.stands = found;
        Ok(killed)
    }

    /// A number from 0 to 1, from a seed (SplitMix64): the same moments in every run.
    fn chance(&mut self) -> f64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        f64::from((mixed >> 32) as u32) / f64::from(u32::MAX)
    }
}

#[test]
fn a_killed_build_leaves_one_whole_version() -> Outcome {
    let mut rig = Rig::new()?;
    let mut duration = rig.duration()?;
    let mut killed = 0;
    let mut round = 0;
    while killed < SPREAD {
        assert!(round < 20 * SPREAD, "only {killed} of {round} builds were killed before their end");
        let share = rig.chance();
        let in_time = rig.kill(round, |_, _| pause(duration.mul_f64(share)))?;
        killed += u32::from(in_time);
        // The machine is not as fast at every moment: what is aimed at follows the builds as they are.
        duration = duration.mul_f64(if in_time { 1.02 } else { 0.9 });
        round += 1;
    }
    for round in 0..WRITING {
        rig.kill(round, |rig, child| {
            let begun = Instant::now();
            let staging = rig.output.with_file_name(".public.jalon-new");
            while !staging.exists() && child.try_wait()?.is_none() {
                sleep(Duration::from_micros(50));
            }
            pause(duration.mul_f64(rig.chance() / 3.0))?;
            Ok(begun.elapsed())
        })?;
    }
    the_next_build_is_a_normal_one(&rig)
}

fn the_next_build_is_a_normal_one(rig: &Rig) -> Outcome {
    let next = rig.stands.map_or(0, |version| 1 - version);
    let built = command(&root(&rig.base, next), &rig.output).output()?;
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert_eq!(rig.standing("after a normal build")?, Some(next));
    let names: Result<Vec<_>, _> = fs::read_dir(&rig.base)?.map(|entry| entry.map(|entry| entry.file_name())).collect();
    let left: Vec<_> = names?.into_iter().filter(|name| name.to_string_lossy().starts_with('.')).collect();
    assert!(left.is_empty(), "left beside the output: {left:?}");
    Ok(())
}

fn pause(time: Duration) -> Outcome<Duration> {
    sleep(time);
    Ok(time)
}

fn root(base: &Path, version: usize) -> PathBuf {
    base.join(format!("site-{version}"))
}

fn command(root: &Path, output: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jalon"));
    command.arg("build").arg("--root").arg(root).arg("--output").arg(output).env(DAY.0, DAY.1).stdin(Stdio::null());
    command
}

/// Writes a version of the sources, builds it undisturbed, and returns what is published.
fn reference(base: &Path, version: usize) -> Outcome<Tree> {
    let (root, output) = (root(base, version), base.join(format!("reference-{version}")));
    write_site(&root, version)?;
    let built = command(&root, &output).output()?;
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let tree = tree(&output)?;
    agrees_with_its_manifest(&tree)?;
    Ok(tree)
}

/// Both versions share two thirds of their pages, of which every other one differs.
fn write_site(root: &Path, version: usize) -> Outcome {
    let guide = root.join("content/guide");
    fs::create_dir_all(&guide)?;
    fs::write(root.join("site.yaml"), "title: Essai\ndescription: Un site pour les essais\nlanguage: fr\n")?;
    fs::write(root.join("content/_index.md"), page("Accueil", "Bienvenue."))?;
    fs::write(guide.join("_index.md"), page("Guide", "Toutes les pages."))?;
    for number in (0..PAGES).map(|number| number + version * PAGES / 3) {
        let edition = if number % 2 == 0 { version } else { 0 };
        let body = format!(
            "## Étape {number}\n\n{}",
            format!("Édition {edition} de la page {number}, **relue**.\n\n").repeat(12)
        );
        fs::write(guide.join(format!("page-{number:03}.md")), page(&format!("Page {number}"), &body))?;
    }
    Ok(())
}

fn page(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndescription: {title} du site d’essai\n---\n\n{body}\n")
}

/// Every file of a folder, by its path in it.
fn tree(folder: &Path) -> Outcome<Tree> {
    let mut tree = Tree::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            tree.insert(entry.path().strip_prefix(folder)?.to_owned(), fs::read(entry.path())?);
        }
    }
    Ok(tree)
}

/// The manifest lists every other file of the tree, with its size and digest, and no more.
fn agrees_with_its_manifest(tree: &Tree) -> Outcome {
    let manifest = tree.get(Path::new("manifest.json")).ok_or("no manifest")?;
    let manifest: serde_json::Value = serde_json::from_slice(manifest)?;
    let files = manifest["files"].as_array().ok_or("a manifest without files")?;
    assert_eq!(files.len() + 1, tree.len());
    for file in files {
        let path = file["path"].as_str().ok_or("a file without path")?;
        let bytes = tree.get(Path::new(path)).ok_or(path)?;
        assert_eq!(file["size"].as_u64(), Some(bytes.len() as u64), "{path}");
        assert_eq!(file["sha256"].as_str(), Some(&*format!("{:x}", Sha256::digest(bytes))), "{path}");
    }
    Ok(())
}
