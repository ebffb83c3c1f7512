//! What is being published is seen whole or not at all, and by one build at a time.

use std::fs::{self, File};

use super::{Bench, Outcome, files, output, refusal, told};
use crate::diagnostic::Code;

#[test]
fn dropping_a_publication_leaves_the_published_folder() -> Outcome {
    let bench = Bench::new()?;
    bench.publish(&[("a", "un"), ("b", "deux")])?;
    let before = files(&bench.output)?;
    let publication = bench.open().map_err(told)?;
    publication.put(&output("a", b"UN")).map_err(told)?;
    assert!(bench.hidden()?.contains(&".public.jalon-new".to_owned()));
    drop(publication);
    assert_eq!(files(&bench.output)?, before);
    assert_eq!(bench.hidden()?, [""; 0]);
    Ok(())
}

#[test]
fn a_publication_that_refused_a_file_cannot_be_published() -> Outcome {
    let bench = Bench::new()?;
    bench.publish(&[("a", "un")])?;
    let publication = bench.open().map_err(told)?;
    publication.put(&output("Guide/a", b"x")).map_err(told)?;
    let fault = publication.put(&output("guide/A", b"y")).err().ok_or("taken")?;
    assert_eq!(fault.code, Code::DuplicateAddress);
    assert!(publication.commit().is_err());
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
fn two_publications_on_one_output_are_refused_on_two_neighbours_allowed() -> Outcome {
    let bench = Bench::new()?;
    let publication = bench.open().map_err(told)?;
    let fault = refusal(bench.open())?;
    assert_eq!(fault.code, Code::OutputFolder);
    assert!(fault.message.contains("une autre construction"), "{}", fault.message);
    drop(bench.open_at(&bench.output.with_file_name("voisin")).map_err(told)?);
    drop(publication);
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
                    if let Ok(Some(lock)) = crate::publish::lock::Lock::take(&path) {
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
