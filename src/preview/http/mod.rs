//! Requests and their answers. In: connections. Out: pages and files from memory, and streams of events.

pub(crate) mod accept;
mod answer;
pub(crate) mod events;
mod pool;
mod request_path;
mod response;
