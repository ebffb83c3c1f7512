//! The commands, as they are typed.

use std::fs;

use crate::site::{Site, jalon, page, text};

#[test]
fn a_new_site_is_complete_and_clean() {
    let parent = Site::empty();
    let folder = parent.path("mon-site");
    let folder = folder.to_str().expect("UTF-8");
    let made = jalon(&["new", folder, "--title", "Mon « site » : l’essai"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let checked = jalon(&["check", "--root", folder]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    let built = jalon(&["build", "--root", folder]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let home = fs::read_to_string(parent.path("mon-site/public/index.html")).expect("the home page");
    assert!(home.contains("Mon «\u{a0}site\u{a0}»\u{a0}: l’essai"), "the title is that of the site");
}

#[test]
fn new_refuses_a_folder_that_holds_something() {
    let site = Site::small();
    let run = jalon(&["new", site.root().to_str().expect("UTF-8")]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("n’est pas vide"), "{}", text(&run.stderr));
    assert!(!site.path("themes").exists());
}

#[test]
fn exit_codes_are_those_of_the_help() {
    assert_eq!(jalon(&["--help"]).status.code(), Some(0));
    assert_eq!(jalon(&["--version"]).status.code(), Some(0));
    assert_eq!(jalon(&["biuld"]).status.code(), Some(2));
    assert_eq!(Site::small().run(&["check"]).status.code(), Some(0));
    let faulty = Site::small().with("content/a.md", "rien");
    assert_eq!(faulty.run(&["check"]).status.code(), Some(1));
    assert_eq!(faulty.run(&["build"]).status.code(), Some(1));
    assert!(!faulty.path("public").exists(), "nothing is published when something is wrong");
}

#[test]
fn diagnostics_show_the_line_and_what_to_do_without_colour_codes() {
    let site = Site::small()
        .with("content/a.md", &page("A", "Un [lien](abcent.md).\n"))
        .with("content/absent.md", &page("B", "Deux.\n"));
    let errors = text(&site.run(&["check"]).stderr);
    site.pins("diagnostic", &errors);
    assert!(!errors.contains('\u{1b}'), "{errors}");
    site.pins("diagnostic-json", &text(&site.run(&["check", "--format", "json"]).stdout));
}

#[test]
fn drafts_are_published_only_when_asked() {
    let draft = "---\ntitle: B\ndescription: Un brouillon.\ndraft: true\n---\nTexte.\n";
    let site = Site::small().with("content/b.md", draft);
    assert!(!site.build(&[]).join("b/index.html").exists());
    assert!(site.build(&["--drafts"]).join("b/index.html").exists());
    assert!(!site.build(&[]).join("b/index.html").exists(), "and they go again");
}

#[test]
fn an_alias_leads_to_its_page() {
    let site = Site::small()
        .with("content/_index.md", &page("Accueil", "[B](b.md)\n"))
        .with("content/b.md", "---\ntitle: B\ndescription: Une page.\naliases: [/ancienne/adresse/]\n---\nTexte.\n");
    site.build(&["--base-url", "https://exemple.fr/x"]);
    site.pins("alias", &site.published("ancienne/adresse/index.html"));
}

#[test]
fn what_is_absolute_needs_the_public_address() {
    let site = Site::small()
        .with("content/_index.md", "---\ntitle: Accueil\ndescription: La page.\nreviewed: 2026-11-01\n---\nTexte.\n");
    let without = site.build(&[]);
    assert!(!without.join("sitemap.xml").exists() && !without.join("atom.xml").exists());
    site.build(&["--base-url", "https://exemple.fr/rpps"]);
    for name in ["sitemap.xml", "robots.txt", "atom.xml"] {
        site.pins(name, &site.published(name));
    }
    assert!(site.published("index.html").contains("<link rel=\"canonical\" href=\"https://exemple.fr/rpps/\""));
}

#[test]
fn static_files_are_published_as_they_are() {
    let site = Site::small()
        .with("static/.htaccess", "Options -Indexes\n")
        .with("static/.well-known/a.txt", "a")
        .with("content/.swp", "x");
    let public = site.build(&[]);
    assert_eq!(site.published(".htaccess"), "Options -Indexes\n");
    assert!(public.join(".well-known/a.txt").exists() && !public.join(".swp").exists());
}

#[test]
fn leftovers_of_editors_are_not_published() {
    let site = Site::small()
        .with("content/page.md~", "secret")
        .with("content/a.bak", "secret")
        .with("static/x.html", "<p>tel quel");
    let public = site.build(&[]);
    assert!(!public.join("page.md~").exists() && !public.join("a.bak").exists());
    assert_eq!(site.published("x.html"), "<p>tel quel");
}

#[test]
fn the_column_is_that_of_the_line_however_long_it_is() {
    let body = format!("{}[lien](absent.md)\n", "mot ".repeat(60));
    let errors = text(&Site::small().with("content/a.md", &page("A", &body)).run(&["check"]).stderr);
    assert!(errors.contains("content/a.md:5:241"), "{errors}");
}

#[test]
fn completions_are_made() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = jalon(&["completions", shell]);
        assert!(run.status.success() && text(&run.stdout).contains("serve"), "{shell}");
    }
}

#[test]
fn quiz_key_gives_what_is_right_of_every_kind() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let site = Site::copy(&cases.join("quiz-genres"));
    let root = site.root().to_str().expect("UTF-8").to_owned();
    std::fs::create_dir(site.path("sortie")).expect("a folder");
    let output = site.path("sortie").to_str().expect("UTF-8").to_owned();
    let run = jalon(&["quiz", "key", "--root", &root, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let page = std::fs::read_to_string(site.path("sortie/corrige.html")).expect("the key");
    // Every question has an answer, none of which is empty.
    let questions = page.matches("<li class=\"question\">").count();
    assert!(questions >= 10, "{questions} questions");
    for one in page.split("<li class=\"question\">").skip(1) {
        assert!(one.contains("<li class=\"right\">") && !one.contains("<li class=\"right\"></li>"), "{one}");
    }
    assert!(!page.contains("<script"));
    let missing = site.path("absent/dossier");
    assert_eq!(
        jalon(&["quiz", "key", "--root", &root, "--output", missing.to_str().expect("UTF-8")]).status.code(),
        Some(2)
    );
    let broken = Site::copy(&cases.join("quiz-genres-bancals"));
    let root = broken.root().to_str().expect("UTF-8").to_owned();
    assert_eq!(jalon(&["quiz", "key", "--root", &root, "--output", &output]).status.code(), Some(1));
}

#[test]
fn quiz_report_tells_what_is_covered() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let site = Site::copy(&cases.join("quiz-redaction"));
    let root = site.root().to_str().expect("UTF-8").to_owned();
    let run = jalon(&["quiz", "report", "--root", &root]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    site.pins("quiz-report", &format!("{}\n{}", text(&run.stdout), text(&run.stderr)));
    let run = jalon(&["quiz", "report", "--root", &root, "--format", "json"]);
    site.pins("quiz-report-json", &text(&run.stdout));
    let site = Site::copy(&cases.join("quiz-genres-bancals"));
    let root = site.root().to_str().expect("UTF-8").to_owned();
    assert_eq!(jalon(&["quiz", "report", "--root", &root]).status.code(), Some(1));
    assert_eq!(jalon(&["quiz"]).status.code(), Some(0));
}

/// A site with a search, phrases and a page that nothing leads to.
fn searchable() -> Site {
    let asked = |title: &str, asked: &str| {
        format!("---\ntitle: {title}\ndescription: Une page.\nasked: [{asked}]\n---\nTexte sur {title}.\n")
    };
    Site::small()
        .with("content/_index.md", &page("Accueil", "[A](a.md) [B](b.md) [C](c.md) [D](d.md) [Mots](mots.md)\n"))
        .with("content/recherche.md", &page("Recherche", "```search\n```\n"))
        .with("content/mots.md", &page("Mots", "```glossary\n```\n"))
        .with(
            "data/glossary.yaml",
            "- {term: CPE, long: carte de personnel, definition: Une carte., asked: [badge bleu]}\n",
        )
        .with("content/a.md", &asked("La carte perdue", "j’ai égaré mon badge, carte volée"))
        .with("content/b.md", &asked("La formation", "combien de temps pour apprendre"))
        .with("content/c.md", &page("Planning de jour", "Un texte.\n"))
        .with("content/d.md", &page("Planning de nuit", "Un texte.\n"))
}

#[test]
fn search_try_shows_what_readers_get() {
    let site = searchable();
    let root = site.root().to_str().expect("UTF-8");
    let run = jalon(&["search", "try", "--root", root, "j'ai égaré un badge", "CPE zorglub", "de la"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    site.pins("search-try", &text(&run.stdout));
    let run = jalon(&["search", "try", "--root", root, "--format", "json", "--limit", "1", "badge bleu"]);
    site.pins("search-try-json", &text(&run.stdout));
    let bare = Site::small();
    let run = jalon(&["search", "try", "--root", bare.root().to_str().expect("UTF-8"), "carte"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("ce site n’a pas de recherche"), "{}", text(&run.stderr));
    let faulty = searchable().with("content/faux.md", "rien");
    let run = jalon(&["search", "check", "--root", faulty.root().to_str().expect("UTF-8")]);
    assert_eq!(run.status.code(), Some(1), "{}", text(&run.stderr));
}

#[test]
fn search_report_tells_what_is_missing_and_writes_it() {
    let site = searchable().with(
        "demandes.csv",
        "Recherche;Nombre\nbadge perdu;12\nformations;3\nzorglub;1 250\nplaning;7\nplanning;2\nde la;1\nplannification;5\n",
    );
    let root = site.root().to_str().expect("UTF-8");
    let [list, table] = ["demandes.csv", "rapport.csv"].map(|name| site.path(name).to_str().expect("UTF-8").to_owned());
    let run = jalon(&["search", "report", "--root", root, "--queries", &list, "--output", &table]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    site.pins("search-report", &text(&run.stdout));
    site.pins("search-report.csv", &fs::read_to_string(&table).expect("the table"));
    let alone = jalon(&["search", "report", "--root", root]);
    assert!(alone.status.success() && !text(&alone.stdout).contains("zorglub"), "{}", text(&alone.stdout));
    let missing = site.path("absent.csv").to_str().expect("UTF-8").to_owned();
    assert_eq!(jalon(&["search", "report", "--root", root, "--queries", &missing]).status.code(), Some(2));
    assert_eq!(jalon(&["search", "report", "--root", root, "--output", root]).status.code(), Some(2));
}

#[test]
fn sources_cited_in_a_widget_go_on_with_the_numbers_of_the_page() {
    let body = "Un [@A].\n\n```steps\n- title: Pas\n  text: \"Deux [@B], un [@A].\"\n- title: Pas\n  text: \"Trois [@C].\"\n```\n\nTrois [@C].\n";
    let entry = |key: &str| format!("{key}:\n  title: Titre {key}\n  url: https://exemple.fr/{key}\n");
    let site = Site::small()
        .with("data/bibliography.yaml", &["A", "B", "C"].map(entry).concat())
        .with("content/_index.md", &page("Accueil", body));
    site.build(&[]);
    let html = site.published("index.html");
    let calls = html.matches("class=\"cite\"").count();
    assert_eq!(calls, 5, "{html}");
    for (key, number, times) in [("a", 1, 2), ("b", 2, 1), ("c", 3, 2)] {
        let call = format!("href=\"#source-{key}\" aria-label=\"Source {number}\">[{number}]");
        assert_eq!(html.matches(&call).count(), times, "{call}");
    }
}

#[test]
fn what_is_to_be_read_again_is_told_by_month_and_by_reader() {
    let site = Site::small()
        .with("site.yaml", "title: Essai\ndescription: Un site pour les tests.\nowner: Léa\n")
        .with("content/_index.md", &page("Accueil", "[A](a.md) [Section](s/_index.md)\n"))
        .with(
            "content/a.md",
            "---\ntitle: A\ndescription: Une page.\nreviewed: 2026-11-01\nfacts: [F-001]\n---\n```watch\ncloses: \"Un texte ; un autre\"\nwhere: [A]\nsince: 2026-11-22\n```\n",
        )
        .with("content/s/_index.md", "---\ntitle: S\ndescription: Une section.\nowner: Max\n---\n[B](b.md)\n")
        .with("content/s/b.md", "---\ntitle: B\ndescription: Une page.\nsources: [A]\n---\nTexte. [@A]\n")
        .with("data/bibliography.yaml", "A:\n  title: Une source\n");
    let told = text(&site.run(&["check", "--stale"]).stdout);
    site.pins("relectures", &told);
    let output = site.root().to_owned();
    let written = site.run(&["check", "--stale", "--output", output.to_str().expect("UTF-8")]);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    for name in ["relectures.csv", "relectures.ics"] {
        site.pins(name, &fs::read_to_string(output.join(name)).expect(name));
    }
    let again = site.run(&["check", "--stale", "--output", site.path("site.yaml").to_str().expect("UTF-8")]);
    assert_eq!(again.status.code(), Some(2), "a file is no folder: {}", text(&again.stderr));
}

#[test]
fn an_old_anchor_of_an_item_stands_inside_its_list() {
    let head = "---\ntitle: Accueil\ndescription: La page.\nanchors: {vieux: point, ancien: texte}\n---\n";
    let site =
        Site::small().with("content/_index.md", &format!("{head}Texte. {{#texte}}\n\n- un {{#point}}\n- deux\n"));
    site.build(&[]);
    let home = site.published("index.html");
    assert!(home.contains("<li id=\"point\"") && !home.contains("<ul>\n<span"), "{home}");
    assert!(home.find("<li id=\"point\"") < home.find("<span id=\"vieux\""), "{home}");
    assert!(home.find("<span id=\"ancien\"") < home.find("<p id=\"texte\""), "{home}");
}

#[test]
fn a_variable_changes_what_is_said_and_nothing_that_is_recorded() {
    let body = "Écrivez à [votre agence](var:agence). {#un}\n\n## Joindre [votre agence](var:agence)\n\nSuite.\n";
    let site = |value: &str| {
        let settings = format!("title: Essai\ndescription: Un essai.\nvariables:\n  agence: {value}\n");
        let site = Site::small()
            .with("site.yaml", &settings)
            .with("content/_index.md", &page("Accueil", "[Lire](a.md)\n\n```search\n```\n"))
            .with("content/a.md", &page("A", body));
        site.build(&["--base-url", "https://exemple.fr/"]);
        let lock = fs::read_to_string(site.path("anchors.lock")).expect("the promised anchors");
        (site.published("a/index.html"), lock)
    };
    let (neutral, promised) = site("");
    let (said, same) = site("\"[l’Agence](mailto:a@exemple.fr)\"");
    assert!(neutral.contains("Écrivez à votre agence.") && promised.contains("joindre-votre-agence"));
    assert!(said.contains("Écrivez à <a href=\"mailto:a@exemple.fr\" rel=\"external\">l’Agence</a>."), "{said}");
    assert_eq!(promised, same);
}

#[test]
fn questions_leave_and_come_back() {
    let bank = "title: Essai\nquestions:\n  - id: q\n    type: single\n    text: Que faire ?\n    choices:\n      - {text: Créer, feedback: Non., review: a.md#un}\n      - {text: Chercher, correct: true, feedback: Oui.}\n    explanation: \"Une [page](a.md).\"\n    waive: [question-sans-objectif]\n";
    let page_a = "---\ntitle: A\ndescription: Une page.\n---\n## Un {#un}\n\nTexte.\n";
    let site = Site::small()
        .with("content/_index.md", &page("Accueil", "[A](a.md)\n"))
        .with("content/a.md", page_a)
        .with("quizzes/essai.yaml", bank);
    let file = site.path("sortie.xml");
    let file = file.to_str().expect("UTF-8");
    let run = |arguments: &[&str]| {
        let root = site.root().to_str().expect("UTF-8");
        jalon(&[&arguments[..2], &["--root", root], &arguments[2..]].concat())
    };
    let said = run(&["quiz", "export", "moodle-xml", "--output", file]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    assert!(text(&said.stdout).contains("approché  les paragraphes à relire"), "{}", text(&said.stdout));
    let strict = run(&["quiz", "export", "gift", "--strict", "--output", site.path("non").to_str().expect("UTF-8")]);
    assert_eq!((strict.status.code(), site.path("non").exists()), (Some(1), false));
    assert_eq!(run(&["quiz", "export", "gift", "--bank", "absente"]).status.code(), Some(2));
    std::fs::remove_file(site.path("quizzes/essai.yaml")).expect("the bank");
    let back = run(&["quiz", "import", "moodle-xml", file]);
    assert_eq!(back.status.code(), Some(0), "{}", text(&back.stderr));
    let yaml = std::fs::read_to_string(site.path("quizzes/sortie.yaml")).expect("the bank");
    assert!(yaml.contains("review: \"a.md#un\"") && yaml.contains("correct: true"), "{yaml}");
    assert_eq!(site.run(&["check"]).status.code(), Some(0), "{}", text(&site.run(&["check"]).stderr));
    assert_eq!(run(&["quiz", "import", "moodle-xml", file]).status.code(), Some(2), "nothing is overwritten");
    let hostile = site.path("bombe.xml");
    std::fs::write(&hostile, "<!DOCTYPE q [<!ENTITY a \"a\">]><quiz>&a;</quiz>").expect("a file");
    let refused = run(&["quiz", "import", "moodle-xml", hostile.to_str().expect("UTF-8")]);
    assert!(refused.status.code() == Some(1) && text(&refused.stderr).contains("DOCTYPE"), "{}", text(&refused.stderr));
    let paper = run(&["quiz", "paper", "--output", site.root().to_str().expect("UTF-8")]);
    assert_eq!(paper.status.code(), Some(0));
    let printed = std::fs::read_to_string(site.path("questionnaire.html")).expect("the questions");
    assert!(printed.contains("☐ Chercher") && !printed.contains("Oui."), "{printed}");
}

#[test]
fn a_package_wants_a_course() {
    let none = Site::small().run(&["package", "scorm12"]);
    assert_eq!(none.status.code(), Some(1), "{}", text(&none.stderr));
    assert!(text(&none.stderr).contains("n’a pas de parcours"), "{}", text(&none.stderr));
}
