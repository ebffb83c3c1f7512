//! Questions and the paragraphs they send to: what is said when one changes without the other.

use std::fs;

use crate::site::{Site, page, text};

const NONE: [u64; 0] = [];
const PAGE: &str = "Bonjour.\n\n## Choisir\n\nLe rôle suit les missions. {#missions}\n\n## Clore\n\nLa date de fin est celle du départ.\n";

fn bank(questions: &str) -> String {
    format!("title: Essai\nquestions:\n{questions}")
}

fn question(id: &str, day: &str, target: &str) -> String {
    format!(
        "  - id: {id}\n    type: single\n    objective: o\n    text: Que choisir avec {id} ?\n    reviewed: {day}\n    choices:\n      \
         - {{text: Un rôle, correct: true, feedback: Oui.}}\n      - {{text: Un métier, feedback: Non., review: {target}}}\n"
    )
}

fn site() -> Site {
    Site::small()
        .with("content/_index.md", &page("Accueil", "[Rôle](role.md)\n"))
        .with("content/role.md", &page("Le rôle", &format!("{PAGE}\n```quiz\nbank: essai\n```\n")))
        .with(
            "quizzes/essai.yaml",
            &bank(
                &(question("un", "2026-01-02", "role.md#missions") + &question("deux", "2026-01-02", "role.md#clore")),
            ),
        )
}

/// What is told of paragraphs that changed: the lines.
fn changed(site: &Site) -> Vec<u64> {
    let told = site.told();
    assert!(told.iter().all(|told| told.severity != "erreur"), "{told:?}");
    let of = told.into_iter().filter(|told| told.code == "paragraphe-modifie" && told.file == "quizzes/essai.yaml");
    of.filter_map(|told| told.line).collect()
}

fn lock(site: &Site) -> String {
    fs::read_to_string(site.path("reviews.lock")).expect("the file that jalon keeps")
}

/// Bank, question, date and target of its lines.
fn lines(lock: &str) -> Vec<String> {
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        assert_eq!((words.len(), words[3].len()), (5, 12), "{line}");
        [words[0], words[1], words[2], words[4]].join(" ")
    };
    lock.lines().filter(|line| !line.starts_with('#')).map(line).collect()
}

#[test]
fn a_paragraph_that_changes_is_told_until_its_question_is_reviewed() {
    let site = site();
    assert_eq!(changed(&site), NONE, "nothing is recorded yet");
    site.build(&[]);
    let first = lock(&site);
    assert_eq!(lines(&first), ["essai deux 2026-01-02 role.md#clore", "essai un 2026-01-02 role.md#missions"]);
    assert_eq!(changed(&site), NONE);

    // The paragraph of the first question, and then the section of the second one.
    let edited = PAGE.replace("suit les missions", "suit les missions réelles");
    let site = site.with("content/role.md", &page("Le rôle", &format!("{edited}\n```quiz\nbank: essai\n```\n")));
    assert_eq!(changed(&site), [10]);
    site.build(&[]);
    assert_eq!(lock(&site), first, "a build does not hide what is to be reviewed");
    let edited = edited.replace("celle du départ", "celle du dernier jour");
    let site = site.with("content/role.md", &page("Le rôle", &format!("{edited}\n```quiz\nbank: essai\n```\n")));
    assert_eq!(changed(&site), [10, 18]);

    // The first question is reviewed, the second one is not, and a third one comes.
    let questions = question("un", "2026-02-01", "role.md#missions")
        + &question("deux", "2026-01-02", "role.md#clore")
        + &question("neuf", "2026-02-01", "role.md");
    let site = site.with("quizzes/essai.yaml", &bank(&questions));
    assert_eq!(changed(&site), [18]);
    site.build(&[]);
    let second = lock(&site);
    assert_eq!(
        lines(&second),
        [
            "essai deux 2026-01-02 role.md#clore",
            "essai neuf 2026-02-01 role.md",
            "essai un 2026-02-01 role.md#missions"
        ]
    );
    let of = |lock: &str, question: &str| {
        lock.lines().find(|line| !line.starts_with('#') && line.contains(question)).map(str::to_owned)
    };
    assert_eq!(of(&first, " deux "), of(&second, " deux "), "what was not reviewed stays as it was");
    assert_ne!(of(&first, " un "), of(&second, " un "));
    site.build(&[]);
    assert_eq!(lock(&site), second, "the same sources give the same file");

    // A line taken away accepts the paragraph as it is.
    let site = site
        .with("reviews.lock", &second.lines().filter(|line| !line.contains(" deux ")).collect::<Vec<_>>().join("\n"));
    assert_eq!(changed(&site), NONE);
}

#[test]
fn what_is_not_the_text_of_the_paragraph_changes_nothing() {
    let site = site();
    site.build(&[]);
    // Another paragraph, an anchor, a citation, a line break, an acronym of the glossary, the title of the page.
    let other = PAGE
        .replace("Bonjour.", "Bonsoir à tous.")
        .replace("Le rôle suit", "Le *rôle*\nsuit")
        .replace("celle du départ.", "celle du départ [@GUIDE]. {#depart}");
    let site = site
        .with("content/role.md", &page("Rôles", &format!("{other}\n```quiz\nbank: essai\n```\n")))
        .with(
            "data/bibliography.yaml",
            "GUIDE: {title: Guide, publisher: ANS, url: https://exemple.fr/guide, consulted: 2026-01-01}\n",
        )
        .with("data/glossary.yaml", "- {term: rôle, long: rôle d’exercice, definition: Ce que l’on fait.}\n");
    assert_eq!(changed(&site), NONE);
    // Drafts are promised to nobody, and a site without questions has nothing to record.
    let before = lock(&site);
    site.build(&["--drafts"]);
    assert_eq!(lock(&site), before);
    let small = Site::small();
    small.build(&[]);
    assert!(!small.path("reviews.lock").exists());
}

#[test]
fn the_objective_of_a_question_is_published_outside_of_a_module_too() {
    let site = site();
    site.build(&[]);
    let html = site.published("role/index.html");
    assert_eq!((html.matches("data-objective-id=\"o\"").count(), html.matches("data-objective=").count()), (2, 0));
}

#[test]
fn a_link_to_read_again_names_the_page_and_the_heading() {
    let site = site();
    site.build(&[]);
    let html = site.published("role/index.html");
    assert!(html.contains("Le rôle\u{a0}– Choisir</a>"), "{html}");
    assert!(html.contains("Le rôle\u{a0}– Clore</a>"), "{html}");
    let output = site.run(&["check"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
}
