//! Where a site may be published, and where not: no file of anyone else is lost.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::{Bench, Outcome, files, refusal, told};
use crate::diagnostic::Code;
use crate::publish::Publication;
use crate::publish::manifest::MANIFEST;

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
fn a_manifest_that_cannot_be_read_is_no_fault_of_the_content() -> Outcome {
    let bench = Bench::new()?;
    fs::create_dir_all(bench.output.join(MANIFEST))?;
    let fault = refusal(bench.open())?;
    assert_eq!(fault.code, Code::OutputFolder);
    assert!(fault.message.starts_with("lecture de « ") && fault.hint.is_some(), "{}", fault.message);
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
    bench.open_at(&deep).and_then(Publication::commit).map_err(told)?;
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
