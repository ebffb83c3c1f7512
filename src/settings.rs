//! What a run needs, resolved once and never changed: strict where the command line is lenient.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::cli::{Typed, TypedHost};
use crate::content::address::AddressStyle;
use crate::diagnostic::{Code, Diagnostic};
use crate::hosting::Server;
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
    /// Whether text files are published in compressed forms too.
    pub(crate) compress: bool,
    /// The server to write settings for.
    pub(crate) host: Option<Server>,
    /// Folder of the published site on its server.
    pub(crate) served_from: String,
    /// Whether what is right is told too.
    pub(crate) verbose: bool,
    /// Whether all pages are published as one too.
    pub(crate) book: bool,
    /// Whether this is a rehearsal.
    pub(crate) rehearsal: bool,
    /// Today: for the freshness of pages, and for what is shown from or until a day.
    pub(crate) today: Date,
}

impl Settings {
    /// Resolves what was typed. The output is `public` in the folder of the site when none is given.
    pub(crate) fn resolve(typed: Typed, today: Date) -> Self {
        let root = crate::source::absolute(typed.root.as_deref().unwrap_or_else(|| std::path::Path::new(".")));
        let output = typed.output.map_or_else(|| root.join("public"), |output| crate::source::absolute(&output));
        let served_from = typed.served_from.unwrap_or_else(|| output.to_string_lossy().replace('\\', "/"));
        let style = if typed.portable { AddressStyle::Portable } else { AddressStyle::Pretty };
        Self {
            root,
            output,
            base_url: typed.base_url,
            style,
            drafts: typed.drafts,
            compress: typed.compress,
            host: typed.host.map(server),
            served_from: served_from.trim_end_matches('/').to_owned(),
            verbose: typed.verbose,
            rehearsal: typed.rehearsal,
            book: typed.book,
            today,
        }
    }

    /// What the site itself has to know of it.
    pub(crate) fn choices(&self) -> Choices {
        Choices {
            drafts: self.drafts,
            style: self.style,
            base_url: self.base_url.clone(),
            today: self.today,
            rehearsal: self.rehearsal,
            book: self.book,
        }
    }
}

fn server(typed: TypedHost) -> Server {
    match typed {
        TypedHost::Nginx => Server::Nginx,
        TypedHost::Apache => Server::Apache,
        TypedHost::Pages => Server::Pages,
        TypedHost::Gitlab => Server::Gitlab,
        TypedHost::Netlify => Server::Netlify,
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
