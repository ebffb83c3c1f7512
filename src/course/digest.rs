//! The version of what a course teaches: a digest that moves when a learner would be taught or
//! asked something else, and not when a comment or a layout changes.

use sha2::{Digest, Sha256};

use super::{CourseFile, Module, References};
use crate::capsule::Capsule;
use crate::content::page::PageId;
use crate::quiz::Bank;

/// Hexadecimal digits kept: 48 bits tell apart the versions of one course.
const DIGITS: usize = 12;

struct Feed(Sha256);

impl Feed {
    fn new(kind: &str) -> Self {
        let mut feed = Self(Sha256::new());
        feed.text(kind);
        feed
    }

    /// Lengths go first, so that no two lists of texts feed the same bytes.
    fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }

    fn finish(self) -> String {
        let digits: String = self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        digits[..DIGITS].to_owned()
    }
}

/// Version of one module: its title, objectives, page and questions.
pub(crate) fn module(module: &Module, page: Option<PageId>, references: &References) -> String {
    let mut feed = Feed::new("module");
    feed.text(&module.title);
    for objective in &module.objectives {
        feed.text(&objective.id.value);
        feed.text(&objective.text);
    }
    if let Some(page) = page {
        feed.text(references.tree.page(page).markdown());
    }
    if let Some(bank) = module.quiz.as_ref().and_then(|quiz| references.banks.get(&quiz.value)) {
        feed_bank(&mut feed, bank);
    }
    if let Some(one) = module.capsule.as_ref().and_then(|name| references.capsules.get(&name.value)) {
        feed.text(&capsule(one));
    }
    feed.finish()
}

/// Version of a capsule: what it shows and says.
pub(crate) fn capsule(capsule: &Capsule) -> String {
    let mut feed = Feed::new("capsule");
    capsule.texts().for_each(|text| feed.text(text));
    feed.finish()
}

fn feed_bank(feed: &mut Feed, bank: &Bank) {
    feed.text(&bank.file.drawn().map(|count| count.to_string()).unwrap_or_default());
    feed.text(&bank.file.pass.as_ref().map(|pass| pass.value.to_string()).unwrap_or_default());
    for question in bank.file.questions.iter().map(|question| &question.value) {
        feed.text(&question.common.text.value);
        for text in question.texts() {
            feed.text(&text.value);
        }
        // Kind, weight, objective and all that is right, whatever the kind.
        feed.text(&serde_json::to_string(&question.item()).unwrap_or_default());
    }
}

/// Version of the whole course: its modules, and all else of it that a sheet prints, so that a sheet of yesterday is
/// held against what was true yesterday.
pub(crate) fn course(file: &CourseFile, modules: &[String], publisher: &str) -> String {
    let mut feed = Feed::new("course");
    feed.text(&file.id.value);
    feed.text(&file.title);
    feed.text(publisher);
    feed.text(&file.duration.value.to_string());
    feed.text(&file.pass.as_ref().map(|pass| pass.value.to_string()).unwrap_or_default());
    for module in modules {
        feed.text(module);
    }
    // Absent, it moves no version that was recorded before it could be written.
    if let Some(months) = &file.validity {
        feed.text(&months.value.to_string());
    }
    feed.finish()
}
