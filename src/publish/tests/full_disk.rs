//! A disk with no room left.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;

use super::{Outcome, files, output, told};
use crate::diagnostic::Code;
use crate::publish::{Publication, Target};

/// A disk of 256 KB when the system lets us mount one in a namespace of our own; otherwise a limit
/// on the size of a file, which fails in the same call with another reason. Both need a process of
/// their own: this test starts itself again.
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
        .args(["--exact", "publish::tests::full_disk::a_full_disk_leaves_the_published_folder"])
        .output()?;
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&child.stderr));
    Ok(())
}

fn overfill(disk: &Path) -> Outcome {
    let (root, public) = (disk.join("site"), disk.join("public"));
    let open = || Publication::open(&Target { output: &public, root: &root }).map_err(told);
    let publication = open()?;
    publication.put(&output("a", b"un")).map_err(told)?;
    publication.commit().map_err(told)?;
    let publication = open()?;
    publication.put(&output("a", b"UN")).map_err(told)?;
    let fault = publication.put(&output("b", &[0; 300_000])).err().ok_or("it fitted")?;
    assert_eq!(fault.code, Code::Unwritable);
    let mounted = fs::read_to_string("/proc/self/mounts")?.contains(&*disk.to_string_lossy());
    assert!(!mounted || fault.message.ends_with("le disque est plein"), "{}", fault.message);
    drop(publication);
    assert_eq!(files(disk)?.into_keys().collect::<Vec<_>>(), ["public/a", "public/manifest.json"]);
    assert_eq!(fs::read(public.join("a"))?, b"un");
    Ok(())
}
