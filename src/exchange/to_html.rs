//! The Markdown of questions as HTML that is XML too: what platforms read.
//!
//! In: Markdown, and what stands around it. Out: HTML, the images it shows, and what of it could not be taken along.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::loss::Travelled;
use super::surroundings::{Picture, Surroundings};
use crate::french::french;
use crate::markup::{events, is_mark};
use crate::text::html::{attribute, escape_text};

/// How the images of a text are named in it.
pub(super) enum Images<'a> {
    /// They do not travel.
    Left,
    /// Under this prefix; each is put on the list.
    Under(&'a str, &'a mut Vec<Picture>),
}

/// A text on its way to HTML.
pub(super) struct ToHtml<'a, 'b> {
    /// What stands around it.
    pub(super) around: Surroundings<'a>,
    /// What becomes of its images.
    pub(super) images: Images<'b>,
    /// What is noted.
    pub(super) noted: &'b mut Travelled,
}

impl ToHtml<'_, '_> {
    /// HTML of a text: blocks, or bare words when it is one paragraph.
    pub(super) fn blocks(&mut self, markdown: &str) -> String {
        let html = self.html(markdown);
        let alone = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        alone.filter(|inner| !inner.contains("<p>")).map_or(html.clone(), str::to_owned)
    }

    fn html(&mut self, markdown: &str) -> String {
        let mut out = String::new();
        // What an image says in place of itself is collected until it ends.
        let mut image: Option<(String, String)> = None;
        let mut links: Vec<bool> = Vec::new();
        let mut head = false;
        for (event, _) in events(markdown) {
            match (event, &mut image) {
                (Event::End(TagEnd::Image), _) => {
                    if let Some((target, alt)) = image.take() {
                        out.push_str(&self.image(&target, &alt));
                    }
                }
                (Event::Text(text) | Event::Code(text), Some((_, alt))) => alt.push_str(&text),
                (_, Some(_)) => {}
                (Event::Start(Tag::Image { dest_url, .. }), None) => {
                    image = Some((dest_url.into_string(), String::new()))
                }
                (Event::Start(Tag::Link { dest_url, .. }), None) => {
                    let address = self.link(&dest_url);
                    links.push(address.is_some());
                    if let Some(address) = address {
                        out.push_str(&format!("<a href=\"{}\">", attribute(&address)));
                    }
                }
                (Event::End(TagEnd::Link), None) => {
                    if links.pop() == Some(true) {
                        out.push_str("</a>");
                    }
                }
                (Event::Start(Tag::TableHead), None) => {
                    head = true;
                    out.push_str("<tr>");
                }
                (Event::End(TagEnd::TableHead), None) => {
                    head = false;
                    out.push_str("</tr>");
                }
                (event, None) => push(&event, head, &mut out),
            }
        }
        out
    }

    fn image(&mut self, target: &str, alt: &str) -> String {
        let picture = self.around.picture(target);
        match (&mut self.images, picture) {
            (Images::Under(prefix, list), Some(picture)) => {
                let name = picture.name.clone();
                if !list.iter().any(|known| known.name == name) {
                    list.push(picture);
                }
                self.noted.kept("image");
                format!("<img src=\"{}{}\" alt=\"{}\" />", prefix, attribute(&name), attribute(alt))
            }
            _ => {
                self.noted.approximated(format!("l’image « {target} » : son texte à sa place"));
                escape_text(alt).into_owned()
            }
        }
    }

    /// Where a link leads outside of the site; `None` when only its words are left.
    fn link(&mut self, target: &str) -> Option<String> {
        if is_mark(target) {
            self.noted.dropped("un renvoi à la bibliographie");
            return None;
        }
        if target.starts_with("http://") || target.starts_with("https://") || target.starts_with("mailto:") {
            return Some(target.to_owned());
        }
        let address = self.around.address(target);
        if address.is_none() {
            self.noted.approximated(format!("le lien vers « {target} » : ses mots, sans le lien"));
        }
        address
    }
}

fn push(event: &Event<'_>, head: bool, out: &mut String) {
    match event {
        Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
            out.push_str(&escape_text(&french(text)));
        }
        Event::Code(text) => out.push_str(&format!("<code>{}</code>", escape_text(text))),
        Event::SoftBreak => out.push(' '),
        Event::HardBreak => out.push_str("<br />"),
        Event::Rule => out.push_str("<hr />"),
        Event::Start(tag) => out.push_str(&opening(tag, head)),
        Event::End(tag) => out.push_str(&closing(*tag, head)),
        _ => {}
    }
}

fn opening(tag: &Tag<'_>, head: bool) -> String {
    match tag {
        Tag::List(Some(first)) if *first != 1 => format!("<ol start=\"{first}\">"),
        Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => "<pre><code>".to_owned(),
        _ => name(tag.to_end(), head).map(|name| format!("<{name}>")).unwrap_or_default(),
    }
}

fn closing(tag: TagEnd, head: bool) -> String {
    match tag {
        TagEnd::CodeBlock => "</code></pre>".to_owned(),
        _ => name(tag, head).map(|name| format!("</{name}>")).unwrap_or_default(),
    }
}

fn name(tag: TagEnd, head: bool) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph => "p",
        TagEnd::Heading(_) => "h4",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::List(true) => "ol",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        TagEnd::Strikethrough => "del",
        TagEnd::Table => "table",
        TagEnd::TableRow => "tr",
        TagEnd::TableCell if head => "th",
        TagEnd::TableCell => "td",
        _ => return None,
    })
}
