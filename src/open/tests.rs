//! Opening again gives what opening whole gives, whatever was edited; and does no more than it must.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use proptest::prelude::*;
use tempfile::TempDir;

use super::Opened;
use crate::cli::Typed;
use crate::content::page::Page;
use crate::diagnostic::Report;
use crate::settings::Settings;
use crate::text::RelPath;

/// What each file may hold; the first is what it holds at the start. `None`: it is not there.
const FILES: [(&str, &[Option<&[u8]>]); 14] = [
    (
        "site.yaml",
        &[
            Some(b"title: Essai\ndescription: Un site.\n"),
            Some(b"title: Autre\ndescription: Un site.\nbase_url: https://exemple.fr/\n"),
            Some(b"title: [\n"),
        ],
    ),
    (
        "content/_index.md",
        &[
            Some(b"---\ntitle: Accueil\ndescription: D.\n---\nBonjour.\n"),
            Some(b"---\ntitle: Accueil\ndescription: D.\n---\nBonsoir, [voici](partie/un.md).\n"),
        ],
    ),
    (
        "content/partie/_index.md",
        &[
            Some(b"---\ntitle: Partie\ndescription: D.\nthemes:\n  - id: t\n    title: Theme\n---\nTexte.\n"),
            Some(b"---\ntitle: Partie\ndescription: D.\nthemes:\n  - id: t\n    title: Theme\n---\nAutre texte.\n"),
            Some(b"---\ntitle: Autre partie\ndescription: D.\nthemes:\n  - id: t\n    title: Theme\n---\nTexte.\n"),
            Some(b"---\ntitle: Partie\ndescription: D.\ndraft: true\n---\nTexte.\n"),
            None,
        ],
    ),
    (
        "content/partie/un.md",
        &[
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: t\n---\nOui. {#oui}\n\n## Ici {#ici}\n\nUn mot.\n"),
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: t\n---\nNon. {#non}\n\n## La {#la}\n\nDeux mots, CDE.\n"),
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: t\n---\n## Sans reponse\n\n[mort](absent.md)\n"),
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: t\n---\n```decision\nfaux: [\n```\n"),
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: t\n---\nOui.\n\n```checklist\nid: x\ntitle: Liste\nsections:\n  - title: Avant\n    items:\n      - {id: a, text: Un point}\n```\n"),
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: t\n---\nOui, plus bas.\n\nUn mot.\n\n```checklist\nid: x\ntitle: Liste\nsections:\n  - title: Avant\n    items:\n      - {id: a, text: Un point}\n```\n"),
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: t\n---\nOui.\n\n```checklist\nid: X\ntitle: Liste\nsections: []\n```\n"),
            Some(b"---\ntitle: Un autre ?\ndescription: D.\ntheme: t\n---\nOui. {#oui}\n"),
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: inconnu\n---\nOui.\n"),
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: t\n---"),
            Some(b"---\r\ntitle: Un ?\r\ndescription: D.\r\ntheme: t\r\n---\r\nOui, Windows.\r\n"),
            Some(b"\xef\xbb\xbf---\ntitle: Un ?\ndescription: D.\ntheme: t\n---\nOui, une marque.\n"),
            Some(b"---\ntitle: Un ?\ndescription: D.\ntheme: t\n---\nLatin \xe9t\xe9\n"),
            Some(b"---\ntitle: [\n---\nOui.\n"),
            Some(b"sans en-tete\n"),
            None,
        ],
    ),
    (
        "content/partie/deux.md",
        &[
            Some(b"---\ntitle: Deux\ndescription: D.\ntheme: t\n---\nReponse. Voir [un](un.md#ici).\n"),
            Some(b"---\ntitle: Deux\ndescription: D.\ntheme: t\n---\nAutre reponse [@ABSENTE].\n"),
            Some(b"---\ntitle: Deux\ndescription: D.\ntheme: t\n---\nReponse.\n\n```checklist\nid: x\ntitle: Liste\nsections:\n  - title: Avant\n    items:\n      - {id: a, text: Un point}\n```\n"),
            Some(b"---\ntitle: Deux\ndescription: D.\ntheme: t\naudience: [rh]\n---\nReponse.\n"),
            Some(b"---\ntitle: Deux\ndescription: D.\ntheme: t\nslug: un\n---\nReponse.\n"),
            Some(b"---\ntitle: Deux\ndescription: D.\ntheme: t\ndraft: true\n---\nReponse.\n"),
            Some(b"---\ntitle: Deux\ndescription: D.\ntheme: t\nslug: Pas Bon\n---\n## Rien\n"),
        ],
    ),
    (
        "content/termes.md",
        &[
            Some(b"---\ntitle: Termes\ndescription: D.\naliases: [/mots/]\n---\n```glossary\n```\n"),
            Some(b"---\ntitle: Termes\ndescription: D.\naliases: [/mots/]\n---\nRien.\n\n```search\n```\n"),
            Some(b"---\ntitle: Termes\ndescription: D.\naliases: [/mots/]\n---\nAvant.\n\n```glossary\n```\n"),
        ],
    ),
    (
        "content/cherche.md",
        &[
            Some(b"---\ntitle: Cherche\ndescription: D.\n---\n```search\n```\n"),
            Some(b"---\ntitle: Cherche\ndescription: D.\nslug: chercher\n---\n```search\n```\n"),
            Some(b"---\ntitle: Cherche\ndescription: D.\n---\n```capsule\ncapsule: c\n```\n"),
            Some(b"---\ntitle: Cherche\ndescription: D.\n---\n```quiz\nbank: q\n```\n"),
            Some(b"---\ntitle: Cherche\ndescription: D.\n---\n```quiz\nbank: absente\n```\n"),
            Some(b"---\ntitle: Cherche\ndescription: D.\n---\n```quiz\nbank: perdue\n```\n\n```course\n```\n"),
        ],
    ),
    (
        "content/nouvelle.md",
        &[
            None,
            Some(b"---\ntitle: Nouvelle\ndescription: D.\n---\nTexte.\n"),
            Some(b"---\ntitle: Nouvelle\ndescription: D.\naliases: [/cherche/]\n---\nTexte.\n"),
        ],
    ),
    (
        "data/glossary.yaml",
        &[
            Some(b"- term: CDE\n  long: carte\n  definition: Une carte.\n"),
            Some(b"- term: CDE\n  long: carte neuve\n  definition: Une carte.\n"),
            Some(b"- faux\n"),
        ],
    ),
    (
        "capsules/c.md",
        &[
            Some(b"---\ntitle: Capsule\n---\n\n## Un\n\n**Mot**\n\n```said\nUne phrase.\n```\n"),
            Some(b"---\ntitle: Capsule neuve\n---\n\n## Un\n\n**Mot**\n\n```said\nUne phrase.\n```\n"),
        ],
    ),
    (
        "quizzes/q.yaml",
        &[
            Some(b"title: Q\nquestions:\n  - id: a\n    type: single\n    text: Quoi ?\n    choices:\n      - text: Oui\n        correct: true\n        feedback: Oui.\n      - text: Non\n        feedback: Non.\n        review: partie/un.md#ici\n    explanation: E.\n"),
            Some(b"title: Q\nquestions:\n  - id: a\n    type: faux\n"),
        ],
    ),
    ("static/a.txt", &[Some(b"a"), Some(b"b"), None]),
    (
        "data/course.yaml",
        &[
            Some(b"id: p\ntitle: P\nduration: 1\nmodules:\n  - id: m\n    title: M\n    page: partie/deux.md\n    quiz: q\n    objectives: [{id: o, text: Savoir}]\n"),
            Some(b"id: p\ntitle: [\n"),
            None,
        ],
    ),
    ("data/audiences.yaml", &[None, Some(b"- {id: rh, label: RH}\n"), Some(b"- faux\n")]),
];

struct Place {
    folder: TempDir,
    settings: Settings,
}

impl Place {
    fn new(drafts: bool) -> Self {
        let folder = TempDir::new().unwrap();
        let typed = Typed { root: Some(folder.path().to_path_buf()), drafts, ..Typed::default() };
        let settings = Settings::resolve(typed, "2026-11-22".parse().unwrap());
        let place = Self { folder, settings };
        (0..FILES.len()).for_each(|file| drop(place.put(file, 0)));
        place
    }

    fn put(&self, file: usize, state: usize) -> PathBuf {
        let (name, states) = FILES[file];
        let path = self.settings.root.join(name);
        match states[state % states.len()] {
            Some(bytes) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, bytes).unwrap();
            }
            None => drop(fs::remove_file(&path)),
        }
        path
    }
}

/// Each output, if there is one, and what is said of it.
type Outputs = BTreeMap<RelPath, (Option<Vec<u8>>, Report)>;

/// All that there is to see of an opened site.
fn seen(opened: &Opened) -> (Report, Option<Outputs>) {
    let mut report = opened.report();
    report.settle();
    let outputs = opened.renderer().map(|renderer| {
        let own = |path: &&RelPath| !path.as_str().starts_with("assets/") || path.as_str().contains("/site.");
        let paths = renderer.items().keys().filter(own);
        let render = |path: &RelPath| {
            let rendered = renderer.render(path, &renderer.items()[path]);
            (rendered.output.map(|output| output.bytes), rendered.report)
        };
        paths.map(|path| (path.clone(), render(path))).collect()
    });
    (report, outputs)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn opening_again_gives_what_opening_whole_gives(
        drafts in any::<bool>(),
        edits in proptest::collection::vec(
            proptest::collection::vec(prop_oneof![4 => 3_usize..5, 3 => 1_usize..8, 1 => 0..FILES.len()].prop_flat_map(|file| (Just(file), 0..FILES[file].1.len())), 1..3),
            1..7
        )
    ) {
        let place = Place::new(drafts);
        let mut opened = Opened::new(&place.settings);
        for burst in edits {
            let mut changed: BTreeSet<PathBuf> = burst.iter().map(|(file, state)| place.put(*file, *state)).collect();
            // What editors leave behind, gone by the time one looks.
            changed.insert(place.settings.root.join("content/partie/4913"));
            opened.again(&place.settings, Some(&changed));
            let whole = Opened::new(&place.settings);
            prop_assert_eq!(opened.loaded.sources.texts.len(), whole.loaded.sources.texts.len());
            prop_assert_eq!(seen(&opened), seen(&whole), "{:?}", burst);
        }
    }
}

#[test]
fn an_edit_of_a_text_reads_its_file_alone_and_shares_the_rest() {
    let place = Place::new(false);
    let mut opened = Opened::new(&place.settings);
    assert!(!opened.report().has_errors(), "{:?}", opened.report());
    let before = Arc::clone(opened.renderer().unwrap());
    let texts = opened.loaded.sources.texts.clone();
    // A file of which the watch says nothing is not read, even if it changed.
    place.put(4, 1);
    let edited = place.put(3, 1);
    opened.again(&place.settings, Some(&BTreeSet::from([edited])));
    let after = opened.renderer().unwrap();
    let name = |page: &Arc<Page>| page.source.path.as_str().to_owned();
    let new: Vec<String> = after
        .site()
        .tree
        .pages
        .iter()
        .zip(&before.site().tree.pages)
        .filter(|(a, b)| !Arc::ptr_eq(a, b))
        .map(|(page, _)| name(page))
        .collect();
    assert_eq!(new, ["content/partie/un.md"]);
    let read = opened.loaded.sources.texts.iter().filter(|(path, source)| !Arc::ptr_eq(source, &texts[*path]));
    assert_eq!(read.map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["content/partie/un.md"]);
    assert!(std::ptr::eq(after.items(), before.items()));
    assert!(std::ptr::eq(&*after.site().banks, &*before.site().banks));
}

#[test]
fn an_edit_that_others_see_is_parsed_with_what_is_known() {
    let place = Place::new(false);
    let mut opened = Opened::new(&place.settings);
    let before = Arc::clone(opened.renderer().unwrap());
    let edited = place.put(3, 7);
    opened.again(&place.settings, Some(&BTreeSet::from([edited])));
    let (after, before) = (&opened.renderer().unwrap().site().tree, &before.site().tree);
    let heads = |rank: usize| Arc::ptr_eq(&after.pages[rank].front, &before.pages[rank].front);
    let again: Vec<&str> = (0..after.pages.len())
        .filter(|rank| !heads(*rank))
        .map(|rank| after.pages[rank].source.path.as_str())
        .collect();
    assert_eq!(again, ["content/partie/un.md"]);
}

#[test]
fn an_edit_of_a_page_of_the_course_changes_its_version() {
    let place = Place::new(false);
    let mut opened = Opened::new(&place.settings);
    let digest = |opened: &Opened| opened.renderer().unwrap().site().course.as_ref().unwrap().digest.clone();
    let before = digest(&opened);
    opened.again(&place.settings, Some(&BTreeSet::from([place.put(4, 1)])));
    assert_ne!(digest(&opened), before);
    assert_eq!(digest(&opened), digest(&Opened::new(&place.settings)));
}

#[test]
fn links_and_what_the_watch_does_not_know_take_a_whole_load() {
    let place = Place::new(false);
    let mut opened = Opened::new(&place.settings);
    place.put(3, 1);
    opened.again(&place.settings, None);
    assert_eq!(seen(&opened), seen(&Opened::new(&place.settings)));
    // A folder that leaves takes its pages along, though only its own name is told.
    let partie = place.folder.path().join("content/partie");
    fs::remove_dir_all(&partie).unwrap();
    opened.again(&place.settings, Some(&BTreeSet::from([place.settings.root.join("content/partie")])));
    assert_eq!(seen(&opened), seen(&Opened::new(&place.settings)));
    #[cfg(unix)]
    {
        // Where files are links to others, the watch names only one of the two.
        std::os::unix::fs::symlink("termes.md", place.settings.root.join("content/lien.md")).unwrap();
        opened.again(&place.settings, None);
        let edited = place.put(5, 1);
        opened.again(&place.settings, Some(&BTreeSet::from([edited])));
        assert_eq!(seen(&opened), seen(&Opened::new(&place.settings)));
    }
}
