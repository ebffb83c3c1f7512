//! The lists of a question in the order shown (SPEC order/2), to hold the page to it.

use crate::quiz::draw::choice_order;
use crate::quiz::key::{ChoiceKey, Item, Key, PartKey, SortedKey, WayKey};

/// A list of a question, as shown: the part it belongs to ("" for the question itself), identifiers.
pub(super) type Shown = (String, Vec<String>);

/// The lists of a question, in the order shown.
pub(super) fn shown(item: &Item, seed: u32, shuffled: bool) -> Vec<Shown> {
    let order = |ids: Vec<String>, part: &str| {
        let name = if part.is_empty() { item.id.clone() } else { format!("{}/{part}", item.id) };
        let ids = if shuffled { choice_order(&ids, seed, &name) } else { ids };
        (part.to_owned(), ids)
    };
    match &item.key {
        Key::Single { choices } | Key::Multiple { choices, .. } => vec![order(ids(choices), "")],
        Key::TrueFalse { choices } => vec![(String::new(), ids(choices))],
        Key::Matching { rights, .. } => vec![order(ids(rights), "")],
        Key::Categorise { items, .. } => vec![order(ids(items), "")],
        Key::Ordering { items, .. } => vec![(String::new(), disordered(&ids(items), seed, &item.id))],
        Key::Cloze { gaps, .. } => {
            gaps.iter().filter(|gap| !gap.options.is_empty()).map(|gap| order(ids(&gap.options), &gap.id)).collect()
        }
        Key::Scenario { steps, .. } => steps.iter().map(|step| order(ids(&step.choices), &step.id)).collect(),
        Key::Numeric { .. } | Key::Short { .. } | Key::Unknown => Vec::new(),
    }
}

fn disordered(ids: &[String], seed: u32, name: &str) -> Vec<String> {
    let mut order = choice_order(ids, seed, name);
    if order == ids && !order.is_empty() {
        order.rotate_left(1);
    }
    order
}

trait Named {
    fn id(&self) -> &String;
}

macro_rules! named {
    ($($type:ty),*) => {$(impl Named for $type { fn id(&self) -> &String { &self.id } })*};
}

named!(ChoiceKey, PartKey, SortedKey, WayKey);

fn ids<T: Named>(list: &[T]) -> Vec<String> {
    list.iter().map(|one| one.id().clone()).collect()
}
