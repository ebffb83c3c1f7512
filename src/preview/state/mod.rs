//! What the preview knows. In: changed files, reports. Out: the site to show, and its diagnostics.

pub mod announcements;
pub mod checker;
pub mod session;
pub mod shown;
pub mod terminal;
pub mod watch;
