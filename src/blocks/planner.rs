//! `planner`, as an author writes it: the roles, what is proposed at first, a method by hand and an example.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::{Faults, Model};
use crate::diagnostic::Code;
use crate::record;
use crate::text::slug::slug;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

/// People a week that the form takes.
pub(crate) const CAPACITY: RangeInclusive<u32> = 1..=500;
/// People in a pilot.
pub(crate) const PEOPLE: RangeInclusive<u32> = 1..=500;
/// Weeks between the first day of the pilot and what follows.
pub(crate) const WEEKS: RangeInclusive<u32> = 1..=26;

record! {
    /// Un plan de déploiement : qui passe, et quelle semaine.
    pub(crate) struct Planner as "un plan de déploiement" {
        /// Identifiant, seul de ce nom dans le site, sous lequel le plan est gardé si le lecteur le demande.
        id: Spanned<String>,
        /// Titre.
        title: String,
        /// Rôles entre lesquels on choisit, dans l’ordre où ils sont proposés.
        roles: Vec<Spanned<String>>,
        /// Professions proposées à la saisie ; toute autre est acceptée.
        professions: Vec<Spanned<String>>,
        /// Nombre de personnes par semaine proposé au départ, de 1 à 500.
        capacity: Spanned<u32>,
        /// Le pilote proposé au départ.
        pilot: Pilot,
        /// La méthode à la main, pas à pas (Markdown).
        method: Vec<Spanned<String>>,
        /// Un exemple, qui se lit sans script et s’essaie avec.
        example: Vec<Group>,
    }
}

record! {
    /// Le pilote proposé au départ.
    pub(crate) struct Pilot as "un pilote" {
        /// Nombre de personnes, de 1 à 500.
        people: Spanned<u32>,
        /// Semaines entre le début du pilote et la suite, de 1 à 26.
        weeks: Spanned<u32>,
    }
}

record! {
    /// Des personnes de même structure, de même rôle et de même profession.
    pub(crate) struct Group as "une ligne de l’exemple" {
        /// Structure ou site.
        structure: Spanned<String>,
        /// L’un des rôles.
        role: Spanned<String>,
        /// Profession.
        profession: Spanned<String>,
        /// Nombre de personnes.
        count: Spanned<u32>,
    }
}

impl Model for Planner {
    fn verify(&self, faults: &mut Faults) {
        Check { planner: self, faults }.run();
    }

    fn unique(&self) -> Option<&Spanned<String>> {
        Some(&self.id)
    }
}

struct Check<'c, 'f, 's> {
    planner: &'c Planner,
    faults: &'f mut Faults<'s>,
}

impl<'c> Check<'c, '_, '_> {
    fn run(mut self) {
        self.faults.identifier(&self.planner.id);
        self.words();
        self.numbers();
        self.whole();
        self.example();
    }

    /// What one chooses from holds nothing twice.
    fn words(&mut self) {
        for (list, what) in [(&self.planner.roles, "rôle"), (&self.planner.professions, "profession")] {
            let mut seen = BTreeSet::new();
            for word in list {
                if !seen.insert(slug(&word.value)) {
                    let message = format!("{what} « {} » donné deux fois", word.value);
                    self.faults.error(Code::Planner, &word.span, message, "gardez-en un seul");
                }
            }
        }
    }

    fn numbers(&mut self) {
        let pilot = &self.planner.pilot;
        let bounded = [
            (&self.planner.capacity, CAPACITY, "personnes par semaine"),
            (&pilot.people, PEOPLE, "personnes dans le pilote"),
            (&pilot.weeks, WEEKS, "semaines"),
        ];
        for (number, range, what) in bounded {
            if !range.contains(&number.value) {
                let message = format!("{} {what}", number.value);
                let hint = format!("donnez un nombre de {} à {}", range.start(), range.end());
                self.faults.error(Code::BadValue, &number.span, message, &hint);
            }
        }
    }

    /// Without a role, a method or an example, nothing is left to a reader without script.
    fn whole(&mut self) {
        let span = self.faults.span();
        let missing = [
            (
                self.planner.roles.is_empty(),
                "un plan sans rôle",
                "donnez sous « roles » ceux entre lesquels on choisit",
            ),
            (
                self.planner.method.is_empty(),
                "un plan sans méthode",
                "écrivez sous « method » comment le faire à la main",
            ),
            (self.planner.example.is_empty(), "un plan sans exemple", "écrivez sous « example » une ligne au moins"),
        ];
        for (_, message, hint) in missing.into_iter().filter(|(missing, ..)| *missing) {
            self.faults.error(Code::Planner, &span, message.to_owned(), hint);
        }
    }

    fn example(&mut self) {
        let mut seen = BTreeSet::new();
        for group in &self.planner.example {
            if self.planner.roles.iter().all(|role| role.value != group.role.value) {
                let message = format!("le rôle « {} » n’est pas de ceux du plan", group.role.value);
                let hint = suggest(&group.role.value, self.planner.roles.iter().map(|role| role.value.as_str()));
                self.faults.error(Code::Planner, &group.role.span, message, &hint);
            }
            if group.count.value == 0 {
                let message = "une ligne sans personne".to_owned();
                self.faults.error(Code::BadValue, &group.count.span, message, "donnez un nombre, ou retirez la ligne");
            }
            let key = [&group.structure, &group.role, &group.profession].map(|part| slug(&part.value));
            if !seen.insert(key) {
                let message = "même structure, même rôle et même profession qu’une ligne plus haut".to_owned();
                self.faults.error(Code::Planner, &group.structure.span, message, "additionnez les deux nombres");
            }
        }
    }
}
