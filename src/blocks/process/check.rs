//! Whether a process holds together: everything named exists, everything written is reached, every way ends.

use std::collections::{BTreeMap, BTreeSet};

use super::{Next, Process, Step};
use crate::blocks::Faults;
use crate::diagnostic::Code;
use crate::yaml::decode::Spanned;
use crate::yaml::suggest::suggest;

/// More lanes than this cannot be read side by side.
const LANES: usize = 5;
/// More ways than this cannot leave one box.
const WAYS: usize = 4;

/// Says all that is wrong.
pub(super) fn verify(process: &Process, faults: &mut Faults) {
    let mut check = Check { process, faults };
    check.size();
    check.identifiers();
    check.names();
    for step in &process.steps {
        check.ways(step);
    }
    if check.faults.sound() {
        check.reached();
    }
}

struct Check<'c, 'f, 's> {
    process: &'c Process,
    faults: &'f mut Faults<'s>,
}

impl<'c> Check<'c, '_, '_> {
    fn size(&mut self) {
        let span = self.faults.span();
        if self.process.lanes.is_empty() || self.process.steps.is_empty() {
            let message = "un circuit sans couloir ou sans étape";
            self.faults.error(Code::Process, &span, message, "décrivez au moins un acteur et une étape");
        }
        if let Some(lane) = self.process.lanes.get(LANES) {
            let message = format!("plus de {LANES} couloirs : le schéma ne se lirait plus");
            self.faults.error(Code::Process, &lane.id.span, message, "réunissez des acteurs, ou faites deux circuits");
        }
    }

    fn identifiers(&mut self) {
        let process = self.process;
        let ids = process.lanes.iter().map(|lane| &lane.id).chain(process.steps.iter().map(|step| &step.id));
        let mut seen = BTreeSet::new();
        for id in std::iter::once(&process.id).chain(ids.clone()) {
            self.faults.identifier(id);
        }
        for id in ids {
            if !seen.insert(&id.value) {
                let message = format!("identifiant « {} » donné deux fois", id.value);
                self.faults.error(
                    Code::DuplicateId,
                    &id.span,
                    message,
                    "donnez à chaque couloir et à chaque étape un identifiant à lui",
                );
            }
        }
    }

    /// Every lane and every step that is named exists, and every lane has a step.
    fn names(&mut self) {
        let process = self.process;
        let lanes: Vec<&str> = process.lanes.iter().map(|lane| lane.id.value.as_str()).collect();
        let steps: Vec<&str> = process.steps.iter().map(|step| step.id.value.as_str()).collect();
        let goes = process.steps.iter().flat_map(|step| &step.next).map(|next| &next.go);
        let lane = process.steps.iter().map(|step| (&step.lane, &lanes, "aucun couloir"));
        for (name, known, what) in lane.chain(goes.map(|go| (go, &steps, "aucune étape"))) {
            if !known.contains(&name.value.as_str()) {
                let hint = suggest(&name.value, known.iter().copied());
                self.faults.error(Code::Process, &name.span, format!("{what} « {} »", name.value), &hint);
            }
        }
        for lane in &process.lanes {
            if process.steps.iter().all(|step| step.lane.value != lane.id.value) {
                let message = format!("le couloir « {} » n’a pas d’étape", lane.id.value);
                self.faults.error(Code::Process, &lane.id.span, message, "donnez-lui une étape, ou retirez-le");
            }
        }
    }

    /// The ways that leave a step can be told from one another.
    fn ways(&mut self, step: &Step) {
        if let Some(next) = step.next.get(WAYS) {
            let message = format!("plus de {WAYS} suites à l’étape « {} »", step.id.value);
            self.faults.error(Code::Process, &next.go.span, message, "posez deux questions l’une après l’autre");
        }
        let (mut goes, mut whens) = (BTreeSet::new(), BTreeSet::new());
        for next in &step.next {
            let Next { go, when } = next;
            if go.value == step.id.value {
                let message = format!("l’étape « {} » mène à elle-même", go.value);
                self.faults.error(Code::Process, &go.span, message, "menez-la à une autre étape");
            } else if !goes.insert(&go.value) {
                let message = format!("deux suites mènent à l’étape « {} »", go.value);
                self.faults.error(Code::Process, &go.span, message, "réunissez leurs conditions");
            }
            match when {
                Some(when) => self.condition(when, &mut whens),
                None if step.next.len() > 1 => {
                    let message = format!("cette suite de l’étape « {} » n’a pas de condition", step.id.value);
                    self.faults.error(Code::Process, &go.span, message, "dites sous « when » quand on la prend");
                }
                None => {}
            }
        }
    }

    fn condition(&mut self, when: &Spanned<String>, known: &mut BTreeSet<String>) {
        if !known.insert(when.value.trim().to_lowercase()) {
            let message = format!("condition « {} » donnée deux fois", when.value);
            self.faults.error(Code::Process, &when.span, message, "distinguez les deux suites");
        }
    }

    /// Every step is reached from the first, and leads to an end.
    fn reached(&mut self) {
        let process = self.process;
        let Some(first) = process.steps.first() else { return };
        let ways: Vec<(&str, &str)> = process
            .steps
            .iter()
            .flat_map(|step| step.next.iter().map(|next| (step.id.value.as_str(), next.go.value.as_str())))
            .collect();
        let ends = process.steps.iter().filter(|step| step.next.is_empty()).map(|step| step.id.value.as_str());
        let met = spread([first.id.value.as_str()].into(), &ways);
        let back: Vec<(&str, &str)> = ways.iter().map(|(from, to)| (*to, *from)).collect();
        let ending = spread(ends.collect(), &back);
        for step in &process.steps {
            let id = step.id.value.as_str();
            if !met.contains(id) {
                let message = format!("rien ne mène à l’étape « {id} »");
                self.faults.error(Code::Process, &step.id.span, message, "menez-y une étape, ou retirez-la");
            } else if !ending.contains(id) {
                let message = format!("depuis l’étape « {id} », le circuit ne finit jamais");
                self.faults.error(Code::Process, &step.id.span, message, "menez à une étape sans suite");
            }
        }
    }
}

/// All that these ways reach.
fn spread<'s>(start: BTreeSet<&'s str>, ways: &[(&'s str, &'s str)]) -> BTreeSet<&'s str> {
    let mut leads: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in ways {
        leads.entry(from).or_default().push(to);
    }
    let (mut met, mut open) = (start.clone(), Vec::from_iter(start));
    while let Some(step) = open.pop() {
        for next in leads.get(step).into_iter().flatten() {
            if met.insert(next) {
                open.push(next);
            }
        }
    }
    met
}
