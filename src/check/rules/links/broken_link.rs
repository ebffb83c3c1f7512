//! A link that does not lead where it should: what `mod.rs` finds and `suggest` explains.

use std::ops::Range;
use std::sync::Arc;

use crate::check::facts::Facts;
use crate::check::link_kind::LinkKind;
use crate::text::{RelPath, Source};

/// The source file where an author wrote a link, and its bytes in it.
pub(crate) type Origin = (Arc<Source>, Range<usize>);

/// Where an author wrote the link that is rendered, in this page, as this address (white space around it and
/// character references undone). `None` when a template wrote it.
pub(crate) type FindOrigin<'a> = dyn Fn(&RelPath, &str) -> Option<Origin> + 'a;

/// A link that does not do what it should.
pub(crate) struct BrokenLink<'a> {
    /// The page it stands in.
    pub(crate) page: &'a Facts,
    /// The element and attribute.
    pub(crate) kind: LinkKind,
    /// The address as written.
    pub(crate) href: &'a str,
    /// What is wrong.
    pub(crate) problem: Problem<'a>,
}

/// What is wrong with a link. Paths start at the root of the published folder.
pub(crate) enum Problem<'a> {
    /// It starts from the root of the host.
    Rooted,
    /// It climbs above the root of the site.
    Outside,
    /// It depends on the folder, in a page served at any depth.
    Relative,
    /// Nothing is there.
    Missing(String),
    /// It means a folder, without the slash at its end.
    Slash(String),
    /// It means a folder, whose index only a server finds.
    Spelled(String),
    /// The page is there, the place in it is not.
    Fragment(&'a Facts, &'a str),
}
