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
    /// Field by field.
    pub(crate) findings: Vec<Finding>,
    /// What became of the modules.
    pub(crate) changes: Vec<(String, Change)>,
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
    Report { verdict, findings: exam.findings, changes: against.known.changes(sheet) }
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
        } else {
            self.seal("date", date);
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
