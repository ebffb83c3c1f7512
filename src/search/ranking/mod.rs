//! The ranking of the page, in Rust: the same results for the same query, to check phrases and to report on them.
//!
//! In: the files of an index, in memory, and queries. Out: [`Answer`]s. The page's own are in `themes/rpps/assets/search/`, a file
//! for each of these: `index.js`, `query.js`, `ranking.js`; `tests/search/twin.mjs` holds both to each other on every query that
//! the tests know.

pub(crate) mod asking;
mod index;
pub(crate) mod mending;
mod query;
mod ranked;

pub(crate) use index::Index;
pub(crate) use ranked::{Answer, Found, LEAD, Options, search};
