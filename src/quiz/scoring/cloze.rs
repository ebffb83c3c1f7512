//! Texts with gaps: each is chosen or typed.

use super::choice::is_right;
use super::pairs::pairs;
use super::share::shared;
use super::typed::typed;
use crate::quiz::credit::Credit;
use crate::quiz::key::GapKey;

/// A share for each gap that is right.
pub(super) fn cloze(gaps: &[GapKey], credit: Credit, answer: &[String]) -> Option<u8> {
    let mut right = 0;
    for (name, value) in pairs(answer)? {
        let gap = gaps.iter().find(|gap| gap.id == name)?;
        let good = if gap.options.is_empty() {
            typed(&gap.answers, gap.forgive, value)
        } else {
            is_right(&gap.options, value)?
        };
        right += usize::from(good);
    }
    Some(shared(right, gaps.len(), credit))
}
