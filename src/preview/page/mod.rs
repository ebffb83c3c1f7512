//! What readers of the preview see besides the site. In: pages, reports. Out: HTML.

pub mod failure;
pub mod inject;
