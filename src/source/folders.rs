//! The folders of a site whose files have an address, and what it is.

use crate::text::RelPath;

/// The folder of pages.
pub(crate) const CONTENT: &str = "content";
/// The folder of capsules.
pub(crate) const CAPSULES: &str = "capsules";
/// The folder of files that are published as they are.
pub(crate) const STATIC: &str = "static";

/// Where a file of `content/`, `static/` or `capsules/` is published; other files are not.
pub(crate) fn published_asset(path: &RelPath) -> Option<&str> {
    let beside = path.inside(CAPSULES).map(|_| path.as_str());
    path.inside(CONTENT).or_else(|| path.inside(STATIC)).or(beside)
}

/// The name of a drawing of a theme, if the file is one: `themes/THEME/scenes/NAME.svg`.
pub(crate) fn drawing<'a>(path: &'a RelPath, theme: &str) -> Option<&'a str> {
    let name = path.inside("themes")?.strip_prefix(theme)?.strip_prefix("/scenes/")?.strip_suffix(".svg")?;
    (!name.contains('/')).then_some(name)
}
