//! The reference site is embedded in the binary: a change in it must rebuild the crate.

fn main() {
    for folder in ["capsules", "content", "data", "quizzes", "themes", "site.yaml"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
