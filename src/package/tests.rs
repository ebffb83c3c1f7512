//! What is in a package, on a small site: see `tests/commands.rs` for the command, `tests/browser/package.test.mjs` for what it does.

use std::collections::BTreeMap;

use super::archive::zip;

#[test]
fn an_archive_hangs_on_its_files_alone() {
    let files: BTreeMap<String, Vec<u8>> =
        [("b.html".to_owned(), b"b".to_vec()), ("a/c.css".to_owned(), vec![b'x'; 5000])].into_iter().collect();
    let one = zip(&files).unwrap_or_default();
    assert!(one.len() > 100 && one.len() < 1000);
    assert_eq!(one, zip(&files).unwrap_or_default());
}
