//! The rules shared with the page; what is found in a page; the files of the index.

mod page;

use std::sync::Arc;

use super::entries::{self, Kind};
use super::index::{self, PartReader};
use super::ranking::{Answer, Index, Options, asking, mending, search};
use crate::french::stem::stem;
use crate::french::words::{Weight, fold, words};
use crate::site::{self, Choices};
use crate::source::Sources;
use crate::text::RelPath;
use crate::text::Source;

fn vectors() -> serde_json::Value {
    serde_json::from_str(include_str!("../../tests/vectors/words.json")).unwrap_or_default()
}

#[test]
fn stems_are_those_of_the_vectors() {
    let vectors = vectors();
    let stems = vectors["stems"].as_object().unwrap_or_else(|| unreachable!());
    assert!(stems.len() > 500);
    for (word, expected) in stems {
        assert_eq!(Some(stem(word).as_str()), expected.as_str(), "{word}");
    }
}

#[test]
fn inflections_of_a_word_have_one_stem() {
    for group in vectors()["same"].as_array().unwrap_or_else(|| unreachable!()) {
        let stems: Vec<String> =
            group.as_array().into_iter().flatten().filter_map(|word| Some(stem(&fold(word.as_str()?)))).collect();
        assert!(stems.len() > 1 && stems.iter().all(|other| *other == stems[0]), "{group}: {stems:?}");
    }
}

#[test]
fn texts_have_the_words_of_the_vectors() {
    for text in vectors()["texts"].as_array().unwrap_or_else(|| unreachable!()) {
        let found: Vec<serde_json::Value> = words(text["text"].as_str().unwrap_or_default())
            .into_iter()
            .map(|word| {
                let weight = if word.weight == Weight::Question { "question" } else { "full" };
                serde_json::json!({ "folded": word.folded, "stem": word.stem, "weight": weight })
            })
            .collect();
        assert_eq!(text["words"], serde_json::Value::Array(found), "{}", text["text"]);
    }
}

#[test]
fn what_a_query_asks_is_that_of_the_vectors() {
    type Rule = fn(&str) -> serde_json::Value;
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/vectors/queries.json")).unwrap_or_default();
    let rules: [(&str, Rule); 5] = [
        ("denies", |query| asking::denies(query).into()),
        ("defines", |query| asking::defines(query).into()),
        ("meant", |query| asking::meant(query).into()),
        ("asked", |query| asking::typed(query).into_iter().map(|word| word.folded).collect()),
        ("sounds", |query| mending::sound(query).into()),
    ];
    for (rule, run) in rules {
        let cases = vectors[rule].as_object().unwrap_or_else(|| panic!("{rule}"));
        assert!(!cases.is_empty(), "{rule}");
        for (query, expected) in cases {
            assert_eq!(run(query), *expected, "{rule} {query}");
        }
    }
}

#[test]
fn what_is_searched_is_found_in_the_files_of_the_index() {
    let mut bare = site(BODY);
    let index = Index::read(&super::files(&bare)).unwrap_or_else(|| panic!("an index"));
    let found = |query: &str, typing| search(&index, query, Options { limit: 3, typing });
    let hrefs = |answer: &Answer| answer.found.iter().map(|one| one.href.clone()).collect::<Vec<_>>();
    assert_eq!(hrefs(&found("départ vite", false)), ["page/#vite"]);
    // A synonym, a word that goes on, one that is mistyped, a definition.
    assert_eq!(hrefs(&found("fermer", false)), ["page/"]);
    assert_eq!(hrefs(&found("coch", true)), ["page/#quand"]);
    assert_eq!(hrefs(&found("situatoin", false)), hrefs(&found("situation", false)));
    let definition = found("CDE", false);
    assert_eq!((definition.found[0].kind, definition.found[0].direct), ('t', true));
    assert_eq!(definition.found[0].text, "Carte de directeur. Une carte.");
    assert_eq!(found("zorglub départ", false).unknown, ["zorglub"]);
    assert_eq!(found("de la", false), Answer::default());
    bare.landmarks.search = None;
    assert!(Index::read(&super::files(&bare)).is_none());
}

const SYNONYMS: &str = "- {words: [fermer], official: clore}\n- {words: [EHPAD, maison de repos], official: clore, context: true}\n\
    - {words: [AS], official: clore}\n";

/// A site of two pages, a search and a glossary.
fn site(body: &str) -> crate::site::Site {
    site_with(body, &[])
}

/// The same, with more pages.
fn site_with(body: &str, more: &[(String, String)]) -> crate::site::Site {
    let head = "---\ntitle: T\ndescription: D.\n---\n";
    let mut sources = Sources::default();
    for (path, text) in [
        ("site.yaml", "title: T\ndescription: D.\n".to_owned()),
        ("content/_index.md", head.to_owned()),
        (
            "content/page.md",
            format!(
                "---\ntitle: Clore une situation\ndescription: D.\nkeywords: [terminer, \"d'un départ\"]\n---\n{body}"
            ),
        ),
        ("content/recherche.md", format!("{head}```search\n```\n")),
        ("content/mots.md", format!("{head}```glossary\n```\n")),
        ("data/glossary.yaml", "- {term: CDE, long: carte de directeur, definition: Une *carte*.}\n".to_owned()),
        ("data/synonyms.yaml", SYNONYMS.to_owned()),
    ] {
        let path = RelPath::new(path).unwrap_or_else(|| unreachable!());
        sources.texts.insert(path.clone(), Arc::new(Source { path, text }));
    }
    for (path, text) in more {
        let path = RelPath::new(path).unwrap_or_else(|| unreachable!());
        sources.texts.insert(path.clone(), Arc::new(Source { path, text: text.clone() }));
    }
    let (site, report) = site::parse(sources.over(crate::embedded::themes()), &Choices::default());
    assert!(!report.has_errors(), "{report:?}");
    site.unwrap_or_else(|| unreachable!())
}

fn found(site: &crate::site::Site) -> Vec<entries::Entry> {
    entries::subjects(site).iter().map(|subject| entries::entry(site, subject)).collect()
}

const BODY: &str = "Début.\n\n## Quand {#quand}\n\nAu départ, **vite** [@B]. {#vite}\n\n- un point\n- un autre {#autre}\n\n\
    | a | b |\n|---|---|\n| c d | e |\n\n```steps\n- title: Une liste à [cocher](a.md)\n  text: Oui\n```\n";

#[test]
fn a_page_is_read_piece_by_piece() {
    let site = site(BODY);
    let found = found(&site);
    let page = found.iter().find(|entry| entry.title == "Clore une situation").unwrap_or_else(|| unreachable!());
    let units: Vec<(&str, &str, &str)> =
        page.units.iter().map(|unit| (unit.id.as_str(), unit.heading.as_str(), unit.text.as_str())).collect();
    let expected = [
        ("", "", "Début."),
        ("vite", "Quand", "Au départ, vite."),
        ("quand", "Quand", "un point"),
        ("autre", "Quand", "un autre"),
        ("quand", "Quand", "a b"),
        ("quand", "Quand", "c d e"),
        ("quand", "Quand", "Une liste à cocher"),
    ];
    assert_eq!(units, expected);
    assert_eq!(page.keywords, "page terminer d'un départ");
    let term = found.iter().find(|entry| entry.kind == Kind::Term).unwrap_or_else(|| unreachable!());
    assert_eq!((term.href.as_str(), term.units[0].text.as_str()), ("mots/#cde", "Une carte."));
    assert!(found.iter().all(|entry| !entry.href.starts_with("recherche")), "the search does not find itself");
}

#[test]
fn the_fields_of_a_letter_are_blanks() {
    let fields = "id: l\ntitle: Lettre\nfields:\n  - {id: structure, label: Structure}\n  - {id: nom, label: Nom}";
    let site = site(&format!("```letter\n{fields}\ntext: |\n  Objet : {{{{structure}}}} et {{{{nom}}}}.\n```\n"));
    let found = found(&site);
    let page = found.iter().find(|entry| entry.title == "Clore une situation").unwrap_or_else(|| unreachable!());
    assert_eq!(page.units[0].text, "Objet\u{a0}: … et ….");
}

#[test]
fn the_files_are_the_same_every_time_and_name_each_other() {
    let (one, two) = (super::files(&site(BODY)), super::files(&site(BODY)));
    assert_eq!(one, two);
    let map = one.get("recherche/map.js").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    assert!(map.contains("JalonSearch.add(\"map\",{") && map.contains("[[\"ferm\"],[\"clor\"]]"), "{map}");
    // In capitals, « AS » is an acronym; a place is no subject; what readers say can be mistyped.
    assert!(
        map.contains("[[\"as\"],[\"clor\"]]") && map.contains("\"context\":[[\"ehpad\"],[\"maison\",\"repo\"]]"),
        "{map}"
    );
    assert!(one.values().any(|bytes| String::from_utf8_lossy(bytes).split([' ', '"']).any(|word| word == "ehpad")));
    // A small site's words and heads come with its map: only texts and spellings are asked for.
    assert!(map.contains("JalonSearch.add(\"w0\",\"") && map.contains("JalonSearch.add(\"h0\",[["), "{map}");
    for path in one.keys().filter_map(|path| path.inside("assets/search")) {
        assert!(map.contains(path), "{path} in {map}");
    }
    assert_eq!(one.len(), 3);
    // The title weighs more than the text, and each document is there once.
    let mut index = index::Index::default();
    for entry in found(&site(BODY)) {
        let mut reader = PartReader::new(&index);
        reader.read(&entry);
        let part = reader.part();
        index.add(part);
    }
    let clor = index.terms().find(|(stem, ..)| *stem == "clor").map(|(_, _, postings)| postings.read().len());
    assert_eq!(clor, Some(1));
    assert!(index.terms().any(|(stem, ..)| stem == "depart") && index.lexicon().contains("cocher"));
}

#[test]
fn a_site_without_the_widget_has_no_search() {
    let mut bare = site(BODY);
    bare.landmarks.search = None;
    assert!(super::files(&bare).is_empty());
}

/// Pages of words that no other says.
fn many() -> Vec<(String, String)> {
    let word = |page: usize, rank: usize| {
        let mut number = (page * 400 + rank) * 7_919 % 26_usize.pow(5);
        let mut letter = || {
            let letter = char::from(b'a' + (number % 26) as u8);
            number /= 26;
            letter
        };
        (0..5).map(|_| letter()).collect::<String>()
    };
    let page = |page: usize| {
        let words: Vec<String> = (0..400).map(|rank| word(page, rank)).collect();
        let text = format!("---\ntitle: Page {page}\ndescription: D.\n---\n{}\n", words.join(" "));
        (format!("content/page-{page}.md"), text)
    };
    (0..80).map(page).collect()
}

#[test]
fn a_large_site_costs_a_few_small_files() {
    let files = super::files(&site_with(BODY, &many()));
    let map =
        files.get("recherche/map.js").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    assert!(!map.contains("add(\"w0\"") && map.len() < 8_000, "the words are apart: {} bytes", map.len());
    for kind in ["w", "h", "t", "s"] {
        let of_kind = |path: &RelPath| path.inside("assets/search").is_some_and(|name| name.starts_with(kind));
        let sizes: Vec<usize> = files.iter().filter(|file| of_kind(file.0)).map(|file| file.1.len()).collect();
        assert!(!sizes.is_empty() && sizes.iter().all(|size| *size < 60_000), "{kind}: {sizes:?}");
    }
    assert!(files.keys().filter_map(|path| path.inside("assets/search")).all(|name| map.contains(name)));
}

#[test]
fn the_files_do_not_hang_on_the_number_of_threads() {
    let site = site_with(BODY, &many());
    let with = |threads| {
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap_or_else(|error| panic!("{error}"));
        pool.install(|| super::files(&site))
    };
    assert_eq!(with(1), with(4));
}
