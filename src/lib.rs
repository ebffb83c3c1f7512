//! Jalon turns a folder of Markdown pages and YAML quizzes into a static site: a guide, and a
//! self-training path that ends with an attestation.
pub mod diagnostic;
pub mod output;
pub mod source;
pub mod yaml;
