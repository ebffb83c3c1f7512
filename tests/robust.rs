//! What goes wrong on real machines: each gets one clear diagnostic, nothing is half written, and
//! nothing panics.

use std::fs;

use crate::site::{Site, assert_no_panic, copy_into, files, jalon, page, text};

#[test]
fn encodings() {
    let utf16: Vec<u8> = "---\ntitle: É\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &[&str]); 5] = [
        (&[b"\xff\xfe".as_slice(), &utf16].concat(), &["encodage"]),
        (&utf16, &["encodage"]),
        (b"---\ntitle: Caf\xe9\ndescription: Une page.\n---\n", &["encodage"]),
        (b"\xef\xbb\xbf---\ntitle: A\ndescription: Une page.\n---\nTexte.\n", &["marque-ordre-octets"]),
        (b"---\r\ntitle: A\r\ndescription: Une page.\r\n---\r\nTexte.\r\n", &["fins-de-ligne"]),
    ];
    for (bytes, expected) in cases {
        let site =
            Site::small().with("content/_index.md", &page("Accueil", "[A](a.md)\n")).with_bytes("content/a.md", bytes);
        let mut codes = site.codes();
        // A page that could not be read leaves a dead link behind: that is true, and another matter.
        codes.retain(|code| code != "lien-mort");
        assert_eq!(codes, expected, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn an_empty_folder() {
    let run = Site::empty().run(&["check"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("site-absent"), "{}", text(&run.stderr));
    let run = jalon(&["build", "--root", "/nulle/part"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("site-absent"), "{}", text(&run.stderr));
}

#[test]
fn a_site_without_pages() {
    let site = Site::empty().with("site.yaml", "title: Essai\ndescription: Un site.\n");
    assert_eq!(site.codes(), ["index-manquant"]);
}

#[test]
fn a_page_of_fifty_megabytes() {
    let huge = page("A", &"Un mot de plus. ".repeat(3_200_000));
    assert!(huge.len() > 50_000_000);
    assert_eq!(Site::small().with("content/a.md", &huge).codes(), ["fichier-trop-gros"]);
}

#[test]
fn bombs_and_depths() {
    for text in [
        "a: &a [x]\nb: *a\n".to_owned(),
        "[".repeat(100_000),
        format!("a: {}", "{a: ".repeat(50_000)),
        "- ".repeat(100_000),
    ] {
        let site = Site::small().with("data/glossary.yaml", &text);
        let codes = site.codes();
        assert_eq!(codes.len(), 1, "{codes:?}");
        assert!(codes[0].starts_with("yaml-"), "{codes:?}");
    }
    for body in ["> ".repeat(20_000), "[".repeat(50_000), "*a ".repeat(30_000), "- ".repeat(5_000), "`".repeat(50_000)]
    {
        assert_no_panic(&Site::small().with("content/a.md", &page("A", &body)).run(&["check"]));
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_no_file() {
    let site = Site::small();
    let made = std::process::Command::new("mkfifo").arg(site.path("content/tube")).status().expect("mkfifo runs");
    assert!(made.success());
    assert_eq!(site.codes(), ["lecture-impossible"]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root() {
    let outside = Site::small();
    let site = Site::small();
    std::os::unix::fs::symlink(outside.path("site.yaml"), site.path("content/secret.yaml")).expect("a link");
    std::os::unix::fs::symlink(outside.root(), site.path("content/dossier")).expect("a link");
    std::os::unix::fs::symlink("/nulle/part", site.path("content/mort.md")).expect("a link");
    let codes = site.codes();
    assert_eq!(codes, ["lien-symbolique", "lecture-impossible", "lien-symbolique"]);
}

#[test]
fn an_output_that_would_eat_its_sources() {
    let site = Site::small();
    for output in ["content", "content/public", ".", "..", "themes"] {
        let before = files(site.root());
        let output = site.path(output);
        let run = site.run(&["build", "--output", output.to_str().expect("UTF-8")]);
        assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
        assert!(text(&run.stderr).contains("dossier-de-sortie"), "{}", text(&run.stderr));
        assert_eq!(before, files(site.root()));
    }
}

#[test]
fn an_output_that_is_not_ours() {
    let site = Site::small().with("public/photo.jpg", "précieuse");
    let run = site.run(&["build"]);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
    assert_eq!(site.published("photo.jpg"), "précieuse");
    assert_eq!(files(&site.path("public")).len(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_refuses() {
    // Nothing can be created in /proc, by root either.
    let run = Site::small().run(&["build", "--output", "/proc/public"]);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
    assert!(text(&run.stderr).contains("ecriture-impossible"), "{}", text(&run.stderr));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    // A limit on the size of files stands for a full disk where nothing can be mounted: the write fails half-way.
    let site = Site::small();
    site.build(&[]);
    let before = files(&site.path("public"));
    let site = site.with("content/grand.md", &page("Grand", &"mot ".repeat(200_000)));
    let root = site.root().to_str().expect("UTF-8");
    let line = format!("trap '' XFSZ; ulimit -f 100; exec {} build --root {root}", env!("CARGO_BIN_EXE_jalon"));
    let run = std::process::Command::new("bash").args(["-c", &line]).env("NO_COLOR", "1").output().expect("bash runs");
    assert_no_panic(&run);
    assert_eq!(run.status.code(), Some(2), "{}", text(&run.stderr));
    assert!(text(&run.stderr).contains("ecriture-impossible"), "{}", text(&run.stderr));
    assert_eq!(before, files(&site.path("public")), "the old site still stands");
    assert_eq!(
        fs::read_dir(site.root())
            .expect("the root")
            .filter(|entry| entry
                .as_ref()
                .is_ok_and(|entry| entry.file_name().to_string_lossy().ends_with("jalon-new")))
            .count(),
        0
    );
}

#[test]
fn any_bytes_anywhere_never_panic() {
    use proptest::prelude::*;
    let places = [
        "content/a.md",
        "site.yaml",
        "data/course.yaml",
        "quizzes/a.yaml",
        "themes/rpps/theme.yaml",
        "themes/rpps/templates/page.html",
        "anchors.lock",
        "reviews.lock",
    ];
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 60, ..ProptestConfig::default() });
    let text = "(---\n|title: |description: |[a-zé \n#*`>\\[\\]()|{}:%-]){0,60}";
    runner
        .run(&(0..places.len(), text), |(place, text)| {
            assert_no_panic(&Site::small().with(places[place], &text).run(&["check"]));
            Ok(())
        })
        .expect("no panic");
}

/// Banks of every kind in which lines were lost, doubled, cut or moved: read, linted and rendered.
#[test]
fn no_bank_panics() {
    use proptest::prelude::*;
    let demo = include_str!("../quizzes/demo.yaml");
    let lines: Vec<&str> = demo.lines().collect();
    let config = ProptestConfig { cases: 48, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0_u8..6, "[a-z0-9: {}#|>é−\"'-]{0,6}"), 1..6);
    runner
        .run(&edits, |edits| {
            let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            for (at, edit, text) in edits {
                let at = at.index(lines.len());
                match edit {
                    0 => lines[at].clear(),
                    1 => lines[at] = lines[at].split_inclusive(':').take(1).collect::<String>() + " " + &text,
                    2 => lines[at].push_str(&text),
                    3 => lines[at] = format!("  {}", lines[at]),
                    4 => lines.swap(at, 0),
                    _ => lines.insert(at, lines[at].clone()),
                }
            }
            let site = Site::small()
                .with("quizzes/demo.yaml", &lines.join("\n"))
                .with("content/a.md", &page("A", "Texte.\n\n## Quiz\n\n```quiz\nbank: demo\n```\n"));
            assert_no_panic(&site.run(&["check"]));
            assert_no_panic(&site.run(&["quiz", "report"]));
            Ok(())
        })
        .expect("no panic");
}

/// Writes a file under both normal forms of its accents; `None` where the disk holds them for one.
fn both_spellings(site: Site, path: impl Fn(&str) -> String, text: &str) -> Option<(Site, [String; 2])> {
    let paths = ["été", "e\u{301}te\u{301}"].map(path);
    let site = paths.iter().fold(site, |site, path| site.with(path, text));
    paths.iter().all(|path| files(site.root()).contains_key(path)).then_some((site, paths))
}

#[test]
fn two_spellings_of_one_name() {
    let question = "---\ntitle: Quand ?\ndescription: Une question.\nposter: true\n---\n**L’été.** Oui.\n";
    type Named<'a> = &'a dyn Fn(&str) -> String;
    let sites: [(Named, &str); 5] = [
        (&|name| format!("content/{name}.md"), &page("A", "Un.\n")),
        (&|name| format!("content/faq/{name}.md"), question),
        (&|name| format!("content/{name}/_index.md"), &page("A", "Un.\n")),
        (&|name| format!("content/{name}.pdf"), "pdf"),
        (&|name| format!("static/{name}/a.txt"), "a"),
    ];
    for (path, body) in sites {
        let site = Site::small().with("content/faq/_index.md", &page("Questions", "Les voici.\n"));
        // Where the disk holds both for one name there is nothing to tell; `src/render` tries it in memory.
        let Some((site, paths)) = both_spellings(site, path, body) else { return };
        let json = site.run(&["check", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
        let errors: Vec<_> = report["diagnostics"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|one| one["gravite"] == "erreur")
            .map(|one| format!("{} {} {}", one["code"], one["fichier"], one["message"]))
            .collect();
        assert_eq!(errors.len(), 1, "{errors:#?}");
        assert!(errors[0].contains("adresse-en-double"), "{errors:?}");
        assert!(paths.iter().all(|path| errors[0].contains(path)), "{errors:?} names {paths:?}");
        let built = site.run(&["build"]);
        assert_eq!(text(&built.stderr).matches("erreur[").count(), 1, "{}", text(&built.stderr));
    }
}

/// A course whose results could not be read again, by what there is too much of. `told`: what its one error says.
#[test]
fn courses_whose_results_could_not_be_read_again() {
    let module = |id: &str, quiz: &str| {
        format!("  - id: {id}\n    title: Un\n    objectives:\n      - {{id: o, text: savoir}}\n{quiz}")
    };
    let question = |rank: usize| {
        format!(
            "  - id: q{rank}\n    type: single\n    objective: o\n    text: Laquelle, en {rank} ?\n    choices:\n      \
             - {{text: Celle-ci {rank}, correct: true, feedback: Oui.}}\n      - {{text: Celle-là {rank}, feedback: Non., review: _index.md}}\n"
        )
    };
    let course = |modules: &str| format!("id: parcours\ntitle: Un parcours\nduration: 5\nmodules:\n{modules}");
    let bank =
        |count: usize| format!("title: Une banque\nquestions:\n{}", (0..count).map(question).collect::<String>());
    let many: String = (0..101).map(|rank| module(&format!("m{rank}"), "")).collect();
    let long = "b".repeat(101);
    let settings = |publisher: &str| format!("title: Essai\ndescription: Un site.\npublisher: {{name: {publisher}}}\n");
    let cases = [
        (
            "le nom de l’éditeur est trop long : 301 signes",
            settings(&"é".repeat(301)),
            course(&module("m", "")),
            "banque",
            1,
        ),
        ("101 modules, c’est trop", settings("Nous"), course(&many), "banque", 1),
        (
            "501 questions posées, c’est trop",
            settings("Nous"),
            course(&module("m", "    quiz: banque\n")),
            "banque",
            501,
        ),
        (
            "identifiant d’une banque de questions trop long",
            settings("Nous"),
            course(&module("m", &format!("    quiz: {long}\n"))),
            &long,
            1,
        ),
    ];
    for (told, settings, course, name, count) in cases {
        let site = Site::small()
            .with("site.yaml", &settings)
            .with("data/course.yaml", &course)
            .with(&format!("quizzes/{name}.yaml"), &bank(count));
        let said = text(&site.run(&["check"]).stderr).replace('\u{a0}', " ");
        assert!(said.contains(told), "{told}: {said}");
    }
}

/// A way of breaking a file, and what becomes of its bytes.
type Breakage = (&'static str, fn(&[u8]) -> Vec<u8>);

const BREAKAGES: [Breakage; 8] = [
    ("a key is misspelt", |bytes| {
        let text = text(bytes);
        let key = ["title:", "id:", "bank:", "entries:"].into_iter().find(|key| text.contains(key)).unwrap_or("title:");
        text.replacen(key, &format!("{}x:", &key[..key.len() - 1]), 1).into_bytes()
    }),
    ("a byte of Windows-1252", |bytes| [bytes, b"\xe9\n"].concat()),
    ("UTF-16", |bytes| text(bytes).encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("nothing is left", |_| Vec::new()),
    ("a bracket is not closed", |bytes| match text(bytes).strip_prefix("---\n") {
        Some(rest) => format!("---\nfoo: [\n{rest}").into_bytes(),
        None => [bytes, b"\nfoo: [\n"].concat(),
    }),
    ("a conflict is left", |bytes| [b"<<<<<<< HEAD\n", bytes].concat()),
    ("a tabulation indents", |bytes| text(bytes).replacen('\n', "\n\t- x\n", 1).into_bytes()),
    ("a key is given twice", |bytes| match text(bytes).strip_prefix("---\n") {
        Some(rest) => format!("---\ntitle: Deux fois\ntitle: Deux fois\n{rest}").into_bytes(),
        None => [b"id: deux\nid: deux\ntitle: Deux\n", bytes].concat(),
    }),
];

/// What one broken file makes others be blamed for: nothing.
fn blames_itself_alone(site: &Site, path: &str, (name, breaks): Breakage) {
    let whole = fs::read(site.path(path)).expect("the file is there");
    fs::write(site.path(path), breaks(&whole)).expect("the file can be written");
    let told = site.told();
    fs::write(site.path(path), whole).expect("the file can be written");
    let errors: Vec<_> = told.into_iter().filter(|one| one.severity == "erreur").collect();
    assert!(!errors.is_empty(), "{path}, {name}: nothing is told");
    assert!(errors.iter().all(|one| one.file == path), "{path}, {name}: {errors:#?}");
}

#[test]
fn one_broken_file_is_the_only_one_that_is_blamed() {
    let site = Site::copy(std::path::Path::new("tests/browser/site"));
    let sources = files(site.root()).into_keys().filter(|path| path.ends_with(".md") || path.ends_with(".yaml"));
    for path in sources {
        for breakage in BREAKAGES {
            blames_itself_alone(&site, &path, breakage);
        }
    }
}

/// Those files of the reference site on which most depends, each broken in some of the ways.
#[test]
fn a_broken_file_of_the_reference_site_is_the_only_one_that_is_blamed() {
    let site = Site::empty();
    for folder in ["capsules", "content", "data", "quizzes", "themes"] {
        copy_into(std::path::Path::new(folder), &site.path(folder));
    }
    fs::copy("site.yaml", site.path("site.yaml")).expect("a file");
    let files = [
        "content/_index.md",
        "content/comprendre/_index.md",
        "content/formation/_index.md",
        "content/formation/attestation.md",
        "data/bibliography.yaml",
        "data/course.yaml",
        "capsules/le-bon-role.md",
        "quizzes/evaluation.yaml",
    ];
    for (rank, path) in files.into_iter().enumerate() {
        for step in [0, 3] {
            blames_itself_alone(&site, path, BREAKAGES[(rank + step) % BREAKAGES.len()]);
        }
    }
}
