//! The pass over the events of the parser: what opens, what closes, what is written between.
//! Links and their kin are in `marks`, tables in `tables`.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::footnotes::Footnotes;
use super::images::without_title;
use super::job::Job;
use super::missed::Missed;
use super::tables::Table;
use super::terms::Terms;
use super::{Body, Form};
use super::{alerts, code, words};
use crate::diagnostic::Report;
use crate::french::french;
use crate::markup::{Identifiers, events};
use crate::text::html::{escape_text, push_text};

/// Renders a text.
pub(crate) fn write(text: &str, job: Job, report: &mut Report) -> Body {
    let glossary_href = job.scope.site.landmarks.glossary.map(|page| job.scope.href(page));
    let mut writer = Writer {
        terms: Terms::new(&job.scope.site.glossary, if job.form == Form::Page { text } else { "" }, glossary_href),
        body: Body { html: String::with_capacity(text.len() * 3 / 2), cited: job.cited.to_vec(), ..Body::default() },
        job,
        text,
        report,
        ids: Identifiers::new(text),
        notes: Footnotes::default(),
        stack: Vec::new(),
        title: None,
        muted: 0,
        table: None,
        tables: 0,
        tags: Vec::new(),
        missed: Missed::default(),
        titling: None,
        said: Vec::new(),
        images: 0,
    };
    for (event, range) in events(text) {
        writer.event(event, range);
    }
    writer.finish()
}

/// What stands open, with where its HTML starts.
pub(super) enum Open {
    Heading {
        level: u8,
        id: Option<String>,
        at: usize,
        range: Range<usize>,
    },
    Paragraph {
        at: usize,
        image: bool,
        title: Option<String>,
    },
    Item {
        at: usize,
    },
    Quote {
        at: usize,
        alert: bool,
        folded: bool,
    },
    Code {
        info: String,
        range: Range<usize>,
        text: String,
    },
    Note {
        label: String,
        outer: String,
        range: Range<usize>,
    },
    Link {
        end: &'static str,
        /// Whether it shows its own address, which no typography touches.
        bare: bool,
        /// Where what it shows begins.
        at: usize,
    },
    /// A marker written as a link: its label, which the parser hands on as text, is dropped.
    Swallow,
    /// A variable that has a value: its name, where its label begins, in the HTML and in the title that is open.
    Variable {
        name: String,
        at: usize,
        title: usize,
    },
    Image {
        path: String,
        title: String,
        range: Range<usize>,
        alt: String,
    },
    Html {
        range: Range<usize>,
        text: String,
    },
    Other,
}

/// The pass, while it runs.
pub(super) struct Writer<'a, 'r> {
    pub(super) job: Job<'a>,
    pub(super) text: &'a str,
    pub(super) report: &'r mut Report,
    pub(super) body: Body,
    pub(super) ids: Identifiers,
    pub(super) notes: Footnotes,
    pub(super) terms: Terms<'a>,
    pub(super) stack: Vec<Open>,
    /// Text of the heading that is open, without marks.
    pub(super) title: Option<String>,
    /// How many things are open in which acronyms are not spelled out.
    pub(super) muted: usize,
    pub(super) table: Option<Table>,
    pub(super) tables: usize,
    /// Tags of the author that stand open: their names and places.
    pub(super) tags: Vec<(&'static str, Range<usize>)>,
    /// Markdown that would be published as it stands.
    pub(super) missed: Missed,
    /// What ends the title of an alert that is being written.
    pub(super) titling: Option<&'static str>,
    /// Labels in the title that is open, and what is said in place of them.
    pub(super) said: Vec<(Range<usize>, String)>,
    /// How many images are open, in whose alternative text one is.
    pub(super) images: usize,
}

impl Writer<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.images > 0 && self.alternative(&event, &range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.characters(&text, range),
            Event::Code(code) => self.code_span(&code),
            Event::Html(html) => match self.stack.last_mut() {
                Some(Open::Html { text, .. }) => text.push_str(&html),
                _ => self.raw(&html, range),
            },
            Event::InlineHtml(html) => self.raw(&html, range),
            Event::FootnoteReference(label) => {
                let call = self.notes.call(&label);
                self.body.html.push_str(&call);
            }
            Event::SoftBreak if self.titling.is_some() => self.end_title(),
            Event::SoftBreak => self.space("\n"),
            Event::HardBreak => self.space("<br>\n"),
            Event::Rule => self.body.html.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.characters(&text, range),
        }
    }

    fn space(&mut self, html: &str) {
        if !self.body.html.ends_with("<p>") {
            self.body.html.push_str(html);
            self.entitle(" ");
        }
    }

    fn characters(&mut self, text: &str, range: Range<usize>) {
        match self.stack.last_mut() {
            Some(Open::Code { text: code, .. }) => code.push_str(text),
            Some(Open::Swallow) => {}
            Some(Open::Link { bare: true, .. }) => {
                self.body.words += 1;
                self.entitle(text);
                push_text(text, &mut self.body.html);
            }
            _ => {
                self.body.words += words::count(text);
                let written = self.text.get(range.clone()).unwrap_or_default();
                self.notes.missing(written, range.start);
                if self.job.form == Form::Page {
                    self.missed.look(self.text, range);
                }
                let text = french(text);
                let text = if self.titling.is_some() { alerts::title(&text, &self.body.html) } else { &text };
                self.entitle(text);
                if let Some(Open::Paragraph { image, .. }) = self.stack.last_mut() {
                    *image = false;
                }
                if self.muted == 0 && self.job.form == Form::Page {
                    self.terms.write(text, &mut self.body.html);
                } else {
                    push_text(text, &mut self.body.html);
                }
            }
        }
    }

    /// What is written inside a heading is part of its title.
    fn entitle(&mut self, text: &str) {
        if let Some(title) = &mut self.title {
            title.push_str(text);
        }
    }

    fn code_span(&mut self, code: &str) {
        self.entitle(code);
        self.body.html.push_str("<code>");
        push_text(code, &mut self.body.html);
        self.body.html.push_str("</code>");
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let at = self.body.html.len();
        let open = match tag {
            Tag::Paragraph => {
                self.push_tag("<p>");
                Open::Paragraph { at, image: true, title: None }
            }
            Tag::Heading { level, id, classes, attrs } => {
                self.unknown_attributes(&classes, &attrs, range.clone());
                self.muted += 1;
                self.title = Some(String::new());
                Open::Heading { level: level as u8, id: id.map(|id| id.to_string()), at, range }
            }
            Tag::BlockQuote(kind) => {
                let html = kind
                    .map_or_else(|| "<blockquote>\n".to_owned(), |kind| alerts::alert(kind).open(self.job.scope.theme));
                self.body.html.push_str(&html);
                Open::Quote { at, alert: kind.is_some(), folded: false }
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                Open::Code { info, range, text: String::new() }
            }
            Tag::HtmlBlock => Open::Html { range, text: String::new() },
            Tag::FootnoteDefinition(label) => {
                Open::Note { label: label.to_string(), outer: std::mem::take(&mut self.body.html), range }
            }
            Tag::Item => {
                self.push_tag("<li>");
                Open::Item { at }
            }
            Tag::List(start) => {
                // What precedes a nested list is the text of its item, which may carry an anchor.
                self.anchor_item();
                self.list(start)
            }
            // CommonMark gives the bare address of `<a@b.fr>`.
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                self.link(&format!("mailto:{dest_url}"), &title, range, true)
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(&dest_url, &title, range, link_type == LinkType::Autolink)
            }
            Tag::Image { dest_url, title, .. } => {
                self.images += 1;
                Open::Image { path: dest_url.to_string(), title: title.to_string(), range, alt: String::new() }
            }
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => self.row(true),
            Tag::TableRow => self.row(false),
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.other("<em>"),
            Tag::Strong => self.other("<strong>"),
            Tag::Strikethrough => self.other("<del>"),
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => Open::Other,
        };
        self.stack.push(open);
    }

    fn push_tag(&mut self, html: &str) {
        let loose = self.job.form != Form::Line || html != "<p>";
        if loose {
            self.body.html.push_str(html);
        }
    }

    pub(super) fn other(&mut self, html: &str) -> Open {
        self.body.html.push_str(html);
        Open::Other
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let Some(open) = self.stack.pop() else { return };
        match (open, tag) {
            (Open::Paragraph { at, image, title }, _) => self.end_paragraph(at, image, title, range),
            (Open::Heading { level, id, at, range }, _) => self.end_heading(level, id.as_deref(), at, range),
            (Open::Quote { alert, folded, .. }, _) => self.body.html.push_str(match (alert, folded) {
                (_, true) => "</details>\n",
                (true, _) => "</div>\n",
                _ => "</blockquote>\n",
            }),
            (Open::Code { info, range, text }, _) => self.end_code(&info, range, &text),
            (Open::Html { range, text }, _) => self.raw(&text, range),
            (Open::Note { label, outer, range }, _) => {
                let html = std::mem::replace(&mut self.body.html, outer);
                self.notes.body(&label, html, range);
            }
            (Open::Item { at }, _) => {
                self.close_tags();
                self.anchor(at, range);
                self.body.html.push_str("</li>\n");
            }
            (Open::Link { end, at, .. }, _) => {
                self.muted -= 1;
                self.empty_link(end, at, range);
                self.body.html.push_str(end);
            }
            (Open::Swallow, _) => self.muted -= 1,
            (Open::Variable { name, at, title }, _) => self.end_variable(&name, at, title),
            (Open::Image { path, title, range, alt }, _) => self.end_image(&path, title, range, &alt),
            (Open::Other, tag) => {
                if tag == TagEnd::TableCell {
                    self.close_tags();
                    self.end_cell();
                }
                self.end_other(tag);
            }
        }
    }

    fn end_other(&mut self, tag: TagEnd) {
        let html = match tag {
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableHead => {
                self.muted -= 1;
                "</tr></thead>\n<tbody>\n"
            }
            TagEnd::Table => {
                self.table = None;
                "</tbody></table></div>\n"
            }
            _ => "",
        };
        self.body.html.push_str(html);
    }

    fn end_paragraph(&mut self, at: usize, image: bool, title: Option<String>, range: Range<usize>) {
        self.close_tags();
        if let Some(end) = self.titling.take() {
            return self.body.html.push_str(end);
        }
        if self.job.form == Form::Line {
            return;
        }
        let written = &self.body.html[at..];
        let inner = written.strip_prefix("<p>").unwrap_or(written);
        if inner.is_empty() {
            // The paragraph held only the marker of an alert.
            self.body.html.truncate(at);
        } else if image && inner.starts_with("<img") {
            let caption = title
                .map(|title| format!("<figcaption>{}</figcaption>", escape_text(&french(&title))))
                .unwrap_or_default();
            // The caption says it.
            let inner = without_title(inner);
            let figure = format!("<figure>{inner}{caption}</figure>\n");
            self.body.html.replace_range(at.., &figure);
        } else {
            self.anchor(at, range);
            self.body.html.push_str("</p>\n");
        }
    }

    fn end_code(&mut self, info: &str, range: Range<usize>, text: &str) {
        let block = code::Block { info, text, range, cited: &self.body.cited };
        let rendered = code::render(&block, &self.job, self.report);
        self.body.place(rendered);
    }

    fn finish(mut self) -> Body {
        let notes = std::mem::take(&mut self.notes).finish(&self.job.origin, self.report);
        self.body.html.push_str(&notes);
        std::mem::take(&mut self.missed).finish(&self.job.origin, self.report);
        self.body
    }
}
