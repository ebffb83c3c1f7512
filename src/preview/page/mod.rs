//! What readers of the preview see besides the site. In: pages, reports. Out: HTML.

pub(crate) mod failure;
pub(crate) mod inject;
