//! `jalon attestation`, as it is typed: a folder as people send it back, forgeries, older versions.

use std::fs;
use std::path::Path;

use jalon::internals;
use serde_json::{Value, json};

use crate::site::{Site, assert_no_panic, jalon, page, text};

const COURSE: &str = "id: parcours
title: Parcours d'essai
duration: 1
modules:
  - id: role
    title: Le bon rôle
    page: role.md
    quiz: role
    objectives:
      - id: distinguer
        text: distinguer rôle et profession
";
const QUIZ: &str = "title: Le rôle
questions:
  - id: un
    type: single
    objective: distinguer
    text: Lequel ?
    choices:
      - {text: Le bon, correct: true, feedback: Oui.}
      - {text: Le mauvais, feedback: Non., review: role.md}
  - id: deux
    type: multiple
    objective: distinguer
    text: Lesquels ?
    choices:
      - {text: Ceci, correct: true, feedback: Oui.}
      - {text: Cela, correct: true, feedback: Oui.}
      - {text: Autre, feedback: Non., review: role.md}
";

fn course() -> Site {
    Site::small()
        .with("data/course.yaml", COURSE)
        .with("quizzes/role.yaml", QUIZ)
        .with("content/role.md", &page("Le rôle", "Un texte.\n\n```quiz\nbank: role\n```\n"))
}

/// The versions the site has now: that of the course, that of its module.
fn versions(site: &Site) -> (String, String) {
    let run = site.run_attestation("record", &[]);
    assert!(run.0 == 0, "{}", run.1);
    let file = fs::read_to_string(site.path("data/course-versions.yaml")).expect("the versions");
    let course = file.lines().rfind(|line| line.starts_with("- version: ")).and_then(|line| line.split('"').nth(1));
    let module = file.lines().rfind(|line| line.starts_with("      version: ")).and_then(|line| line.split('"').nth(1));
    (course.expect("a digest").to_owned(), module.expect("a digest").to_owned())
}

impl Site {
    /// Exit code and everything printed.
    fn run_attestation(&self, action: &str, arguments: &[&str]) -> (i32, String) {
        let root = self.root().to_str().expect("UTF-8");
        let output = jalon(&[&["attestation", action, "--root", root], arguments].concat());
        assert_no_panic(&output);
        (output.status.code().expect("a code"), text(&output.stdout) + &text(&output.stderr))
    }
}

/// A transcript as the page saves it.
fn made((course, module): &(String, String)) -> Value {
    let start = 1_795_000_000_000_u64;
    sealed(json!({
        "format": "jalon-transcription", "v": 1, "course": "parcours", "code": "",
        "sheet": {
            "publisher": "Essai", "first": "Zoé", "last": "N’Diaye", "role": "Responsable RH", "structure": "Les Tilleuls",
            "siret": "73282932000074", "finess": "", "course": "Parcours d’essai", "version": course, "total": 1, "pass": 80,
            "duration": "1", "mode": "en ligne, en autonomie, sans limite de temps", "from": "2026-11-18", "to": "2026-11-18",
            "place": "Sète", "date": "2026-11-18",
            "modules": [{"number": "1", "title": "Le bon rôle", "version": module, "score": null, "objectives": ["distinguer rôle et profession"]}],
        },
        "attempts": [{
            "id": "0123456789", "n": 1, "course": "parcours", "module": "role", "quiz": "role", "version": module, "seed": 1, "from": "",
            "start": start, "questions": ["un", "deux"], "seen": 2,
            "answers": [{"q": "un", "a": ["a"], "t": start + 1, "f": "00000000"}, {"q": "deux", "a": ["b", "a"], "t": start + 2, "f": "00000000"}],
            "done": {"t": start + 3, "percent": 100, "passed": true},
        }],
    }))
}

/// The same with the code that belongs to it.
fn sealed(mut value: Value) -> Value {
    value["code"] = internals::code(&value).expect("a transcript").into();
    value
}

fn with(mut value: Value, pointer: &str, to: Value) -> Value {
    *value.pointer_mut(pointer).expect("a place") = to;
    value
}

fn base64url(bytes: &[u8]) -> String {
    const SYMBOLS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let group = |three: &[u8]| -> String {
        let held = (0..3).fold(0_usize, |held, at| held << 8 | usize::from(*three.get(at).unwrap_or(&0)));
        [18, 12, 6, 0].iter().take(three.len() + 1).map(|shift| char::from(SYMBOLS[held >> shift & 63])).collect()
    };
    bytes.chunks(3).map(group).collect()
}

#[test]
fn a_file_a_link_and_a_code_are_verified() {
    let site = course();
    let good = made(&versions(&site));
    let site = site.with("recu.json", &good.to_string());
    let file = site.path("recu.json");
    let file = file.to_str().expect("UTF-8");
    let code = good["code"].as_str().expect("a code");
    let (exit, said) = site.run_attestation("verify", &[file, code]);
    assert_eq!(exit, 0, "{said}");
    site.pins("attestation-verify", &said);
    let mut bare = good.clone();
    bare.as_object_mut().expect("an object").remove("attempts");
    let link = format!("https://exemple.fr/formation/verification/#v={}", base64url(bare.to_string().as_bytes()));
    assert_eq!(site.run_attestation("verify", &[&link]).0, 0);
    assert_eq!(site.run_attestation("verify", &[&link[..link.len() - 9]]).0, 1, "a link cut short");
    assert_eq!(site.run_attestation("verify", &[&code.replace('-', " ").to_lowercase()]).0, 0);
    let pieces: Vec<&str> = code.split('-').collect();
    assert_eq!(site.run_attestation("verify", &pieces).0, 0);
    let other = sealed(with(good.clone(), "/sheet/place", "Agde".into()));
    let (exit, said) = site.run_attestation("verify", &[file, other["code"].as_str().expect("a code")]);
    assert!(exit == 1 && said.contains("d’aucune des feuilles"), "{said}");
}

/// The same course with a final assessment.
fn assessed() -> Site {
    let questions =
        QUIZ.replace("id: un", "id: trois").replace("id: deux", "id: quatre").replace("title: Le rôle", "title: Fin");
    let assessment = "  - id: evaluation
    title: Évaluation finale
    page: evaluation.md
    quiz: evaluation
    assessment: true
";
    course()
        .with("data/course.yaml", &format!("{COURSE}{assessment}").replace("duration: 1", "duration: 3"))
        .with("quizzes/evaluation.yaml", &questions)
        .with("content/evaluation.md", &page("Évaluation", "Un texte.\n\n```quiz\nbank: evaluation\n```\n"))
        .with("content/attestation.md", &page("Attestation", "Un texte.\n\n```attestation\n```\n"))
}

#[test]
fn the_assessment_is_attested_as_a_module_without_objectives_of_its_own() {
    let site = assessed();
    let versions = versions(&site);
    let (course, last) = &versions;
    let start = 1_795_000_000_000_u64;
    let mut value = made(&versions);
    value["sheet"]["version"] = course.as_str().into();
    value["sheet"]["total"] = 2.into();
    value["sheet"]["duration"] = "3".into();
    value["sheet"]["modules"] =
        json!([{"number": "2", "title": "Évaluation finale", "version": last, "score": 100, "objectives": []}]);
    value["attempts"] = json!([{
        "id": "0123456789", "n": 1, "course": "parcours", "module": "evaluation", "quiz": "evaluation", "version": last, "seed": 1,
        "from": "", "start": start, "questions": ["trois", "quatre"], "seen": 2,
        "answers": [{"q": "trois", "a": ["a"], "t": start + 1, "f": "00000000"}, {"q": "quatre", "a": ["b", "a"], "t": start + 2, "f": "00000000"}],
        "done": {"t": start + 3, "percent": 100, "passed": true},
    }]);
    let verify = |value: &Value| {
        let file = site.path("recu.json");
        fs::write(&file, sealed(value.clone()).to_string()).expect("a file");
        site.run_attestation("verify", &[file.to_str().expect("UTF-8")])
    };
    let (exit, said) = verify(&value);
    assert_eq!(exit, 3, "an unfinished course has a code of its own: {said}");
    assert!(
        said.lines().next().is_some_and(|line| line.contains("parcours non terminé : 1 module sur 2 ; conforme")),
        "{said}"
    );
    for words in [
        "conforme, version actuelle",
        "Il manque : Le bon rôle.",
        "2. Évaluation finale",
        "les réponses redonnent les mêmes résultats",
        "Le bon rôle : pas sur la feuille",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    let claimed = with(value.clone(), "/sheet/modules/0/objectives", json!(["distinguer rôle et profession"]));
    assert_eq!(verify(&claimed).0, 1, "an objective is attested by its module, once");
    assert_eq!(verify(&with(value, "/attempts/0/answers/0/a", json!(["b"]))).0, 1, "the answers are replayed");
    site.build(&[]);
    let sheet = site.published("attestation/index.html");
    assert!(
        sheet.contains("1\u{a0}modules et une évaluation finale")
            || sheet.contains("1&nbsp;modules et une évaluation finale"),
        "{sheet}"
    );
}

#[test]
fn every_tampering_is_caught_and_misuse_is_told() {
    let site = course();
    let good = made(&versions(&site));
    let verify = |value: &Value| {
        let file = site.path("recu.json");
        fs::write(&file, value.to_string()).expect("a file");
        site.run_attestation("verify", &[file.to_str().expect("UTF-8")])
    };
    let fields = good["sheet"]
        .as_object()
        .expect("an object")
        .keys()
        .filter(|key| !matches!(key.as_str(), "modules" | "finess"));
    for key in fields {
        let value = match &good["sheet"][key] {
            Value::Number(number) => (number.as_u64().expect("a number") + 1).into(),
            Value::String(text) if key == "duration" => format!("{text}0").into(),
            Value::String(text) => text.replace('2', "3").replace(['e', 'é', 'a'], "o").into(),
            other => other.clone(),
        };
        let (exit, said) = verify(&with(good.clone(), &format!("/sheet/{key}"), value));
        assert_eq!(exit, 1, "{key}: {said}");
    }
    // Forged with the right code: the answers and the site still tell.
    for (pointer, value) in [
        ("/attempts/0/answers/1/a", json!(["a"])),
        ("/attempts/0/done/percent", json!(90)),
        ("/attempts/0/questions", json!(["un", "inconnue"])),
        ("/sheet/modules/0/objectives", json!(["tout savoir"])),
        ("/sheet/version", json!("0123456789ab")),
    ] {
        assert_eq!(verify(&sealed(with(good.clone(), pointer, value))).0, 1, "{pointer}");
    }
    let code = good["code"].as_str().expect("a code");
    for at in (0..code.len()).filter(|at| code.as_bytes()[*at] != b'-') {
        let mut typed = code.to_owned();
        typed.replace_range(at..=at, if &code[at..=at] == "7" { "8" } else { "7" });
        assert_eq!(site.run_attestation("verify", &[&typed]).0, 1, "{typed}");
    }
    for wrong in [vec![], vec!["absent.json"], vec!["<b>"], vec![site.root().to_str().expect("UTF-8")]] {
        assert_eq!(site.run_attestation("verify", &wrong).0, 2, "{wrong:?}");
    }
}

#[test]
fn an_older_version_stays_known_and_only_what_changed_is_due() {
    let site = course();
    let old = made(&versions(&site));
    let site = site
        .with("content/role.md", &page("Le rôle", "Un autre texte.\n\n```quiz\nbank: role\n```\n"))
        .with("recu.json", &old.to_string());
    let file = site.path("recu.json");
    let (exit, said) = site.run_attestation("verify", &[file.to_str().expect("UTF-8")]);
    assert_eq!(exit, 0, "{said}");
    for words in
        ["conforme, version antérieure", "Le bon rôle : a changé depuis : à revoir", "le module a changé depuis"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    let before = fs::read_to_string(site.path("data/course-versions.yaml")).expect("the versions");
    assert_ne!(versions(&site), (text_of(&old, "/sheet/version"), text_of(&old, "/sheet/modules/0/version")));
    let after = fs::read_to_string(site.path("data/course-versions.yaml")).expect("the versions");
    assert!(after.starts_with(&before), "versions are added, never changed:\n{after}");
    assert!(site.told().iter().all(|told| told.severity != "erreur"), "{:?}", site.told());
}

/// All that a sheet prints of its course belongs to the version: changed later, it does not make an older sheet false.
#[test]
fn another_publisher_duration_or_pass_mark_is_another_version() {
    let settings = "title: Essai\ndescription: Un essai.\nlanguage: fr\npublisher:\n  name: Autre éditeur\n";
    for (file, text) in [
        ("site.yaml", settings.to_owned()),
        ("data/course.yaml", COURSE.replace("duration: 1", "duration: 2")),
        ("data/course.yaml", COURSE.replace("duration: 1", "duration: 1\npass: 50")),
    ] {
        let site = course();
        let old = made(&versions(&site));
        let site = site.with(file, &text).with("recu.json", &old.to_string());
        let kept = site.path("recu.json");
        let (exit, said) = site.run_attestation("verify", &[kept.to_str().expect("UTF-8")]);
        assert_eq!(exit, 0, "{file}: {said}");
        assert!(said.contains("conforme, version antérieure"), "{file}: {said}");
    }
}

fn text_of(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).expect("a text").to_owned()
}

#[test]
fn a_mixed_folder_gives_one_line_for_each_file() {
    let site = course();
    let now = made(&versions(&site));
    let site = site.with("content/role.md", &page("Le rôle", "Un autre texte.\n\n```quiz\nbank: role\n```\n"));
    let fresh = with(made(&versions(&site)), "/sheet/last", "=HYPERLINK(\"http://x\";\"y\")".into());
    let site = site
        .with("recus/a-ancien.json", &now.to_string())
        .with("recus/b-double.json", &now.to_string())
        .with("recus/c-formule.json", &sealed(fresh).to_string())
        .with("recus/d-faux.json", &with(now.clone(), "/sheet/last", "<script>alert(1)</script>".into()).to_string())
        .with("recus/e-vide.json", "")
        .with_bytes("recus/f-octets.JSON", &[0, 159, 146, 150, 255])
        .with("recus/g-enorme.json", &"[".repeat(3_000_000))
        .with("recus/h-profond.json", &"[".repeat(100_000))
        .with("recus/i-autre.json", "{\"format\":\"autre\"}")
        .with("recus/photo.jpg", "pas une transcription");
    let site = site.with("recus/k.json.txt", &now.to_string()).with("recus/lot/l.json", &now.to_string());
    fs::create_dir(site.path("recus/j-dossier.json")).expect("a folder");
    fs::create_dir(site.path("sortie")).expect("a folder");
    let (folder, output) = (site.path("recus"), site.path("sortie"));
    let (exit, said) =
        site.run_attestation("roster", &[folder.to_str().expect("UTF-8"), "--output", output.to_str().expect("UTF-8")]);
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("k.json.txt, lot/, photo.jpg"), "what was passed over is said: {said}");
    site.pins("attestation-roster", &said);
    let csv = fs::read_to_string(output.join("attestations.csv")).expect("the table");
    assert!(csv.starts_with("\u{feff}\"Fichier\";\"Nom\""), "{csv}");
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 11, "{csv}");
    for (line, words) in [
        (1, vec!["conforme, version antérieure", "732 829 320 00074", "\"Le bon rôle\""]),
        (2, vec!["même attestation que a-ancien.json"]),
        (3, vec!["conforme, version actuelle", "\"'=HYPERLINK(\"\"http://x\"\""]),
        (4, vec!["non conforme", "Code de contrôle"]),
        (5, vec!["illisible", "fichier vide"]),
        (6, vec!["illisible"]),
        (7, vec!["trop gros"]),
        (8, vec!["illisible"]),
        (9, vec!["ce n’est pas une transcription"]),
        (10, vec!["illisible"]),
    ] {
        for word in words {
            assert!(lines[line].contains(word), "{word} in {}", lines[line]);
        }
    }
    site.pins("attestations.csv", &csv);
    let html = fs::read_to_string(output.join("attestations.html")).expect("the page");
    // The day of the table is that of the run.
    let (_, rest) = html.split_once("reçues, ").expect("a title");
    let (day, _) = rest.split_once('<').expect("a day");
    let dateless = ["reçues,", "lus, le"]
        .iter()
        .fold(html.clone(), |html, before| html.replace(&format!("{before} {day}"), &format!("{before} JOUR")));
    site.pins("attestations.html", &dateless);
    assert!(!html.contains("<script"), "{html}");
    assert_eq!(html.matches("<tr>").count(), 11);
    assert!(site.run_attestation("roster", &[site.path("absent").to_str().expect("UTF-8")]).0 == 2);
    assert!(!Path::new(&folder).join("attestations.csv").exists());
}

/// What people do to a file and to a code on their way: one verdict, here as in the page.
#[test]
fn another_encoding_a_pdf_and_codes_as_they_are_typed() {
    let site = course();
    let good = made(&versions(&site));
    let text = good.to_string();
    let wide: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let narrow: Vec<u8> =
        text.replace('’', "'").chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let site = site
        .with_bytes("utf16.json", &wide)
        .with_bytes("windows.json", &narrow)
        .with("feuille.pdf", "%PDF-1.4\n1 0 obj <</Type /Page>> endobj\n");
    for (file, words) in [
        ("utf16.json", "autre encodage"),
        ("windows.json", "autre encodage"),
        ("feuille.pdf", "c’est la feuille en PDF"),
    ] {
        let (exit, said) = site.run_attestation("verify", &[site.path(file).to_str().expect("UTF-8")]);
        assert!(exit == 1 && said.contains(words), "{file}: {said}");
    }
    let code = good["code"].as_str().expect("a code");
    for typed in [
        code.replace('-', "\u{a0}"),
        code.replace('-', "–"),
        code.replace('-', "."),
        format!("« {code} »"),
        format!("Code de contrôle : {code}"),
    ] {
        let (exit, said) = site.run_attestation("verify", &[&typed]);
        assert_eq!(exit, 0, "{typed}: {said}");
    }
    let pieces: Vec<String> =
        format!("Code de contrôle : {}", code.replace('-', " – ")).split(' ').map(str::to_owned).collect();
    let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
    assert_eq!(site.run_attestation("verify", &pieces).0, 0, "typed without quotation marks");
}

#[test]
fn a_day_of_review_belongs_to_the_sheet_and_to_the_version() {
    let site = course().with("data/course.yaml", &COURSE.replace("duration: 1", "duration: 1\nvalidity: 24"));
    let versions = versions(&site);
    let file = fs::read_to_string(site.path("data/course-versions.yaml")).expect("the versions");
    assert!(file.contains("  validity: 24\n"), "{file}");
    let verify = |value: &Value| {
        let file = site.path("recu.json");
        fs::write(&file, value.to_string()).expect("a file");
        site.run_attestation("verify", &[file.to_str().expect("UTF-8")])
    };
    let mut value = made(&versions);
    assert_eq!(verify(&value).0, 1, "the sheet of this version has such a day");
    value["sheet"]["review"] = "2028-11-18".into();
    let value = sealed(value);
    let (exit, said) = verify(&value);
    assert!(exit == 0 && said.contains("À revoir avant le : 2028-11-18"), "{said}");
    assert_eq!(verify(&sealed(with(value.clone(), "/sheet/review", "2029-11-18".into()))).0, 1, "another day");
    assert_eq!(verify(&with(value, "/sheet/review", "2029-11-18".into())).0, 1, "and the code covers it");
}
