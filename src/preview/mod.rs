//! The local server of `jalon serve`: the site as its readers will see it, while it is being written.
//!
//! In: a [`SiteLoader`], which loads the site again whenever it is asked. Out: answers on the loopback
//! address only, pages that follow the changes by themselves, and the diagnostics laid over them.
//!
//! ```text
//! watch ─▶ session ──load()──▶ shown: site, last good pages ◀──render()── answer ◀─ accept
//!             └──▶ checker ──check()──▶ announcements: version, diagnostics ──▶ events: open pages
//! ```
//!
//! | folder | what it holds |
//! |---|---|
//! | `http/` | requests: `accept` them, `answer` them on a `pool` of threads, or keep them as streams of `events` |
//! | `state/` | what is `shown` and announced; the `session` that loads, the `watch` on the files, the `checker`, the `terminal` |
//! | `page/` | what is added to a page (`inject`, `assets/`), and the page shown on a `failure` |

mod guard;
mod http;
mod page;
mod serve;
mod server;
mod site;
mod state;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says enough by itself")]
mod tests;

pub(crate) use serve::serve;
pub(crate) use server::Options;
pub(crate) use site::{LoadedSite, RenderedOutput, SiteLoader};
