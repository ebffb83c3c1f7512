//! One question: its model, and what makes it hold together.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::Source;
use crate::yaml::decode::{Day, Spanned};
use crate::{choice, record};

choice! {
    /// What kind of answer a question asks for.
    pub enum QuestionType {
        /// One choice is right. Scores 1 when it is the one taken, 0 otherwise.
        Single => "single",
        /// Several choices may be right. Scores 1 when exactly the right ones are taken, 0 otherwise.
        Multiple => "multiple",
    }
}

record! {
    /// Une question.
    pub struct Question as "une question" {
        /// Identifiant, unique dans le site (minuscules, chiffres, tirets).
        id: Spanned<String>,
        /// Genre de question.
        r#type: QuestionType,
        /// Identifiant de l’objectif pédagogique visé.
        objective: Spanned<String>,
        /// Énoncé (Markdown).
        text: Spanned<String>,
        /// Choix proposés.
        choices: Vec<Spanned<Choice>>,
        /// Indice (Markdown), montré à la demande.
        hint: Option<Spanned<String>>,
        /// Explication (Markdown), montrée après la réponse.
        explanation: Option<Spanned<String>>,
        /// Clés de la bibliographie.
        sources: Vec<Spanned<String>>,
        /// Date de la dernière relecture.
        reviewed: Option<Day>,
        /// Conseils de rédaction dont la question est dispensée, par leur nom.
        waive: Vec<String>,
    }
}

record! {
    /// Un choix d’une question.
    pub struct Choice as "un choix" {
        /// Texte du choix (Markdown, une ligne).
        text: Spanned<String>,
        /// Ce choix est juste.
        correct: bool,
        /// Retour fait à qui prend ce choix (Markdown).
        feedback: Spanned<String>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
    }
}

impl Question {
    /// Says what does not hold together.
    pub fn validate(&self, source: &Source, report: &mut Report) {
        let mut fault = |span: &std::ops::Range<usize>, message: &str, hint: &str| {
            report.push(
                Diagnostic::error(Code::Quiz, format!("question « {} » : {message}", self.id.value))
                    .at(source, span.clone())
                    .hint(hint),
            );
        };
        if !crate::content::slug::is_slug(&self.id.value) {
            fault(
                &self.id.span,
                "identifiant incorrect",
                "employez des minuscules sans accent, des chiffres et des tirets",
            );
        }
        let right = self.choices.iter().filter(|choice| choice.value.correct).count();
        if self.choices.len() < 2 {
            fault(&self.id.span, "il faut au moins deux choix", "ajoutez des choix sous « choices »");
        } else if right == 0 {
            fault(&self.id.span, "aucun choix n’est juste", "ajoutez « correct: true » à un choix");
        } else if right > 1 && self.r#type == QuestionType::Single {
            fault(
                &self.id.span,
                "plusieurs choix sont justes, pour une réponse unique",
                "gardez un seul « correct: true », ou écrivez « type: multiple »",
            );
        }
        for choice in &self.choices {
            if !choice.value.correct && choice.value.review.is_none() {
                let span = choice.value.text.span.clone();
                fault(
                    &span,
                    "un choix faux ne dit pas quel paragraphe relire",
                    "ajoutez « review: section/page.md#ancre »",
                );
            }
        }
        for (index, choice) in self.choices.iter().enumerate() {
            let text = choice.value.text.value.trim();
            if self.choices[..index].iter().any(|other| other.value.text.value.trim() == text) {
                fault(&choice.value.text.span, "deux choix ont le même texte", "récrivez l’un des deux");
            }
        }
    }
}
