//! `cloze`: a text with gaps, each to choose or to type. The stem holds `[[name]]` where a gap
//! stands; an answer is a list of `name=value` (the identifier of an option, or what was typed).

use std::collections::BTreeMap;
use std::ops::Range;

use super::choice::{self, Choice};
use crate::quiz::credit::Credit;
use crate::quiz::faults::Faults;
use crate::quiz::fold::{Forgiven, fold};
use crate::quiz::form::{Form, Remark};
use crate::quiz::key::{GapKey, Key};
use crate::record;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

record! {
    /// Un trou : « options » pour choisir, ou « answers » pour saisir.
    pub(crate) struct Gap as "un trou" {
        /// Choix proposés (textes sans mise en forme).
        options: Vec<Spanned<Choice>>,
        /// Réponses admises.
        answers: Vec<Spanned<String>>,
        /// Ce que l’on pardonne à une réponse saisie.
        forgive: Option<Forgiven>,
        /// Retour (Markdown), montré après la réponse.
        feedback: Option<Spanned<String>>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
    }
}

record! {
    /// Un texte à trous.
    pub(crate) struct Cloze as "un texte à trous" {
        /// Trous, par leur nom ; l’énoncé les place, comme `[[nom]]`.
        gaps: BTreeMap<String, Spanned<Gap>>,
        /// Ce que vaut une réponse incomplète ; « partial » par défaut.
        credit: Option<Credit>,
    }
}

/// The names between double brackets in a stem, with their bytes in it, in order.
pub(crate) fn places(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("[[").map(|at| from + at) {
        let Some(close) = text[open..].find("]]").map(|at| open + at) else { break };
        places.push((&text[open + 2..close], open..close + 2));
        from = close + 2;
    }
    places
}

impl Cloze {
    /// Gaps in the order of the text, each once.
    pub(crate) fn in_order<'a>(&'a self, text: &'a str) -> Vec<(&'a str, &'a Gap)> {
        let mut gaps: Vec<(&str, &Gap)> = Vec::new();
        for (name, _) in places(text) {
            if let Some(gap) = self.gaps.get(name)
                && !gaps.iter().any(|(known, _)| *known == name)
            {
                gaps.push((name, &gap.value));
            }
        }
        gaps
    }

    fn placed(&self, faults: &mut Faults) {
        let text = &faults.common.text;
        let places = places(&text.value);
        for (name, _) in &places {
            if !self.gaps.contains_key(*name) {
                let hint = suggest(name, self.gaps.keys().map(String::as_str));
                faults.fault(&text.span, format!("le trou « {name} » n’est pas décrit"), &hint);
            }
        }
        for (name, gap) in &self.gaps {
            match places.iter().filter(|(place, _)| place == name).count() {
                0 => {
                    let hint = format!("écrivez « [[{name}]] » dans l’énoncé, ou retirez-le");
                    faults.fault(&gap.span, format!("le trou « {name} » n’est pas dans l’énoncé"), &hint);
                }
                1 => {}
                _ => {
                    let hint = "donnez un nom à chaque trou";
                    faults.fault(&text.span, format!("le trou « {name} » est deux fois dans l’énoncé"), hint);
                }
            }
        }
    }
}

impl Gap {
    fn check(&self, name: &str, span: &Range<usize>, faults: &mut Faults) {
        faults.slug(name, span);
        match (self.options.is_empty(), self.answers.is_empty()) {
            (true, true) => faults.fault(
                span,
                format!("le trou « {name} » n’a pas de réponse"),
                "ajoutez « options » pour choisir, ou « answers » pour saisir",
            ),
            (false, false) => faults.fault(
                span,
                format!("le trou « {name} » a « options » et « answers »"),
                "gardez « options » pour choisir, ou « answers » pour saisir",
            ),
            (false, true) => self.options(name, span, faults),
            (true, false) => typed(&self.answers, self.forgive.as_ref(), faults),
        }
    }

    fn options(&self, name: &str, span: &Range<usize>, faults: &mut Faults) {
        if self.forgive.is_some() {
            faults.fault(span, format!("« forgive » est sans effet dans le trou « {name} »"), "retirez-le");
        }
        if self.options.len() < 2 {
            faults.fault(span, format!("le trou « {name} » n’a qu’un choix"), "ajoutez-en sous « options »");
        } else if choice::right(&self.options) != 1 {
            let hint = "mettez « correct: true » à un choix, et à un seul";
            faults.fault(span, format!("le trou « {name} » doit avoir un seul choix juste"), hint);
        }
        faults.distinct(self.options.iter().map(|option| &option.value.text), "deux choix ont le même texte");
    }
}

/// Tells accepted answers that nobody can give, or that are one.
pub(super) fn typed(answers: &[Spanned<String>], forgiven: Option<&Forgiven>, faults: &mut Faults) {
    let mut seen: Vec<String> = Vec::new();
    for answer in answers {
        let folded = fold(&answer.value, forgiven.into());
        if folded.is_empty() {
            faults.fault(&answer.span, "une réponse admise est vide", "écrivez une lettre ou un chiffre au moins");
        } else if seen.contains(&folded) {
            faults.fault(&answer.span, "cette réponse est déjà admise", "retirez-la : « forgive » l’accepte déjà");
        }
        seen.push(folded);
    }
}

impl Form for Cloze {
    fn check(&self, faults: &mut Faults) {
        if self.gaps.is_empty() {
            faults.whole("il faut au moins un trou", "décrivez-le sous « gaps », et écrivez « [[nom]] » dans l’énoncé");
        }
        self.placed(faults);
        for (name, gap) in &self.gaps {
            gap.value.check(name, &gap.span, faults);
        }
    }

    fn key(&self, text: &str) -> Key {
        let gap = |(name, gap): (&str, &Gap)| GapKey {
            id: name.to_owned(),
            options: choice::keys(&gap.options),
            answers: gap.answers.iter().map(|answer| answer.value.clone()).collect(),
            forgive: gap.forgive.as_ref().into(),
        };
        Key::Cloze {
            gaps: self.in_order(text).into_iter().map(gap).collect(),
            credit: self.credit.unwrap_or(Credit::Partial),
        }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        self.gaps.values().flat_map(|gap| choice::texts(&gap.value.options)).collect()
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        let mut remarks = Vec::new();
        for gap in self.gaps.values().map(|gap| &gap.value) {
            let (feedback, review) = (gap.feedback.as_ref(), gap.review.as_ref());
            // What is said of the gap stands for the options that say nothing of their own.
            remarks.extend(choice::remarks(&gap.options).into_iter().map(|remark| Remark {
                feedback: remark.feedback.or(feedback),
                review: remark.review.or(review),
                ..remark
            }));
            if gap.options.is_empty() {
                remarks.push(Remark { about: gap.answers.first(), feedback, review });
            }
        }
        remarks
    }

    fn credit(&self) -> Option<Credit> {
        Some(self.credit.unwrap_or(Credit::Partial))
    }
}
