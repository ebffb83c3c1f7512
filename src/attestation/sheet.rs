//! The printed fields of an attestation, and the canonical text its control code is made of
//! (SPEC control-code/1 of `rules/control-code.js`).

use super::control_code::{canonical_text, code_of};

/// How the course is followed, as printed.
pub(crate) const MODE: &str = "en ligne, en autonomie, sans limite de temps";

/// A module on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SheetModule {
    /// Its number in the course.
    pub(crate) number: String,
    /// Its title.
    pub(crate) title: String,
    /// Version of its content.
    pub(crate) version: String,
    /// Result, in percent, when the learner shows it.
    pub(crate) score: Option<u32>,
    /// Objectives.
    pub(crate) objectives: Vec<String>,
}

/// Everything that is printed and covered by the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Who publishes the course.
    pub(crate) publisher: String,
    /// First name.
    pub(crate) first: String,
    /// Last name.
    pub(crate) last: String,
    /// Function.
    pub(crate) role: String,
    /// Structure.
    pub(crate) structure: String,
    /// SIRET of the structure, or nothing.
    pub(crate) siret: String,
    /// FINESS of the structure, or nothing.
    pub(crate) finess: String,
    /// Title of the course.
    pub(crate) course: String,
    /// Version of the course.
    pub(crate) version: String,
    /// How many modules the course has.
    pub(crate) total: u32,
    /// Pass mark, in percent.
    pub(crate) pass: u32,
    /// Duration, in minutes.
    pub(crate) duration: String,
    /// How the course is followed.
    pub(crate) mode: String,
    /// First day, as `YYYY-MM-DD`.
    pub(crate) from: String,
    /// Last day.
    pub(crate) to: String,
    /// Where it was signed.
    pub(crate) place: String,
    /// When.
    pub(crate) date: String,
    /// The day from which it is to be done again, when the publisher sets one; else nothing.
    pub(crate) review: String,
    /// Modules passed.
    pub(crate) modules: Vec<SheetModule>,
}

impl Sheet {
    /// The text that is digested.
    pub(crate) fn canonical(&self) -> String {
        let mut out = String::from("jalon-attestation/1\n");
        let mut line = |key: &str, value: &str| {
            for part in [key, "=", &canonical_text(value), "\n"] {
                out.push_str(part);
            }
        };
        line("publisher", &self.publisher);
        line("learner.first", &self.first);
        line("learner.last", &self.last);
        line("learner.role", &self.role);
        line("structure.name", &self.structure);
        line("structure.siret", &self.siret);
        line("structure.finess", &self.finess);
        line("course.title", &self.course);
        line("course.version", &self.version);
        line("course.modules", &self.total.to_string());
        line("course.pass", &self.pass.to_string());
        line("course.duration", &self.duration);
        line("course.mode", &self.mode);
        line("period.first", &self.from);
        line("period.last", &self.to);
        line("place", &self.place);
        line("date", &self.date);
        for module in &self.modules {
            line("module.number", &module.number);
            line("module.title", &module.title);
            line("module.version", &module.version);
            line("module.score", &module.score.map(|score| score.to_string()).unwrap_or_default());
            for objective in &module.objectives {
                line("objective", objective);
            }
        }
        // Sheets printed before there was such a day have no such line.
        if !self.review.is_empty() {
            line("review", &self.review);
        }
        out
    }

    /// The code that must be printed under it.
    pub(crate) fn code(&self) -> String {
        code_of(&self.canonical())
    }

    /// First and last name, as printed.
    pub(crate) fn name(&self) -> String {
        super::control_code::clean(&format!("{} {}", self.first, self.last))
    }

    /// The identifier of the structure, or nothing.
    pub(crate) fn identifier(&self) -> &str {
        if self.siret.is_empty() { &self.finess } else { &self.siret }
    }
}
