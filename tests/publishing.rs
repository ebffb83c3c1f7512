//! The last mile: what is to be filled in before a site opens, a rehearsal, pages and announcements that have their days.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::site::{Site, command, copy_into, page, text};

/// What a publisher writes in place of the examples.
const FILLED: &str = "
base_url: https://guide.grades-essai.fr/
publisher: {name: GRADeS de l'Essai, email: contact@grades-essai.fr, phone: 01 23 45 67 89}
legal:
  director: Camille Essai, directrice
  seat: 1 rue de l'Essai, 75001 Paris
  host: {name: Hébergeur de l'Essai, address: 2 rue de l'Essai 75001 Paris, phone: 01 23 45 67 90}
  dpo: dpo@grades-essai.fr
  logs: 12 mois
accessibility:
  state: non conforme
  contact: acces@grades-essai.fr
  plan: https://grades-essai.fr/schema
";

/// The site of this repository.
fn reference() -> Site {
    let site = Site::empty();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["capsules", "content", "data", "quizzes"] {
        copy_into(&repository.join(folder), &site.path(folder));
    }
    std::fs::copy(repository.join("site.yaml"), site.path("site.yaml")).expect("site.yaml");
    site
}

/// What `check --publish` asks to fill in: where, and what.
fn asked(site: &Site) -> Vec<(String, u64, String)> {
    let run = site.run(&["check", "--publish", "--format", "json"]);
    let report: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let entries = report["diagnostics"].as_array().expect("a list").iter();
    let errors = entries.filter(|entry| entry["gravite"] == "erreur");
    errors
        .map(|entry| {
            assert_eq!(entry["code"], "ouverture", "{entry}");
            assert!(entry["conseil"].as_str().is_some_and(|hint| !hint.is_empty()), "{entry}");
            let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
            (text("fichier"), entry["ligne"].as_u64().unwrap_or_default(), text("message"))
        })
        .collect()
}

#[test]
fn each_thing_to_fill_in_is_asked_once_at_its_place_and_no_more_when_filled() {
    let site = reference();
    let settings = std::fs::read_to_string(site.path("site.yaml")).expect("site.yaml");
    let lines: Vec<&str> = settings.lines().collect();
    let asked_for = asked(&site);
    let messages: BTreeSet<&str> = asked_for.iter().map(|(_, _, message)| message.as_str()).collect();
    assert_eq!(messages.len(), asked_for.len(), "{asked_for:#?}");
    for (key, line) in [
        ("publisher.email", "  # email:"),
        ("publisher.phone", "  # phone:"),
        ("legal.director", "#   director:"),
        ("legal.seat", "#   seat:"),
        ("legal.host.name", "#     name:"),
        ("legal.host.address", "#     address:"),
        ("legal.host.phone", "#     phone:"),
        ("legal.dpo", "#   dpo:"),
        ("legal.logs", "#   logs:"),
        ("accessibility.state", "#   state:"),
        ("accessibility.contact", "#   contact:"),
        ("base_url", "# base_url:"),
    ] {
        let found = asked_for.iter().find(|(_, _, message)| message.contains(&format!("« {key} »")));
        let (file, at, _) = found.unwrap_or_else(|| panic!("{key} is not asked for: {asked_for:#?}"));
        let written = lines[usize::try_from(*at).expect("a line") - 1];
        assert!(file == "site.yaml" && written.starts_with(line), "{key}: {file}:{at} « {written} »");
    }
    assert!(messages.contains("« Votre GRADeS » est un exemple"), "{messages:?}");
    assert!(asked_for.iter().any(|(file, ..)| file == "data/course-versions.yaml"), "{messages:?}");

    // What there is besides, as it stands; what is to be filled in, filled.
    let others = settings.split("\n\n").filter(|part| !part.contains("publisher:\n"));
    let site = site.with("site.yaml", &format!("{}\n{FILLED}", others.collect::<Vec<_>>().join("\n\n")));
    let root = site.root().to_str().expect("UTF-8").to_owned();
    let recorded = command(&["attestation", "record", "--root", &root]).output().expect("jalon runs");
    assert!(recorded.status.success(), "{}", text(&recorded.stderr));
    assert_eq!(asked(&site), []);
    let passed = site.run(&["check", "--publish"]);
    assert_eq!(passed.status.code(), Some(0), "{}", text(&passed.stderr));
    assert!(text(&passed.stdout).contains("le site peut ouvrir"), "{}", text(&passed.stdout));
}

/// A small site with the legal pages.
fn legal(more: &str) -> Site {
    let part = |part: &str| format!("\n```legal\npart: {part}\n```\n");
    Site::small()
        .with("site.yaml", &format!("title: Essai\ndescription: Un site.\nfooter: [a.md]\n{more}"))
        .with("content/_index.md", &page("Accueil", "[Pages](a.md)\n"))
        .with(
            "content/a.md",
            &page("Accès", &["publisher", "host", "privacy", "accessibility", "recourse"].map(part).concat()),
        )
}

#[test]
fn the_state_of_accessibility_is_that_of_the_audit_on_its_page_and_in_each_footer() {
    for (settings, state) in [
        ("", "non conforme"),
        ("accessibility: {audit: {date: 2026-05-12, kind: Audit, rate: 49}}\n", "non conforme"),
        ("accessibility: {audit: {date: 2026-05-12, kind: Audit, rate: 63}}\n", "partiellement conforme"),
        (
            "accessibility: {state: totalement conforme, audit: {date: 2026-05-12, kind: Audit, rate: 100}}\n",
            "totalement conforme",
        ),
    ] {
        let site = legal(settings);
        site.build(&[]);
        for path in ["index.html", "a/index.html", "404.html"] {
            let html = site.published(path);
            assert!(html.contains(&format!(">Accès\u{a0}: {state}</a>")), "{path}: {settings}");
        }
        assert!(site.published("a/index.html").contains(&format!("<strong>{state}</strong>")), "{settings}");
    }
    // What contradicts the audit is refused, at its line.
    let told = legal("accessibility:\n  state: totalement conforme\n").told();
    assert_eq!(
        told.iter().map(|told| (told.code.as_str(), told.line)).collect::<Vec<_>>(),
        [("valeur-incorrecte", Some(5))]
    );
}

#[test]
fn a_rehearsal_asks_not_to_be_listed_says_so_and_promises_nothing() {
    let site = Site::small().with("content/a.md", &page("A", "## Titre\n\nTexte.\n"));
    let site = site.with("content/_index.md", &page("Accueil", "[A](a.md)\n"));
    site.build(&["--rehearsal", "--base-url", "https://essai.fr/"]);
    for path in ["index.html", "a/index.html", "404.html"] {
        let html = site.published(path);
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">") && html.contains("Répétition"), "{path}");
    }
    assert!(!site.path("public/sitemap.xml").exists() && !site.published("robots.txt").contains("Sitemap"));
    assert!(!site.path("anchors.lock").exists(), "nothing is promised");
    site.build(&["--base-url", "https://essai.fr/"]);
    let html = site.published("a/index.html");
    assert!(!html.contains("noindex") && !html.contains("Répétition"));
    assert!(site.published("robots.txt").contains("Sitemap: https://essai.fr/sitemap.xml"));
    assert!(site.path("anchors.lock").exists());
}

#[test]
fn a_publisher_may_have_rules_for_robots() {
    let site = Site::small().with("static/robots.txt", "User-agent: *\nDisallow: /prive/\n");
    site.build(&["--base-url", "https://essai.fr/"]);
    assert_eq!(site.published("robots.txt"), "User-agent: *\nDisallow: /prive/\n");
}

/// Builds on a day.
fn built_on(site: &Site, day: &str) {
    let day: jiff::civil::Date = day.parse().expect("a day");
    let seconds = day.to_zoned(jiff::tz::TimeZone::UTC).expect("a moment").timestamp().as_second();
    let root = site.root().to_str().expect("UTF-8");
    let mut run = command(&["build", "--root", root]);
    let run = run.env("SOURCE_DATE_EPOCH", seconds.to_string()).output().expect("jalon runs");
    assert!(run.status.success(), "{day}: {}", text(&run.stderr));
}

#[test]
fn pages_and_announcements_have_their_days_whatever_the_clock() {
    let dated = "---\ntitle: Séance\ndescription: D.\nfrom: 2027-01-10\nuntil: 2027-01-12\n---\n## Lieu\n\nIci.\n";
    let site = Site::small()
        .with(
            "site.yaml",
            "title: Essai\ndescription: Un site.\nannouncement: {text: Le portail ferme., link: r/s.md, from: 2027-01-11, until: 2027-01-12}\n",
        )
        .with("content/_index.md", &page("Accueil", "[R](r/_index.md) et [la séance](r/s.md#lieu)\n"))
        .with("content/r/_index.md", &page("Rubrique", "Texte.\n"))
        .with("content/r/s.md", dated);
    for (day, published, announced) in [
        ("2027-01-09", false, false),
        ("2027-01-10", true, false),
        ("2027-01-11", true, true),
        ("2027-01-12", true, true),
        ("2027-01-13", false, false),
    ] {
        built_on(&site, day);
        let (home, page) = (site.published("index.html"), site.published("r/s/index.html"));
        assert_eq!(home.contains("<a href=\"r/s/#lieu\">la séance</a>"), published, "{day}");
        assert_eq!(home.contains("<a href=\"r/\">la séance</a>"), !published, "{day}");
        assert_eq!(page.contains("http-equiv=\"refresh\""), !published, "{day}: its address leads to its section");
        assert_eq!(home.contains("Le portail ferme."), announced, "{day}");
    }
}

#[test]
fn each_page_says_how_to_report_an_error_once_there_is_somebody_to_write_to() {
    let site = Site::small();
    site.build(&[]);
    assert!(!site.published("index.html").contains("Signaler une erreur"));
    let site = site.with(
        "site.yaml",
        "title: Essai\ndescription: Un site.\npublisher: {name: E, email: contact@essai.fr}\nrepository: https://forge.fr/guide/blob/main\n",
    ).with("content/été.md", &page("L’été & l’hiver", "Texte.\n")).with("content/_index.md", &page("Accueil", "[A](été.md)\n"));
    site.build(&["--base-url", "https://essai.fr/"]);
    let html = site.published("ete/index.html");
    let mail = html.split("href=\"mailto:contact@essai.fr?").nth(1).and_then(|rest| rest.split('"').next());
    let mail = mail.expect("the mail").replace("&amp;", "&");
    let decoded = percent_encoding::percent_decode_str(&mail).decode_utf8_lossy().into_owned();
    assert!(decoded.starts_with("subject=Erreur : L’été & l’hiver&body=https://essai.fr/ete/\r\nJalon "), "{decoded}");
    assert!(html.contains("href=\"https://forge.fr/guide/blob/main/content/%C3%A9t%C3%A9.md\""), "{html}");
}

#[test]
fn the_book_is_the_guide_as_one_page_whose_links_lead_inside_it() {
    let theme = "themes: [{id: t, title: Un thème}]\n";
    let site = Site::small()
        .with("content/_index.md", &page("Accueil", "[R](r/_index.md) et [Q](s/_index.md)\n"))
        .with("content/r/_index.md", &page("Rubrique", "Texte. [Une](une.md#la) et [une réponse](../s/a.md)\n"))
        .with("content/r/une.md", &page("Une page", "## Là {#la}\n\nTexte. [Retour](_index.md)\n"))
        .with(
            "content/s/_index.md",
            &format!("---\ntitle: Questions\ndescription: D.\n{theme}---\n\n```questions\n```\n"),
        )
        .with("content/s/a.md", "---\ntitle: Pourquoi ?\ndescription: D.\ntheme: t\n---\nParce que.\n");
    let without = site.build(&["--base-url", "https://essai.fr/"]);
    assert!(!without.join("livre").exists() && !without.join("reponses").exists());
    site.build(&["--book", "--base-url", "https://essai.fr/"]);
    let book = site.published("livre/index.html");
    for part in [
        "<h2 id=\"p0\">Rubrique</h2>",
        "<h2 id=\"p1\">Une page</h2>",
        "<h3 id=\"p1-la\"",
        "<a href=\"#p1-la\">Une</a>",
        "<a href=\"#p0\">Retour</a>",
        "<a href=\"../s/a/\">une réponse</a>",
        "<li class=\"is-section\"><a href=\"#p0\">Rubrique</a></li>",
        "<meta name=\"robots\" content=\"noindex\">",
    ] {
        assert!(book.contains(part), "{part}: {book}");
    }
    let answers = site.published("reponses/index.html");
    assert!(answers.contains("<h3>Pourquoi\u{202f}?</h3>") && answers.contains("<p>Parce que.</p>"), "{answers}");
    assert!(answers.contains("https://essai.fr/s/a/") && !site.published("sitemap.xml").contains("livre"));
    assert!(site.published("index.html").contains("<a href=\"livre/\">Tout le guide, à imprimer</a>"));
}

#[test]
fn a_log_is_read_as_it_is_and_compressed() {
    let line = "192.0.2.1 - - [01/Dec/2026:10:00:00 +0100] \"GET /page/ HTTP/1.1\" 200 1 \"-\" \"Mozilla/5.0\"\n";
    let site = Site::empty().with("access.log", &line.repeat(7));
    let log = site.path("access.log");
    let packed = std::process::Command::new("gzip").arg("--keep").arg(&log).status().expect("gzip runs");
    assert!(packed.success());
    let packed = site.path("access.log.gz");
    let (log, packed, root) =
        (log.to_str().expect("UTF-8"), packed.to_str().expect("UTF-8"), site.root().to_str().expect("UTF-8"));
    let run = command(&["stats", log, packed, "--output", root]).output().expect("jalon runs");
    assert!(run.status.success(), "{}", text(&run.stderr));
    site.pins("stats", &text(&run.stdout));
    let csv = std::fs::read_to_string(site.path("statistiques.csv")).expect("a table");
    assert!(csv.contains("\"page\";\"/page/\";\"14\"") && !csv.contains("192.0.2.1"), "{csv}");
    let missing = command(&["stats", "absent.log"]).output().expect("jalon runs");
    assert_eq!(missing.status.code(), Some(2));
    let other = site.with("autre.log", "rien\n");
    let run = command(&["stats", other.path("autre.log").to_str().expect("UTF-8")]).output().expect("jalon runs");
    assert!(run.status.code() == Some(2) && text(&run.stderr).contains("combined"), "{}", text(&run.stderr));
}

#[test]
fn compressed_forms_and_files_for_servers_are_the_same_each_time() {
    let body = "Une phrase qui revient souvent dans la page. ".repeat(40);
    let site = Site::small().with("content/_index.md", &page("Accueil", &body));
    let build = || {
        let public = site.build(&["--host", "apache", "--compress", "--base-url", "https://essai.fr/rpps/"]);
        crate::site::files(&public)
    };
    let (first, second) = (build(), build());
    assert!(
        first.contains_key("index.html.br") && first.contains_key("index.html.gz") && first.contains_key(".htaccess")
    );
    assert!(!first.keys().any(|path| path.ends_with(".br.gz") || path.ends_with(".gz.br")));
    assert_eq!(first, second);
    assert!(site.path("hebergement/copier.sh").exists());
    // What a publisher changed in a recipe stays.
    let site = site.with("hebergement/copier.sh", "à moi");
    site.build(&["--host", "nginx", "--base-url", "https://essai.fr/rpps/"]);
    assert_eq!(std::fs::read_to_string(site.path("hebergement/copier.sh")).expect("a recipe"), "à moi");
    let nginx = std::fs::read_to_string(site.path("hebergement/nginx.conf")).expect("a configuration");
    assert!(nginx.contains("location ^~ /rpps/ {"), "{nginx}");
    assert!(!site.path("public/.htaccess").exists(), "and what was for another server goes");
}
