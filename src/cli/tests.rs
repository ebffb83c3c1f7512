//! Help and errors, as they are typed for.

use super::*;

fn message(line: &str) -> String {
    match parse(line.split(' ').map(Into::into)) {
        Err(Interruption::Misuse(diagnostic)) => {
            format!("{} | {}", diagnostic.message, diagnostic.hint.unwrap_or_default())
        }
        Err(Interruption::Text(text)) => text,
        Ok(_) => String::new(),
    }
}

#[test]
fn errors_are_french() {
    assert!(message("jalon biuld").contains("vouliez-vous dire « build »"));
    assert!(message("jalon build --portabel").contains("« --portabel »"));
    assert!(message("jalon check --format xml").contains("valeurs admises : text, json"));
    assert!(message("jalon new").contains("il manque"));
}

#[test]
fn help_is_french() {
    for line in [
        "jalon --help",
        "jalon build --help",
        "jalon serve -h",
        "jalon",
        "jalon attestation --help",
        "jalon attestation verify -h",
        "jalon quiz report --help",
        "jalon search",
        "jalon search try --help",
        "jalon search report --help",
    ] {
        let help = message(line);
        assert!(help.matches("Options").count() < 2, "{line}: {help}");
        for english in ["Usage:", "Options:", "Arguments:", "Commands:", "Print", "default:", "possible values"] {
            assert!(!help.contains(english), "{line}: {help}");
        }
    }
}
