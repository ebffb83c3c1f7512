//! What the preview knows. In: changed files, reports. Out: the site to show, and its diagnostics.

pub(crate) mod announcements;
pub(crate) mod checker;
pub(crate) mod session;
pub(crate) mod shown;
pub(crate) mod terminal;
pub(crate) mod watch;
