//! `planner`: who is registered in which week, by role, by profession or by structure.
//!
//! In: the roles, what is proposed at first, a method by hand and an example, in YAML. Out: the method and a sheet to
//! fill by hand; the script turns it into a tool (its schedule is `planner-plan.js`).

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::content::slug::slug;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Body, french};
use crate::record;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

/// People a week that the form takes.
const CAPACITY: RangeInclusive<u32> = 1..=500;
/// People in a pilot.
const PEOPLE: RangeInclusive<u32> = 1..=500;
/// Weeks between the first day of the pilot and what follows.
const WEEKS: RangeInclusive<u32> = 1..=26;

record! {
    /// Un plan de déploiement : qui passe, et quelle semaine.
    pub struct Planner as "un plan de déploiement" {
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
    pub struct Pilot as "un pilote" {
        /// Nombre de personnes, de 1 à 500.
        people: Spanned<u32>,
        /// Semaines entre le début du pilote et la suite, de 1 à 26.
        weeks: Spanned<u32>,
    }
}

record! {
    /// Des personnes de même structure, de même rôle et de même profession.
    pub struct Group as "une ligne de l’exemple" {
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

#[derive(Serialize)]
struct GroupValues {
    structure: String,
    role: String,
    profession: String,
    count: u32,
}

#[derive(Serialize)]
struct Values {
    id: String,
    title: String,
    roles: Vec<String>,
    professions: Vec<String>,
    capacity: u32,
    capacity_most: u32,
    people: u32,
    people_most: u32,
    weeks: u32,
    weeks_most: u32,
    method: Vec<String>,
    example: Vec<GroupValues>,
    total: u32,
}

/// The kind.
pub struct PlannerWidget;

impl Widget for PlannerWidget {
    fn kind(&self) -> &'static str {
        "planner"
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Planner>())
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let planner: Planner = block.decode()?;
        let values = values(&planner, block);
        if !(Check { planner: &planner, block }).run() {
            return None;
        }
        for asset in
            ["planner.css", "tools.js", "sheet.js", "calendar.js", "planner-plan.js", "planner-draw.js", "planner.js"]
        {
            block.body.require(asset);
        }
        block.template(self.kind(), &values)
    }
}

struct Check<'c, 'b> {
    planner: &'c Planner,
    block: &'c mut Block<'b>,
}

impl Check<'_, '_> {
    /// Whether the plan holds together; says what is wrong.
    fn run(mut self) -> bool {
        [self.identifier(), self.words(), self.numbers(), self.whole(), self.example()].into_iter().all(|fine| fine)
    }

    fn fault(&mut self, code: Code, span: &Range<usize>, message: String, hint: &str) -> bool {
        let source = self.block.source();
        self.block.report.push(Diagnostic::error(code, message).at(&source, span.clone()).hint(hint));
        false
    }

    fn identifier(&mut self) -> bool {
        let id = &self.planner.id;
        let wanted = slug(&id.value);
        if wanted == id.value {
            return true;
        }
        let message = format!("« {} » ne peut pas être un identifiant", id.value);
        self.fault(Code::BadValue, &id.span, message, &format!("écrivez par exemple « {wanted} »"))
    }

    /// What one chooses from holds nothing twice.
    fn words(&mut self) -> bool {
        let mut fine = true;
        for (list, what) in [(&self.planner.roles, "rôle"), (&self.planner.professions, "profession")] {
            let mut seen = BTreeSet::new();
            for word in list {
                if !seen.insert(slug(&word.value)) {
                    let message = format!("{what} « {} » donné deux fois", word.value);
                    fine = self.fault(Code::Planner, &word.span, message, "gardez-en un seul");
                }
            }
        }
        fine
    }

    fn numbers(&mut self) -> bool {
        let pilot = &self.planner.pilot;
        let bounded = [
            (&self.planner.capacity, CAPACITY, "personnes par semaine"),
            (&pilot.people, PEOPLE, "personnes dans le pilote"),
            (&pilot.weeks, WEEKS, "semaines"),
        ];
        let mut fine = true;
        for (number, range, what) in bounded {
            if !range.contains(&number.value) {
                let message = format!("{} {what}", number.value);
                let hint = format!("donnez un nombre de {} à {}", range.start(), range.end());
                fine = self.fault(Code::BadValue, &number.span, message, &hint);
            }
        }
        fine
    }

    /// Without a role, a method or an example, nothing is left to a reader without script.
    fn whole(&mut self) -> bool {
        let span = self.block.node.span.clone();
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
        let mut fine = true;
        for (_, message, hint) in missing.into_iter().filter(|(missing, ..)| *missing) {
            fine = self.fault(Code::Planner, &span, message.to_owned(), hint);
        }
        fine
    }

    fn example(&mut self) -> bool {
        let mut fine = true;
        let mut seen = BTreeSet::new();
        for group in &self.planner.example {
            if self.planner.roles.iter().all(|role| role.value != group.role.value) {
                let message = format!("le rôle « {} » n’est pas de ceux du plan", group.role.value);
                let hint = suggest(&group.role.value, self.planner.roles.iter().map(|role| role.value.as_str()));
                fine = self.fault(Code::Planner, &group.role.span, message, &hint);
            }
            if group.count.value == 0 {
                let message = "une ligne sans personne".to_owned();
                fine = self.fault(Code::BadValue, &group.count.span, message, "donnez un nombre, ou retirez la ligne");
            }
            let key = [&group.structure, &group.role, &group.profession].map(|part| slug(&part.value));
            if !seen.insert(key) {
                let message = "même structure, même rôle et même profession qu’une ligne plus haut".to_owned();
                fine = self.fault(Code::Planner, &group.structure.span, message, "additionnez les deux nombres");
            }
        }
        fine
    }
}

fn values(planner: &Planner, block: &mut Block) -> Values {
    let source = block.source();
    let shown = |text: &Spanned<String>| french(&text.value).into_owned();
    let example = planner.example.iter().map(|group| GroupValues {
        structure: shown(&group.structure),
        role: shown(&group.role),
        profession: shown(&group.profession),
        count: group.count.value,
    });
    Values {
        id: planner.id.value.clone(),
        title: french(&planner.title).into_owned(),
        roles: planner.roles.iter().map(shown).collect(),
        professions: planner.professions.iter().map(shown).collect(),
        capacity: planner.capacity.value,
        capacity_most: *CAPACITY.end(),
        people: planner.pilot.people.value,
        people_most: *PEOPLE.end(),
        weeks: planner.pilot.weeks.value,
        weeks_most: *WEEKS.end(),
        method: planner.method.iter().map(|step| block.blocks(step, &source)).collect(),
        total: planner.example.iter().fold(0, |sum, group| sum.saturating_add(group.count.value)),
        example: example.collect(),
    }
}
