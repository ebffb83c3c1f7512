//! The advice: what raises it, what does not, and what waives it.

use super::samples::*;
use super::told;
use crate::diagnostic::Severity;
use crate::quiz::lint::Advice;

/// The names of the advice given on a bank.
fn advice(questions: &str) -> Vec<&'static str> {
    let told = told(questions, Severity::Warning);
    let names = told.iter().map(|(_, message)| {
        let name = Advice::ALL.iter().find(|advice| message.ends_with(&format!("({})", advice.word())));
        name.map_or("?", |advice| advice.word())
    });
    names.collect()
}

fn single(stem: &str, choices: [&str; 3]) -> String {
    let [right, one, two] = choices;
    format!(
        "  - id: q\n    type: single\n    objective: o\n    text: \"{stem}\"\n    choices:\n      \
         - {{text: \"{one}\", feedback: f, review: a.md}}\n      \
         - {{text: \"{right}\", correct: true, feedback: f}}\n      \
         - {{text: \"{two}\", feedback: f, review: a.md}}\n"
    )
}

#[test]
fn choices_that_give_themselves_away() {
    for (stem, choices, expected) in [
        ("Quoi ?", ["Une réponse très longue, précise et nuancée", "Non", "Oui"], "reponse-la-plus-longue"),
        ("Quoi ?", ["Parfois", "Toujours", "Souvent"], "mot-absolu"),
        ("Quoi ?", ["Le matin", "Le soir", "Toutes les réponses ci-dessus"], "toutes-les-reponses"),
        ("Quoi ?", ["Le matin", "Le rôle de la personne", "Le rôle de la personnes"], "choix-voisins"),
        ("Quel est le sigle qui n’est pas un rôle ?", ["un", "deux", "trois"], "negation-discrete"),
        ("Tous vont, sauf un. Lequel est faux ?", ["un", "deux", "trois"], "negation-discrete"),
        ("On dit que c’est une", ["situation", "rattachement", "classement"], "accord-revelateur"),
        ("Quels sont-ils ?", ["Les rôles", "Le nom", "La date"], "accord-revelateur"),
        ("Combien ?", ["de 10 à 20", "de 15 à 30", "de 40 à 50"], "intervalles"),
    ] {
        assert_eq!(advice(&single(stem, choices)), [expected], "{stem} {choices:?}");
        let waived = format!("{}    waive: [{expected}]\n", single(stem, choices));
        assert_eq!(advice(&waived), [""; 0], "{stem} waived");
    }
}

#[test]
fn what_is_fair_is_left_alone() {
    for (stem, choices) in [
        ("Que **n’est-il pas** utile de faire ?", ["un", "deux", "trois"]),
        ("Il ne suit plus de résidents. Quel est son rôle ?", ["un", "deux", "trois"]),
        ("Quel rôle ne répond qu’aux missions ?", ["un", "deux", "trois"]),
        ("Quand dit-on toujours ?", ["Souvent", "Toujours", "Parfois"]),
        ("Combien ?", ["3 mois", "6 mois", "9 mois"]),
        ("Combien ?", ["moins de 10", "de 10 à 20", "plus de 20"]),
        ("Quelle est la", ["situation", "profession", "mission"]),
        ("Quoi ?", ["Toujours, par la loi", "Parfois selon le cas", "Sur demande écrite"]),
    ] {
        assert_eq!(advice(&single(stem, choices)), [""; 0], "{stem} {choices:?}");
    }
}

#[test]
fn what_misses_is_told() {
    assert_eq!(advice(&SINGLE.replace("    objective: o\n", "")), ["question-sans-objectif"]);
    assert_eq!(advice(&SINGLE.replace(", feedback: Oui.", "")), ["sans-retour"]);
    assert_eq!(advice(&NUMERIC.replace("    review: a.md#b\n", "")), ["sans-renvoi"]);
    assert_eq!(advice(&format!("{SINGLE}    waive: [sans-retours]\n")), ["?"]);
}

#[test]
fn a_waiver_that_waives_nothing_is_told() {
    let of_nothing = |questions: &str| -> Vec<(usize, bool)> {
        let told = told(questions, Severity::Warning);
        told.iter().map(|(line, message)| (*line, message.contains("ne dispense de rien"))).collect()
    };
    assert_eq!(of_nothing(&format!("{SINGLE}    waive: [mot-absolu]\n")), [(11, true)]);
    assert_eq!(of_nothing(&format!("{SINGLE}    waive: [objectif-sans-question]\n")), [(11, true)]);
    // It waives one thing of two, and nothing once the fault is mended.
    let bare = SINGLE.replace("    objective: o\n", "");
    assert_eq!(of_nothing(&format!("{bare}    waive: [question-sans-objectif, intervalles]\n")), [(10, true)]);
    assert_eq!(of_nothing(&format!("{SINGLE}    waive: [question-sans-objectif]\n")), [(11, true)]);
    // The place of right answers is a matter of the whole bank.
    let sides = |waive: &str| -> String {
        (0..6)
            .map(|rank| TRUE_FALSE.replace("id: q", &format!("id: q{rank}")) + if rank == 0 { waive } else { "" })
            .collect()
    };
    let waive = "    waive: [place-des-bonnes-reponses]\n";
    assert_eq!(of_nothing(&sides(waive)), []);
    assert_eq!(of_nothing(&format!("{TRUE_FALSE}{waive}")), [(11, true)]);
}

#[test]
fn a_wrong_way_through_a_scenario_sends_to_a_paragraph() {
    assert_eq!(advice(SCENARIO), [""; 0]);
    let silent = SCENARIO.replace("Trop vite., review: a.md#b}", "Trop vite.}");
    assert_eq!(advice(&silent), ["sans-renvoi"]);
    let message = &told(&silent, Severity::Warning)[0];
    assert!(message.0 == 22 && message.1.contains("« doublon »"), "{message:?}");
    assert_eq!(advice(&format!("{silent}    waive: [sans-renvoi]\n")), [""; 0]);
    // One silent way is enough, when another one speaks.
    let two = SCENARIO.replace(
        "          - {text: Recommencer, next: accueil, feedback: Soit.}\n",
        "          - {text: Recommencer, next: doublon, feedback: Non.}\n",
    );
    assert_eq!(advice(&two), ["sans-renvoi"]);
    // A word on the way is enough for what follows.
    let before = two.replace(
        "{text: Rechercher, next: suite, feedback: Bien.}",
        "{text: Rechercher, next: suite, feedback: Bien., review: a.md#c}",
    );
    assert_eq!(advice(&before), [""; 0]);
}

#[test]
fn a_habit_of_place_is_seen() {
    let one = |rank: usize, place: usize| {
        let choice = |at: usize| {
            let rest = if at == place { "correct: true, feedback: f" } else { "feedback: f, review: a.md" };
            format!("      - {{text: choix {at}, {rest}}}\n")
        };
        let choices: String = (0..4).map(choice).collect();
        format!("  - id: q{rank}\n    type: single\n    objective: o\n    text: Quoi ?\n    choices:\n{choices}")
    };
    let bank =
        |places: [usize; 8]| places.iter().enumerate().map(|(rank, place)| one(rank, *place)).collect::<String>();
    assert_eq!(advice(&bank([0, 0, 0, 0, 0, 1, 2, 3])), ["place-des-bonnes-reponses"]);
    assert_eq!(advice(&bank([0, 1, 2, 3, 0, 1, 2, 0])), [""; 0]);
    let mostly_false: String = (0..6).map(|rank| TRUE_FALSE.replace("id: q", &format!("id: q{rank}"))).collect();
    assert_eq!(advice(&mostly_false), ["place-des-bonnes-reponses"]);
}
