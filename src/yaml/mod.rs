//! YAML as authors write it: a tree in which every value knows where it stands.
//!
//! In: a [`Source`] and the part of it that is YAML. Out: a [`Node`], or one diagnostic. Types are
//! then read from the tree by [`decode`], which goes on after an error, so that an author sees all
//! the faults of a file at once. Anchors, aliases, merge keys and tags are refused: nothing here
//! can be made to grow ("YAML bomb").

#[macro_use]
pub(crate) mod declare;
pub(crate) mod decode;
pub(crate) mod quotes;
pub(crate) mod suggest;

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;
use decode::{Decode, Decoder};

/// Reads a whole YAML file into a type.
pub(crate) fn read<T: Decode>(source: &Arc<Source>, report: &mut Report) -> Option<T> {
    let node = parse(source, 0..source.text.len(), report)?;
    T::decode(&node, &mut Decoder { source, report })
}

/// Deepest nesting of collections; the deepest real file uses eight.
const DEPTH_LIMIT: usize = 32;

/// A value and the bytes of the file it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// Where it stands, in bytes from the start of the file.
    pub(crate) span: Range<usize>,
    /// What it is.
    pub(crate) value: Value,
}

/// A YAML value; scalars stay text until a type is asked for, so `no` and `1.0` are what they say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file; keys may repeat here, decoding refuses them.
    Map(Vec<(Key, Node)>),
}

impl Value {
    /// What it is, in French, for messages.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Value::Null => "rien",
            Value::Scalar(_) => "un texte",
            Value::List(_) => "une liste",
            Value::Map(_) => "des clés",
        }
    }
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// Its text.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) span: Range<usize>,
}

/// Parses the part `range` of a source. Empty input is [`Value::Null`].
pub(crate) fn parse(source: &Source, range: Range<usize>, report: &mut Report) -> Option<Node> {
    match Builder::new(source, range).run() {
        Ok(node) => Some(node),
        Err(diagnostic) => {
            report.push(*diagnostic);
            None
        }
    }
}

enum Frame {
    List { start: usize, items: Vec<Node> },
    Map { start: usize, entries: Vec<(Key, Node)>, key: Option<Key> },
}

struct Builder<'a> {
    source: &'a Source,
    range: Range<usize>,
    stack: Vec<Frame>,
    root: Option<Node>,
}

type Refusal = Box<Diagnostic>;

impl<'a> Builder<'a> {
    fn new(source: &'a Source, range: Range<usize>) -> Self {
        Self { source, range, stack: Vec::new(), root: None }
    }

    fn run(mut self) -> Result<Node, Refusal> {
        let text = &self.source.text[self.range.clone()];
        let mut options = Options::default();
        options.emit_comments = false;
        for next in Parser::new_from_str_with_options(text, options) {
            let (event, span) = next.map_err(|error| self.syntax(&error))?;
            self.event(event, &span)?;
        }
        Ok(self.root.unwrap_or(Node { span: self.range.start..self.range.start, value: Value::Null }))
    }

    fn event(&mut self, event: Event<'_>, span: &Span) -> Result<(), Refusal> {
        let at = self.bytes(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.plain(anchor, tag.is_some(), &at)?;
                if let Some(control) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
                    let message = format!("caractère invisible U+{:04X} dans cette valeur", u32::from(control));
                    let fault = Diagnostic::error(Code::Control, message).at(self.source, self.trim(at));
                    return Err(Box::new(
                        fault.hint("effacez-le : aucun lecteur ne le voit, et le flux Atom serait illisible"),
                    ));
                }
                let null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let value = if null { Value::Null } else { Value::Scalar(text.into_owned()) };
                self.add(Node { span: self.trim(at), value })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.plain(anchor, tag.is_some(), &at)?;
                self.push(Frame::List { start: at.start, items: Vec::new() }, at)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.plain(anchor, tag.is_some(), &at)?;
                self.push(Frame::Map { start: at.start, entries: Vec::new(), key: None }, at)
            }
            Event::SequenceEnd | Event::MappingEnd => self.pop(at.end),
            Event::Alias(_) => Err(self.refuse("les alias (« *nom ») ne sont pas admis", at)),
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(self.refuse("un seul document par fichier : « --- » est de trop", at))
            }
            _ => Ok(()),
        }
    }

    fn plain(&self, anchor: usize, tagged: bool, at: &Range<usize>) -> Result<(), Refusal> {
        if anchor != 0 {
            return Err(self.refuse("les ancres (« &nom ») ne sont pas admises", at.clone()));
        }
        if tagged {
            return Err(self.refuse("les étiquettes de type (« !type ») ne sont pas admises", at.clone()));
        }
        Ok(())
    }

    fn push(&mut self, frame: Frame, at: Range<usize>) -> Result<(), Refusal> {
        if self.stack.len() == DEPTH_LIMIT {
            return Err(self.refuse("trop de niveaux imbriqués", at));
        }
        if let Some(Frame::Map { key: None, .. }) = self.stack.last() {
            return Err(self.refuse("une clé doit être un simple texte", at));
        }
        self.stack.push(frame);
        Ok(())
    }

    fn pop(&mut self, end: usize) -> Result<(), Refusal> {
        let (start, value) = match self.stack.pop() {
            Some(Frame::List { start, items }) => (start, Value::List(items)),
            Some(Frame::Map { start, entries, .. }) => (start, Value::Map(entries)),
            None => return Ok(()),
        };
        let span = self.trim(start..end.max(start));
        self.add(Node { span, value })
    }

    fn add(&mut self, node: Node) -> Result<(), Refusal> {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map { entries, key, .. }) => match (key.take(), node.value) {
                (Some(key), value) => entries.push((key, Node { span: node.span, value })),
                (None, Value::Scalar(text)) => *key = Some(Key { text, span: node.span }),
                (None, _) => return Err(self.refuse("une clé doit être un simple texte", node.span)),
            },
        }
        Ok(())
    }

    /// Where an event stands in the file.
    fn bytes(&self, span: &Span) -> Range<usize> {
        let base = self.range.start;
        let start = span.start.byte_offset().unwrap_or(0);
        let end = span.end.byte_offset().unwrap_or(start);
        base + start..base + end.max(start)
    }

    /// Spans of block values run to the next token: the white space at their end is not meant.
    fn trim(&self, span: Range<usize>) -> Range<usize> {
        let text = self.source.text.get(span.clone()).unwrap_or_default();
        span.start..span.start + text.trim_end().len()
    }

    fn refuse(&self, message: &str, at: Range<usize>) -> Refusal {
        let hint = quotes::advice(self.source, at.start).unwrap_or("écrivez la valeur en toutes lettres".to_owned());
        Box::new(Diagnostic::error(Code::YamlRefused, message).at(self.source, at).hint(hint))
    }

    fn syntax(&self, error: &granit_parser::ScanError) -> Refusal {
        let at = self.range.start + error.marker().byte_offset().unwrap_or(0);
        let (message, hint) = explain(&error.info());
        let hint = quotes::advice(self.source, at).unwrap_or(hint.to_owned());
        Box::new(Diagnostic::error(Code::YamlSyntax, message).at(self.source, at..at + 1).hint(hint))
    }
}

/// What the parser stumbled on, in French, and what to do. Its own words are English and are not shown.
fn explain(info: &str) -> (String, &'static str) {
    let (message, hint) = if info.contains("mapping values are not allowed")
        || info.contains("illegal placement of ':'")
    {
        (
            "un deux-points de trop dans cette valeur",
            "mettez toute la valeur entre guillemets, comme title: \"RPPS : le guide\"",
        )
    } else if info.contains("tab") {
        ("une tabulation là où il faut des espaces", "remplacez les tabulations par des espaces")
    } else if info.contains("quoted scalar") || info.contains("unexpected end of stream") {
        (
            "un guillemet n’est pas fermé",
            "fermez le guillemet ; dans un texte, employez l’apostrophe courbe ’ ou les guillemets « »",
        )
    } else if info.contains("unclosed") || info.contains("flow") {
        (
            "un crochet ou une accolade n’est pas fermé",
            "fermez-le ; une couleur s’écrit entre guillemets, car « # » commence un commentaire",
        )
    } else {
        (
            "YAML illisible ici",
            "vérifiez l’indentation (des espaces, pas de tabulation), les deux-points suivis d’une espace, les guillemets fermés",
        )
    };
    (message.to_owned(), hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RelPath;
    use proptest::prelude::*;

    pub(crate) fn source(text: &str) -> Source {
        Source { path: RelPath::new("test.yaml").unwrap_or_else(|| unreachable!()), text: text.to_owned() }
    }

    fn tree(text: &str) -> (Option<Node>, Report) {
        let mut report = Report::default();
        let source = source(text);
        (parse(&source, 0..text.len(), &mut report), report)
    }

    #[test]
    fn values_know_where_they_stand() {
        let text = "titre: Le bon rôle\nliste:\n  - un\n  - deux\n";
        let Some(Node { value: Value::Map(entries), .. }) = tree(text).0 else { panic!("a mapping") };
        assert_eq!(&text[entries[0].0.span.clone()], "titre");
        assert_eq!(&text[entries[0].1.span.clone()], "Le bon rôle");
        let Value::List(items) = &entries[1].1.value else { panic!("a list") };
        assert_eq!(&text[items[1].span.clone()], "deux");
    }

    #[test]
    fn bombs_are_refused() {
        for text in ["a: &x [1]\nb: *x\n", "a: !!binary x", "? [a]\n: b", &"[".repeat(5_000), "a: 1\n---\nb: 2\n"] {
            let (node, report) = tree(text);
            assert!(node.is_none() && report.entries().len() == 1, "{text:.20}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[a-c:\\-\\[\\]{}\"'&*!|>#é \n]{0,80}") {
            let (node, report) = tree(&text);
            prop_assert!(node.is_some() != report.has_errors());
        }
    }
}
