//! When what the site says is to be read again: pages, questions, capsules, open points, facts.
//!
//! In: a [`Site`]. Out: [`Item`]s, soonest first, and the same as a table ([`table`]) and as a calendar ([`calendar`]). Each
//! item has days of its own, so that what was read on one day is not all to be read again on one day.

pub(crate) mod calendar;
pub(crate) mod table;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};

use crate::blocks::Widget;
use crate::choice;
use crate::content::page::{Page, PageId};
use crate::site::Site;

/// How often something is read again when the site does not say, in days.
const EACH_YEAR: u32 = 365;
/// An open point is looked at four times as often as a page.
const OFTENER: u32 = 4;

choice! {
    /// What there is to read again.
    pub(crate) enum Kind {
        /// A page.
        Page => "page",
        /// A question of a bank.
        Question => "question",
        /// A capsule.
        Capsule => "capsule",
        /// A point that sources leave open.
        Point => "point ouvert",
        /// A fact that pages state.
        Fact => "fait",
    }
}

/// Something to read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its file.
    pub(crate) file: String,
    /// Its title or its identifier.
    pub(crate) what: String,
    /// Who reads it again, if anyone is named.
    pub(crate) owner: Option<String>,
    /// When it was last read.
    pub(crate) reviewed: Option<Date>,
    /// The day before which it is to be read again; none when it never was read.
    pub(crate) due: Option<Date>,
}

/// Everything to read again: first what never was read, then the soonest.
pub(crate) fn items(site: &Site) -> Vec<Item> {
    let days = site.configuration.review_after.unwrap_or(EACH_YEAR);
    let mut items: Vec<Item> = site.tree.pages.iter().filter_map(|page| of_page(site, page, days)).collect();
    items.extend(facts(site, &items));
    items.extend(points(site, days / OFTENER));
    items.extend(questions(site, days));
    items.extend(site.capsules.values().map(|capsule| {
        let title = capsule.head.title.value.clone();
        let owner = capsule.head.owner.clone().or_else(|| site.configuration.owner.clone());
        let reviewed = capsule.head.reviewed.as_ref().map(|day| day.value.0);
        item((Kind::Capsule, capsule.source.path.as_str(), title), owner, reviewed, days)
    }));
    items.sort_by(|one, other| {
        (one.due, &one.owner, one.kind, &one.file, &one.what).cmp(&(
            other.due,
            &other.owner,
            other.kind,
            &other.file,
            &other.what,
        ))
    });
    items
}

/// A page that states something: it has a date, sources or facts. Others, such as lists, have nothing to go out of date.
fn of_page(site: &Site, page: &Page, days: u32) -> Option<Item> {
    let front = &page.front;
    let reviewed = front.reviewed.as_ref().map(|day| day.value.0);
    let states = reviewed.is_some() || !front.sources.is_empty() || !front.facts.is_empty();
    let place = (Kind::Page, page.source.path.as_str(), front.title.value.clone());
    states.then(|| item(place, owner(site, page.id), reviewed, days))
}

/// Who reads a page again: who it names, else who its section names, else who the site names.
fn owner(site: &Site, id: PageId) -> Option<String> {
    let page = site.tree.page(id);
    let own = page.front.owner.clone();
    own.or_else(|| page.parent.map_or_else(|| site.configuration.owner.clone(), |parent| owner(site, parent)))
}

/// Each fact, with the page that states it and is read again first.
fn facts(site: &Site, pages: &[Item]) -> Vec<Item> {
    let by_file: BTreeMap<&str, &Item> = pages.iter().map(|item| (item.file.as_str(), item)).collect();
    let mut first: BTreeMap<&str, &Item> = BTreeMap::new();
    for page in &site.tree.pages {
        let Some(item) = by_file.get(page.source.path.as_str()) else { continue };
        for fact in &page.front.facts {
            let held = first.entry(fact).or_insert(item);
            if item.due < held.due {
                *held = item;
            }
        }
    }
    let fact = |(fact, page): (&str, &Item)| Item { kind: Kind::Fact, what: fact.to_owned(), ..page.clone() };
    first.into_iter().map(fact).collect()
}

/// The points that are open.
fn points(site: &Site, days: u32) -> Vec<Item> {
    let mut items = Vec::new();
    for page in &site.tree.pages {
        for widget in site.blocks(page.id).widgets() {
            let Widget::Watch(watch) = widget else { continue };
            if watch.closed.is_none() {
                let owner = watch.owner.clone().or_else(|| owner(site, page.id));
                let reviewed = page.front.reviewed.as_ref().map_or(watch.since.value.0, |day| day.value.0);
                let place = (Kind::Point, page.source.path.as_str(), watch.closes.value.clone());
                items.push(item(place, owner, Some(reviewed), days));
            }
        }
    }
    items
}

fn questions(site: &Site, days: u32) -> Vec<Item> {
    let mut items = Vec::new();
    for bank in site.banks.values() {
        let owner = bank.file.owner.clone().or_else(|| site.configuration.owner.clone());
        for question in &bank.file.questions {
            let common = &question.value.common;
            let place = (Kind::Question, bank.source.path.as_str(), common.id.value.clone());
            items.push(item(place, owner.clone(), common.reviewed.map(|day| day.0), days));
        }
    }
    items
}

fn item((kind, file, what): (Kind, &str, String), owner: Option<String>, reviewed: Option<Date>, days: u32) -> Item {
    let due = reviewed.map(|reviewed| due(&format!("{file}#{what}"), reviewed, days));
    Item { kind, file: file.to_owned(), what, owner, reviewed, due }
}

/// The day before which something read on a day is to be read again: the next of its own days, which come every `days`
/// from a start drawn from its name; not within a twelfth of that after it was read, and never later than `days` after.
fn due(name: &str, reviewed: Date, days: u32) -> Date {
    let days = i64::from(days.max(1));
    let digest = Sha256::digest(name.as_bytes());
    let start = digest.iter().take(6).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte)) % days;
    // Never on the day itself.
    let least = (days / 12).max(1);
    let elapsed = (reviewed - date(2000, 1, 1)).get_days();
    let wait = (start - i64::from(elapsed) - least).rem_euclid(days);
    let wait = (least + wait).min(days);
    reviewed.saturating_add(wait.days())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_read_on_one_day_is_read_again_over_the_year() {
        let day = date(2026, 12, 1);
        let dues: Vec<Date> = (0..240).map(|number| due(&format!("content/{number}.md"), day, 365)).collect();
        for month in 0..12 {
            let (from, to) = (day + (month * 31).days(), day + (month * 31 + 31).days());
            let count = dues.iter().filter(|due| **due >= from && **due < to).count();
            assert!(count <= 60, "{count} in the month from {from}");
        }
        let months: std::collections::BTreeSet<(i16, i8)> = dues.iter().map(|due| (due.year(), due.month())).collect();
        assert!(months.len() >= 11, "{months:?}");
    }

    proptest! {
        #[test]
        fn it_is_read_again_within_its_time_and_then_exactly_as_often(name in ".{0,20}", after in 0_i64..20_000, days in 1_u32..1500) {
            let read = date(1990, 1, 1) + after.days();
            let first = due(&name, read, days);
            let wait = (first - read).get_days();
            prop_assert!(i64::from(wait) <= i64::from(days) && i64::from(wait) >= i64::from(days / 12), "{wait} of {days}");
            // Read on its own day, it comes again exactly one turn later.
            if i64::from(wait) < i64::from(days) {
                let second = due(&name, first, days);
                prop_assert_eq!((second - first).get_days(), i32::try_from(days).unwrap_or_default());
            }
        }
    }
}
