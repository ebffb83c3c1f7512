//! `practice`, as an author writes it: a directory of invented people, and situations in which one searches, chooses, dates.

use std::collections::BTreeSet;

use super::{Faults, Model};
use crate::diagnostic::Code;
use crate::record;
use crate::yaml::decode::{Day, Spanned};
use crate::yaml::suggest::suggest;

record! {
    /// Un portail d’entraînement : un écran inventé, des personnes inventées, des situations à traiter.
    pub struct Practice as "un exercice" {
        /// Identifiant.
        id: Spanned<String>,
        /// Titre.
        title: String,
        /// Personnes inventées du répertoire, doublons et homonymes compris.
        people: Vec<Person>,
        /// Situations à traiter.
        situations: Vec<Situation>,
    }
}

record! {
    /// Une personne inventée, déjà dans le répertoire.
    pub struct Person as "une personne" {
        /// Identifiant.
        id: Spanned<String>,
        /// Prénom et nom d’exercice.
        name: String,
        /// Nom de naissance, s’il diffère.
        birth_name: Option<String>,
        /// Date de naissance (AAAA-MM-JJ).
        born: Spanned<Day>,
        /// Situation d’exercice en cours, en quelques mots.
        works: Option<String>,
    }
}

record! {
    /// Une situation : une histoire, puis des gestes.
    pub struct Situation as "une situation" {
        /// Titre.
        title: String,
        /// L’histoire (Markdown).
        story: Spanned<String>,
        /// Gestes attendus, dans l’ordre.
        steps: Vec<Step>,
        /// Ce qui s’est passé, une fois tout fait (Markdown).
        end: Spanned<String>,
    }
}

record! {
    /// Un geste : `search`, `choose` ou `date`, et lui seul.
    pub struct Step as "un geste" {
        /// Ce qui est demandé.
        ask: Spanned<String>,
        /// Chercher une personne dans le répertoire.
        search: Option<Search>,
        /// Choisir parmi des réponses.
        choose: Option<Vec<Choice>>,
        /// Donner une date.
        date: Option<Date>,
    }
}

record! {
    /// Une recherche, et ce qu’il y a à trouver.
    pub struct Search as "une recherche" {
        /// Identifiant de la personne à reconnaître ; absent quand elle n’est pas dans le répertoire.
        person: Option<Spanned<String>>,
        /// Ce qui se passe quand on la reconnaît, ou qu’on la crée à raison.
        right: String,
        /// Ce qui se passe quand on prend une autre fiche.
        other: String,
        /// Ce qui se passe quand on crée à tort ; obligatoire quand il y a une personne à reconnaître.
        created: Option<String>,
    }
}

record! {
    /// Une réponse, et ce qu’elle produit.
    pub struct Choice as "une réponse" {
        /// La réponse.
        text: String,
        /// La bonne : une seule.
        right: bool,
        /// Ce qui se passe.
        reply: String,
    }
}

record! {
    /// La date attendue, et ce qui se passe.
    pub struct Date as "une date" {
        /// La date (AAAA-MM-JJ).
        wanted: Spanned<Day>,
        /// Ce qui se passe avec elle.
        right: String,
        /// Ce qui se passe avec une autre.
        other: String,
    }
}

/// The gesture of a step.
pub(crate) enum Gesture<'a> {
    Search(&'a Search),
    Choose(&'a [Choice]),
    Date(&'a Date),
}

impl Step {
    /// Its gesture, when it has one and no more.
    pub(crate) fn gesture(&self) -> Option<Gesture<'_>> {
        match (&self.search, &self.choose, &self.date) {
            (Some(search), None, None) => Some(Gesture::Search(search)),
            (None, Some(choices), None) => Some(Gesture::Choose(choices)),
            (None, None, Some(date)) => Some(Gesture::Date(date)),
            _ => None,
        }
    }
}

impl Model for Practice {
    fn verify(&self, faults: &mut Faults) {
        faults.identifier(&self.id);
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for person in &self.people {
            faults.identifier(&person.id);
            if !known.insert(&person.id.value) {
                let message = format!("deux personnes s’appellent « {} »", person.id.value);
                faults.error(Code::DuplicateId, &person.id.span, message, "donnez à chacune son identifiant");
            }
        }
        if self.situations.is_empty() {
            faults.error(Code::BadValue, &self.id.span, "un exercice sans situation", "décrivez-en une au moins");
        }
        for situation in &self.situations {
            if situation.steps.is_empty() {
                let hint = "donnez au moins une recherche, un choix ou une date";
                faults.error(Code::BadValue, &situation.story.span, "une situation sans geste", hint);
            }
            situation.steps.iter().for_each(|step| step.verify(&known, faults));
        }
    }

    fn unique(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

impl Step {
    fn verify(&self, known: &BTreeSet<&str>, faults: &mut Faults) {
        match self.gesture() {
            None => {
                let hint = "donnez « search », « choose » ou « date », et un seul des trois";
                faults.error(Code::BadValue, &self.ask.span, "ce geste n’en est pas un", hint);
            }
            Some(Gesture::Choose(choices)) => {
                let right = choices.iter().filter(|choice| choice.right).count();
                if choices.len() < 2 || right != 1 {
                    let message = format!("réponses : {} ; bonnes : {right}", choices.len());
                    faults.error(Code::BadValue, &self.ask.span, message, "donnez-en deux au moins, dont une bonne");
                }
            }
            Some(Gesture::Search(search)) => search.verify(&self.ask, known, faults),
            Some(Gesture::Date(_)) => {}
        }
    }
}

impl Search {
    fn verify(&self, ask: &Spanned<String>, known: &BTreeSet<&str>, faults: &mut Faults) {
        let Some(person) = &self.person else { return };
        if !known.contains(person.value.as_str()) {
            let message = format!("la personne « {} » n’est pas dans « people »", person.value);
            faults.error(Code::BadValue, &person.span, message, suggest(&person.value, known.iter().copied()));
        }
        if self.created.is_none() {
            let message = "rien n’est dit à qui crée cette personne une seconde fois";
            faults.error(
                Code::MissingKey,
                &ask.span,
                message,
                "ajoutez « created: … » : c’est l’erreur que l’exercice montre",
            );
        }
    }
}
