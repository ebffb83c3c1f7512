//! HTML of platforms as Markdown: what questions need of it. Whatever else a page may hold, its words are kept.
//!
//! In: HTML, from anybody. Out: Markdown.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// Markdown of HTML. What is plain text comes back as it was, its signs escaped where Markdown would read them.
pub(super) fn markdown(html: &str) -> String {
    let mut reader = Reader::default();
    // Reading from a text cannot fail.
    for Ok(token) in Tokenizer::new_with_emitter(html, DefaultEmitter::default()) {
        reader.take(token);
    }
    reader.end()
}

/// The same on one line.
pub(super) fn line(html: &str) -> String {
    markdown(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Its words alone, without Markdown.
pub(super) fn plain(html: &str) -> String {
    let mut words = String::new();
    for Ok(token) in Tokenizer::new_with_emitter(html, DefaultEmitter::default()) {
        if let Token::String(text) = token {
            words.push_str(&String::from_utf8_lossy(&text));
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Reader {
    /// Blocks that are finished.
    blocks: Vec<String>,
    /// The one that is being read.
    block: String,
    /// What stands before its first line: bullets, numbers, quotation marks.
    lists: Vec<Option<u64>>,
    marker: String,
    quoted: usize,
    links: Vec<String>,
    /// Inside of `pre`, of `code`, of what is not text.
    kept: bool,
    code: bool,
    hidden: usize,
}

impl Reader {
    fn take(&mut self, token: Token) {
        match token {
            Token::String(text) if self.hidden == 0 => self.words(&String::from_utf8_lossy(&text)),
            Token::StartTag(tag) => self.open(&tag),
            Token::EndTag(tag) => self.close(&String::from_utf8_lossy(&tag.name)),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.kept {
            return self.block.push_str(text);
        }
        for character in text.chars() {
            match character {
                other if self.code => self.block.push(other),
                // Spaces that French sets by itself.
                '\u{a0}' | '\u{202f}' => self.block.push(' '),
                white if white.is_whitespace() => {
                    if !self.block.is_empty() && !self.block.ends_with(char::is_whitespace) {
                        self.block.push(' ');
                    }
                }
                '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~' | '|' | '&' => self.block.extend(['\\', character]),
                '#' | '>' | '+' | '-' | '=' if self.block.is_empty() => self.block.extend(['\\', character]),
                '.' | ')' if !self.block.is_empty() && self.block.chars().all(|one| one.is_ascii_digit()) => {
                    self.block.extend(['\\', character]);
                }
                other => self.block.push(other),
            }
        }
    }

    fn open(&mut self, tag: &StartTag<()>) {
        let attribute =
            |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned());
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        match name.as_str() {
            "em" | "i" => self.block.push('*'),
            "strong" | "b" => self.block.push_str("**"),
            "del" | "s" => self.block.push_str("~~"),
            "code" if !self.kept => {
                self.code = true;
                self.block.push('`');
            }
            "br" => self.block.push_str("\\\n"),
            "script" | "style" | "head" | "title" => self.hidden += 1,
            "a" => {
                self.block.push('[');
                self.links.push(attribute("href").unwrap_or_default());
            }
            "img" => {
                let alt = attribute("alt").unwrap_or_default().replace(['[', ']'], "");
                let source = attribute("src").unwrap_or_default();
                self.block.push_str(&format!("![{alt}](<{}>)", source.replace(['<', '>'], "")));
            }
            "ul" | "ol" => {
                self.finish();
                let first = attribute("start").and_then(|first| first.parse().ok()).unwrap_or(1);
                self.lists.push((name == "ol").then_some(first));
            }
            "li" => {
                self.finish();
                self.marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
            }
            "pre" => {
                self.finish();
                self.kept = true;
            }
            "blockquote" => {
                self.finish();
                self.quoted += 1;
            }
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "tr" | "table" | "hr" => self.finish(),
            "td" | "th" => self.words(" "),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "em" | "i" => self.mark("*"),
            "strong" | "b" => self.mark("**"),
            "del" | "s" => self.mark("~~"),
            "code" if !self.kept => {
                self.code = false;
                self.block.push('`');
            }
            "script" | "style" | "head" | "title" => self.hidden = self.hidden.saturating_sub(1),
            "a" => {
                if let Some(href) = self.links.pop() {
                    self.block.push_str(&format!("]({})", href.replace(' ', "%20").replace(['(', ')'], "")));
                }
            }
            "ul" | "ol" => {
                self.finish();
                self.lists.pop();
            }
            "pre" => {
                let code = std::mem::take(&mut self.block);
                let fence = "`".repeat(code.split(|one| one != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
                self.block = format!("{fence}\n{}\n{fence}", code.trim_end_matches('\n'));
                self.finish();
                self.kept = false;
            }
            "blockquote" => {
                self.finish();
                self.quoted = self.quoted.saturating_sub(1);
            }
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "tr" | "table" => self.finish(),
            _ => {}
        }
    }

    /// Ends what is stressed; the space before it goes after it, where Markdown wants it.
    fn mark(&mut self, mark: &str) {
        let spaced = self.block.ends_with(' ');
        if spaced {
            self.block.pop();
        }
        self.block.push_str(mark);
        if spaced {
            self.block.push(' ');
        }
    }

    fn finish(&mut self) {
        let block = std::mem::take(&mut self.block);
        let block = block.trim_matches(|one: char| one.is_whitespace()).trim_end_matches('\\').trim_end();
        if block.is_empty() {
            return;
        }
        let marker = std::mem::take(&mut self.marker);
        let depth = self.lists.len().saturating_sub(1) * 3;
        let first = format!("{}{}{marker}", "> ".repeat(self.quoted), " ".repeat(depth));
        let next = format!(
            "{}{}",
            "> ".repeat(self.quoted),
            " ".repeat(depth + if self.lists.is_empty() { 0 } else { marker.len().max(2) })
        );
        let mut lines = block
            .lines()
            .enumerate()
            .map(|(at, line)| if at == 0 { format!("{first}{line}") } else { format!("{next}{line}") });
        let mut text = lines.next().unwrap_or_default();
        for line in lines {
            text.push('\n');
            text.push_str(&line);
        }
        self.blocks.push(text);
    }

    fn end(mut self) -> String {
        self.finish();
        self.blocks.join("\n\n")
    }
}
