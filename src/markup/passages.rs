//! What one can point to in a page: its paragraphs with an anchor, its headings, the page itself.
//!
//! In: a page. Out: [`Passage`]s, with what each says and the heading it stands under. Nothing is rendered: acronyms spelled
//! out, numbers of citations and typography change nothing here. Anchors made by widgets are not among them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Identifiers, Origin, events, is_mark};
use crate::diagnostic::Report;
use crate::french::french;

/// A place of a page that has an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Passage {
    /// Its anchor; empty for the page itself.
    pub(crate) id: String,
    /// The heading it stands under, or is; empty before the first one.
    pub(crate) heading: String,
    /// What it says; for a heading, down to the next one of its level.
    pub(crate) text: String,
}

/// A piece of a page that is read at once: a paragraph, an item, a row of a table, a block that is not text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its anchor, or that of the heading it stands under; empty before the first one.
    pub(crate) id: String,
    /// The heading it stands under.
    pub(crate) heading: String,
    /// What it says.
    pub(crate) text: String,
    /// Where its fence begins in the file, when it is a block of code.
    pub(crate) fence: Option<usize>,
    /// Whether it is an item of a list that has no anchor of its own.
    pub(crate) item: bool,
}

/// Everything one can point to in a page, the page itself first.
pub(crate) fn passages(page: &Origin) -> Vec<Passage> {
    read(page).passages
}

/// Everything that a page says, in order, each piece once.
pub(crate) fn paragraphs(page: &Origin) -> Vec<Paragraph> {
    read(page).paragraphs
}

/// A value of a YAML file without its marks.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut swallowed = 0usize;
    for (event, _) in events(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if swallowed > 0 || is_mark(&dest_url) => {
                plain.truncate(plain.trim_end().len());
                swallowed += 1;
            }
            Event::End(TagEnd::Link) => swallowed = swallowed.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if swallowed == 0 => plain.push_str(&text),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock) => plain.push(' '),
            _ => {}
        }
    }
    french(plain.trim()).into_owned()
}

fn read(page: &Origin) -> Reading {
    let mut reading = Reading {
        origin: page.clone(),
        ids: Identifiers::new(page.text()),
        passages: vec![Passage::default()],
        sections: vec![(0, 0)],
        heading: String::new(),
        title: None,
        blocks: Vec::new(),
        swallowed: 0,
        paragraphs: Vec::new(),
        anchor: String::new(),
        loose: String::new(),
        fence: None,
    };
    for (event, range) in events(page.text()) {
        reading.event(event, range);
    }
    reading
}

/// A block that may carry an anchor.
#[derive(Default)]
struct Block {
    text: String,
    /// Where its last marks end: an anchor is plain text, whole.
    sealed: usize,
    id: Option<String>,
}

struct Reading {
    origin: Origin,
    /// Anchors are numbered as when the page is rendered.
    ids: Identifiers,
    passages: Vec<Passage>,
    /// Level and rank of the passages that are still going on.
    sections: Vec<(u8, usize)>,
    heading: String,
    /// The heading that is open: its explicit anchor, its text.
    title: Option<(Option<String>, String)>,
    blocks: Vec<Block>,
    swallowed: usize,
    paragraphs: Vec<Paragraph>,
    /// The anchor of the heading one stands under.
    anchor: String,
    /// What was read since the last piece.
    loose: String,
    fence: Option<usize>,
}

impl Reading {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let plain = matches!(event, Event::Text(_));
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) if self.swallowed == 0 => match &mut self.title {
                Some((_, title)) => title.push_str(&french(&text)),
                None => self.write(&text),
            },
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => match &mut self.title {
                Some((_, title)) => title.push_str(&text),
                None => self.write(&text),
            },
            Event::SoftBreak | Event::HardBreak => match &mut self.title {
                Some((_, title)) => title.push(' '),
                None => self.write(" "),
            },
            _ => {}
        }
        if let Some(block) = self.blocks.last_mut().filter(|_| !plain) {
            block.sealed = block.text.len();
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { id, .. } => self.title = Some((id.as_ref().map(ToString::to_string), String::new())),
            Tag::Paragraph | Tag::Item => self.blocks.push(Block::default()),
            Tag::CodeBlock(_) => self.fence = Some(self.origin.place(range).start),
            // What precedes a nested list is the text of its item, which may carry an anchor.
            Tag::List(_) => self.take_anchor(range),
            Tag::Link { dest_url, .. } if self.swallowed > 0 || is_mark(dest_url) => {
                self.swallowed += 1;
                // A citation stands against what it follows.
                if let Some(block) = self.blocks.last_mut() {
                    block.text.truncate(block.text.trim_end().len());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(level) => self.end_heading(level as u8, range),
            TagEnd::Paragraph | TagEnd::Item => {
                self.take_anchor(range);
                let Some(block) = self.blocks.pop() else { return };
                if let Some(id) = &block.id {
                    let (id, heading) = (id.clone(), self.heading.clone());
                    self.passages.push(Passage { id, heading, text: block.text.clone() });
                }
                self.write(&block.text);
                self.write("\n");
                let item = matches!(tag, TagEnd::Item) && block.id.is_none();
                self.piece(block.id, None);
                if let Some(last) = self.paragraphs.last_mut().filter(|_| item && self.blocks.is_empty()) {
                    last.item = true;
                }
            }
            TagEnd::Link => self.swallowed = self.swallowed.saturating_sub(1),
            TagEnd::CodeBlock => {
                self.write("\n");
                let fence = self.fence.take();
                self.piece(None, fence);
            }
            TagEnd::TableCell => self.write("\n"),
            TagEnd::TableHead | TagEnd::TableRow => self.piece(None, None),
            _ => {}
        }
    }

    /// Takes the `{#id}` at the end of the block that is open.
    fn take_anchor(&mut self, range: Range<usize>) {
        let Some(block) = self.blocks.last_mut() else { return };
        let Some(open) = block.text.rfind("{#") else { return };
        let Some(id) = block.text[open + 2..].trim_end().strip_suffix('}') else { return };
        if open < block.sealed || id.contains(['<', ' ', '}']) {
            return;
        }
        let id = id.to_owned();
        block.text.truncate(open);
        self.ids.explicit(&id, (&self.origin, range), &mut Report::default());
        block.id = Some(id);
    }

    fn end_heading(&mut self, level: u8, range: Range<usize>) {
        let Some((explicit, title)) = self.title.take() else { return };
        let title = title.trim().to_owned();
        let id = self.ids.heading(explicit.as_deref(), &title, (&self.origin, range), &mut Report::default());
        self.sections.retain(|(other, _)| *other < level);
        self.sections.push((level, self.passages.len()));
        self.heading.clone_from(&title);
        self.anchor.clone_from(&id);
        self.passages.push(Passage { id, heading: title.clone(), text: String::new() });
        self.write(&title);
        self.write("\n");
        // A heading is told with what stands under it.
        self.loose.clear();
    }

    /// Ends a piece, unless it is within another one.
    fn piece(&mut self, id: Option<String>, fence: Option<usize>) {
        if !self.blocks.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.loose);
        let text = match fence {
            Some(_) => text,
            None => french(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned(),
        };
        if !text.is_empty() {
            let id = id.unwrap_or_else(|| self.anchor.clone());
            self.paragraphs.push(Paragraph { id, heading: self.heading.clone(), text, fence, item: false });
        }
    }

    fn write(&mut self, text: &str) {
        match self.blocks.last_mut() {
            Some(block) => block.text.push_str(text),
            None => {
                for (_, rank) in &self.sections {
                    self.passages[*rank].text.push_str(text);
                }
                self.loose.push_str(text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Renderer;
    use crate::site::{self, Choices};
    use crate::source::Sources;
    use crate::text::RelPath;
    use crate::text::Source;
    use proptest::prelude::*;
    use std::sync::Arc;

    /// A site of one page.
    fn renderer(markdown: &str) -> Renderer {
        let mut sources = Sources::default();
        let head = "---\ntitle: T\ndescription: D.\n---\n";
        for (path, text) in
            [("site.yaml", "title: T\ndescription: D.\n"), ("content/_index.md", &format!("{head}{markdown}"))]
        {
            let path = RelPath::new(path).unwrap_or_else(|| unreachable!());
            sources.texts.insert(path.clone(), Arc::new(Source { path, text: text.to_owned() }));
        }
        let (site, _) = site::parse(sources.over(crate::embedded::themes()), &Choices::default());
        let site = Arc::new(site.unwrap_or_else(|| unreachable!()));
        Renderer::new(site).0.unwrap_or_else(|| unreachable!())
    }

    fn read(renderer: &Renderer) -> Vec<Passage> {
        renderer.site().tree.home().map(|page| passages(&page.origin())).unwrap_or_default()
    }

    #[test]
    fn paragraphs_items_and_sections() {
        let markdown = "Avant [@CLE]. {#debut}\n\n## Un *titre* : ceci\n\nUn `code`,\nla suite. {#un}\n\n### Dessous {#dessous}\n\n\
            - point {#point}\n  - dedans\n- autre\n\n## Un titre : ceci\n\n> [!A-VERIFIER]\n> Deux avis. {#avis}\n\nFin.\n";
        let expected = [
            (
                "",
                "",
                "Avant. Un titre : ceci Un code, la suite. Dessous point dedans autre Un titre : ceci Deux avis. Fin.",
            ),
            ("debut", "", "Avant."),
            ("un-titre-ceci", "Un titre : ceci", "Un titre : ceci Un code, la suite. Dessous point dedans autre"),
            ("un", "Un titre : ceci", "Un code, la suite."),
            ("dessous", "Dessous", "Dessous point dedans autre"),
            ("point", "Dessous", "point dedans"),
            ("un-titre-ceci-2", "Un titre : ceci", "Un titre : ceci Deux avis. Fin."),
            ("avis", "Un titre : ceci", "Deux avis."),
        ];
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let read = read(&renderer(markdown));
        assert_eq!(read.len(), expected.len(), "{read:#?}");
        for (one, (id, heading, text)) in read.iter().zip(expected) {
            assert_eq!((one.id.as_str(), plain(&one.heading).as_str(), plain(&one.text).as_str()), (id, heading, text));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// What one can point to here has an address in the page, whatever is written.
        #[test]
        fn every_passage_is_an_anchor_of_the_page(markdown in "(## |### |- |> |  |\\{#[ab]\\}|[a-c*`]{1,4}|\n|\n\n){0,30}") {
            let renderer = renderer(&markdown);
            let passages = read(&renderer);
            let home = renderer.items().iter().find(|(path, _)| path.as_str() == "index.html");
            let rendered = home.map(|(path, item)| renderer.render(path, item));
            let mut own: Vec<&str> = passages.iter().skip(1).map(|one| one.id.as_str()).collect();
            let mut anchors: Vec<&str> = rendered.iter().flat_map(|one| &one.anchors).map(String::as_str).collect();
            own.sort_unstable();
            anchors.sort_unstable();
            prop_assert_eq!(own, anchors);
        }
    }
}
