//! Every kind, whole and broken.

use super::samples::*;
use super::{question, read, told};
use crate::diagnostic::Severity;
use crate::quiz::scoring::points;

fn answer(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

#[test]
fn every_kind_is_read_and_its_right_answer_is_right() {
    for (text, right) in SAMPLES {
        let (_, report) = read(text);
        assert!(report.is_empty(), "{text}{:#?}", report.entries());
        let key = question(text).key();
        assert_eq!(points(&key, &answer(right)), 100, "{text}");
        assert_eq!(points(&key, &[]), 0, "{text}");
    }
}

/// Replaces a part of a sample; the messages of the errors that follow.
fn broken(sample: &str, from: &str, to: &str) -> Vec<(usize, String)> {
    assert!(sample.contains(from), "{from}");
    told(&sample.replace(from, to), Severity::Error)
}

#[test]
fn what_does_not_hold_together_is_told_at_its_line() {
    for (sample, from, to, line, expected) in [
        (SINGLE, "correct: true, ", "", 4, "aucun choix n’est juste"),
        (SINGLE, ", review: a.md#b", "", 9, "quel paragraphe relire"),
        (SINGLE, "choices:", "pairs:", 8, "clé inconnue « pairs »"),
        (SINGLE, "Rechercher le numéro", "Créer un numéro", 10, "même texte"),
        (MULTIPLE, "weight: 2", "weight: 0", 8, "poids hors des limites"),
        (MULTIPLE, "credit: partial", "credit: partiel", 9, "« partiel » n’est pas une valeur admise"),
        (TRUE_FALSE, "    answer: false\n", "", 4, "clé « answer » manquante"),
        (TRUE_FALSE, "answer: false", "answer: non", 8, "« true » ou « false » attendu"),
        (TRUE_FALSE, ", review: a.md#b", "", 4, "quel paragraphe relire"),
        (MATCHING, "extra: [numéro]", "extra: [rôle]", 11, "la réponse d’une paire"),
        (MATCHING, "Mission", "Diplôme", 10, "même texte"),
        (MATCHING, "right: rôle", "right: profession", 0, ""),
        (ORDERING, "[Rechercher, Créer, Vérifier]", "[Rechercher]", 4, "au moins deux éléments"),
        (ORDERING, "Vérifier]", "Créer]", 8, "même texte"),
        (CATEGORISE, "category: role", "category: rol", 12, "catégorie « rol » inconnue"),
        (CATEGORISE, "id: profession,", "id: role,", 10, "même identifiant"),
        (CLOZE, "[[duree]]", "[[durée]]", 7, "n’est pas décrit"),
        (CLOZE, "attribué [[duree]]", "attribué", 16, "n’est pas dans l’énoncé"),
        (CLOZE, "answers: [à vie]", "answers: []", 16, "n’a pas de réponse"),
        (CLOZE, "answers: [à vie]", "answers: [à vie, A vie]", 16, "déjà admise"),
        (CLOZE, "{text: diplôme}", "{text: diplôme, correct: true}", 10, "un seul choix juste"),
        (NUMERIC, "value: 12.5", "value: douze", 8, "un nombre attendu"),
        (NUMERIC, "tolerance: 0.25", "tolerance: -1", 9, "pas négative"),
        (SHORT, "answers: [Agence régionale de santé]", "answers: []", 4, "aucune réponse n’est admise"),
        (SHORT, "case: true", "casse: true", 9, "clé inconnue « casse »"),
        (SCENARIO, "start: accueil", "start: acceuil", 8, "« acceuil » n’existe pas"),
        (SCENARIO, "next: suite", "next: suit", 13, "« suit » n’existe pas"),
        (SCENARIO, "next: doublon", "next: suite", 22, "aucun chemin ne mène à la fin « doublon »"),
        (SCENARIO, "score: 100", "score: 90", 4, "une fin de 100 points"),
        (SCENARIO, "score: 100", "score: 101", 21, "de 0 à 100"),
        (SCENARIO, "doublon: {text", "suite: {text", 14, "« doublon » n’existe pas"),
    ] {
        let told = broken(sample, from, to);
        if expected.is_empty() {
            assert_eq!(told, [], "{from} → {to}");
        } else {
            let found = told.iter().any(|(at, message)| *at == line && message.contains(expected));
            assert!(found, "{from} → {to}: line {line}, {expected}; told {told:#?}");
        }
    }
}

#[test]
fn graphs_without_a_way_out_are_refused() {
    let looping = SCENARIO.replace("next: reussite", "next: suite").replace("next: accueil", "next: suite");
    let messages = told(&looping, Severity::Error);
    assert!(messages.iter().any(|(line, message)| *line == 16 && message.contains("tourne en rond")), "{messages:#?}");
    let dead = SCENARIO.replace("    ends:\n", "      impasse: {text: Rien., choices: []}\n    ends:\n");
    let messages = told(&dead, Severity::Error);
    assert!(messages.iter().any(|(_, message)| message.contains("impasse")), "{messages:#?}");
    assert!(messages.iter().any(|(_, message)| message.contains("aucun chemin ne mène à l’étape")), "{messages:#?}");
}

#[test]
fn unknown_kinds_and_keys_are_suggested() {
    let (_, report) = read(&SINGLE.replace("type: single", "type: singel"));
    let hints: Vec<_> = report.entries().iter().filter_map(|entry| entry.hint.clone()).collect();
    assert_eq!(hints, ["vouliez-vous dire « single » ?"]);
    let (_, report) = read(&NUMERIC.replace("tolerance", "tolerence"));
    let hints: Vec<_> = report.entries().iter().filter_map(|entry| entry.hint.clone()).collect();
    assert_eq!(hints, ["vouliez-vous dire « tolerance » ?"]);
}

#[test]
fn the_schema_describes_every_kind_and_the_rule() {
    let schema = schemars::schema_for!(crate::quiz::bank::BankFile).to_value();
    let kinds = schema["$defs"]["Question"]["oneOf"].as_array().map(Vec::len);
    assert_eq!(kinds, Some(10));
    assert_eq!(schema["$defs"]["Question"]["oneOf"][6]["properties"]["type"]["const"], "cloze");
    assert_eq!(schema["$defs"]["Credit"]["description"], crate::quiz::credit::RULE);
}
