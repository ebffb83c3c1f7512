//! What an attestation proves, field by field (SPEC verification/1 of `rules/verdict.js`).
//!
//! In: a [`Transcript`], the versions the site knows ([`Known`]), the last plausible day. Out: a
//! [`Report`]. It never says who sat at the keyboard: the code is not a signature, and anybody may
//! compute one; only the signatures on paper bind somebody.

use super::control_code::{canonical_text, clean, read_code};
use super::identifiers::structure_id;
use super::progress::{Attempt, Done};
use super::replay::{Replayable, replay};
use super::sheet::{MODE, Sheet, SheetModule};
use super::transcript::Transcript;
use super::versions::{Change, Known, Version};

pub(crate) use super::state::State;

/// One line of a report. `field` and `why` are words shared with the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Which field.
    pub(crate) field: &'static str,
    /// What it says, as printed.
    pub(crate) value: String,
    /// Whether it holds.
    pub(crate) state: State,
    /// For which reason.
    pub(crate) why: &'static str,
}

/// The whole, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing altered, version of today.
    Current,
    /// Nothing altered, an older version of this site.
    Older,
    /// Nothing altered, but there was no course to compare with.
    Sealed,
    /// The site does not know this version.
    Unknown,
    /// Something does not hold.
    Altered,
}

impl Verdict {
    /// Nothing was found against it.
    pub(crate) fn is_valid(self) -> bool {
        matches!(self, Self::Current | Self::Older | Self::Sealed)
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Report {
    /// In one word.
    pub(crate) verdict: Verdict,
    /// What of the course is not on the sheet; none when it is complete.
    pub(crate) incomplete: Option<Incomplete>,
    /// Field by field.
    pub(crate) findings: Vec<Finding>,
    /// What became of the modules.
    pub(crate) changes: Vec<(String, Change)>,
}

/// An unfinished course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Incomplete {
    /// Modules on the sheet.
    pub(crate) passed: usize,
    /// Modules of the course.
    pub(crate) total: u32,
    /// Titles of those that are not on it; empty when the version is not known.
    pub(crate) missing: Vec<String>,
}

impl std::fmt::Display for Incomplete {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let modules = if self.passed > 1 { "modules" } else { "module" };
        write!(f, "parcours non terminé : {} {modules} sur {}", self.passed, self.total)
    }
}

impl Report {
    /// Nothing was found against it, and the course is finished.
    pub(crate) fn is_whole(&self) -> bool {
        self.verdict.is_valid() && self.incomplete.is_none()
    }
}

/// What a sheet is compared with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Against<'a> {
    /// Versions of the course; empty when there is no site.
    pub(crate) known: &'a Known,
    /// The questions of today; none when there is no site.
    pub(crate) banks: &'a [Replayable],
    /// The last day a sheet may bear (tomorrow: clocks differ), as `YYYY-MM-DD`.
    pub(crate) horizon: &'a str,
}

/// No sheet is older.
const FIRST: &str = "2026-01-01";
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// Examines a transcript.
pub(crate) fn verify(transcript: &Transcript, against: Against) -> Report {
    let sheet = &transcript.sheet;
    let version = against.known.versions.iter().position(|known| known.version == sheet.version);
    let mut exam = Examination {
        sheet,
        known: against.known,
        version: version.map(|index| &against.known.versions[index]),
        sealed: false,
        findings: Vec::new(),
    };
    exam.code(&transcript.code);
    let incomplete = exam.count();
    exam.learner();
    exam.course(version);
    exam.days(against.horizon);
    exam.modules();
    if let Some(attempts) = &transcript.attempts {
        exam.answers(&transcript.course, attempts);
        if !against.banks.is_empty() {
            let (state, why) = replay(attempts, against.banks);
            exam.say("replay", "", state, why);
        }
    }
    let verdict = match version {
        _ if exam.findings.iter().any(|finding| finding.state == State::Bad) => Verdict::Altered,
        _ if against.known.versions.is_empty() => Verdict::Sealed,
        Some(0) => Verdict::Current,
        Some(_) => Verdict::Older,
        None => Verdict::Unknown,
    };
    Report { verdict, incomplete, findings: exam.findings, changes: against.known.changes(sheet) }
}

struct Examination<'a> {
    sheet: &'a Sheet,
    known: &'a Known,
    version: Option<&'a Version>,
    sealed: bool,
    findings: Vec<Finding>,
}

fn same(a: &str, b: &str) -> bool {
    canonical_text(a) == canonical_text(b)
}

impl Examination<'_> {
    fn say(&mut self, field: &'static str, value: &str, state: State, why: &'static str) {
        self.findings.push(Finding { field, value: clean(value), state, why });
    }

    /// A field that only the code vouches for.
    fn seal(&mut self, field: &'static str, value: &str) {
        let (state, why) = if self.sealed { (State::Good, "sealed") } else { (State::Note, "unsealed") };
        self.say(field, value, state, why);
    }

    fn code(&mut self, typed: &str) {
        let (state, why) = match read_code(typed) {
            None => (State::Bad, "malformed"),
            Some(code) if code == self.sheet.code() => (State::Good, "match"),
            Some(_) => (State::Bad, "mismatch"),
        };
        self.sealed = state == State::Good;
        self.say("code", typed, state, why);
    }

    /// Whether the whole course is on the sheet: said first.
    fn count(&mut self) -> Option<Incomplete> {
        let (passed, total) = (self.sheet.modules.len(), self.sheet.total);
        let value = format!("{passed} sur {total}");
        if passed >= usize::try_from(total).unwrap_or(usize::MAX) {
            self.say("count", &value, State::Good, "complete");
            return None;
        }
        self.say("count", &value, State::Note, "incomplete");
        let all = self.version.map(|version| version.modules.as_slice()).unwrap_or_default();
        let absent = all.iter().filter(|one| self.sheet.modules.iter().all(|module| module.number != one.number));
        Some(Incomplete { passed, total, missing: absent.map(|one| one.title.clone()).collect() })
    }

    fn learner(&mut self) {
        let sheet = self.sheet;
        let name = sheet.name();
        for (field, value) in
            [("name", &name), ("role", &sheet.role), ("structure", &sheet.structure), ("place", &sheet.place)]
        {
            if clean(value).is_empty() {
                self.say(field, "", State::Bad, "missing");
            } else {
                self.seal(field, value);
            }
        }
        let id = structure_id(sheet.identifier());
        if id.value.is_empty() {
            self.say("id", "", State::Note, "none");
        } else if id.valid {
            self.seal("id", &id.value);
        } else {
            self.say("id", &id.value, State::Bad, "key");
        }
    }

    fn course(&mut self, version: Option<usize>) {
        let sheet = self.sheet;
        let (state, why) = match version {
            Some(0) => (State::Good, "current"),
            Some(_) => (State::Good, "older"),
            None if self.known.versions.is_empty() => (State::Note, "uncompared"),
            None => (State::Note, "unknown"),
        };
        self.say("version", &sheet.version, state, why);
        let known = self.version;
        self.fact("publisher", &sheet.publisher, known.map(|known| known.publisher.clone()));
        self.fact("course", &sheet.course, known.map(|known| known.title.clone()));
        self.fact("total", &sheet.total.to_string(), known.map(|known| known.modules.len().to_string()));
        self.fact("pass", &sheet.pass.to_string(), known.map(|known| known.pass.to_string()));
        self.fact("duration", &sheet.duration, known.map(|known| known.duration.clone()));
        self.fact("mode", &sheet.mode, known.map(|_| MODE.to_owned()));
    }

    /// What the site itself printed.
    fn fact(&mut self, field: &'static str, value: &str, known: Option<String>) {
        match known {
            Some(known) if same(&known, value) => self.say(field, value, State::Good, "same"),
            Some(_) => self.say(field, value, State::Bad, "differs"),
            None => self.seal(field, value),
        }
    }

    fn days(&mut self, horizon: &str) {
        let Sheet { from, to, date, .. } = self.sheet;
        let period = format!("{from} – {to}");
        if from > to {
            self.say("period", &period, State::Bad, "order");
        } else if to > date {
            // Not a fault: the clock of a computer may have been set back.
            self.say("period", &period, State::Note, "clock");
        } else {
            self.seal("period", &period);
        }
        if date.as_str() > horizon {
            self.say("date", date, State::Note, "future");
        } else if from.as_str() < FIRST || date.as_str() < FIRST {
            self.say("date", date, State::Note, "early");
        } else {
            self.seal("date", date);
        }
        self.review(horizon);
    }

    /// The day from which it is to be done again.
    fn review(&mut self, horizon: &str) {
        let Sheet { review, to, .. } = self.sheet;
        let wanted = self.version.map(|version| version.review(to));
        if review.is_empty() && wanted.as_deref().unwrap_or_default().is_empty() {
            return;
        }
        let gone = !review.is_empty() && review.as_str() < horizon;
        match wanted {
            Some(wanted) if wanted != *review => self.say("review", review, State::Bad, "differs"),
            _ if gone => self.say("review", review, State::Note, "past"),
            Some(_) => self.say("review", review, State::Good, "same"),
            None => self.seal("review", review),
        }
    }

    fn modules(&mut self) {
        let modules = &self.sheet.modules;
        if modules.is_empty() {
            self.say("module", "", State::Bad, "missing");
        }
        for (index, module) in modules.iter().enumerate() {
            let value = format!("{}. {}", module.number, module.title);
            if modules[..index].iter().any(|other| other.number == module.number) {
                self.say("module", &value, State::Bad, "twice");
                continue;
            }
            match self.version {
                None => self.seal("module", &value),
                Some(version) => {
                    let (state, why) = compare(module, version, self.known);
                    self.say("module", &value, state, why);
                    // A bank may have a mark of its own.
                    if module.score.is_some_and(|score| score < version.pass) {
                        self.say("module", &value, State::Note, "below");
                    }
                }
            }
        }
    }

    /// The recorded attempts hold up what the sheet says.
    fn answers(&mut self, course: &str, attempts: &[Attempt]) {
        let why = self.sheet.modules.iter().find_map(|module| self.unsupported(module, course, attempts));
        match why {
            Some(why) => self.say("answers", "", State::Bad, why),
            None => self.say("answers", "", State::Good, "consistent"),
        }
    }

    fn unsupported(&self, module: &SheetModule, course: &str, attempts: &[Attempt]) -> Option<&'static str> {
        let id = self.version.and_then(|version| version.modules.iter().find(|one| one.number == module.number));
        let own = attempts.iter().filter(|one| {
            one.version == module.version && one.course == course && id.is_none_or(|id| id.id == one.module)
        });
        let mut passed: Vec<(&Attempt, Done)> =
            own.filter_map(|one| one.done.filter(|done| done.passed).map(|done| (one, done))).collect();
        if passed.is_empty() {
            return Some("no-attempt");
        }
        // The attempts that another one continues come with it: one of them is that of the sheet.
        passed.retain(|(_, done)| module.score.is_none_or(|score| score == done.percent));
        if passed.is_empty() {
            return Some("score");
        }
        let (first, last) = (moment(&self.sheet.from)? - DAY, moment(&self.sheet.to)? + 2 * DAY);
        let inside = |time: u64| i64::try_from(time).is_ok_and(|time| (first..last).contains(&time));
        let held = |(one, done): &(&Attempt, Done)| {
            one.answers.iter().map(|given| given.t).chain([one.start, done.t]).all(inside)
        };
        (!passed.iter().any(held)).then_some("times")
    }
}

/// Midnight of a day, in milliseconds, in universal time: a day of slack on each side is left to clocks.
fn moment(day: &str) -> Option<i64> {
    let date: jiff::civil::Date = day.parse().ok()?;
    Some(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

fn compare(module: &SheetModule, version: &Version, known: &Known) -> (State, &'static str) {
    let Some(one) = version.modules.iter().find(|one| one.number == module.number) else {
        return (State::Bad, "differs");
    };
    let objectives = one.objectives.len() == module.objectives.len()
        && one.objectives.iter().zip(&module.objectives).all(|(a, b)| same(a, b));
    if !same(&one.title, &module.title) || !objectives {
        (State::Bad, "differs")
    } else if one.version == module.version {
        (State::Good, "same")
    } else if known.had(&one.id, &module.version) {
        (State::Good, "earlier")
    } else {
        (State::Note, "unknown")
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) use tests::known as known_of;
