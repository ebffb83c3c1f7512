//! What is said of an answer and the paragraph it sends to, as one text; and back.
//!
//! A paragraph to read again is « À relire : » and its title, a link where the site has a public address, else followed by
//! its path.

use super::exercise::Said;
use super::surroundings::Surroundings;

const READ: &str = "À relire : ";

/// What is said, as Markdown; nothing when nothing is.
pub(super) fn together(said: &Said, around: Surroundings) -> Option<String> {
    let sent = said.review.as_ref().map(|review| {
        let title = around.title(review).replace(['[', ']', '\\', '`', '<', '*', '_'], "");
        match around.address(review) {
            Some(address) => format!("[{READ}{title}]({address})"),
            None => format!("{READ}{title} (`{review}`)"),
        }
    });
    let parts: Vec<String> = said.feedback.iter().cloned().chain(sent).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// The same, taken apart.
pub(super) fn apart(text: &str, around: Surroundings) -> Said {
    let text = text.trim();
    let whole = || Said { feedback: (!text.is_empty()).then(|| text.to_owned()), review: None };
    // The last one: a feedback may use these words.
    let Some(at) = text.rfind(READ) else { return whole() };
    let (before, sent) = (&text[..at], &text[at..]);
    let found = if let Some(before) = before.strip_suffix('[') {
        let address = sent.strip_suffix(')').and_then(|sent| sent.rsplit_once("](")).map(|(_, address)| address);
        address.and_then(|address| around.path_of(address)).map(|path| (before, path))
    } else {
        let path = sent.strip_suffix("`)").and_then(|sent| sent.rsplit_once("(`")).map(|(_, path)| path);
        path.map(|path| (before, path.to_owned()))
    };
    let Some((before, review)) = found else { return whole() };
    let before = before.trim();
    Said { feedback: (!before.is_empty()).then(|| before.to_owned()), review: Some(review) }
}
