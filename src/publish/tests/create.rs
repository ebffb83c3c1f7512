//! The folder of a new site.

use std::fs;

use walkdir::WalkDir;

use super::{Bench, Outcome, files, output, told};
use crate::diagnostic::Code;
use crate::publish::create;
use crate::publish::manifest::MANIFEST;

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
