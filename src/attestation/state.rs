//! Whether something holds: the one scale on which all that is said of an attestation stands.

/// What is said of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It holds.
    Good,
    /// To be known; proves nothing either way.
    Note,
    /// It does not hold.
    Bad,
}
