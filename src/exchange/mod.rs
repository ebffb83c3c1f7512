//! Questions that travel: to the formats of training platforms, and back.
//!
//! In: the banks of a site, or the file of a platform. Out: a file in the format of the platform and what is lost on the
//! way ([`loss`]), or a bank in YAML. Both ways go through a question without its place in a file.
//!
//! | you look for | it is in |
//! |---|---|
//! | a question that travels; from a bank; as YAML | [`exercise`]; `collect.rs`; [`bank`] |
//! | Markdown to HTML, and back | `to_html.rs`; `from_html.rs` |
//! | where links and images of questions lead | [`surroundings`] |
//! | GIFT, Moodle XML, AIKEN | [`gift`], [`moodle`], [`aiken`] |
//! | XML from strangers | `xml.rs` |

pub(crate) mod aiken;
pub(crate) mod bank;
mod collect;
pub(crate) mod exercise;
mod from_html;
pub(crate) mod gift;
mod labels;
pub(crate) mod loss;
pub(crate) mod moodle;
mod said;
pub(crate) mod surroundings;
#[cfg(test)]
mod tests;
mod to_html;
mod xml;

pub(crate) use collect::collect;
pub(crate) use exercise::Group;
pub(crate) use surroundings::Surroundings;
