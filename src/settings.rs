//! What a run needs, resolved once and never changed: strict where the command line is lenient.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::cli::Typed;
use crate::content::address::AddressStyle;
use crate::diagnostic::{Code, Diagnostic};
use crate::site::Choices;

/// The variable that gives programs the day at which they shall believe themselves: seconds since 1970, in UTC
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
pub(crate) const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The day of a run: that which [`EPOCH`] gives, or that of the machine.
pub(crate) fn day(epoch: Option<&str>, machine: Date) -> Result<Date, Box<Diagnostic>> {
    let Some(epoch) = epoch else { return Ok(machine) };
    let moment = epoch.parse().ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    moment.map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC).date()).ok_or_else(|| {
        let message = format!("{EPOCH} vaut « {epoch} », qui n’est pas une date");
        Box::new(
            Diagnostic::error(Code::Usage, message)
                .hint("donnez un nombre de secondes depuis le 1er janvier 1970, ou retirez cette variable"),
        )
    })
}

/// The settings of a run.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Folder of the site, absolute.
    pub(crate) root: PathBuf,
    /// Folder of the published site, absolute.
    pub(crate) output: PathBuf,
    /// Public address, in place of that of `site.yaml`.
    pub(crate) base_url: Option<String>,
    /// How links are spelled.
    pub(crate) style: AddressStyle,
    /// Publish drafts too.
    pub(crate) drafts: bool,
    /// Whether what is right is told too.
    pub(crate) verbose: bool,
    /// Today, for the freshness of pages; it changes no output.
    pub(crate) today: Date,
}

impl Settings {
    /// Resolves what was typed. The output is `public` in the folder of the site when none is given.
    pub(crate) fn resolve(typed: Typed, today: Date) -> Self {
        let root = crate::source::absolute(typed.root.as_deref().unwrap_or_else(|| std::path::Path::new(".")));
        let output = typed.output.map_or_else(|| root.join("public"), |output| crate::source::absolute(&output));
        let style = if typed.portable { AddressStyle::Portable } else { AddressStyle::Pretty };
        Self { root, output, base_url: typed.base_url, style, drafts: typed.drafts, verbose: typed.verbose, today }
    }

    /// What the site itself has to know of it.
    pub(crate) fn choices(&self) -> Choices {
        Choices { drafts: self.drafts, style: self.style, base_url: self.base_url.clone() }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_is_that_of_the_machine_unless_another_is_given() {
        let machine = date(2026, 11, 22);
        assert_eq!(day(None, machine).unwrap(), machine);
        assert_eq!(day(Some("0"), machine).unwrap(), date(1970, 1, 1));
        assert_eq!(day(Some("1800000000"), machine).unwrap(), date(2027, 1, 15));
        for wrong in ["", "demain", "2027-01-15", "1e9", "99999999999999999999", "9999999999999"] {
            let told = day(Some(wrong), machine).unwrap_err();
            assert!(told.message.contains(wrong) && told.hint.is_some(), "{told:?}");
        }
    }
}
