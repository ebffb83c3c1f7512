//! The Markdown of a capsule, cut into slides.
//!
//! In: the body of its file. Out: for each `##`, its title, the Markdown that is shown, and its blocks: what is said over
//! it (```said), its drawing (```scene), its gesture (```gesture); or what is wrong, at its line.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::text::Source;
use crate::yaml::decode::Spanned;

/// The blocks of a slide that are not Markdown to show: what is said over it, its drawing, its gesture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Said,
    Scene,
    Gesture,
}

impl Kind {
    fn of(info: &str) -> Option<Self> {
        [Self::Said, Self::Scene, Self::Gesture].into_iter().find(|kind| kind.word() == info.trim())
    }

    fn word(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Scene => "scene",
            Self::Gesture => "gesture",
        }
    }
}

/// A slide as it was written; places are bytes of the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cut {
    /// Its title.
    pub(crate) title: Option<Spanned<String>>,
    /// What is shown: the Markdown around the block that is said.
    pub(crate) shown: Vec<Range<usize>>,
    /// The text that is said.
    pub(crate) said: Option<Range<usize>>,
    /// The YAML of its drawing.
    pub(crate) scene: Option<Range<usize>>,
    /// The YAML of its gesture.
    pub(crate) gesture: Option<Range<usize>>,
}

impl Cut {
    fn block(&mut self, kind: Kind) -> &mut Option<Range<usize>> {
        match kind {
            Kind::Said => &mut self.said,
            Kind::Scene => &mut self.scene,
            Kind::Gesture => &mut self.gesture,
        }
    }
}

/// A block of a known kind, while it is read.
struct Fenced {
    kind: Kind,
    range: Range<usize>,
    body: Option<Range<usize>>,
}

struct Pass<'a> {
    source: &'a Source,
    report: &'a mut Report,
    slides: Vec<Cut>,
    /// Where the Markdown that is being gathered starts.
    from: usize,
}

/// Cuts the body of a capsule.
pub(crate) fn cut(source: &Source, body: Range<usize>, report: &mut Report) -> Vec<Cut> {
    let text = &source.text[body.clone()];
    let mut pass = Pass { source, report, slides: Vec::new(), from: body.start };
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_GFM;
    let mut depth = 0_usize;
    let mut code: Option<Fenced> = None;
    let mut title: Option<(Range<usize>, String)> = None;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let range = range.start + body.start..range.end + body.start;
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                pass.heading(level, depth, &range);
                title = Some((range, String::new()));
                depth += 1;
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if Kind::of(&info).is_some() => {
                code = Kind::of(&info).map(|kind| Fenced { kind, range: range.clone(), body: None });
                if let Some(block) = code.as_ref().filter(|_| depth > 0) {
                    let message = format!("le bloc « {} » est dans une liste ou une citation", block.kind.word());
                    pass.fault(&range, message, "placez-le au premier niveau, sans indentation");
                }
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                match end {
                    TagEnd::Heading(HeadingLevel::H2) if depth == 0 => pass.slide(title.take()),
                    TagEnd::CodeBlock => {
                        if let Some(block) = code.take() {
                            pass.block(block);
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(_) if code.is_some() => {
                if let Some(block) = &mut code {
                    let start = block.body.as_ref().map_or(range.start, |body| body.start);
                    block.body = Some(start..range.end);
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut title {
                    words.push_str(&text);
                }
            }
            _ => {}
        }
    }
    pass.gather(body.end);
    pass.finish(body.start)
}

impl Pass<'_> {
    fn fault(&mut self, span: &Range<usize>, message: impl Into<String>, hint: &str) {
        self.report.push(Diagnostic::error(Code::Capsule, message).at(self.source, span.clone()).hint(hint));
    }

    fn heading(&mut self, level: HeadingLevel, depth: usize, range: &Range<usize>) {
        if depth == 0 {
            self.gather(range.start);
        }
        if level != HeadingLevel::H2 || depth > 0 {
            self.fault(
                range,
                "un titre dans une diapositive",
                "ouvrez une diapositive avec « ## », et n’y mettez pas d’autre titre",
            );
        }
        self.from = self.from.max(range.end);
    }

    fn slide(&mut self, title: Option<(Range<usize>, String)>) {
        let Some((range, words)) = title else { return };
        if words.trim().is_empty() {
            self.fault(&range, "diapositive sans titre", "écrivez son titre après « ## »");
        }
        self.from = range.end;
        self.slides
            .push(Cut { title: Some(Spanned { value: words.trim().to_owned(), span: range }), ..Cut::default() });
    }

    fn block(&mut self, Fenced { kind, range, body }: Fenced) {
        self.gather(range.start);
        self.from = range.end;
        let word = kind.word();
        if !self.source.text[range.clone()].trim_end().ends_with(['`', '~']) {
            let message = format!("ce bloc « {word} » n’est pas fermé");
            self.fault(&(range.start..range.start + 3), message, "ajoutez une ligne ``` à sa fin");
        }
        let place = body.unwrap_or(range.start..range.start);
        match self.slides.last_mut().map(|slide| slide.block(kind)) {
            Some(held @ None) => *held = Some(place),
            Some(_) => self.fault(
                &range,
                format!("un second bloc « {word} » dans la diapositive"),
                "réunissez les deux, ou ouvrez une autre diapositive avec « ## »",
            ),
            None => self.fault(
                &range,
                format!("ce bloc « {word} » précède la première diapositive"),
                "ouvrez une diapositive avec « ## » au-dessus de lui",
            ),
        }
    }

    /// Gives the Markdown up to here to the slide that is open.
    fn gather(&mut self, to: usize) {
        let range = self.from.min(to)..to;
        if self.source.text[range.clone()].trim().is_empty() {
            return;
        }
        match self.slides.last_mut() {
            Some(slide) => slide.shown.push(range),
            None => {
                let start = range.end - self.source.text[range.clone()].trim_start().len();
                let line = self.source.text[start..].lines().next().map_or(0, str::len);
                self.fault(
                    &(start..start + line),
                    "du texte avant la première diapositive",
                    "ouvrez une diapositive avec « ## » au-dessus de lui",
                );
            }
        }
    }

    fn finish(mut self, body: usize) -> Vec<Cut> {
        if self.slides.is_empty() && !self.report.has_errors() {
            self.fault(
                &(body..body),
                "la capsule n’a pas de diapositive",
                "écrivez « ## Titre », le texte à montrer, puis un bloc ```said avec ce qui est dit",
            );
        }
        let silent: Vec<Range<usize>> = self
            .slides
            .iter()
            .filter(|slide| slide.said.as_ref().is_none_or(|said| self.source.text[said.clone()].trim().is_empty()))
            .filter_map(|slide| slide.title.as_ref().map(|title| title.span.clone()))
            .collect();
        for span in silent {
            let line = self.source.text[span.clone()].trim_end().len();
            self.fault(
                &(span.start..span.start + line),
                "rien n’est dit sur cette diapositive",
                "ajoutez-y un bloc ```said avec au moins une phrase",
            );
        }
        self.slides
    }
}
