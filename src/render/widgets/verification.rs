//! `verification`: what an attestation proves, examined in the browser. Without scripts it reads as
//! the list of published versions and how to verify otherwise.

use serde::Serialize;

use super::Block;
use crate::attestation::sheet::MODE;
use crate::attestation::versions::Version;
use crate::render::markdown::Body;

#[derive(Serialize)]
struct Values {
    course: String,
    mode: &'static str,
    /// JSON: the questions that attempts are replayed on.
    banks: String,
    versions: Vec<Version>,
}

/// Renders it.
pub(crate) fn render(block: &mut Block) -> Option<Body> {
    let known = block.scope.site.known_versions()?;
    let banks = serde_json::to_string(&block.scope.site.replayable()).unwrap_or_default();
    block.template("verification", &Values { course: known.course, mode: MODE, banks, versions: known.versions })
}
