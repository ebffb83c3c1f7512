//! `verification`: what an attestation proves, examined in the browser. Without scripts it reads as
//! the list of published versions and how to verify otherwise.

use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use super::{Block, Widget};
use crate::course::attestation::MODE;
use crate::course::replay::Replayable;
use crate::course::versions::{Known, Version};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::Body;

#[derive(Serialize)]
struct Values {
    course: String,
    mode: &'static str,
    /// JSON: the questions that attempts are replayed on.
    banks: String,
    versions: Vec<Version>,
}

/// The kind.
pub struct Verification;

impl Widget for Verification {
    fn kind(&self) -> &'static str {
        "verification"
    }

    fn schema(&self, _: &mut SchemaGenerator) -> Option<Schema> {
        None
    }

    fn render(&self, block: &mut Block) -> Option<Body> {
        let Some(known) = Known::new(block.scope.site) else {
            block.report.push(
                Diagnostic::error(Code::Course, "une vérification demande un parcours, et le site n’en a pas")
                    .at(&block.scope.page.source, block.node.span.clone())
                    .hint("décrivez-le dans data/course.yaml"),
            );
            return None;
        };
        for asset in
            ["verification.css", "identifiers.js", "code.js", "core.js", "progress.js", "verdict.js", "verification.js"]
        {
            block.body.require(asset);
        }
        let banks = serde_json::to_string(&Replayable::all(block.scope.site)).unwrap_or_default();
        block.template(self.kind(), &Values { course: known.course, mode: MODE, banks, versions: known.versions })
    }
}
