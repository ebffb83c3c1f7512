//! One valid question of each kind, as authors write it.

/// Every kind, with a right answer.
pub(super) const SAMPLES: [(&str, &[&str]); 10] = [
    (SINGLE, &["b"]),
    (MULTIPLE, &["a", "c"]),
    (TRUE_FALSE, &["faux"]),
    (MATCHING, &["1=a", "2=b"]),
    (ORDERING, &["a", "b", "c"]),
    (CATEGORISE, &["1=role", "2=profession"]),
    (CLOZE, &["role=a", "duree=a  VIE"]),
    (NUMERIC, &["12,75"]),
    (SHORT, &["agence regionale de sante"]),
    (SCENARIO, &["accueil=a", "suite=a"]),
];

pub(super) const SINGLE: &str = "
  - id: q
    type: single
    objective: o
    text: Que faire ?
    choices:
      - {text: Créer un numéro, feedback: Non., review: a.md#b}
      - {text: Rechercher le numéro, correct: true, feedback: Oui.}
";

pub(super) const MULTIPLE: &str = "
  - id: q
    type: multiple
    objective: o
    text: Que faire ?
    weight: 2
    credit: partial
    choices:
      - {text: Rechercher, correct: true, feedback: Oui.}
      - {text: Attendre, feedback: Non., review: a.md#b}
      - {text: Vérifier, correct: true, feedback: Oui.}
";

pub(super) const TRUE_FALSE: &str = "
  - id: q
    type: true-false
    objective: o
    text: La profession règle les accès.
    answer: false
    true: {feedback: Non., review: a.md#b}
    false: {feedback: Oui.}
";

pub(super) const MATCHING: &str = "
  - id: q
    type: matching
    objective: o
    text: Associez.
    pairs:
      - {left: Diplôme, right: profession, feedback: Oui., review: a.md#b}
      - {left: Mission, right: rôle, feedback: Oui., review: a.md#b}
    extra: [numéro]
";

pub(super) const ORDERING: &str = "
  - id: q
    type: ordering
    objective: o
    text: Remettez dans l’ordre.
    items: [Rechercher, Créer, Vérifier]
    feedback: Dans cet ordre.
    review: a.md#b
";

pub(super) const CATEGORISE: &str = "
  - id: q
    type: categorise
    objective: o
    text: Rangez.
    categories:
      - {id: role, text: Rôle}
      - {id: profession, text: Profession}
    items:
      - {text: Mission, category: role, feedback: Oui., review: a.md#b}
      - {text: Diplôme, category: profession, feedback: Oui., review: a.md#b}
";

pub(super) const CLOZE: &str = "
  - id: q
    type: cloze
    objective: o
    text: Le [[role]] change, le numéro est attribué [[duree]].
    gaps:
      role:
        options:
          - {text: rôle, correct: true}
          - {text: diplôme}
        feedback: Le rôle suit les missions.
        review: a.md#b
      duree:
        answers: [à vie]
        feedback: À vie.
        review: a.md#b
";

pub(super) const NUMERIC: &str = "
  - id: q
    type: numeric
    objective: o
    text: Combien ?
    value: 12.5
    tolerance: 0.25
    unit: jours
    feedback: Douze et demi.
    review: a.md#b
";

pub(super) const SHORT: &str = "
  - id: q
    type: short
    objective: o
    text: Que veut dire ARS ?
    answers: [Agence régionale de santé]
    forgive: {case: true}
    feedback: Oui.
    review: a.md#b
";

pub(super) const SCENARIO: &str = "
  - id: q
    type: scenario
    objective: o
    text: Une salariée arrive.
    start: accueil
    steps:
      accueil:
        text: Que faire ?
        choices:
          - {text: Rechercher, next: suite, feedback: Bien.}
          - {text: Créer, next: doublon, feedback: Trop vite., review: a.md#b}
      suite:
        text: Elle existe.
        choices:
          - {text: Ajouter une situation, next: reussite, feedback: Oui.}
          - {text: Recommencer, next: accueil, feedback: Soit.}
    ends:
      reussite: {text: C’est fait., score: 100}
      doublon: {text: Un doublon., score: 0}
";
