//! Pages that answer a question: what is published of them, with and without a public address.

use crate::site::{Site, page};

fn question(title: &str, theme: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndescription: Une question.\ntheme: {theme}\naudience: [rh]\n---\n{body}")
}

fn site() -> Site {
    let index = "---\ntitle: Questions\ndescription: La section.\nthemes:\n  - {id: acces, title: Les accès}\n  - {id: roles, title: Les rôles}\n  - {id: vide, title: Sans question}\n---\nVoici.\n\n```questions\n```\n";
    Site::small()
        .with("data/audiences.yaml", "- {id: rh, label: ressources humaines}\n")
        .with("content/questions/_index.md", index)
        .with(
            "content/questions/b.md",
            &question("Quel rôle ?", "roles", "Celui de vos *missions* & rien d'autre.\n\nSuite.\n"),
        )
        .with("content/questions/c.md", &question("Où est le médecin ?", "acces", "Au **cabinet**. {#reponse}\n"))
        .with("content/kit.md", &page("Le kit", "À afficher.\n").replace("---\nÀ", "poster: true\n---\nÀ"))
        .with("content/_index.md", &page("Accueil", "[Questions](questions/_index.md), [kit](kit.md).\n"))
}

#[test]
fn a_question_is_sent_printed_and_found() {
    let site = site();
    assert_eq!(site.codes(), [""; 0]);
    site.build(&["--base-url", "https://exemple.fr/s"]);
    let question = site.published("questions/b/index.html");
    assert!(question.contains("mailto:?subject=Quel%20r%C3%B4le%E2%80%AF%3F&amp;body="), "{question}");
    assert!(
        question.contains("missions%20%26%20rien") && question.contains("exemple.fr%2Fs%2Fquestions%2Fb%2F%0D%0A\"")
    );
    assert!(
        question.contains("href=\"../../questions/#theme-roles\"")
            && question.contains("href=\"../../questions/b/affiche/\"")
    );
    assert_eq!(question.matches("missions</em>").count(), 1, "the answer stands in the page once");
    let poster = site.published("questions/b/affiche/index.html");
    assert!(poster.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(poster.contains("rel=\"canonical\" href=\"https://exemple.fr/s/questions/b/\""));
    assert!(poster.contains("aria-label=\"Code QR\u{a0}: https://exemple.fr/s/questions/b/\""));
    assert!(poster.contains("Celui de vos missions &amp; rien d’autre.") && !poster.contains("Suite."));
    assert!(site.published("kit/affiche/index.html").contains("À afficher."));
    for file in ["sitemap.xml", "atom.xml"] {
        assert!(!site.published(file).contains("affiche"), "{file}");
    }
    assert_eq!(site.published("index.html").matches("affiche").count(), 0);
}

#[test]
fn questions_are_listed_by_theme() {
    let site = site();
    site.build(&[]);
    let index = site.published("questions/index.html");
    let list =
        index.split("<div class=\"questions\"").nth(1).expect("a list").split("</main>").next().expect("its end");
    let list = list.split("rel=\"next\"").next().expect("the list");
    let at = |text: &str| list.find(text).unwrap_or_else(|| panic!("{text} in {index}"));
    assert!(
        at("id=\"theme-acces\"") < at("href=\"../questions/c/\"")
            && at("href=\"../questions/c/\"") < at("id=\"theme-roles\"")
    );
    assert!(index.contains("data-who=\"rh\" data-words=\"cabinet\"") && index.contains("ressources humaines"));
    assert!(!index.contains("theme-vide"), "a theme without questions is not shown");
    assert!(!index.contains("pages-de-la-rubrique"), "the section does not list them again");
    // The neighbour of a question is that of its theme, and the menu unfolds that theme only.
    let second = site.published("questions/b/index.html");
    assert!(second.contains("href=\"../../questions/c/\" rel=\"prev\""));
    assert!(
        !site.published("questions/c/index.html").split("<main").next().unwrap_or_default().contains("questions/b/")
    );
}

#[test]
fn a_site_that_does_not_know_its_address_says_what_it_can() {
    let site = site();
    site.build(&[]);
    let poster = site.published("questions/b/affiche/index.html");
    assert!(!poster.contains("class=\"qr\"") && poster.contains("data-address-above>questions/b/</p>"));
    assert!(poster.contains("rel=\"canonical\" href=\"../../../questions/b/\""));
    let question = site.published("questions/b/index.html");
    assert!(question.contains("data-mail-open") && question.contains("autre.%0D%0A%0D%0A\""), "{question}");
}

#[test]
fn the_list_of_questions_wants_themes() {
    let site = Site::small().with("content/a.md", &page("A", "```questions\n```\n"));
    assert!(site.codes().contains(&"widget-deplace".to_owned()));
}
