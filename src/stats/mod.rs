//! What a server's log says of a site, and of nobody: which pages are read, which addresses lead nowhere, what is searched.
//!
//! In: lines of a log in the combined format. Out: [`Stats`], which hold neither addresses of machines, nor names, nor programs,
//! nor hours: they are dropped as each line is read. What was asked by few people could be one person's words: it is counted,
//! and not told.

mod line;
pub(crate) mod table;

use std::collections::BTreeMap;

use jiff::civil::Date;

use line::Line;

/// What fewer requests than this asked for is not told apart.
pub(crate) const FEW: u64 = 5;
/// Addresses and words kept at most of each kind: a robot that tries a million addresses must not fill the memory.
const MOST: usize = 100_000;
/// Longest address or words kept, in characters.
const LONGEST: usize = 200;

/// Counts, by what is counted.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    each: BTreeMap<String, u64>,
    /// Those beyond what is kept.
    beyond: u64,
}

impl Counts {
    fn add(&mut self, what: String) {
        let what = if what.chars().count() > LONGEST { what.chars().take(LONGEST).collect() } else { what };
        if let Some(count) = self.each.get_mut(&what) {
            *count += 1;
        } else if self.each.len() < MOST {
            self.each.insert(what, 1);
        } else {
            self.beyond += 1;
        }
    }

    /// Those that were asked for often enough, the most first.
    pub(crate) fn told(&self) -> Vec<(&str, u64)> {
        let mut told: Vec<(&str, u64)> =
            self.each.iter().filter(|(_, count)| **count >= FEW).map(|(what, count)| (what.as_str(), *count)).collect();
        told.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        told
    }

    /// How many requests asked for what is not told.
    pub(crate) fn untold(&self) -> u64 {
        self.beyond + self.each.values().filter(|count| **count < FEW).sum::<u64>()
    }

    /// How many requests there were.
    pub(crate) fn total(&self) -> u64 {
        self.beyond + self.each.values().sum::<u64>()
    }
}

/// What a log says.
#[derive(Debug, Default)]
pub(crate) struct Stats {
    /// Pages that were read.
    pub(crate) pages: Counts,
    /// Addresses that lead nowhere.
    pub(crate) lost: Counts,
    /// What was searched.
    pub(crate) searches: Counts,
    /// Requests of programs that say they are.
    pub(crate) bots: u64,
    /// Lines that could not be read.
    pub(crate) unread: u64,
    /// Lines that were.
    pub(crate) read: u64,
    /// First and last day.
    pub(crate) days: Option<(Date, Date)>,
}

impl Stats {
    /// Counts a line; nothing of it is kept but an address of the site, or what was searched.
    pub(crate) fn add(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let Some(line) = Line::read(text) else {
            self.unread += 1;
            return;
        };
        self.read += 1;
        let (first, last) = self.days.unwrap_or((line.day, line.day));
        self.days = Some((first.min(line.day), last.max(line.day)));
        if line.is_bot() {
            self.bots += 1;
            return;
        }
        if line.method != "GET" {
            return;
        }
        match line.status {
            200 | 304 if line.is_page() => {
                if let Some(words) = line.searched() {
                    self.searches.add(words);
                }
                self.pages.add(line.path());
            }
            404 | 410 => self.lost.add(line.path()),
            _ => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests;
