//! `planner`: who is registered in which week, by role, by profession or by structure.
//!
//! In: the roles, what is proposed at first, a method by hand and an example, in YAML. Out: the method and a sheet to
//! fill by hand; the script turns it into a tool (its schedule is `widgets/planner/plan.js`).

use serde::Serialize;

use super::Block;
use crate::blocks::planner::{CAPACITY, PEOPLE, Planner, WEEKS};
use crate::french::french;
use crate::render::markdown::Body;
use crate::yaml::decode::Spanned;

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

/// Renders it.
pub(crate) fn render(planner: &Planner, block: &mut Block) -> Option<Body> {
    let values = values(planner, block);
    if !block.sound {
        return None;
    }
    block.template("planner", &values)
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
