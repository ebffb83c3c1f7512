//! Blocks: the fenced blocks of a page that are more than code, decoded into their models, one file a kind.
//!
//! In: the fences of a page, as the reader of Markdown gives them. Out: [`PageBlocks`], typed and verified; what is wrong in
//! them is told here, at its line. From here on nobody reads their YAML again. What a model becomes in the page is in
//! `render::widgets`, by the same kinds; adding one is a file here, a file there, a line of `widgets!` and a template.

mod bare;
pub(crate) mod buttons;
pub(crate) mod capsule;
pub(crate) mod cards;
pub(crate) mod checklist;
pub(crate) mod collect;
pub(crate) mod course;
pub(crate) mod decision;
pub(crate) mod doors;
mod faults;
pub(crate) mod legal;
pub(crate) mod letter;
mod list;
pub(crate) mod matrix;
pub(crate) mod media;
pub(crate) mod planner;
pub(crate) mod practice;
pub(crate) mod process;
pub(crate) mod quiz;
mod sentences;
pub(crate) mod steps;
pub(crate) mod watch;

use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::markup::{self, Fence, Origin};
use crate::yaml::Node;
use crate::yaml::decode::{Decode, Decoder, Spanned};
use crate::yaml::suggest::nearest;

pub(crate) use bare::Bare;
pub(crate) use faults::Faults;
pub(crate) use list::List;
pub(crate) use sentences::of_code;

/// What an author writes in a block of one kind.
pub(crate) trait Model: Decode + JsonSchema {
    /// Reads it; says what is wrong and gives `None` otherwise.
    fn read(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        Self::decode(node, decoder)
    }

    /// The JSON Schema of its body; none when it has no body.
    fn schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Self>())
    }

    /// Whether it holds together: tells what does not.
    fn verify(&self, _: &mut Faults) {}

    /// The identifier that no other block of its kind may have in the whole site.
    fn unique(&self) -> Option<&Spanned<String>> {
        None
    }
}

/// Declares the kinds: the word that names each in a fence, and its model.
macro_rules! widgets {
    ($($(#[doc = $doc:literal])+ $variant:ident($model:ty) => $word:literal),* $(,)?) => {
        /// A block of a known kind, with what its author wrote in it.
        #[derive(Debug, Clone)]
        pub(crate) enum Widget { $($(#[doc = $doc])+ $variant($model)),* }

        /// The words of all kinds.
        pub(crate) const KINDS: &[&str] = &[$($word),*];

        impl Widget {
            /// The word of its kind.
            pub(crate) fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $word),* }
            }

            fn read(kind: &str, node: &Node, decoder: &mut Decoder) -> Option<Self> {
                match kind {
                    $($word => <$model as Model>::read(node, decoder).map(Self::$variant),)*
                    _ => None,
                }
            }

            fn verify(&self, faults: &mut Faults) {
                match self { $(Self::$variant(model) => model.verify(faults)),* }
            }

            /// The identifier that no other block of its kind may have in the whole site.
            pub(crate) fn unique(&self) -> Option<&Spanned<String>> {
                match self { $(Self::$variant(model) => model.unique()),* }
            }
        }

        /// The JSON Schema of the body of a kind; none when it has no body.
        pub(crate) fn schema(kind: &str, generator: &mut SchemaGenerator) -> Option<Schema> {
            match kind {
                $($word => <$model as Model>::schema(generator),)*
                _ => None,
            }
        }
    };
}

widgets! {
    /// The form and the sheet of the attestation.
    Attestation(Bare) => "attestation",
    /// All sources.
    Bibliography(Bare) => "bibliography",
    /// Links that look like buttons.
    Buttons(buttons::Buttons) => "buttons",
    /// A narrated sequence of slides.
    Capsule(capsule::Reference) => "capsule",
    /// Places to go to.
    Cards(cards::Cards) => "cards",
    /// What is to be done, and when.
    Checklist(checklist::Checklist) => "checklist",
    /// What is to be gathered about each person.
    Collect(collect::Collect) => "collect",
    /// The training path.
    Course(course::Reference) => "course",
    /// Questions that lead to a conclusion.
    Decision(decision::Decision) => "decision",
    /// Cards that lead somewhere.
    Doors(doors::Doors) => "doors",
    /// The whole glossary.
    Glossary(Bare) => "glossary",
    /// What the law asks to say.
    Legal(legal::Reference) => "legal",
    /// A text to complete.
    Letter(letter::Letter) => "letter",
    /// A table to filter.
    Matrix(matrix::Matrix) => "matrix",
    /// A sound or a film.
    Media(media::Media) => "media",
    /// Who is registered in which week.
    Planner(planner::Planner) => "planner",
    /// An invented portal to practise on.
    Practice(practice::Practice) => "practice",
    /// Who does what, in which order.
    Process(process::Process) => "process",
    /// The questions of a section.
    Questions(Bare) => "questions",
    /// A bank of questions.
    Quiz(quiz::Reference) => "quiz",
    /// The page of the search.
    Search(Bare) => "search",
    /// Every page, as a tree.
    SiteMap(Bare) => "site-map",
    /// Markers along a path.
    Steps(steps::Steps) => "steps",
    /// What an attestation proves.
    Verification(Bare) => "verification",
    /// A point that is open.
    Watch(watch::Watch) => "watch",
}

/// The known kind nearest to a mistyped one.
pub(crate) fn nearest_kind(kind: &str) -> Option<&'static str> {
    nearest(kind, KINDS.iter().copied())
}

/// A block of a page, and where it stands in its file.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The bytes of the whole fence.
    pub(crate) span: Range<usize>,
    /// The bytes of what it holds.
    pub(crate) body: Range<usize>,
    /// What it holds.
    pub(crate) widget: Widget,
    /// Whether it holds together; what does not was told.
    pub(crate) sound: bool,
    /// The sentences that a reader may look for in it, in the order in which they are written.
    pub(crate) sentences: Vec<String>,
}

/// The blocks of one page, in order, and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageBlocks {
    /// Those that could be read.
    pub(crate) list: Vec<Block>,
    /// What was said of them, and of those that could not.
    pub(crate) report: Report,
}

impl PageBlocks {
    /// Reads the blocks of a page.
    pub(crate) fn read(page: &Origin) -> Self {
        let mut blocks = Self::default();
        for fence in markup::fences(page) {
            if KINDS.contains(&fence.kind()) {
                let block = block(page, &fence, &mut blocks.report);
                blocks.list.extend(block);
            }
        }
        blocks
    }

    /// The block whose fence begins at a byte of the file.
    pub(crate) fn at(&self, start: usize) -> Option<&Block> {
        self.list.iter().find(|block| block.span.start == start)
    }

    /// The widgets, in order.
    pub(crate) fn widgets(&self) -> impl Iterator<Item = &Widget> {
        self.list.iter().map(|block| &block.widget)
    }
}

fn block(page: &Origin, fence: &Fence, report: &mut Report) -> Option<Block> {
    let kind = fence.kind();
    if !fence.top {
        let message = format!("le widget « {kind} » est dans une liste, une citation ou une note");
        report.push(
            Diagnostic::error(Code::WidgetPlace, message)
                .at(&page.source, fence.span.clone())
                .hint("placez-le au premier niveau de la page, sans indentation"),
        );
        return None;
    }
    let source = &page.source;
    let node = crate::yaml::parse(source, fence.body.clone(), report)?;
    let widget = Widget::read(kind, &node, &mut Decoder { source, report })?;
    let mut faults = Faults::new(source, node.span.clone(), report);
    widget.verify(&mut faults);
    let sound = faults.sound();
    let sentences = sentences::of(&node);
    Some(Block { span: fence.span.clone(), body: node.span, widget, sound, sentences })
}
