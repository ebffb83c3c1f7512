//! Checks on what is really published: the HTML, not the Markdown it came from.
//!
//! In: each [`Output`], once ([`read`]); then what was learnt of them all ([`verify`]). Out: a [`Report`].
//! [`Facts`] are small, so an output can be dropped as soon as it was read:
//!
//! ```text
//! Output ──read──▶ Facts ──┬─links::verify─────▶ dead links and fragments, orphan pages
//!            │             └─anchors::Lock─────▶ published anchors that vanished
//!            └──▶ faults of the page alone       freshness::verify ▶ pages to review again
//!                                                 reviews::Lock ────▶ questions to review again
//! ```
//!
//! | you look for | it is in |
//! |---|---|
//! | a rule, or where to add one | `rules/`: one file each |
//! | how HTML is read | `reader/` |
//! | one page, from its text to its facts | `page` |
//! | what is kept of a page | `facts` |
//! | where an address leads | `address`; the attributes that hold one: `link_kind`; what is published: `site_paths` |

mod address;
mod facts;
mod faults;
mod fold;
mod link_kind;
mod page;
mod reader;
mod rules;
mod site_paths;
mod texts;

pub(crate) use facts::Facts;
pub(crate) use fold::fold;
pub(crate) use rules::links::{Context, verify};
pub(crate) use rules::{anchors, freshness, reviews};
pub(crate) use site_paths::SitePaths;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::output::Output;

/// Reads an output: its own faults, and the facts that the rules on the whole site need. Links that lead to a
/// published path are noted in `site`, the others in the facts.
pub(crate) fn read(output: &Output, site: &SitePaths<'_>) -> (Facts, Report) {
    match output.path.ending().as_str() {
        "html" => page(output, site),
        "css" => (Facts::file(output.path.clone()), rules::third_party::style_sheet(output, site.base_url)),
        _ => (Facts::file(output.path.clone()), Report::default()),
    }
}

fn page(output: &Output, site: &SitePaths<'_>) -> (Facts, Report) {
    if let Some(text) = output.html() {
        return page::read(&output.path, text, site);
    }
    let mut report = Report::default();
    report.push(Diagnostic::error(Code::Encoding, "page publiée qui n’est pas en UTF-8").in_file(&output.path));
    (Facts::file(output.path.clone()), report)
}

#[cfg(test)]
mod tests;
