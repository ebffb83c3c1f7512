//! Points in proportion to what is right.

use super::RIGHT;
use crate::quiz::credit::Credit;

/// All the points, or none.
pub(super) fn whole(right: bool) -> u8 {
    if right { RIGHT } else { 0 }
}

/// The whole part of 100 × part ÷ all.
pub(super) fn share(part: usize, all: usize) -> u8 {
    let points = part.saturating_mul(usize::from(RIGHT)).checked_div(all).unwrap_or(0);
    u8::try_from(points).unwrap_or(RIGHT).min(RIGHT)
}

/// A part of the points, or all and nothing.
pub(super) fn shared(right: usize, parts: usize, credit: Credit) -> u8 {
    match credit {
        Credit::All => whole(parts > 0 && right == parts),
        Credit::Partial => share(right, parts),
    }
}
