//! What all questions have.

use crate::yaml::decode::{Day, Spanned};
use crate::{choice, record};

choice! {
    /// Genre de question.
    pub(crate) enum QuestionType {
        /// Un seul choix est juste.
        Single => "single",
        /// Plusieurs choix peuvent être justes.
        Multiple => "multiple",
        /// Une affirmation, vraie ou fausse.
        TrueFalse => "true-false",
        /// Des éléments à associer deux à deux.
        Matching => "matching",
        /// Des éléments à remettre dans l’ordre.
        Ordering => "ordering",
        /// Des éléments à ranger dans des catégories.
        Categorise => "categorise",
        /// Un texte à trous.
        Cloze => "cloze",
        /// Un nombre.
        Numeric => "numeric",
        /// Un texte court.
        Short => "short",
        /// Un cas à embranchements.
        Scenario => "scenario",
    }
}

record! {
    /// Ce que toutes les questions ont.
    pub(crate) struct Common as "une question" {
        /// Identifiant, unique dans le site (minuscules, chiffres, tirets).
        id: Spanned<String>,
        /// Genre de question.
        r#type: QuestionType,
        /// Identifiant de l’objectif pédagogique visé.
        objective: Option<Spanned<String>>,
        /// Énoncé (Markdown) ; pour « cloze », avec ses trous, comme `[[nom]]`.
        text: Spanned<String>,
        /// Indice (Markdown), montré à la demande.
        hint: Option<Spanned<String>>,
        /// Explication (Markdown), montrée après la réponse.
        explanation: Option<Spanned<String>>,
        /// Clés de la bibliographie.
        sources: Vec<Spanned<String>>,
        /// Date de la dernière relecture.
        reviewed: Option<Day>,
        /// Conseils de rédaction dont la question est dispensée, par leur nom.
        waive: Vec<Spanned<String>>,
        /// Poids de la question dans le quiz : un entier, 1 par défaut.
        weight: Option<Spanned<u32>>,
    }
}
