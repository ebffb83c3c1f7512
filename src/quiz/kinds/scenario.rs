//! `scenario`: a branching case. Each step has choices that lead to another step or to an end; an
//! end has a score. An answer is the path taken, a list of `step=choice`.
//!
//! A scenario holds together when every step can be reached, every way out leads somewhere, an end
//! can be reached from everywhere (a loop is fine as long as it can be left), and the best score is 100.

use std::collections::{BTreeMap, BTreeSet};

use crate::quiz::faults::Faults;
use crate::quiz::form::{Form, Remark};
use crate::quiz::key::{EndKey, Key, StepKey, WayKey, letter};
use crate::quiz::scoring::RIGHT;
use crate::record;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

record! {
    /// Un choix d’une étape.
    pub(crate) struct Way as "un choix d’étape" {
        /// Texte du choix (Markdown, une ligne).
        text: Spanned<String>,
        /// Conséquence de ce choix (Markdown), montrée avant la suite.
        feedback: Option<Spanned<String>>,
        /// Paragraphe à relire : chemin depuis content/, avec son ancre.
        review: Option<Spanned<String>>,
        /// Étape ou fin à laquelle ce choix mène.
        next: Spanned<String>,
    }
}

record! {
    /// Une étape.
    pub(crate) struct Step as "une étape" {
        /// Situation (Markdown).
        text: Spanned<String>,
        /// Choix proposés.
        choices: Vec<Spanned<Way>>,
    }
}

record! {
    /// Une fin.
    pub(crate) struct End as "une fin" {
        /// Ce qui est dit à qui arrive là (Markdown).
        text: Spanned<String>,
        /// Points, de 0 à 100.
        score: Spanned<u32>,
    }
}

record! {
    /// Un cas à embranchements.
    pub(crate) struct Scenario as "un scénario" {
        /// Étape de départ.
        start: Spanned<String>,
        /// Étapes, par leur nom.
        steps: BTreeMap<String, Spanned<Step>>,
        /// Fins, par leur nom.
        ends: BTreeMap<String, Spanned<End>>,
    }
}

impl Scenario {
    /// Steps that can be reached, nearest to the start first.
    pub(crate) fn in_order(&self) -> Vec<(&str, &Step)> {
        self.reached().into_iter().filter_map(|name| Some((name, &self.steps.get(name)?.value))).collect()
    }

    /// Ends that can be reached, nearest to the start first.
    pub(crate) fn ends_in_order(&self) -> Vec<(&str, &End)> {
        self.reached().into_iter().filter_map(|name| Some((name, &self.ends.get(name)?.value))).collect()
    }

    /// Steps and ends that can be reached, breadth first.
    fn reached(&self) -> Vec<&str> {
        let mut reached = vec![self.start.value.as_str()];
        let mut at = 0;
        while let Some(name) = reached.get(at) {
            for next in self.nexts(name) {
                if !reached.contains(&next) {
                    reached.push(next);
                }
            }
            at += 1;
        }
        reached
    }

    fn nexts(&self, step: &str) -> Vec<&str> {
        let choices = self.steps.get(step).map(|step| step.value.choices.as_slice()).unwrap_or_default();
        choices.iter().map(|way| way.value.next.value.as_str()).collect()
    }

    /// Steps from which an end can be reached: from the ends backwards, until nothing is added.
    fn leaving(&self) -> BTreeSet<&str> {
        let mut leaving: BTreeSet<&str> = BTreeSet::new();
        loop {
            let before = leaving.len();
            for name in self.steps.keys() {
                if self.nexts(name).iter().any(|next| self.ends.contains_key(*next) || leaving.contains(next)) {
                    leaving.insert(name);
                }
            }
            if leaving.len() == before {
                return leaving;
            }
        }
    }

    /// Ends below 100 points that a path reaches without a choice that sends to a paragraph.
    pub(crate) fn ends_without_review(&self) -> Vec<(&str, &End)> {
        let mut reached = vec![self.start.value.as_str()];
        let mut at = 0;
        while let Some(name) = reached.get(at) {
            let choices = self.steps.get(*name).map(|step| step.value.choices.as_slice()).unwrap_or_default();
            for way in choices.iter().map(|way| &way.value).filter(|way| way.review.is_none()) {
                if !reached.contains(&way.next.value.as_str()) {
                    reached.push(&way.next.value);
                }
            }
            at += 1;
        }
        let end = |name: &str| self.ends.get_key_value(name).map(|(name, end)| (name.as_str(), &end.value));
        let wrong = |(_, end): &(&str, &End)| end.score.value < u32::from(RIGHT);
        reached.into_iter().filter_map(end).filter(wrong).collect()
    }

    /// The shortest path to an end of 100 points, as an answer.
    pub(crate) fn best_path(&self) -> Option<Vec<String>> {
        let mut paths: Vec<(&str, Vec<String>)> = vec![(self.start.value.as_str(), Vec::new())];
        let mut at = 0;
        while let Some((name, path)) = paths.get(at).cloned() {
            if self.ends.get(name).is_some_and(|end| end.value.score.value == u32::from(RIGHT)) {
                return Some(path);
            }
            for (rank, next) in self.nexts(name).into_iter().enumerate() {
                if !paths.iter().any(|(known, _)| *known == next) {
                    let mut longer = path.clone();
                    longer.push(format!("{name}={}", letter(rank)));
                    paths.push((next, longer));
                }
            }
            at += 1;
        }
        None
    }

    fn names(&self, faults: &mut Faults) {
        for (name, span) in self.steps.iter().map(|(name, step)| (name, &step.span)) {
            faults.slug(name, span);
        }
        for (name, end) in &self.ends {
            faults.slug(name, &end.span);
            if self.steps.contains_key(name) {
                faults.fault(&end.span, format!("« {name} » est une étape et une fin"), "renommez l’une des deux");
            }
            if end.value.score.value > u32::from(RIGHT) {
                faults.fault(&end.value.score.span, "une fin vaut de 0 à 100 points", "écrivez un entier de 0 à 100");
            }
        }
    }

    /// Tells the ways out that lead nowhere; whether there was none.
    fn targets(&self, faults: &mut Faults) -> bool {
        let known = || self.steps.keys().chain(self.ends.keys()).map(String::as_str);
        let mut whole = true;
        let mut target = |name: &Spanned<String>, found: bool, hint: String| {
            if !found {
                faults.fault(&name.span, format!("l’étape « {} » n’existe pas", name.value), &hint);
            }
            whole &= found;
        };
        let hint = suggest(&self.start.value, self.steps.keys().map(String::as_str));
        target(&self.start, self.steps.contains_key(&self.start.value), hint);
        for next in self.steps.values().flat_map(|step| &step.value.choices).map(|way| &way.value.next) {
            target(next, known().any(|name| name == next.value), suggest(&next.value, known()));
        }
        whole
    }

    fn graph(&self, faults: &mut Faults) {
        let reached = self.reached();
        let lost = self.steps.iter().map(|(name, step)| (name, &step.span, "l’étape"));
        for (name, span, what) in lost.chain(self.ends.iter().map(|(name, end)| (name, &end.span, "la fin"))) {
            if !reached.contains(&name.as_str()) {
                let hint = "menez-y par « next », ou retirez-la";
                faults.fault(span, format!("aucun chemin ne mène à {what} « {name} »"), hint);
            }
        }
        let leaving = self.leaving();
        for (name, step) in &self.steps {
            if reached.contains(&name.as_str()) && !leaving.contains(name.as_str()) && !step.value.choices.is_empty() {
                faults.fault(
                    &step.span,
                    format!("de l’étape « {name} », on tourne en rond sans atteindre de fin"),
                    "ajoutez un choix qui mène à une fin",
                );
            }
        }
        if self.best_path().is_none() {
            faults.whole("aucun chemin ne mène à une fin de 100 points", "donnez « score: 100 » à la meilleure fin");
        }
    }
}

impl Form for Scenario {
    fn check(&self, faults: &mut Faults) {
        self.names(faults);
        for (name, step) in &self.steps {
            if step.value.choices.is_empty() {
                let hint = "ajoutez des choix, ou faites-en une fin sous « ends »";
                faults.fault(&step.span, format!("l’étape « {name} » est une impasse"), hint);
            }
            let texts = step.value.choices.iter().map(|way| &way.value.text);
            faults.distinct(texts, "deux choix ont le même texte");
        }
        // A way that leads nowhere makes others seem lost: it is told first, alone.
        if self.targets(faults) {
            self.graph(faults);
        }
    }

    fn key(&self, _: &str) -> Key {
        let way = |(rank, way): (usize, &Spanned<Way>)| WayKey { id: letter(rank), next: way.value.next.value.clone() };
        let step = |(name, step): (&str, &Step)| StepKey {
            id: name.to_owned(),
            choices: step.choices.iter().enumerate().map(way).collect(),
        };
        let end = |(name, end): (&str, &End)| EndKey {
            id: name.to_owned(),
            score: u8::try_from(end.score.value).unwrap_or(RIGHT).min(RIGHT),
        };
        Key::Scenario {
            start: self.start.value.clone(),
            steps: self.in_order().into_iter().map(step).collect(),
            ends: self.ends_in_order().into_iter().map(end).collect(),
        }
    }

    fn texts(&self) -> Vec<&Spanned<String>> {
        let mut texts = Vec::new();
        for (_, step) in self.in_order() {
            texts.push(&step.text);
            texts.extend(step.choices.iter().map(|way| &way.value.text));
        }
        texts.extend(self.ends_in_order().into_iter().map(|(_, end)| &end.text));
        texts
    }

    fn remarks(&self) -> Vec<Remark<'_>> {
        let ways = self.in_order().into_iter().flat_map(|(_, step)| &step.choices).map(|way| &way.value);
        ways.map(|way| Remark { about: Some(&way.text), feedback: way.feedback.as_ref(), review: way.review.as_ref() })
            .collect()
    }
}
